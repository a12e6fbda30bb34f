import type { ReactNode } from 'react';

import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Facts } from '../../parts/page.js';

import type { Step, Values } from './values.js';

/** Everything once more before it is saved, with the way back to each part. */
export function Summary({ values, onGo }: { readonly values: Values; readonly onGo: (step: Step) => void }) {
  const words = useWords();
  const format = useFormat();
  const shown = (label: string, value: ReactNode): readonly [string, ReactNode] | null => (value ? [label, value] : null);
  const day = (value: string): string => (value ? format.day(value) : '');
  const code = (names: Readonly<Record<string, string>>, value: string): string => (value ? nameOf(names, value) : '');
  const family = values.contacts
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, relation }) => `${name} (${nameOf(words.family.relationNames, relation).toLowerCase()})`);
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h3 id="summary-title">{words.register.summary}</h3>
      <Facts
        rows={[
          ['NIK', values.nik || words.common.notYet],
          [words.candidate.fullName, values.fullName],
          [words.candidate.domicile, values.areaName],
          shown(words.candidate.birthDate, day(values.birthDate)),
          shown(words.candidate.sex, code(words.terms.sex, values.sex)),
          shown(words.candidate.phone, values.phone),
          shown(words.candidate.scheme, code(words.terms.scheme, values.scheme)),
          shown(words.candidate.destination, code(words.terms.country, values.destinationCountry)),
          shown(words.candidate.plannedDeparture, day(values.plannedDepartureOn)),
          shown(words.register.returnedOn, values.startAs === 'returned' && day(values.returnedOn)),
          [words.consent.title, code(words.consent.channelNames, values.channel) || words.consent.notGiven],
          [words.family.title, family.join(', ') || words.common.notYet],
        ]}
      />
      <p className="summary-change">
        {([1, 2] as const).map((step) => (
          <button key={step} type="button" className="link-button" onClick={() => onGo(step)}>
            {words.register.change}: {words.register.steps[step - 1]}
          </button>
        ))}
      </p>
    </section>
  );
}
