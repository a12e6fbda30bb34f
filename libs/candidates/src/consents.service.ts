import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, problem } from '#libs/platform';
import { isKnownNotice, noticeOn, type NoticeLanguage, type PrivacyNotice } from '#libs/rulebook';

import { Candidate } from './candidate.entity.js';
import { CandidatesService } from './candidates.service.js';
import { Consent, type ConsentChannel, type ConsentGiver } from './consent.entity.js';

/** What an officer records when a person has heard or read the notice and agrees. */
export interface NewConsent {
  readonly noticeVersion: string;
  readonly language: NoticeLanguage;
  readonly channel: ConsentChannel;
  readonly givenBy: ConsentGiver;
  /** Needed when a guardian agrees, else left out. */
  readonly guardianName?: string | null | undefined;
}

/** One consent as a screen shows it, colleagues by name. */
export interface ConsentView {
  readonly id: string;
  readonly candidateId: string;
  readonly noticeVersion: string;
  readonly language: NoticeLanguage;
  readonly channel: ConsentChannel;
  readonly givenBy: ConsentGiver;
  readonly guardianName: string | null;
  readonly givenAt: string;
  readonly recordedByName: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnByName: string | null;
  readonly withdrawReason: string | null;
  readonly version: number;
}

const VIEW_SQL = `
SELECT c.id, c.candidate_id AS "candidateId", c.notice_version AS "noticeVersion", c.language, c.channel, c.given_by AS "givenBy",
       c.guardian_name AS "guardianName", c.given_at AS "givenAt",
       (SELECT n.display_name FROM auth.colleague_names(ARRAY[c.recorded_by]) n) AS "recordedByName",
       c.withdrawn_at AS "withdrawnAt",
       (SELECT n.display_name FROM auth.colleague_names(ARRAY[c.withdrawn_by]) n) AS "withdrawnByName",
       c.withdraw_reason AS "withdrawReason", c.version
  FROM consent c`;

/** Consents on personal data (UU 27/2022): which notice was given, how, by whom, and when it was taken back. */
@Injectable()
export class ConsentsService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
  ) {}

  /** The notice that is read to people today. */
  currentNotice(language: NoticeLanguage): PrivacyNotice {
    return noticeOn(this.clock.today(), language);
  }

  /** Every consent of a person, newest first; that they were seen is written to the audit trail. @throws Problem not-found */
  list(actor: Actor, candidateId: string): Promise<ConsentView[]> {
    return this.access.view(actor, 'consent.list', candidateId, async (rows) => {
      const { areaCode } = await rows.get(Candidate, candidateId);
      rows.about({ candidateId, areaCode });
      return rows.query<ConsentView>(`${VIEW_SQL} WHERE c.candidate_id = $1 ORDER BY c.given_at DESC, c.id DESC`, [candidateId]);
    });
  }

  /** Records a consent; the person's file then says that the notice was given. @throws Problem not-found, invalid */
  record(actor: Actor, candidateId: string, input: NewConsent): Promise<ConsentView> {
    return this.access.write(actor, 'consent.record', null, async (rows) => {
      const candidate = await rows.lock(Candidate, candidateId);
      await this.candidates.change(rows, candidate, { noticeVersion: input.noticeVersion });
      const consent = await this.add(rows, candidate, input);
      rows.about({ subjectId: consent.id, candidateId, areaCode: candidate.areaCode, fields: ['consent'] });
      return consentView(rows, consent.id);
    });
  }

  /** Adds a consent inside an open transaction. @param at pointer of the consent in the request, for the faults
   *  @throws Problem invalid */
  async add(rows: Rows, person: Pick<Candidate, 'id' | 'areaCode'>, input: NewConsent, at = ''): Promise<Consent> {
    const guardianName = input.guardianName ?? null;
    refuseWrongConsent(input, guardianName, at);
    return rows.add(
      Object.assign(new Consent(), {
        id: newId(),
        candidateId: person.id,
        areaCode: person.areaCode,
        noticeVersion: input.noticeVersion,
        language: input.language,
        channel: input.channel,
        givenBy: input.givenBy,
        guardianName,
        givenAt: this.clock.now(),
        recordedBy: rows.actorId,
        withdrawnAt: null,
        withdrawnBy: null,
        withdrawReason: null,
        version: 1,
      }),
    );
  }

  /** The person takes a consent back; what the law obliges the office to keep stays (UU 27/2022 art 9, 16).
   *  @throws Problem not-found, changed-meanwhile, wrong-state when it is withdrawn already */
  withdraw(actor: Actor, consentId: string, version: number, { reason }: { readonly reason: string }): Promise<ConsentView> {
    return this.access.write(actor, 'consent.withdraw', consentId, async (rows) => {
      const consent = await rows.lock(Consent, consentId, version);
      consent.withdraw(rows.actorId, this.clock.now(), reason);
      await rows.save(consent);
      rows.about({ candidateId: consent.candidateId, areaCode: consent.areaCode, fields: ['consent'] });
      return consentView(rows, consentId);
    });
  }
}

function refuseWrongConsent({ noticeVersion, language, givenBy }: NewConsent, guardianName: string | null, at: string): void {
  const errors = [
    ...(isKnownNotice(noticeVersion, language)
      ? []
      : [{ pointer: `${at}/noticeVersion`, code: 'notice-unknown', detail: 'Versi pemberitahuan ini tidak dikenal. Muat ulang halaman.' }]),
    ...(givenBy === 'guardian' && guardianName === null
      ? [{ pointer: `${at}/guardianName`, code: 'guardian-missing', detail: 'Isi nama wali yang memberi persetujuan.' }]
      : []),
    ...(givenBy === 'candidate' && guardianName !== null
      ? [{ pointer: `${at}/guardianName`, code: 'guardian-not-asked', detail: 'Nama wali hanya diisi bila wali yang menyetujui.' }]
      : []),
  ];
  if (errors.length > 0) throw problem('invalid', { errors });
}

async function consentView(rows: Rows, consentId: string): Promise<ConsentView> {
  const [row] = await rows.query<ConsentView>(`${VIEW_SQL} WHERE c.id = $1`, [consentId]);
  if (!row) throw problem('not-found');
  return row;
}
