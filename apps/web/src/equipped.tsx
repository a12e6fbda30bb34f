import type { ComponentType } from 'react';

import { spokenLanguage } from './stored-language.js';
import { fetchWords } from './words.js';

/** A part of the office that is fetched when it is wanted, and beside it all words and the form controls, which the first
 *  screens do without. */
export async function equipped<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Promise<{ default: ComponentType<Props> }> {
  // The controls first: their styles must stand before those of a page.
  const [{ Controls }, Part] = await Promise.all([import('./parts/controls.js'), load(), fetchWords(spokenLanguage())]);
  const Equipped = (props: Props) => (
    <Controls>
      <Part {...props} />
    </Controls>
  );
  return { default: Equipped };
}
