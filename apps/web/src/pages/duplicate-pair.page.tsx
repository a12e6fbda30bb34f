import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { DuplicatePairView } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { useWords } from '../language.js';
import { Page, Section } from '../parts/page.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useMay } from '../session.js';

import { DecisionLine, LikenessLine } from './duplicates/decision.js';
import { NotDuplicate } from './duplicates/not-duplicate.js';
import { PairTable } from './duplicates/pair-table.js';

/** Two files beside each other: what differs, what hangs on each, and the decision. */
export function DuplicatePairPage() {
  const words = useWords();
  const { id } = useParams({ from: '/office/ganda/$id' });
  const pair = useRead<DuplicatePairView>(`/duplicate-pairs/${id}`);
  const back = { to: '/ganda', label: words.duplicates.title };
  return (
    <Page title={words.duplicates.sideBySide} back={back}>
      <ProblemNotice problem={pair.problem} retry={pair.retry} />
      {!pair.data && !pair.problem && <Loading lines={10} />}
      {pair.data && <Comparison pair={pair.data} />}
    </Page>
  );
}

function Comparison({ pair }: { readonly pair: DuplicatePairView }) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const [isDeciding, setDeciding] = useState(false);
  return (
    <div className="stack">
      <LikenessLine pair={pair} />
      <DecisionLine pair={pair} className="notice notice-plain decision" />
      <PairTable pair={pair} />
      <Section title={words.duplicates.belongings}>
        <div className="columns">
          {pair.sides.map(({ person, belongings }) => (
            <div key={person.id}>
              <p>{person.caseNo}</p>
              <ul>
                {belongings.map(({ kind, count }) => (
                  <li key={kind}>
                    {words.duplicates.kind[kind]}: {format.number(count)}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </Section>
      {pair.state === 'open' && may('duplicate.decide') && (
        <div className="form-buttons">
          <Button variant="default" onClick={() => void navigate({ to: '/ganda' })}>
            {words.duplicates.skip}
          </Button>
          <Button onClick={() => setDeciding(true)}>{words.duplicates.notDuplicate}</Button>
        </div>
      )}
      {isDeciding && <NotDuplicate pair={pair} onClose={() => setDeciding(false)} />}
    </div>
  );
}
