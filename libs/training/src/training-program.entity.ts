import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a centre teaches (program pelatihan). `lessonHours` are JP of 45 minutes; `competenceTitle` is what a competent
 *  graduate may call herself. A batch is one run of it. */
@Entity({ name: 'training_program' })
export class TrainingProgram {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'training_program_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'training_center_id', update: false })
  trainingCenterId: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text', name: 'vocational_field' })
  vocationalField: string;

  @Column({ type: 'integer', name: 'lesson_hours' })
  lessonHours: number;

  @Column({ type: 'text', name: 'competence_title' })
  competenceTitle: string;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
