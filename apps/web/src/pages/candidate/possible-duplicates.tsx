import type { DuplicatePairRow } from '../../api/types.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { useOnePersonWords } from '../../words/one-person.js';

interface PossibleDuplicatesProps {
  readonly candidateId: string;
  readonly pairs: readonly DuplicatePairRow[];
}

/** Says on a file that the person may have another one, and leads to both beside each other. */
export function PossibleDuplicates({ candidateId, pairs }: PossibleDuplicatesProps) {
  const words = useOnePersonWords();
  if (pairs.length === 0) return null;
  return (
    <aside className="notice notice-sun file-notice no-print" aria-label={words.duplicates.banner}>
      <Icon name="people" />
      <div>
        <p className="notice-title">{words.duplicates.banner}</p>
        <ul>
          {pairs.map((pair) => {
            const other = pair.people.find(({ id }) => id !== candidateId);
            return (
              other && (
                <li key={pair.id}>
                  <Go to={`/ganda/${pair.id}`}>{words.duplicates.compareWith(other.fullName, other.caseNo)}</Go>
                </li>
              )
            );
          })}
        </ul>
      </div>
    </aside>
  );
}
