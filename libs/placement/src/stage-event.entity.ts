import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Stage } from '#libs/rulebook';

/** One step of a cycle: from, to, the legal day it counts from, who, why, under which edition of the rules.
 *  Append-only; a correction is a new event. `areaCode` is where the person lived at that time.
 *  `overridden` names the blockers that a supervisor lifted for this step. */
@Entity({ name: 'stage_event' })
export class StageEvent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stage_event_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'cycle_id' })
  cycleId: string;

  @Column({ type: 'uuid', name: 'candidate_id' })
  candidateId: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C' })
  areaCode: string;

  @Column({ type: 'text', name: 'from_stage', nullable: true })
  fromStage: Stage | null;

  @Column({ type: 'text', name: 'to_stage' })
  toStage: Stage;

  @Column({ type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  at: string;

  @Column({ type: 'date', name: 'effective_on' })
  effectiveOn: string;

  @Column({ type: 'uuid', name: 'actor_id' })
  actorId: string;

  @Column({ type: 'text', name: 'reason_code', nullable: true })
  reasonCode: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  overridden: string[];

  @Column({ type: 'text' })
  edition: string;
}
