import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who runs a centre: a technical unit of the regency or of the ministry, a community centre, a private LPK, or an agency's own. */
export const TRAINING_CENTER_KINDS = ['uptd_blk', 'uptp_blk', 'blk_komunitas', 'private_lpk', 'p3mi_training_centre'] as const;
export type TrainingCenterKind = (typeof TRAINING_CENTER_KINDS)[number];

/** A place that trains candidates (BLK, LPK). Its area decides which offices see its batches. */
@Entity({ name: 'training_center' })
export class TrainingCenter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'training_center_pk' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: TrainingCenterKind;

  @Column({ type: 'text', name: 'area_code', collation: 'C' })
  areaCode: string;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
