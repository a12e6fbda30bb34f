import type { Rows } from '#libs/access';

import type { EnrolmentState, Result, Seat } from './enrolment.entity.js';

/** One course in the life of a person. Batch, programme and centre are null where the caller may not see that centre. */
export interface CourseView {
  readonly id: string;
  readonly batchId: string;
  readonly batchName: string | null;
  readonly programTitle: string | null;
  readonly centerName: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly seat: Seat;
  readonly state: EnrolmentState;
  readonly result: Result | null;
  readonly resultOn: string | null;
  readonly certificateNo: string | null;
}

/** Every enrolment of one person in the caller's scope, newest first. A person has a handful. */
export function coursesOfPerson(rows: Rows, candidateId: string): Promise<CourseView[]> {
  return rows.query<CourseView>(
    `SELECT e.id, e.training_batch_id AS "batchId", b.name AS "batchName", p.title AS "programTitle", c.name AS "centerName",
            b.starts_on AS "startsOn", b.ends_on AS "endsOn", e.seat, e.state, e.result, e.result_on AS "resultOn",
            e.certificate_no AS "certificateNo"
       FROM enrolment e
       LEFT JOIN training_batch b ON b.id = e.training_batch_id
       LEFT JOIN training_program p ON p.id = b.training_program_id
       LEFT JOIN training_center c ON c.id = e.training_center_id
      WHERE e.candidate_id = $1
      ORDER BY e.id DESC`,
    [candidateId],
  );
}
