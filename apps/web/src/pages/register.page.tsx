import { Button, Checkbox, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent } from 'react';

import type { ApiProblem } from '../api/problem.js';
import type { Candidate } from '../api/types.js';
import { useSend } from '../api/use-send.js';
import { useDraft } from '../drafts.js';
import { useWords } from '../language.js';
import { AreaPicker } from '../parts/area-picker.js';
import { Choice } from '../parts/choice.js';
import { DayField } from '../parts/day-field.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { ProblemNotice } from '../parts/states.js';
import { useToast } from '../parts/toast.js';
import { useMe } from '../session.js';

/** Text of the privacy notice that is read to the person (UU 27/2022 art 21). */
const NOTICE_VERSION = '2026-01';

const EMPTY = {
  fullName: '',
  areaCode: '',
  nik: '',
  phone: '',
  sex: '',
  birthDate: '',
  scheme: '',
  destinationCountry: '',
  jobTitle: '',
  plannedDepartureOn: '',
  startAs: 'lead',
  returnedOn: '',
  returnReason: '',
  wasProcedural: '',
  returnCountry: '',
  notice: '',
};

type Values = typeof EMPTY;

function toBody(values: Values) {
  const { fullName, areaCode, startAs, returnedOn, returnReason, wasProcedural, returnCountry, notice, ...rest } = values;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== ''));
  const knewProcedural = { yes: true, no: false }[wasProcedural] ?? null;
  return {
    fullName: fullName.trim(),
    areaCode,
    ...given,
    ...(given['nik'] && { nik: values.nik.replace(/[\s.-]/g, '') }),
    startAs,
    ...(startAs === 'returned' && {
      returned: { returnedOn, reason: returnReason, wasProcedural: knewProcedural, ...(returnCountry && { country: returnCountry }) },
    }),
    ...(notice && { noticeVersion: NOTICE_VERSION }),
  };
}

export function RegisterPage() {
  const words = useWords();
  const router = useRouter();
  const toast = useToast();
  const home = useMe().area?.code ?? '';
  const [values, change, clear] = useDraft<Values>('register', { ...EMPTY, areaCode: home.length >= 5 ? home : '' }, ['nik', 'phone']);
  const [showMore, setShowMore] = useState(false);
  const registration = useSend<Candidate>({
    onDone: (candidate) => {
      clear();
      toast(words.register.done(candidate.fullName));
      router.history.push(`/cpmi/${candidate.id}`);
    },
  });
  const problem = registration.problem;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    registration.submit({ path: '/candidates', body: toBody(values) });
  };
  const field = (name: keyof Values) => ({
    size: 'md' as const,
    value: values[name],
    error: problem?.fieldError(name) ?? null,
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  const pick = (name: keyof Values) => ({
    value: values[name],
    error: problem?.fieldError(name) ?? null,
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <Page title={words.register.title} lead={words.register.lead} back={{ to: '/cpmi', label: words.candidates.title }}>
      <form className="form card form-page" onSubmit={submit}>
        <fieldset>
          <legend>{words.register.who}</legend>
          <TextInput
            label={words.candidate.fullName}
            description={words.register.nameHint}
            required
            maxLength={100}
            {...field('fullName')}
          />
          <AreaPicker
            to="village"
            required
            value={values.areaCode}
            onChange={(areaCode) => change({ areaCode })}
            error={problem?.fieldError('areaCode')}
          />
          <p className="soft">{words.register.areaHint}</p>
          <TextInput label="NIK" description={words.register.nikHint} inputMode="numeric" autoComplete="off" {...field('nik')} />
          <TextInput
            label={words.candidate.phone}
            description={words.register.phoneHint}
            type="tel"
            autoComplete="off"
            {...field('phone')}
          />
        </fieldset>
        <fieldset>
          <legend>{words.register.start}</legend>
          <Choice label={words.register.startAs} names={words.register.startNames} {...pick('startAs')} />
          {values.startAs === 'returned' && (
            <div className="form-pair">
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
            </div>
          )}
        </fieldset>
        <button type="button" className="link-button" aria-expanded={showMore} onClick={() => setShowMore(!showMore)}>
          {showMore ? words.register.less : words.register.more}
        </button>
        {showMore && (
          <fieldset>
            <legend>{words.register.moreTitle}</legend>
            <div className="form-pair">
              <Choice label={words.candidate.sex} names={words.terms.sex} empty={words.common.unknown} {...pick('sex')} />
              <DayField label={words.candidate.birthDate} {...field('birthDate')} />
              <Choice label={words.candidate.scheme} names={words.terms.scheme} empty={words.common.notYet} {...pick('scheme')} />
              <Choice
                label={words.candidate.destination}
                names={words.terms.country}
                empty={words.common.notYet}
                {...pick('destinationCountry')}
              />
              <TextInput label={words.candidate.job} maxLength={100} {...field('jobTitle')} />
              <DayField label={words.candidate.plannedDeparture} {...field('plannedDepartureOn')} />
            </div>
          </fieldset>
        )}
        <Checkbox
          size="md"
          label={words.register.notice}
          description={words.register.noticeHint}
          checked={values.notice !== ''}
          onChange={(event) => change({ notice: event.currentTarget.checked ? 'given' : '' })}
        />
        <Duplicate problem={problem} />
        {problem?.code !== 'already-exists' && <ProblemNotice problem={problem} />}
        <div className="form-buttons">
          <Go to="/cpmi" className="button button-plain">
            {words.common.cancel}
          </Go>
          <Button type="submit" size="md" loading={registration.isSending}>
            {words.register.save}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function Duplicate({ problem }: { readonly problem: ApiProblem | null }) {
  const words = useWords();
  if (problem?.code !== 'already-exists') return null;
  return (
    <div className="notice notice-sun" role="alert">
      <Icon name="people" />
      <div>
        <p className="notice-title">{words.register.exists}</p>
        {problem.existingId ? (
          <p>
            <Go to={`/cpmi/${problem.existingId}`}>{words.register.openExisting}</Go>
          </p>
        ) : (
          <p>{words.register.existsElsewhere}</p>
        )}
      </div>
    </div>
  );
}
