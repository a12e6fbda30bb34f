import { dayInWords, daysBetween, documentName, isDocumentCode, reminderRule, stageName, STAGES } from '#libs/rulebook';

export type Language = 'id' | 'en';

/** What a sentence about a reminder needs. */
export interface Told {
  readonly rule: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly candidateId: string | null;
  readonly dueOn: string;
  readonly isEscalation: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

type Sentence = (facts: Facts) => string;

/** Reads facts as they were stored; a missing one becomes a dash and never stops a message. */
class Facts {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly language: Language,
  ) {}

  text(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '–';
  }

  day(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayInWords(value, this.language) : '–';
  }

  stage(name: string): string {
    const stage = STAGES.find((known) => known === this.values[name]);
    return stage ? stageName(stage, this.language) : this.text(name);
  }

  document(name: string): string {
    const code = this.values[name];
    return typeof code === 'string' && isDocumentCode(code) ? documentName(code, this.language) : this.text(name);
  }

  /** Names of the papers whose codes stand in this fact, with "and" before the last; null when there are none. */
  papers(name: string): string | null {
    const codes = this.has(name) ? this.text(name).split(',') : [];
    const names = codes.map((code) => (isDocumentCode(code) ? documentName(code, this.language) : code));
    const last = names.pop();
    if (last === undefined) return null;
    return names.length === 0 ? last : `${names.join(', ')} ${this.language === 'en' ? 'and' : 'dan'} ${last}`;
  }

  has(name: string): boolean {
    return typeof this.values[name] === 'string';
  }

  get person(): string {
    return `${this.text('caseNo')} (${this.text('initials')})`;
  }
}

/** In the inbox, which only the recipient opens: the sentence in both languages. */
const SENTENCES: Readonly<Record<string, Readonly<Record<Language, Sentence>>>> = {
  passport_expiring: {
    id: (f) =>
      `Paspor ${f.person} berakhir ${f.day('lapsesOn')}${f.has('plannedDepartureOn') ? `, kurang dari 6 bulan sesudah rencana berangkat ${f.day('plannedDepartureOn')}` : ''}.`,
    en: (f) =>
      `The passport of ${f.person} ends on ${f.day('lapsesOn')}${f.has('plannedDepartureOn') ? `, less than 6 months after the planned departure on ${f.day('plannedDepartureOn')}` : ''}.`,
  },
  medical_expiring: {
    id: (f) => `Surat keterangan sehat ${f.person} berlaku sampai ${f.day('lapsesOn')}.`,
    en: (f) => `The medical certificate of ${f.person} is valid until ${f.day('lapsesOn')}.`,
  },
  medical_will_lapse_before_departure: {
    id: (f) =>
      `Surat keterangan sehat ${f.person} berakhir ${f.day('lapsesOn')}, ${f.text('daysShort')} hari sebelum rencana berangkat ${f.day('plannedDepartureOn')}.`,
    en: (f) =>
      `The medical certificate of ${f.person} lapses on ${f.day('lapsesOn')}, ${f.text('daysShort')} days before the planned departure on ${f.day('plannedDepartureOn')}.`,
  },
  missing_before_departure: {
    id: (f) =>
      `${f.person} berencana berangkat ${f.day('plannedDepartureOn')}; ${f.text('missing')} dari ${f.text('required')} dokumen wajib belum ada.`,
    en: (f) =>
      `${f.person} plans to depart on ${f.day('plannedDepartureOn')}; ${f.text('missing')} of ${f.text('required')} required documents are missing.`,
  },
  paper_must_be_requested: {
    id: (f) =>
      `${f.person}: ${deeds(f, 'harus', 'dimohon', 'diperiksa', ' dan ')} paling lambat ${f.day('askBy')}, jika tidak keberangkatan ${f.day('plannedDepartureOn')} bergeser.`,
    en: (f) =>
      `${f.person}: ${deeds(f, 'must be', 'requested', 'checked', ' and ')} by ${f.day('askBy')}, or the departure of ${f.day('plannedDepartureOn')} slips.`,
  },
  requested_paper_overdue: {
    id: (f) =>
      `${f.person}: ${f.papers('papers') ?? 'dokumen'} sudah diurus, tetapi belum datang; diharapkan ${f.day('expectedOn')}. Tanyakan kepada penerbitnya.`,
    en: (f) =>
      `${f.person}: ${f.papers('papers') ?? 'a document'} was requested but is not in; expected on ${f.day('expectedOn')}. Ask the issuer.`,
  },
  departure_plan_impossible: {
    id: (f) =>
      `${f.person}: ${deeds(f, 'seharusnya', 'dimohon', 'diperiksa', ' dan ')} paling lambat ${f.day('askBy')}; keberangkatan ${f.day('plannedDepartureOn')} bergeser. Bila belum dimohon, ubah rencananya.`,
    en: (f) =>
      `${f.person}: ${deeds(f, 'had to be', 'requested', 'checked', ' and ')} by ${f.day('askBy')}; the departure of ${f.day('plannedDepartureOn')} slips. If not requested yet, change the plan.`,
  },
  document_submitted_unverified: {
    id: (f) => `${f.document('documentCode')} ${f.person} diserahkan ${f.day('submittedOn')} dan belum diverifikasi.`,
    en: (f) => `${f.document('documentCode')} of ${f.person} was submitted on ${f.day('submittedOn')} and is not verified yet.`,
  },
  candidate_stalled: {
    id: (f) =>
      `${f.person} berada pada tahap "${f.stage('stage')}" sejak ${f.day('stageSince')}, melewati batas ${f.text('limitDays')} hari.`,
    en: (f) =>
      `${f.person} has been in the stage "${f.stage('stage')}" since ${f.day('stageSince')}, longer than ${f.text('limitDays')} days.`,
  },
  departure_not_confirmed: {
    id: (f) => `Rencana berangkat ${f.person} pada ${f.day('plannedDepartureOn')} sudah lewat dan belum dikonfirmasi.`,
    en: (f) => `The planned departure of ${f.person} on ${f.day('plannedDepartureOn')} has passed and is not confirmed.`,
  },
  enrolment_without_result: {
    id: (f) => `Angkatan ${f.text('batchName')} berakhir ${f.day('endsOn')}; ${f.text('withoutResult')} peserta belum ada hasilnya.`,
    en: (f) => `Batch ${f.text('batchName')} ended on ${f.day('endsOn')}; ${f.text('withoutResult')} participants have no result yet.`,
  },
  agreement_expiring: {
    id: (f) => `Kesepakatan "${f.text('title')}" dengan ${f.text('areaName')} berakhir ${f.day('expiresOn')}.`,
    en: (f) => `The agreement "${f.text('title')}" with ${f.text('areaName')} ends on ${f.day('expiresOn')}.`,
  },
  commitment_due: {
    id: (f) => `Komitmen ${f.text('office')} (${f.text('areaName')}) jatuh tempo ${f.day('dueOn')}: "${f.text('quote')}"`,
    en: (f) => `The commitment of ${f.text('office')} (${f.text('areaName')}) is due on ${f.day('dueOn')}: "${f.text('quote')}"`,
  },
  commitment_overdue: {
    id: (f) => `Komitmen ${f.text('office')} (${f.text('areaName')}) melewati tenggat ${f.day('dueOn')}: "${f.text('quote')}"`,
    en: (f) => `The commitment of ${f.text('office')} (${f.text('areaName')}) was due on ${f.day('dueOn')}: "${f.text('quote')}"`,
  },
  visit_followup: {
    id: (f) => `Notulen kunjungan ke ${f.text('areaName')} pada ${f.day('visitedOn')} belum dicatat.`,
    en: (f) => `The minutes of the visit to ${f.text('areaName')} on ${f.day('visitedOn')} are missing.`,
  },
  handover_waiting: {
    id: (f) => `${f.text('colleague')} menyerahkan ${f.text('cases')} kasus; jawab paling lambat ${f.day('answerBy')}.`,
    en: (f) => `${f.text('colleague')} hands over ${f.text('cases')} cases; answer by ${f.day('answerBy')}.`,
  },
  handover_answered: {
    id: (f) => `${f.text('colleague')} ${ANSWERS[f.text('answer')]?.id ?? 'menjawab'} serah terima ${f.text('cases')} kasus.`,
    en: (f) => `${f.text('colleague')} ${ANSWERS[f.text('answer')]?.en ?? 'answered'} a hand-over of ${f.text('cases')} cases.`,
  },
};

// What has to be done with the papers: whatever is handed in already is only checked.
function deeds(f: Facts, must: string, requested: string, checked: string, and: string): string {
  const [toRequest, toCheck] = [f.papers('toRequest'), f.papers('toCheck')];
  return [toRequest && `${toRequest} ${must} ${requested}`, toCheck && `${toCheck} ${must} ${checked}`]
    .filter((deed) => deed !== null)
    .join(and);
}

const ANSWERS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  accepted: { id: 'menerima', en: 'took over' },
  declined: { id: 'menolak', en: 'declined' },
};

/** A mail may be read by others, and that somebody had a health check is health data already (UU 27/2022 art 4). */
const IN_MAIL: Readonly<Record<string, Sentence>> = {
  medical_expiring: (f) => `Satu dokumen ${f.person} berlaku sampai ${f.day('lapsesOn')}.`,
  medical_will_lapse_before_departure: (f) =>
    `Satu dokumen ${f.person} berakhir ${f.day('lapsesOn')}, sebelum rencana berangkat ${f.day('plannedDepartureOn')}.`,
  paper_must_be_requested: (f) =>
    `${f.person}: dokumen harus diurus paling lambat ${f.day('askBy')}, jika tidak keberangkatan ${f.day('plannedDepartureOn')} bergeser.`,
  departure_plan_impossible: (f) =>
    `${f.person}: dokumen seharusnya diurus paling lambat ${f.day('askBy')}; keberangkatan ${f.day('plannedDepartureOn')} bergeser.`,
  requested_paper_overdue: (f) => `${f.person}: satu dokumen yang sudah diurus belum datang; diharapkan ${f.day('expectedOn')}.`,
  document_submitted_unverified: (f) => `Satu dokumen ${f.person} diserahkan ${f.day('submittedOn')} dan belum diverifikasi.`,
};

/** The sentence for the inbox. Names case number and initials, never a NIK, a full name or a finding. */
export function inboxText(told: Told, language: Language): string {
  const facts = new Facts(told.facts, language);
  const rule = reminderRule(told.rule);
  const sentence = SENTENCES[told.rule]?.[language] ?? (() => (language === 'en' ? rule.titleEn : rule.titleId));
  const prefix = language === 'en' ? 'Escalated: ' : 'Eskalasi: ';
  return `${told.isEscalation ? prefix : ''}${sentence(facts)}`;
}

/** Short name of the subject for lists. */
export function subjectLabel(told: Told): string {
  const facts = new Facts(told.facts, 'id');
  if (told.candidateId) return facts.person;
  return (
    ['title', 'batchName', 'office', 'areaName', 'colleague'].map((name) => facts.text(name)).find((text) => text !== '–') ??
    told.subjectKind
  );
}

/** The page of the web app on which the recipient can act. */
export function subjectHref(told: Pick<Told, 'subjectKind' | 'subjectId' | 'candidateId' | 'facts'>): string {
  if (told.candidateId) return `/cpmi/${told.candidateId}`;
  if (told.subjectKind === 'training_batch') return `/pelatihan/${told.subjectId}`;
  if (told.subjectKind === 'handover') return '/serah-terima';
  if (told.subjectKind === 'visit') return `/kunjungan/${told.subjectId}`;
  const visitId = told.facts['visitId'];
  return typeof visitId === 'string' ? `/kunjungan/${visitId}` : '/kemitraan';
}

/** Subject and body of a digest mail. */
export function digestLetter(reminders: readonly Told[], today: string, publicUrl: string): { subject: string; text: string } {
  const lines = reminders.map((told) => {
    const facts = new Facts(told.facts, 'id');
    const sentence = (IN_MAIL[told.rule] ?? SENTENCES[told.rule]?.id ?? (() => reminderRule(told.rule).titleId))(facts);
    return `- ${told.isEscalation ? 'Eskalasi: ' : ''}${sentence} ${whenDue(told.dueOn, today)}\n  ${publicUrl}${subjectHref(told)}`;
  });
  return {
    subject: `Sinergi: ${reminders.length} pengingat, ${dayInWords(today, 'id')}`,
    text: [`${reminders.length} hal perlu perhatian Anda:`, '', ...lines, '', `Semua pengingat dan alasannya: ${publicUrl}/pengingat`].join(
      '\n',
    ),
  };
}

function whenDue(dueOn: string, today: string): string {
  const days = daysBetween(today, dueOn);
  if (days === 0) return '(hari ini)';
  return days > 0 ? `(${days} hari lagi)` : `(${-days} hari lalu)`;
}
