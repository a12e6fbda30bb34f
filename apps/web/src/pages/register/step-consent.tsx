import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';

import type { ApiProblem } from '../../api/problem.js';
import type { PrivacyNotice } from '../../api/types.js';
import { useWords } from '../../language.js';
import { ConsentFields } from '../../parts/consent-fields.js';
import { ContactFields } from '../../parts/contact-fields.js';
import { Icon } from '../../parts/icon.js';
import { useNotice } from '../../parts/privacy-notice.js';

import { Refusal } from './refusal.js';
import { Summary } from './summary.js';
import { EMPTY_CONTACT } from './values.js';
import type { Contact, Step, Values } from './values.js';

interface StepConsentProps {
  readonly values: Values;
  readonly change: (part: Partial<Values>) => void;
  readonly refusalOf: (pointer: string) => string | null;
  readonly problem: ApiProblem | null;
  readonly isSending: boolean;
  readonly onGo: (step: Step) => void;
  readonly onSave: (notice: PrivacyNotice | null) => void;
}

/** The notice on personal data, the family, and everything once more before it is saved. */
export function StepConsent({ values, change, refusalOf, problem, isSending, onGo, onSave }: StepConsentProps) {
  const words = useWords();
  const { notice, shown } = useNotice();
  const first = useRef<HTMLSelectElement>(null);
  const newest = useRef<HTMLInputElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { contacts } = values;
  const count = useRef(contacts.length);
  useEffect(() => {
    if (contacts.length > count.current) newest.current?.focus();
    if (contacts.length < count.current) addButton.current?.focus();
    count.current = contacts.length;
  }, [contacts.length]);
  const changeContact = (place: number, part: Partial<Contact>) =>
    change({ contacts: contacts.map((contact, at) => (at === place ? { ...contact, ...part } : contact)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(notice);
  };
  return (
    <form className="form" onSubmit={submit} onKeyDown={walkOn} noValidate>
      <fieldset>
        <legend>{words.consent.title}</legend>
        {shown}
        <ConsentFields values={values} change={change} refusalOf={(field) => refusalOf(`/consent/${field}`)} mayFollow firstRef={first} />
        {values.channel === '' && <p className="soft">{words.consent.notGivenHint}</p>}
      </fieldset>
      <fieldset>
        <legend>{words.family.title}</legend>
        <p className="soft">{words.family.note}</p>
        {contacts.map((contact, place) => (
          // Contacts have no other name than their place until they are saved.
          // oxlint-disable-next-line react/no-array-index-key
          <fieldset className="contact" key={place}>
            <legend>{words.family.person(place + 1)}</legend>
            <ContactFields
              values={contact}
              change={(part) => changeContact(place, part)}
              refusalOf={(field) => refusalOf(`/contacts/${place}/${field}`)}
              phoneHint={words.register.phoneHint}
              firstRef={place === contacts.length - 1 ? newest : undefined}
            />
            <button
              type="button"
              className="link-button"
              aria-label={words.family.removeLabel(contact.name || words.family.person(place + 1))}
              onClick={() => change({ contacts: contacts.filter((_, at) => at !== place) })}
            >
              {words.family.remove}
            </button>
          </fieldset>
        ))}
        <p>
          <Button
            ref={addButton}
            type="button"
            variant="default"
            leftSection={<Icon name="plus" size={18} />}
            disabled={contacts.length >= MOST_CONTACTS}
            onClick={() => change({ contacts: [...contacts, EMPTY_CONTACT] })}
          >
            {words.family.add}
          </Button>
        </p>
      </fieldset>
      <Summary values={values} onGo={onGo} />
      <Refusal problem={problem} />
      <p className="soft keys-hint">{words.register.keys}</p>
      <div className="form-buttons">
        <Button type="button" variant="default" size="md" onClick={() => onGo(2)}>
          {words.register.back}
        </Button>
        <Button type="submit" size="md" loading={isSending}>
          {words.register.save}
        </Button>
      </div>
    </form>
  );
}

const MOST_CONTACTS = 10;

/** Enter in a field goes on to the next one: on the last step it must not save by mistake. With Ctrl it saves. */
function walkOn(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter') return;
  const form = event.currentTarget;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const stops = [...form.querySelectorAll<HTMLElement>('input, select, button')].filter((stop) => !stop.matches(':disabled'));
  stops[stops.indexOf(event.target) + 1]?.focus();
}
