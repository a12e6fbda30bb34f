import type { MergePreview } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { useOnePersonWords } from '../../words/one-person.js';

type MergedField = MergePreview['fields'][number];

/** Do both files say something, and not the same? What only one of them knows is kept anyway. */
export function isChoice(field: MergedField): boolean {
  return field.differs && field.survivor !== null && field.merged !== null;
}

interface ValueTableProps {
  readonly plan: MergePreview;
  /** The files in the order in which they stand, whichever goes on. */
  readonly order: readonly string[];
  readonly chosenOf: (field: MergedField) => string;
  readonly onChoose: (field: string, candidateId: string) => void;
}

/** Both files line by line; where they do not say the same, one of the two values is chosen. */
export function ValueTable({ plan, order, chosenOf, onChoose }: ValueTableProps) {
  const words = useOnePersonWords();
  const files = [plan.survivor, plan.merged].toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={words.merging.values}>
      <table className="table pair-table">
        <thead>
          <tr>
            <th scope="col">{words.duplicates.field}</th>
            {files.map((file) => (
              <th key={file.id} scope="col">
                <Go to={`/cpmi/${file.id}`}>{file.caseNo}</Go>{' '}
                {file.id === plan.survivor.id ? <Badge tone="leaf">{words.merging.goesOn}</Badge> : <Badge>{words.merging.goesIn}</Badge>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.fields.map((field) => (
            <tr key={field.field} className={field.differs ? 'is-different' : undefined}>
              <th scope="row">{nameOf(words.duplicates.fields, field.field)}</th>
              {files.map((file) => (
                <td key={file.id}>
                  <Value
                    field={field}
                    value={file.id === plan.survivor.id ? field.survivor : field.merged}
                    caseNo={file.caseNo}
                    isChosen={chosenOf(field) === file.id}
                    onChoose={() => onChoose(field.field, file.id)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ValueProps {
  readonly field: MergedField;
  readonly value: string | null;
  readonly caseNo: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Value({ field, value, caseNo, isChosen, onChoose }: ValueProps) {
  const words = useOnePersonWords();
  const shown = useValueText()(field.field, value);
  if (!field.differs) return shown;
  if (value === null) return <span className="soft">{shown}</span>;
  if (!isChoice(field)) return <strong>{shown}</strong>;
  return (
    <label className="pair-choice">
      <input
        type="radio"
        name={`value-${field.field}`}
        aria-label={`${nameOf(words.duplicates.fields, field.field)}: ${shown} (${caseNo})`}
        checked={isChosen}
        onChange={onChoose}
      />
      <span>{shown}</span>
    </label>
  );
}

function useValueText(): (field: string, value: string | null) => string {
  const words = useOnePersonWords();
  const format = useFormat();
  const { sex, maritalStatus, education } = words.terms;
  const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = { sex, maritalStatus, education };
  return (field, value) => {
    if (value === null) return words.common.notYet;
    return field === 'birthDate' ? format.shortDay(value) : nameOf(codes[field] ?? {}, value);
  };
}
