import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, Problem, problem, Seals } from '#libs/platform';

import { Candidate } from './candidate.entity.js';
import { FamilyContact, type FamilyRelation } from './family-contact.entity.js';
import { maskPhone } from './masks.js';
import { readPerson } from './written-person.js';

/** Somebody of the family to be added. */
export interface NewFamilyContact {
  readonly name: string;
  readonly relation: FamilyRelation;
  readonly phone?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly isEmergency?: boolean | undefined;
  readonly givesPermission?: boolean | undefined;
}

/** What may be changed; a field that is absent stays, null empties it. */
export type FamilyContactChange = { readonly [Field in keyof NewFamilyContact]?: NewFamilyContact[Field] | undefined };

/** One contact as a screen shows it, the phone masked. */
export interface FamilyContactView {
  readonly id: string;
  readonly candidateId: string;
  readonly name: string;
  readonly relation: FamilyRelation;
  readonly phoneMasked: string | null;
  readonly address: string | null;
  readonly isEmergency: boolean;
  readonly givesPermission: boolean;
  readonly version: number;
}

type Shown = Omit<FamilyContactView, 'phoneMasked'> & { readonly phoneSealed: Buffer | null };
type Written = Pick<FamilyContactChange, 'name' | 'phone' | 'address'>;

/** The family of a person: who can be reached, and who signs the family permission letter. */
@Injectable()
export class FamilyService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** The contacts of a person in the order they were added; that they were seen is written to the audit trail. @throws Problem not-found */
  list(actor: Actor, candidateId: string): Promise<FamilyContactView[]> {
    return this.access.view(actor, 'family.list', candidateId, async (rows) => {
      const { areaCode } = await rows.get(Candidate, candidateId);
      rows.about({ candidateId, areaCode });
      const contacts = await rows.query<Shown>(
        `SELECT id, candidate_id AS "candidateId", name, relation, phone_sealed AS "phoneSealed", address,
                is_emergency AS "isEmergency", gives_permission AS "givesPermission", version
           FROM family_contact
          WHERE candidate_id = $1
          ORDER BY id`,
        [candidateId],
      );
      return contacts.map((contact) => this.shown(contact));
    });
  }

  /** @throws Problem not-found (person out of scope), invalid */
  record(actor: Actor, candidateId: string, input: NewFamilyContact): Promise<FamilyContactView> {
    return this.access.write(actor, 'family.record', null, async (rows) => {
      const contact = await this.add(rows, await rows.get(Candidate, candidateId), input);
      rows.about({ subjectId: contact.id, candidateId, areaCode: contact.areaCode, fields: ['familyContact'] });
      return this.shown(contact);
    });
  }

  /** Adds a contact inside an open transaction. @param at pointer of the contact in the request, for the faults
   *  @throws Problem invalid */
  async add(rows: Rows, person: Pick<Candidate, 'id' | 'areaCode'>, input: NewFamilyContact, at = ''): Promise<FamilyContact> {
    const { name = '', phone, address } = readContact(input, rows.today, at);
    const id = newId();
    const now = this.clock.now();
    return rows.add(
      Object.assign(new FamilyContact(), {
        id,
        candidateId: person.id,
        areaCode: person.areaCode,
        name,
        relation: input.relation,
        phoneSealed: this.sealed(id, phone ?? null),
        address: address ?? null,
        isEmergency: input.isEmergency ?? false,
        givesPermission: input.givesPermission ?? false,
        createdBy: rows.actorId,
        createdAt: now,
        updatedAt: now,
        version: 1,
      }),
    );
  }

  /** Changes the given fields and names them in the audit row. @throws Problem not-found, changed-meanwhile, invalid */
  change(actor: Actor, contactId: string, version: number, input: FamilyContactChange): Promise<FamilyContactView> {
    return this.access.write(actor, 'family.record', contactId, async (rows) => {
      const contact = await rows.lock(FamilyContact, contactId, version);
      const { phone, ...plain } = { ...input, ...readContact(input, rows.today, '') };
      const given = Object.entries(plain).filter(([, value]) => value !== undefined);
      Object.assign(contact, Object.fromEntries(given));
      if (phone !== undefined) contact.phoneSealed = this.sealed(contact.id, phone);
      contact.updatedAt = this.clock.now();
      await rows.save(contact);
      const fields = [...given.map(([field]) => field), ...(phone === undefined ? [] : ['phone'])];
      rows.about({ candidateId: contact.candidateId, areaCode: contact.areaCode, fields });
      return this.shown(contact);
    });
  }

  /** A contact is a third person's data: a wrong one leaves the file. @throws Problem not-found, changed-meanwhile */
  remove(actor: Actor, contactId: string, version: number): Promise<void> {
    return this.access.write(actor, 'family.remove', contactId, async (rows) => {
      const contact = await rows.lock(FamilyContact, contactId, version);
      await rows.query(`DELETE FROM family_contact WHERE id = $1`, [contactId]);
      rows.about({ candidateId: contact.candidateId, areaCode: contact.areaCode, fields: ['familyContact'] });
    });
  }

  /** The plain phone number behind a mask; that it was seen is written to the audit trail first.
   *  @throws Problem not-found; wrong-state when no number is recorded */
  reveal(actor: Actor, contactId: string): Promise<string> {
    return this.access.view(actor, 'family.reveal', contactId, async (rows) => {
      const contact = await rows.get(FamilyContact, contactId);
      const plain = this.opened(contact);
      if (plain === null) throw problem('wrong-state', { detail: 'Nomor telepon keluarga ini belum tercatat.' });
      rows.about({ candidateId: contact.candidateId, areaCode: contact.areaCode, fields: ['phone'] });
      return plain;
    });
  }

  private shown(contact: Shown): FamilyContactView {
    const { id, candidateId, name, relation, address, isEmergency, givesPermission, version } = contact;
    const phone = this.opened(contact);
    return { id, candidateId, name, relation, phoneMasked: phone && maskPhone(phone), address, isEmergency, givesPermission, version };
  }

  private sealed(contactId: string, phone: string | null): Buffer | null {
    return phone === null ? null : this.seals.seal({ table: 'family_contact', column: 'phone_sealed', rowId: contactId }, phone);
  }

  private opened({ id, phoneSealed }: Pick<Shown, 'id' | 'phoneSealed'>): string | null {
    return phoneSealed && this.seals.open({ table: 'family_contact', column: 'phone_sealed', rowId: id }, phoneSealed);
  }
}

// Names, phones and addresses of a contact are read by the same rules as a person's own.
function readContact(input: FamilyContactChange, today: string, at: string): Written {
  try {
    const { fullName: name, phone, address } = readPerson({ fullName: input.name, phone: input.phone, address: input.address }, today);
    return { name, phone, address };
  } catch (error) {
    const faults = error instanceof Problem ? error.extras.errors : undefined;
    if (!faults) throw error;
    throw problem('invalid', {
      errors: faults.map((fault) => ({ ...fault, pointer: `${at}${fault.pointer.replace('/fullName', '/name')}` })),
    });
  }
}
