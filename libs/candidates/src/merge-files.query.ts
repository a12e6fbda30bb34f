import type { Rows } from '#libs/access';
import { problem, type Seals } from '#libs/platform';

import { areaPathSql } from './areas.service.js';
import { openIdentity } from './identity-seals.js';
import { isAbroad, type CurrentCycle, type MergeRemark, type PersonValues } from './merge-plan.js';

/** One of two files as a merge needs it: what it says in plain, and the attempt that runs. Plain numbers never leave the room. */
export interface MergeFile {
  readonly id: string;
  readonly caseNo: string;
  readonly version: number;
  readonly isMerged: boolean;
  readonly areaName: string;
  readonly areaPath: string;
  readonly documentsVerified: number;
  readonly noticeVersion: string | null;
  readonly noticeGivenAt: string | null;
  readonly values: PersonValues;
  readonly cycle: CurrentCycle | null;
}

type FileRow = Omit<MergeFile, 'values'> &
  Omit<PersonValues, 'nik' | 'kk' | 'phone'> & {
    readonly nikSealed: Buffer | null;
    readonly kkSealed: Buffer | null;
    readonly phoneSealed: Buffer | null;
  };

const FILES = `
SELECT c.id, c.case_no AS "caseNo", c.version, c.merged_into IS NOT NULL AS "isMerged", a.name AS "areaName", ${areaPathSql('a.code')} AS "areaPath",
       c.notice_version AS "noticeVersion", to_json(c.notice_given_at) #>> '{}' AS "noticeGivenAt",
       c.full_name AS "fullName", c.birth_date AS "birthDate", c.birth_place AS "birthPlace", c.sex, c.marital_status AS "maritalStatus",
       c.education, c.area_code AS "areaCode", c.address, c.email,
       (SELECT count(*)::integer FROM document d WHERE d.candidate_id = c.id AND d.state = 'verified') AS "documentsVerified",
       c.nik_sealed AS "nikSealed", c.kk_sealed AS "kkSealed", c.phone_sealed AS "phoneSealed",
       (SELECT json_build_object('id', p.id, 'cycleNo', p.cycle_no, 'stage', p.stage, 'resumeStage', p.resume_stage,
                                 'destinationCountry', p.destination_country, 'openedOn', p.opened_on, 'departedOn', p.departed_on, 'returnedOn', p.returned_on)
          FROM placement_cycle p WHERE p.candidate_id = c.id AND p.is_current) AS cycle
  FROM candidate c
  JOIN area a ON a.code = c.area_code
 WHERE c.id = ANY ($1::uuid[])`;

/** Holds two people and their current attempts until the transaction ends, in the order in which imports lock people. */
export async function holdFiles(rows: Rows, ids: readonly string[]): Promise<void> {
  await rows.query(`SELECT c.id FROM candidate c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.nik_index NULLS LAST, c.id FOR UPDATE`, [ids]);
  await rows.query(
    `SELECT p.id FROM placement_cycle p WHERE p.candidate_id = ANY ($1::uuid[]) AND p.is_current ORDER BY p.id FOR NO KEY UPDATE`,
    [ids],
  );
}

/** Both files. @throws Problem not-found when either is absent or out of scope */
export async function bothFiles(
  rows: Rows,
  seals: Seals,
  survivorId: string,
  mergedId: string,
): Promise<{ survivor: MergeFile; merged: MergeFile }> {
  const found = await rows.query<FileRow>(FILES, [[survivorId, mergedId]]);
  const [survivor, merged] = [survivorId, mergedId].map((id) => found.find((row) => row.id === id));
  if (!survivor || !merged) throw problem('not-found');
  return { survivor: opened(seals, survivor), merged: opened(seals, merged) };
}

/** What refuses the merge of these two until somebody has done something about it. */
export async function obstaclesOf(rows: Rows, survivor: MergeFile, merged: MergeFile): Promise<MergeRemark[]> {
  const alreadyMerged = [survivor, merged]
    .filter(({ isMerged }) => isMerged)
    .map(({ caseNo }) => ({ code: 'already-merged', detail: `Berkas ${caseNo} sudah digabung ke berkas lain.` }));
  const bothAbroad = isAbroad(survivor.cycle) && isAbroad(merged.cycle) ? [BOTH_ABROAD] : [];
  return [...alreadyMerged, ...bothAbroad, ...(await sharedCourses(rows, survivor.id, merged.id))];
}

const BOTH_ABROAD: MergeRemark = {
  code: 'both-abroad',
  detail: 'Kedua berkas tercatat sedang di luar negeri. Catat kepulangan pada berkas yang keliru dahulu.',
};

// One person sits in a course once. A place that was lost stays with the merged file, so the file that lost it cannot be the survivor.
async function sharedCourses(rows: Rows, survivorId: string, mergedId: string): Promise<MergeRemark[]> {
  const shared = await rows.query<{ batch: string | null; isLost: boolean }>(
    `SELECT b.name AS batch, own.state IN ('dropped_out', 'no_show') AS "isLost"
       FROM enrolment own
       JOIN enrolment other ON other.training_batch_id = own.training_batch_id AND other.candidate_id = $2
       LEFT JOIN training_batch b ON b.id = own.training_batch_id
      WHERE own.candidate_id = $1 AND other.state NOT IN ('dropped_out', 'no_show')
      ORDER BY own.id`,
    [survivorId, mergedId],
  );
  return shared.map(({ batch, isLost }) => ({
    code: 'both-in-batch',
    detail: isLost
      ? `Berkas yang diteruskan sudah keluar dari angkatan ${batch ?? 'yang sama'}, berkas yang digabung masih di dalamnya. Tukar kedua berkas.`
      : `Kedua berkas terdaftar pada angkatan ${batch ?? 'yang sama'}. Keluarkan salah satunya dari angkatan itu dahulu.`,
  }));
}

function opened(seals: Seals, { nikSealed, kkSealed, phoneSealed, ...row }: FileRow): MergeFile {
  const { id, caseNo, version, isMerged, areaName, areaPath, documentsVerified, noticeVersion, noticeGivenAt, cycle, ...plain } = row;
  return {
    id, caseNo, version, isMerged, areaName, areaPath, documentsVerified, noticeVersion, noticeGivenAt, cycle,
    values: {
      ...plain,
      nik: openIdentity(seals, id, 'nik', nikSealed),
      kk: openIdentity(seals, id, 'kk', kkSealed),
      phone: openIdentity(seals, id, 'phone', phoneSealed),
    },
  }; // prettier-ignore
}
