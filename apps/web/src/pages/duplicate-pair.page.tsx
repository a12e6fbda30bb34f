import { Button, Textarea } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { DuplicatePairView } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useSend } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { DialogForm } from '../parts/dialog-form.js';
import { Go } from '../parts/go.js';
import { Page, Section } from '../parts/page.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useToast } from '../parts/toast.js';

type Person = DuplicatePairView['sides'][number]['person'];

const FIELDS = [
  'caseNo',
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
  const navigate = useNavigate();
  const [isDeciding, setDeciding] = useState(false);
  const shown = useFieldText();
  return (
    <div className="stack">
      <p>
        {words.duplicates.alike(`${Math.round(pair.score * 100)} %`)}
        {': '}
        {pair.reasons.map((reason) => nameOf(words.register.matchReasons, reason)).join(', ')}
      </p>
      {pair.state !== 'open' && (
        <p className="notice notice-plain">
          {words.duplicates.state[pair.state]}
          {pair.decidedAt &&
            ` · ${words.duplicates.decidedBy(pair.decidedByName ?? '', format.moment(pair.decidedAt), pair.decideReason ?? '')}`}
        </p>
      )}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={words.duplicates.sideBySide}>
        <table className="table pair-table">
          <thead>
            <tr>
              <th scope="col">{words.duplicates.field}</th>
              {pair.sides.map(({ person }) => (
                <th key={person.id} scope="col">
                  <Go to={`/cpmi/${person.id}`}>{person.fullName}</Go>
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
                    {isDifferent && <span className="soft"> ({words.duplicates.differs})</span>}
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
      {pair.state === 'open' && (
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

function NotDuplicate({ pair, onClose }: { readonly pair: DuplicatePairView; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const decision = useSend<DuplicatePairView>({
    onDone: () => {
      toast(words.duplicates.decided);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.duplicates.notDuplicateTitle}
      action={words.duplicates.notDuplicate}
      onSubmit={() =>
        decision.submit({ path: `/duplicate-pairs/${pair.id}/not-duplicate`, body: { reason: reason.trim() }, version: pair.version })
      }
      onClose={onClose}
      isSending={decision.isSending}
      problem={decision.problem}
    >
      <Textarea
        label={words.duplicates.reason}
        description={words.duplicates.notDuplicateHint}
        size="md"
        rows={3}
        required
        maxLength={500}
        value={reason}
        error={decision.problem?.fieldError('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function useFieldText(): (person: Person, field: Field) => string {
  const words = useWords();
  const format = useFormat();
  return (person, field) => {
    if (field === 'areaCode') return person.area.path || person.area.name;
    const value = person[field];
    if (value === null) return words.common.notYet;
    if (field === 'birthDate') return format.shortDay(value);
    if (field === 'sex') return nameOf(words.terms.sex, value);
    if (field === 'maritalStatus') return nameOf(words.terms.maritalStatus, value);
    return value;
  };
}
