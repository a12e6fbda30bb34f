import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';

import type { Batch, CandidateRow, Enrolment, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { withQuery } from '../../api/client.js';
import { useSend } from '../../api/use-send.js';
import { nameOf, useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';
import { Icon } from '../../parts/icon.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';

interface Person {
  readonly id: string;
  readonly fullName: string;
}

interface EnrolDialogProps {
  readonly batch: Batch;
  readonly candidate?: Person;
  readonly onClose: () => void;
  readonly onDone?: (enrolment: Enrolment) => void;
}

/** Finds a person and takes a seat; a full batch offers the waiting list and says which place it would be. */
export function EnrolDialog({ batch, candidate, onClose, onDone }: EnrolDialogProps) {
  const words = useWords();
  const toast = useToast();
  const [person, setPerson] = useState<Person | null>(candidate ?? null);
  // A full batch is met by a click on a seat; a second click of the same hand must not take a place on the waiting list.
  const [acceptsWaiting, setAcceptsWaiting] = useState(false);
  const enrolling = useSend<Enrolment>({
    onDone: (enrolment) => {
      toast(words.batch.enrolledAs(nameOf(words.terms.seat, enrolment.seat)));
      onDone?.(enrolment);
      onClose();
    },
  });
  const enrol = (who: Person, acceptWaiting: boolean) =>
    enrolling.submit({
      path: `/training-batches/${batch.id}/enrolments`,
      body: { candidateId: who.id, ...(acceptWaiting && { acceptWaiting }) },
    });
  const isFull = enrolling.problem?.code === 'batch-full';
  return (
    <Dialog title={words.batch.enrolIn(batch.name)} onClose={onClose}>
      {!person && <FindPerson onFound={setPerson} />}
      {person && (
        <div className="form">
          <p>{words.batch.enrolAsk(person.fullName, batch.program.title)}</p>
          {isFull && (
            <div className="notice notice-sun" role="alert">
              <Icon name="people" />
              <div>
                <p>{words.batch.full(enrolling.problem?.waitingPosition ?? null)}</p>
                <Checkbox
                  mt="sm"
                  size="md"
                  autoFocus
                  label={words.batch.acceptWaiting}
                  checked={acceptsWaiting}
                  onChange={(event) => setAcceptsWaiting(event.currentTarget.checked)}
                />
              </div>
            </div>
          )}
          {!isFull && <ProblemNotice problem={enrolling.problem} />}
          <div className="form-buttons">
            {!candidate && (
              <button
                type="button"
                className="button button-plain"
                onClick={() => {
                  enrolling.forget();
                  setAcceptsWaiting(false);
                  setPerson(null);
                }}
              >
                {words.batch.somebodyElse}
              </button>
            )}
            <button
              type="button"
              className="button"
              autoFocus
              disabled={enrolling.isSending || (isFull && !acceptsWaiting)}
              onClick={() => enrol(person, isFull)}
            >
              {isFull ? words.batch.joinWaiting : words.batch.enrol}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function FindPerson({ onFound }: { readonly onFound: (person: Person) => void }) {
  const words = useWords();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const found = useRead<Page<CandidateRow>>(asked ? withQuery('/candidates', { q: asked, limit: 8 }) : null);
  const search = (event: FormEvent) => {
    event.preventDefault();
    setAsked(text.trim() || null);
  };
  return (
    <form className="form" onSubmit={search} role="search">
      <TextInput
        size="md"
        label={words.batch.whom}
        description={words.batch.whomHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <button type="submit" className="button button-plain">
        <Icon name="search" size={18} />
        {words.candidates.find}
      </button>
      <ProblemNotice problem={found.problem} retry={found.retry} />
      {asked && !found.data && !found.problem && <Loading lines={3} />}
      {found.data && (
        <p className="soft" role="status">
          {found.data.items.length === 0 ? words.batch.nobody : words.batch.choosePerson}
        </p>
      )}
      <ul className="lines">
        {found.data?.items.map((row) => (
          <li key={row.id}>
            <button type="button" className="pick-person" onClick={() => onFound(row)}>
              <strong>{row.fullName}</strong>
              <span className="under">
                {row.caseNo} · {row.area.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
