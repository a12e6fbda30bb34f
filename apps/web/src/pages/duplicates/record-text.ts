import type { MovingExample, MovingGroup } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf } from '../../language.js';
import { useDocumentNames } from '../../parts/rules.js';
import { useOnePersonWords } from '../../words/one-person.js';

/** `Dokumen: 3` */
export function useCountText(): (group: Pick<MovingGroup, 'kind' | 'count'>) => string {
  const words = useOnePersonWords();
  const format = useFormat();
  return ({ kind, count }) => `${words.duplicates.kind[kind]}: ${format.number(count)}`;
}

/** One record in words, without saying whose it is: `Paspor (Terverifikasi)`. */
export function useExampleText(): (kind: MovingGroup['kind'], example: MovingExample) => string {
  const words = useOnePersonWords();
  const { nameOfDocument } = useDocumentNames();
  const { terms } = words;
  const nameIn: Readonly<Record<MovingGroup['kind'], (example: MovingExample) => (string | null)[]>> = {
    cycles: ({ code, label }) => [code && nameOf(terms.scheme, code), label && nameOf(terms.country, label)],
    documents: ({ code }) => [code && nameOfDocument(code)],
    scans: ({ code }) => [code && nameOfDocument(code)],
    waivers: ({ code }) => [code && nameOfDocument(code)],
    enrolments: ({ label }) => [label],
    centers: ({ label }) => [label],
    consents: ({ code }) => [code && words.consent.version(code)],
    contacts: ({ code }) => [code && nameOf(words.family.relationNames, code)],
    handovers: () => [],
    reminders: ({ code }) => [code && nameOf(words.reminders.rules, code)],
  };
  const statesOf: Readonly<Partial<Record<MovingGroup['kind'], Readonly<Record<string, string>>>>> = {
    cycles: terms.stage,
    documents: terms.documentState,
    scans: words.scans.states,
    enrolments: terms.enrolmentState,
    handovers: words.handover.states,
  };
  return (kind, example) => {
    const name = nameIn[kind](example).filter(Boolean).join(', ');
    const states = statesOf[kind];
    const state = states && example.state && nameOf(states, example.state);
    if (!state) return name;
    return name ? `${name} (${state})` : state;
  };
}
