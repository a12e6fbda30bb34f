import type { DuplicatePairView } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { useOnePersonWords } from '../../words/one-person.js';

type Person = DuplicatePairView['sides'][number]['person'];

const FIELDS = [
  'fullName',
  'nikMasked',
  'birthDate',
  'birthPlace',
  'sex',
  'maritalStatus',
  'education',
  'areaCode',
  'address',
  'kkMasked',
  'phoneMasked',
] as const;
type Field = (typeof FIELDS)[number];

/** Two files beside each other, line by line; where they do not say the same the line stands out. */
export function PairTable({ pair }: { readonly pair: DuplicatePairView }) {
  const words = useOnePersonWords();
  const shown = useFieldText();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={words.duplicates.sideBySide}>
      <table className="table pair-table">
        <thead>
          <tr>
            <th scope="col">{words.duplicates.field}</th>
            {pair.sides.map(({ person, isMerged }) => (
              <th key={person.id} scope="col">
                <Go to={`/cpmi/${person.id}`}>{person.caseNo}</Go> {isMerged && <Badge>{words.terms.stage.merged}</Badge>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FIELDS.map((field) => {
            const isDifferent = pair.differs.includes(field);
            return (
              <tr key={field} className={isDifferent ? 'is-different' : undefined}>
                <th scope="row">
                  {words.duplicates.fields[field]}
                  {isDifferent && <span className="under">{words.duplicates.differs}</span>}
                </th>
                {pair.sides.map(({ person }) => (
                  <td key={person.id}>{isDifferent ? <strong>{shown(person, field)}</strong> : shown(person, field)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function useFieldText(): (person: Person, field: Field) => string {
  const words = useOnePersonWords();
  const format = useFormat();
  return (person, field) => {
    if (field === 'areaCode') return person.area.path || person.area.name;
    const value = person[field];
    if (value === null) return words.common.notYet;
    if (field === 'birthDate') return format.shortDay(value);
    if (field === 'sex') return nameOf(words.terms.sex, value);
    if (field === 'maritalStatus') return nameOf(words.terms.maritalStatus, value);
    if (field === 'education') return nameOf(words.terms.education, value);
    return value;
  };
}
