import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';

import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { parseNik } from '../../nik.js';
import { AreaSearch } from '../../parts/area-search.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { useMe } from '../../session.js';

import { MatchList } from './match-list.js';
import { Offer } from './offer.js';
import { useMatches } from './use-matches.js';
import type { Criteria } from './use-matches.js';
import type { Values } from './values.js';

interface StepPersonProps {
  readonly values: Values;
  readonly change: (part: Partial<Values>) => void;
  readonly refusalOf: (pointer: string) => string | null;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Enough is known to look for the same person under another spelling. */
function criteriaOf({ nik, fullName, birthDate, sex, areaCode }: Values): Criteria | null {
  if (fullName.trim().length < 3 || birthDate === '' || areaCode === '') return null;
  return { ...(nik && { nik }), fullName: fullName.trim(), birthDate, ...(isSex(sex) && { sex }), areaCode };
}

export function StepPerson({ values, change, refusalOf, onBack, onNext }: StepPersonProps) {
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const name = useRef<HTMLInputElement>(null);
  const matchesPlace = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const wasTried = tries > 0;
  const [wantsNext, setWantsNext] = useState(false);
  const parsed = parseNik(values.nik, me.today);
  const said = parsed.ok ? parsed : null;
  const answer = useMatches(criteriaOf(values));
  const open = (answer.matches?.items ?? []).filter(({ candidateId }) => !values.others.includes(candidateId));
  const hasOffer = said !== null && (values.birthDate === '' || values.sex === '');
  useEffect(() => {
    // What the office refused comes first; where the NIK offers something, its button has the focus.
    if (!focusFirstFault(form.current) && !hasOffer) name.current?.focus();
    // Only when the step opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const isLooking = answer.isLooking;
  const openCount = open.length;
  useEffect(() => {
    if (!wantsNext || isLooking) return;
    setWantsNext(false);
    if (openCount === 0) onNext();
    else matchesPlace.current?.querySelector<HTMLElement>('a, button')?.focus();
  }, [wantsNext, isLooking, openCount, onNext]);
  const needed: Partial<Record<TextFieldName, string>> = {
    ...(values.fullName.trim() === '' && { fullName: words.register.nameMissing }),
    ...(values.areaCode === '' && { areaCode: words.register.villageMissing }),
    ...(values.startAs === 'returned' && values.returnedOn === '' && { returnedOn: words.register.returnedOnMissing }),
    ...(values.startAs === 'returned' && values.returnReason === '' && { returnReason: words.register.returnReasonMissing }),
  };
  const isMissing = Object.keys(needed).length > 0;
  const errorOf = (field: TextFieldName) => refusalOf(`/${POINTERS[field] ?? field}`) ?? (wasTried ? (needed[field] ?? null) : null);
  useEffect(() => {
    if (wasTried && isMissing) focusFirstFault(form.current);
    // Each time that somebody wants to go on; not while a field is being mended.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [tries]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries((before) => before + 1);
    if (!isMissing) setWantsNext(true);
  };
  const field = (field: TextFieldName) => ({
    size: 'md' as const,
    value: values[field],
    error: errorOf(field),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });
  const pick = (field: TextFieldName) => ({
    value: values[field],
    error: errorOf(field),
    onChange: (value: string) => change({ [field]: value }),
  });
  const birthWarning =
    said && values.birthDate && values.birthDate !== said.birthDate && words.register.birthDiffers(format.day(said.birthDate));
  const sexWarning = said && values.sex && values.sex !== said.sex && words.register.sexDiffers(nameOf(words.terms.sex, said.sex));
  return (
    <form ref={form} className="form" onSubmit={submit} onKeyDown={submitFromList} noValidate>
      {said && <Offer said={said} values={values} change={change} onTaken={() => name.current?.focus()} />}
      <fieldset>
        <legend>{words.register.person}</legend>
        <TextInput
          {...field('fullName')}
          ref={name}
          label={words.candidate.fullName}
          description={words.register.nameHint}
          required
          maxLength={100}
          autoComplete="off"
        />
        <AreaSearch
          label={words.register.village}
          description={words.register.villageHint}
          code={values.areaCode}
          name={values.areaName}
          onChange={(areaCode, areaName) => change({ areaCode, areaName })}
          error={errorOf('areaCode')}
        />
        <div className="form-pair">
          <div>
            <DayField label={words.candidate.birthDate} {...field('birthDate')} />
            {birthWarning && (
              <p className="field-warning" role="status">
                {birthWarning}
              </p>
            )}
          </div>
          <div>
            <Choice label={words.candidate.sex} names={words.terms.sex} empty={words.common.unknown} {...pick('sex')} />
            {sexWarning && (
              <p className="field-warning" role="status">
                {sexWarning}
              </p>
            )}
          </div>
          <TextInput
            label={words.candidate.phone}
            placeholder={words.register.phoneHint}
            type="tel"
            autoComplete="off"
            maxLength={40}
            {...field('phone')}
          />
          <Choice
            label={words.candidate.maritalStatus}
            names={words.terms.maritalStatus}
            empty={words.common.unknown}
            {...pick('maritalStatus')}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.register.plan}</legend>
        <div className="form-pair">
          <Choice label={words.candidate.scheme} names={words.terms.scheme} empty={words.common.notYet} {...pick('scheme')} />
          <Choice
            label={words.candidate.destination}
            names={words.terms.country}
            empty={words.common.notYet}
            {...pick('destinationCountry')}
          />
          <TextInput label={words.candidate.job} maxLength={100} autoComplete="off" {...field('jobTitle')} />
          <DayField label={words.candidate.plannedDeparture} {...field('plannedDepartureOn')} />
          <Choice label={words.register.startAs} names={words.register.startNames} {...pick('startAs')} />
          {values.startAs === 'returned' && (
            <>
              <DayField label={words.register.returnedOn} required {...field('returnedOn')} />
              <Choice
                label={words.register.returnReason}
                names={words.terms.returnReason}
                empty={words.common.choose}
                required
                {...pick('returnReason')}
              />
              <Choice
                label={words.register.wasProcedural}
                names={words.register.proceduralNames}
                empty={words.common.unknown}
                {...pick('wasProcedural')}
              />
              <Choice
                label={words.register.returnCountry}
                names={words.terms.country}
                empty={words.common.unknown}
                {...pick('returnCountry')}
              />
            </>
          )}
        </div>
      </fieldset>
      <div ref={matchesPlace}>
        <MatchList
          answer={answer}
          open={open}
          isByNik={false}
          onSomebodyElse={() => {
            change({ others: [...values.others, ...open.map(({ candidateId }) => candidateId)] });
            onNext();
          }}
        />
      </div>
      <div className="form-buttons">
        <Button type="button" variant="default" size="md" onClick={onBack}>
          {words.register.back}
        </Button>
        <Button type="submit" size="md" loading={wantsNext}>
          {words.register.next}
        </Button>
      </div>
    </form>
  );
}

/** @returns whether there is one */
function focusFirstFault(form: HTMLFormElement | null): boolean {
  const fault = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  fault?.focus();
  return Boolean(fault);
}

/** Enter goes on from every field; browsers leave it out for lists of choices. */
function submitFromList(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

function isSex(value: string): value is 'female' | 'male' {
  return value === 'female' || value === 'male';
}

type TextFieldName = { [Name in keyof Values]: Values[Name] extends string ? Name : never }[keyof Values];

/** Fields that stand deeper in the request than on the screen. */
const POINTERS: Partial<Record<TextFieldName, string>> = {
  returnedOn: 'returned/returnedOn',
  returnReason: 'returned/reason',
  wasProcedural: 'returned/wasProcedural',
  returnCountry: 'returned/country',
};
