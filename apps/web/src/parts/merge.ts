/** Values of a form by field name; an empty text is "nothing". */
export type FormValues = Readonly<Record<string, string>>;

/** One field of a form about a thing that colleagues change too. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'day' | 'tel' | 'digits' | 'choice' | 'area';
  readonly names?: Readonly<Record<string, string>>;
  readonly required?: boolean;
  readonly hint?: string;
}

export type Side = 'mine' | 'theirs';

/** One field on which the version that was opened, the newest version and what was typed do not all agree. */
export interface Difference {
  readonly name: string;
  readonly original: string;
  readonly theirs: string;
  readonly mine: string;
  /** Which of the two is taken unless the person decides otherwise; null when both changed it, each in another way. */
  readonly preselected: Side | null;
}

/** Which fields differ, in the order of `names`.
 *  @param original values of the version that was opened
 *  @param theirs values of the newest version
 *  @param typed only what was typed since */
export function differences(names: readonly string[], original: FormValues, theirs: FormValues, typed: FormValues): Difference[] {
  return names.flatMap((name) => {
    const before = original[name] ?? '';
    const newest = theirs[name] ?? '';
    const mine = typed[name] ?? before;
    if (mine === newest) return [];
    const sole: Side = mine === before ? 'theirs' : 'mine';
    const isContested = mine !== before && newest !== before;
    return [{ name, original: before, theirs: newest, mine, preselected: isContested ? null : sole }];
  });
}

/** Every field for which somebody still has to say which value counts. */
export function undecided(found: readonly Difference[], choices: Readonly<Record<string, Side>>): Difference[] {
  return found.filter(({ name, preselected }) => (choices[name] ?? preselected) === null);
}

/** What is to be typed into the newest version: the own value where it was chosen, the newest one everywhere else. */
export function resolved(found: readonly Difference[], choices: Readonly<Record<string, Side>>): Record<string, string> {
  return Object.fromEntries(
    found.map(({ name, preselected, mine, theirs }) => [name, (choices[name] ?? preselected) === 'mine' ? mine : theirs]),
  );
}
