import { useEffect } from 'react';

import { useFormat } from '../format.js';
import type { Format } from '../format.js';
import { useWords } from '../language.js';
import type { Words } from '../words.id.js';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (target: unknown): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** A field that the browser itself refuses says why in the language on screen, at its place, instead of in a bubble in the
 *  language of the browser. Forms that check themselves (`noValidate`) never come here. */
export function useOwnProblems(): void {
  const words = useWords();
  const format = useFormat();
  useEffect(() => {
    const refuse = (event: Event) => {
      if (event.defaultPrevented || !isField(event.target)) return;
      event.preventDefault();
      show(event.target, sentenceFor(event.target, words.fields, format));
      focusFirst(event.target);
    };
    document.addEventListener('invalid', refuse, true);
    return () => document.removeEventListener('invalid', refuse, true);
  }, [words, format]);
}

function sentenceFor(field: Field, words: Words['fields'], format: Format): string {
  const { validity } = field;
  if (validity.badInput) return words.incomplete;
  if (validity.valueMissing) return field instanceof HTMLSelectElement || isTicked(field) ? words.choose : words.empty;
  if (validity.tooShort && !(field instanceof HTMLSelectElement)) return words.short(field.minLength);
  const [min, max] = field instanceof HTMLInputElement ? [field.min, field.max].map((edge) => edgeText(field, edge, format)) : [];
  if (validity.rangeUnderflow && min) return words.tooLittle(min);
  if (validity.rangeOverflow && max) return words.tooMuch(max);
  return validity.customError ? field.validationMessage : words.wrong;
}

const isTicked = (field: Field): boolean => field.type === 'radio' || field.type === 'checkbox';

function edgeText(field: Field, edge: string, format: Format): string {
  return field.type === 'date' ? format.day(edge) : edge;
}

let isFocused = false;

// The browser reports every refused field of a form, in their order and without a pause.
function focusFirst(field: Field): void {
  if (isFocused) return;
  isFocused = true;
  field.focus();
  setTimeout(() => (isFocused = false));
}

const shown = new WeakMap<Field, HTMLElement>();

function show(field: Field, sentence: string): void {
  const before = shown.get(field);
  if (before?.isConnected) {
    if (before.textContent !== sentence) before.textContent = sentence;
    return;
  }
  const text = document.createElement('p');
  text.className = 'field-problem';
  text.id = `why-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  text.setAttribute('role', 'alert');
  const described = field.getAttribute('aria-describedby');
  field.setAttribute('aria-describedby', [described, text.id].filter(Boolean).join(' '));
  field.setAttribute('aria-invalid', 'true');
  placeOf(field).after(text);
  // An alert is read aloud when its words come, not when it does.
  text.textContent = sentence;
  shown.set(field, text);
  const forget = () => {
    if (!field.validity.valid) return;
    for (const type of ['input', 'change']) field.removeEventListener(type, forget);
    text.remove();
    field.removeAttribute('aria-invalid');
    if (described) field.setAttribute('aria-describedby', described);
    else field.removeAttribute('aria-describedby');
  };
  for (const type of ['input', 'change']) field.addEventListener(type, forget);
}

/** After the frame of a control of the library, the whole label of a tick, or the field itself. */
function placeOf(field: Field): Element {
  return field.closest('.mantine-Input-wrapper, .mantine-Checkbox-root') ?? (isTicked(field) ? field.closest('label') : null) ?? field;
}
