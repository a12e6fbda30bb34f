import { Column, Entity, PrimaryColumn } from 'typeorm';

export const FAMILY_RELATIONS = ['spouse', 'parent', 'child', 'sibling', 'guardian', 'other'] as const;
/** What the contact is to the person: `parent` is the person's mother or father. */
export type FamilyRelation = (typeof FAMILY_RELATIONS)[number];

/** Somebody of the family who can be reached when something happens, or who signs the family permission letter
 *  (`family_consent_letter`; UU 18/2017 art 13 b). The phone is sealed. */
@Entity({ name: 'family_contact' })
export class FamilyContact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'family_contact_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'candidate_id', update: false })
  candidateId: string;

  // Follows the person's domicile by the foreign key, so it is never written from here afterwards.
  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  relation: FamilyRelation;

  @Column({ type: 'bytea', name: 'phone_sealed', nullable: true })
  phoneSealed: Buffer | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'boolean', name: 'is_emergency', default: false })
  isEmergency: boolean;

  @Column({ type: 'boolean', name: 'gives_permission', default: false })
  givesPermission: boolean;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
