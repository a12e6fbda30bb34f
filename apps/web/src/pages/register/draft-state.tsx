import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import type { Words } from '../../words.id.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/states.js';

import type { Conflict } from './merge.js';
import type { KeptDraft } from './use-kept-draft.js';
import type { Values } from './values.js';

/** "Draf tersimpan 10.42": what is typed is safe, and since when. */
export function DraftState({ draft }: { readonly draft: KeptDraft }) {
  const words = useWords();
  const format = useFormat();
  const { keeping, keptAt } = draft;
  if (keeping.state === 'refused') return <ProblemNotice problem={keeping.problem} />;
  if (keeping.state === 'local') {
    return (
      <div className="notice notice-sun" role="status">
        <Icon name="warning" />
        <p>{words.draft.local}</p>
      </div>
    );
  }
  return (
    <p className="draft-state soft" role="status">
      {keeping.state === 'sending' && !keptAt && words.draft.keeping}
      {keptAt && words.draft.kept(format.time(keptAt))}
    </p>
  );
}

/** What another tab wrote into the same fields: shown beside what counts, so that neither is lost. */
export function DraftConflicts({ draft }: { readonly draft: KeptDraft }) {
  const words = useWords();
  if (draft.conflicts.length === 0) return null;
  return (
    <div className="notice notice-sun" role="alert">
      <Icon name="warning" />
      <div>
        <p className="notice-title">{words.draft.conflict}</p>
        <p>{words.draft.conflictText}</p>
        <ul>
          {draft.conflicts.map((conflict) => (
            <li key={conflict.field}>
              {words.draft.theirs(fieldName(words, conflict.field), shownValue(words, conflict))}{' '}
              <button type="button" className="link-button" onClick={() => draft.settle(conflict, true)}>
                {words.draft.takeTheirs}
              </button>{' '}
              <button type="button" className="link-button" onClick={() => draft.settle(conflict, false)}>
                {words.common.close}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function fieldName(words: Words, field: keyof Values): string {
  const names: Partial<Record<keyof Values, string>> = {
    nik: 'NIK',
    fullName: words.candidate.fullName,
    areaCode: words.candidate.domicile,
    birthDate: words.candidate.birthDate,
    birthPlace: words.candidate.birthPlace,
    sex: words.candidate.sex,
    maritalStatus: words.candidate.maritalStatus,
    phone: words.candidate.phone,
    startAs: words.register.startAs,
    returnedOn: words.register.returnedOn,
    returnReason: words.register.returnReason,
    wasProcedural: words.register.wasProcedural,
    returnCountry: words.register.returnCountry,
    scheme: words.candidate.scheme,
    destinationCountry: words.candidate.destination,
    jobTitle: words.candidate.job,
    plannedDepartureOn: words.candidate.plannedDeparture,
    channel: words.consent.channel,
    givenBy: words.consent.givenBy,
    guardianName: words.consent.guardianName,
    contacts: words.family.title,
  };
  return names[field] ?? field;
}

function shownValue(words: Words, { field, theirs }: Conflict): string {
  if (typeof theirs === 'string') return theirs || words.common.notYet;
  return words.draft.contacts(field === 'contacts' ? theirs.map((one) => (typeof one === 'string' ? one : one.name)).join(', ') : '');
}
