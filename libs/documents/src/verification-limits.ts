import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import { isVerifiedBy } from '#libs/rulebook';

/** Why somebody may not verify a paper: another role does, or it takes another person or another file. */
export type Obstacle = 'other-role' | 'second-person';

interface Paper {
  readonly id: string;
  readonly candidateId: string;
  readonly documentCode: string;
}

const OBSTACLE_DETAILS = {
  'other-role': 'Dokumen ini diverifikasi oleh petugas BP3MI.',
  'second-person': 'Anda pernah menolak dokumen ini. Pindai berkas yang baru, atau minta petugas lain memverifikasinya.',
} as const satisfies Record<Obstacle, string>;

// The same question as in the trigger hold_document_decision, asked before, so that the screen can say it.
const REFUSED_SQL = `
SELECT EXISTS (SELECT FROM document r
                WHERE r.candidate_id = $2 AND r.document_code = $3 AND r.state = 'rejected' AND r.closed_by = $4)
   AND NOT EXISTS (SELECT FROM scan s
                    WHERE s.document_id = $1 AND s.state = 'clean'
                      AND NOT EXISTS (SELECT FROM document r JOIN scan former ON former.document_id = r.id
                                       WHERE r.candidate_id = $2 AND r.document_code = $3 AND r.state = 'rejected'
                                         AND former.original_sha256 = s.original_sha256)) AS "needsAnother"`;

/** What keeps the caller from verifying this paper; null when nothing does. The database refuses the same by itself. */
export async function obstacleFor(rows: Rows, paper: Paper): Promise<Obstacle | null> {
  if (rows.actor !== null && !isVerifiedBy(paper.documentCode, rows.actor.role, rows.today)) return 'other-role';
  const [answer] = await rows.query<{ needsAnother: boolean }>(REFUSED_SQL, [
    paper.id,
    paper.candidateId,
    paper.documentCode,
    rows.actorId,
  ]);
  return answer?.needsAnother ? 'second-person' : null;
}

/** @throws Problem not-permitted for another role; wrong-state when the caller refused this paper before and the file is the same */
export async function refuseObstacle(rows: Rows, paper: Paper): Promise<void> {
  const obstacle = await obstacleFor(rows, paper);
  if (obstacle === null) return;
  throw problem(obstacle === 'other-role' ? 'not-permitted' : 'wrong-state', { detail: OBSTACLE_DETAILS[obstacle] });
}
