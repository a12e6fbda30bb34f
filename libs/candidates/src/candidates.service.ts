import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, problem, Seals } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { Candidate, type CandidateSource } from './candidate.entity.js';
import { candidateView, type CandidateView } from './candidate-view.query.js';
import { openIdentity, sealIdentity, type SealedField } from './identity-seals.js';
import { readPerson, type PersonInput, type WrittenPerson } from './written-person.js';

/** A person to be added. */
export interface NewPerson extends PersonInput {
  readonly fullName: string;
  readonly areaCode: string;
  /** Version of the notice on personal data that was handed over (UU 27/2022 art 21). */
  readonly noticeVersion?: string | null | undefined;
  readonly source?: CandidateSource | undefined;
}

/** What may be changed about a person. */
export interface PersonChange extends PersonInput {
  readonly noticeVersion?: string | null | undefined;
}

const NEEDS_AN_OFFICER = 'NIK ini perlu diperiksa petugas BP3MI sebelum dapat dicatat.';
const PLAIN_FIELDS = ['fullName', 'areaCode', 'sex', 'birthDate', 'birthPlace', 'maritalStatus', 'education', 'address'] as const;

/** Persons: who they are, how to reach them, where they live. Numbers are sealed on the way in and masked on the way out. */
@Injectable()
export class CandidatesService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Adds a person inside an open transaction. Sex and birth date that were not written are taken from the NIK. `added` is waited for
   *  after whatever else is asked in the same turn: that travels with it, and must do nothing when the person was not added.
   *  @throws Problem invalid with every faulty field (NIK: `nik-…`); `added` already-exists, with `existingId` only when that person
   *  is inside the caller's own area, so that a NIK is no oracle across offices */
  add(rows: Rows, input: NewPerson): { readonly candidate: Candidate; readonly added: Promise<void> } {
    // Also callers that no type checks (a list, a script) must name the person and the domicile.
    const written = readPerson({ ...input, fullName: input.fullName ?? '', areaCode: input.areaCode ?? '' }, rows.today);
    refuseForeignArea(rows, written.areaCode);
    const candidate = this.newCandidate(rows, input, written);
    const asked = rows.query<{ case_no: string }>(
      `INSERT INTO candidate (id, full_name, name_key, sex, birth_date, birth_place, marital_status, education, area_code, address,
                              nik_sealed, nik_index, nik_last4, kk_sealed, kk_index, phone_sealed, phone_index,
                              source, officer_id, notice_version, notice_given_at, created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $23)
       ON CONFLICT (nik_index) DO NOTHING
       RETURNING case_no`,
      [
        candidate.id, candidate.fullName, candidate.nameKey, candidate.sex, candidate.birthDate, candidate.birthPlace,
        candidate.maritalStatus, candidate.education, candidate.areaCode, candidate.address,
        candidate.nikSealed, candidate.nikIndex, candidate.nikLast4, candidate.kkSealed, candidate.kkIndex,
        candidate.phoneSealed, candidate.phoneIndex, candidate.source, candidate.officerId,
        candidate.noticeVersion, candidate.noticeGivenAt, candidate.createdBy, candidate.createdAt,
      ], // prettier-ignore
    );
    rows.about({ subjectId: candidate.id, candidateId: candidate.id, areaCode: candidate.areaCode, fields: fieldsGiven(input) });
    const added = this.settle(rows, candidate, asked);
    added.catch(() => undefined);
    return { candidate, added };
  }

  /** Changes the given fields of a person that the caller has locked, and names them in the audit row. Nothing given, nothing written.
   *  @throws Problem invalid, already-exists; changed-meanwhile when the row is stale */
  async change(rows: Rows, candidate: Candidate, input: PersonChange): Promise<Candidate> {
    const written = readPerson(input, rows.today);
    if (written.areaCode !== candidate.areaCode) refuseForeignArea(rows, written.areaCode);
    const changed = [...this.changePlainFields(candidate, written), ...(await this.changeNumbers(rows, candidate, written))];
    if (input.noticeVersion && input.noticeVersion !== candidate.noticeVersion) {
      Object.assign(candidate, { noticeVersion: input.noticeVersion, noticeGivenAt: this.clock.now() });
      changed.push('noticeVersion');
    }
    rows.about({ subjectId: candidate.id, candidateId: candidate.id, areaCode: candidate.areaCode, fields: changed });
    if (changed.length === 0) return candidate;
    candidate.updatedAt = this.clock.now();
    return rows.save(candidate);
  }

  /** One person, numbers masked. @throws Problem not-found, the same for absent and for out of scope */
  view(rows: Rows, candidateId: string): Promise<CandidateView> {
    return candidateView(rows, this.seals, candidateId);
  }

  /** The plain number behind a mask; that it was seen is written to the audit trail first (UU 27/2022 art 31).
   *  @throws Problem not-found when the person is out of scope; wrong-state when no such number is recorded */
  reveal(actor: Actor, candidateId: string, field: SealedField): Promise<string> {
    return this.access.view(actor, 'candidate.reveal', candidateId, async (rows) => {
      const candidate = await rows.get(Candidate, candidateId);
      const sealed = { nik: candidate.nikSealed, kk: candidate.kkSealed, phone: candidate.phoneSealed }[field];
      const plain = openIdentity(this.seals, candidate.id, field, sealed);
      if (plain === null) throw problem('wrong-state', { detail: 'Nomor ini belum tercatat pada berkas orang ini.' });
      rows.about({ candidateId, areaCode: candidate.areaCode, fields: [field] });
      return plain;
    });
  }

  private async settle(rows: Rows, candidate: Candidate, asked: Promise<{ case_no: string }[]>): Promise<void> {
    const [row] = await asked;
    if (!row) throw await this.alreadyExists(rows, candidate.nikIndex);
    candidate.caseNo = row.case_no;
  }

  private newCandidate(rows: Rows, input: NewPerson, written: WrittenPerson): Candidate {
    const id = newId();
    const now = this.clock.now();
    const fullName = written.fullName ?? '';
    return Object.assign(new Candidate(), {
      id,
      fullName,
      nameKey: nameKey(fullName),
      sex: written.sex ?? written.saidByNik?.sex ?? null,
      birthDate: written.birthDate ?? written.saidByNik?.birthDate ?? null,
      birthPlace: written.birthPlace ?? null,
      maritalStatus: written.maritalStatus ?? null,
      education: written.education ?? null,
      areaCode: written.areaCode ?? '',
      address: written.address ?? null,
      ...sealIdentity(this.seals, id, written),
      email: null,
      source: input.source ?? 'form',
      officerId: rows.actor?.role === 'bp3mi_officer' ? rows.actor.userId : null,
      noticeVersion: input.noticeVersion ?? null,
      noticeGivenAt: input.noticeVersion ? now : null,
      createdBy: rows.actorId,
      createdAt: now,
      updatedAt: now,
      mergedInto: null,
      version: 1,
    });
  }

  private changePlainFields(candidate: Candidate, written: WrittenPerson): string[] {
    const changed = PLAIN_FIELDS.filter((field) => written[field] !== undefined && written[field] !== candidate[field]);
    for (const field of changed) Object.assign(candidate, { [field]: written[field] });
    if (changed.includes('fullName')) candidate.nameKey = nameKey(candidate.fullName);
    return changed;
  }

  private async changeNumbers(rows: Rows, candidate: Candidate, written: WrittenPerson): Promise<string[]> {
    const sealed = sealIdentity(this.seals, candidate.id, written);
    const changed: string[] = [];
    if (written.nik !== undefined && !same(sealed.nikIndex, candidate.nikIndex)) {
      if (sealed.nikIndex) await this.refuseKnownNik(rows, sealed.nikIndex);
      Object.assign(candidate, { nikSealed: sealed.nikSealed, nikIndex: sealed.nikIndex, nikLast4: sealed.nikLast4 });
      changed.push('nik');
    }
    if (written.kk !== undefined && !same(sealed.kkIndex, candidate.kkIndex)) {
      Object.assign(candidate, { kkSealed: sealed.kkSealed, kkIndex: sealed.kkIndex });
      changed.push('kk');
    }
    if (written.phone !== undefined && !same(sealed.phoneIndex, candidate.phoneIndex)) {
      Object.assign(candidate, { phoneSealed: sealed.phoneSealed, phoneIndex: sealed.phoneIndex });
      changed.push('phone');
    }
    return changed;
  }

  private async refuseKnownNik(rows: Rows, nikIndex: Buffer): Promise<void> {
    const known = await statusOfNik(rows, nikIndex);
    if (known) throw alreadyExists(known);
  }

  private async alreadyExists(rows: Rows, nikIndex: Buffer | null): Promise<Error> {
    const known = nikIndex && (await statusOfNik(rows, nikIndex));
    return alreadyExists(known ?? { status: 'needs-an-officer', candidate_id: null });
  }
}

interface NikStatus {
  readonly status: 'yours' | 'needs-an-officer';
  readonly candidate_id: string | null;
}

async function statusOfNik(rows: Rows, nikIndex: Buffer): Promise<NikStatus | null> {
  // The system sees every row, so it needs no answer behind the scope.
  const sql = rows.actor
    ? `SELECT s.status, s.candidate_id FROM auth.nik_status(ARRAY[$1::bytea]) s`
    : `SELECT 'yours' AS status, c.id AS candidate_id FROM candidate c WHERE c.nik_index = $1`;
  const [known] = await rows.query<NikStatus>(sql, [nikIndex]);
  return known ?? null;
}

function alreadyExists({ status, candidate_id: existingId }: NikStatus): Error {
  if (status === 'yours') return problem('already-exists', { existingId, detail: 'NIK ini sudah tercatat. Buka berkas yang sudah ada.' });
  return problem('already-exists', { existingId: null, detail: NEEDS_AN_OFFICER });
}

// The database refuses it too, as "not found"; this says which field is meant.
function refuseForeignArea(rows: Rows, areaCode: string | undefined): void {
  const own = rows.actor?.areaCode;
  if (areaCode === undefined || !own || areaCode === own || areaCode.startsWith(`${own}.`)) return;
  throw problem('invalid', {
    errors: [{ pointer: '/areaCode', code: 'area-out-of-scope', detail: 'Wilayah ini di luar wilayah kerja Anda.' }],
  });
}

function fieldsGiven(input: NewPerson): string[] {
  return Object.entries(input).flatMap(([name, value]) => (value === undefined || value === null || name === 'source' ? [] : [name]));
}

function same(one: Buffer | null, other: Buffer | null): boolean {
  return one === other || (one !== null && other !== null && one.equals(other));
}
