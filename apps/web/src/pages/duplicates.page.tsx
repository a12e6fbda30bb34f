import type { DuplicatePairRow } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';

/** Pairs of files that may be one person, the newest first. */
export function DuplicatesPage() {
  const words = useWords();
  const format = useFormat();
  const pairs = useList<DuplicatePairRow>('/duplicate-pairs', { limit: 25 });
  return (
    <Page title={words.duplicates.title} lead={pairs.total ? words.duplicates.lead(format.number(pairs.total)) : undefined}>
      <ProblemNotice problem={pairs.problem} retry={pairs.retry} />
      {pairs.isLoading && <Loading lines={6} />}
      {!pairs.isLoading && !pairs.problem && pairs.items.length === 0 && (
        <Empty title={words.duplicates.empty} next={words.duplicates.emptyNext} />
      )}
      <ul className="cards">
        {pairs.items.map((pair) => (
          <PairCard key={pair.id} pair={pair} />
        ))}
      </ul>
      <LoadMore list={pairs} />
    </Page>
  );
}

function PairCard({ pair }: { readonly pair: DuplicatePairRow }) {
  const words = useWords();
  const format = useFormat();
  const [one, other] = pair.people;
  if (!one || !other) return null;
  return (
    <li className="paper-card card">
      <div className="paper-card-text">
        <h2>
          <Go to={`/ganda/${pair.id}`}>{words.duplicates.review(one.fullName, other.fullName)}</Go>
        </h2>
        {pair.people.map((person) => (
          <p key={person.id}>
            {person.fullName}
            <span className="soft">
              {' · '}
              {[
                person.caseNo,
                person.birthDate && format.shortDay(person.birthDate),
                person.nikMasked,
                person.areaName,
                person.stage && nameOf(words.terms.stage, person.stage),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </p>
        ))}
        <p className="soft">
          {words.duplicates.alike(`${Math.round(pair.score * 100)} %`)}
          {': '}
          {pair.reasons.map((reason) => nameOf(words.register.matchReasons, reason)).join(', ')}
        </p>
      </div>
    </li>
  );
}
