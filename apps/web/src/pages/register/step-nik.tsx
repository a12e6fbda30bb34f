import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';

import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { parseNik } from '../../nik.js';
import { useMe } from '../../session.js';

import { MatchList } from './match-list.js';
import { useMatches } from './use-matches.js';
import { bareNik, nikTrouble } from './values.js';
import type { Values } from './values.js';

interface StepNikProps {
  readonly values: Values;
  readonly change: (part: Partial<Values>) => void;
  readonly refusal: string | null;
  readonly onNext: () => void;
}

/** The number first: whether it can be one is said while it is typed, whether somebody has it as soon as it is whole. */
export function StepNik({ values, change, refusal, onNext }: StepNikProps) {
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [isLeft, setLeft] = useState(false);
  const [wantsNext, setWantsNext] = useState(false);
  const { nik } = values;
  const trouble = nikTrouble(nik, isLeft);
  const parsed = parseNik(nik, me.today);
  const answer = useMatches(parsed.ok ? { nik } : null);
  const open = (answer.matches?.items ?? []).filter(({ candidateId }) => !values.others.includes(candidateId));
  const isFree = parsed.ok && !answer.isLooking && open.length === 0 && !answer.matches?.outsideScope;
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (!wantsNext || answer.isLooking) return;
    setWantsNext(false);
    if (isFree) onNext();
  }, [wantsNext, answer.isLooking, isFree, onNext]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft(true);
    if (parsed.ok) setWantsNext(true);
    else input.current?.focus();
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <TextInput
        ref={input}
        label="NIK"
        description={words.register.nikFirst}
        size="md"
        className="nik-field"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={24}
        value={nik}
        error={(trouble && words.register.nikFaults[trouble]) ?? refusal}
        onChange={(event) => {
          setLeft(false);
          change({ nik: bareNik(event.currentTarget.value) });
        }}
        onBlur={() => setLeft(true)}
      />
      <p className="soft nik-says" role="status">
        {parsed.ok
          ? words.register.nikSays(nameOf(words.terms.sex, parsed.sex), format.day(parsed.birthDate))
          : words.register.nikCount(nik.length)}
      </p>
      {parsed.ok && (
        <MatchList
          answer={answer}
          open={open}
          isByNik
          onSomebodyElse={() => {
            change({ others: [...values.others, ...open.map(({ candidateId }) => candidateId)] });
            onNext();
          }}
        />
      )}
      <div className="form-buttons">
        <Button
          type="button"
          variant="default"
          size="md"
          onClick={() => {
            change({ nik: '' });
            onNext();
          }}
        >
          {words.register.withoutNik}
        </Button>
        <Button type="submit" size="md" loading={wantsNext}>
          {words.register.next}
        </Button>
      </div>
    </form>
  );
}
