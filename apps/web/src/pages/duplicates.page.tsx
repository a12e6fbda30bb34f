import { useSearch } from '@tanstack/react-router';

import type { DuplicatePairRow } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useFormat } from '../format.js';
import { nameOf } from '../language.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { Tabs } from '../parts/tabs.js';
import { useOnePersonWords } from '../words/one-person.js';

import { DecisionLine, LikenessLine } from './duplicates/decision.js';

const STATES = ['open', 'not_duplicate', 'merged'] as const;

/** Pairs of files that may be one person, the newest first: those that wait, and those that were decided. */
export function DuplicatesPage() {
  const words = useOnePersonWords();
  const format = useFormat();
  const { keadaan } = useSearch({ from: '/office/ganda' });
  const state = STATES.find((one) => one === keadaan) ?? 'open';
  const pairs = useList<DuplicatePairRow>('/duplicate-pairs', { state, limit: 25 });
  const { title, next } = words.duplicates.emptyOf[state];
  return (
    <Page
      title={words.duplicates.title}
      lead={state === 'open' && pairs.total ? words.duplicates.lead(format.number(pairs.total)) : words.duplicates.about}
    >
      <Tabs
        label={words.duplicates.title}
        tabs={STATES.map((key) => ({ key, label: words.duplicates.tab[key] }))}
        current={state}
        hrefOf={(key) => (key === 'open' ? '/ganda' : `/ganda?keadaan=${key}`)}
      />
      <ProblemNotice problem={pairs.problem} retry={pairs.retry} />
      {pairs.isLoading && <Loading lines={6} />}
      {!pairs.isLoading && !pairs.problem && pairs.items.length === 0 && <Empty title={title} next={next} />}
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
  const words = useOnePersonWords();
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
        <LikenessLine pair={pair} />
        <DecisionLine pair={pair} />
      </div>
    </li>
  );
}
