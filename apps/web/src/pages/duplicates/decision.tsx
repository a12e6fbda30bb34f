import type { DuplicatePairRow } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName } from '../../language.js';
import { useOnePersonWords } from '../../words/one-person.js';

type Pair = Pick<DuplicatePairRow, 'state' | 'score' | 'reasons' | 'decidedAt' | 'decidedByName' | 'decideReason'>;

/** How alike two files are, and in what. */
export function LikenessLine({ pair }: { readonly pair: Pair }) {
  const words = useOnePersonWords();
  return (
    <p className="soft">
      {words.duplicates.alike(`${Math.round(pair.score * 100)} %`)}
      {': '}
      {pair.reasons.map((reason) => nameOf(words.register.matchReasons, reason)).join(', ')}
    </p>
  );
}

/** What was decided about two files, by whom, when and why; nothing while the decision is open. */
export function DecisionLine({ pair }: { readonly pair: Pair }) {
  const words = useOnePersonWords();
  const format = useFormat();
  if (pair.state === 'open' || !pair.decidedAt) return null;
  const by = words.duplicates.decidedBy(shortName(pair.decidedByName ?? '–'), format.moment(pair.decidedAt));
  return (
    <p>
      <strong>{words.duplicates.state[pair.state]}</strong>
      {` · ${by}`}
      {pair.decideReason && <span className="line">“{pair.decideReason}”</span>}
    </p>
  );
}
