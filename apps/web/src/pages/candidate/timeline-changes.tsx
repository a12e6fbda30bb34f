import type { TimelineEntry } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { useDocumentNames } from '../../parts/rules.js';

type FieldChange = TimelineEntry['changes'][number];

/** The name of a field in the present language, or null when it is none (a document, a blocker). */
export function useFieldName(): (field: string) => string | null {
  const words = useWords();
  const names: Readonly<Record<string, string>> = { ...words.timeline.field, ...words.history.field };
  return (field) => names[field] ?? null;
}

/** How a kept value reads: codes by their name, days as days, nothing as "(empty)". */
function useShownValue(): (change: FieldChange, value: string | null) => string {
  const words = useWords();
  const format = useFormat();
  const { terms } = words;
  const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    scheme: terms.scheme,
    sex: terms.sex,
    maritalStatus: terms.maritalStatus,
    education: terms.education,
    destinationCountry: terms.country,
    employerKind: terms.employerKind,
    returnReason: terms.returnReason,
    seat: terms.seat,
    result: terms.result,
    familyRelation: words.family.relationNames,
  };
  return (change, value) => {
    if (value === null) return words.history.empty;
    if (change.field === 'state') return nameOf(change.kind === 'enrolment' ? terms.enrolmentState : terms.documentState, value);
    if (change.field === 'officerId') return shortName(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.shortDay(value);
    if (value === 'true' || value === 'false') return value === 'true' ? words.common.yes : words.history.no;
    return nameOf(codes[change.field] ?? {}, value);
  };
}

/** Each changed field with what it said before and what it says since. */
export function ChangeList({ changes }: { readonly changes: readonly FieldChange[] }) {
  const words = useWords();
  const nameOfField = useFieldName();
  const shown = useShownValue();
  const { nameOfDocument } = useDocumentNames();
  if (changes.length === 0) return null;
  return (
    <dl className="changes">
      {changes.map((change, index) => (
        <div key={`${change.field}-${index}`}>
          <dt>
            {change.documentCode && `${nameOfDocument(change.documentCode)}, `}
            {nameOfField(change.field) ?? change.field}
          </dt>
          <dd>
            {change.isHidden ? (
              <span className="soft">{words.history.hidden}</span>
            ) : (
              <>
                <span className="visually-hidden">{words.history.from} </span>
                <del>{shown(change, change.before)}</del>
                <span aria-hidden="true"> → </span>
                <span className="visually-hidden"> {words.history.to} </span>
                <ins>{shown(change, change.after)}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
