import { useWords } from '../language.js';

import { Icon } from './icon.js';

export interface Chip {
  readonly key: string;
  readonly label: string;
  readonly onRemove: () => void;
}

/** Every filter that is on, each removable, also those set by a link from elsewhere. */
export function Chips({ chips, onReset }: { readonly chips: readonly Chip[]; readonly onReset: () => void }) {
  const words = useWords();
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={words.common.activeFilters}>
      {chips.map((chip) => (
        <li key={chip.key}>
          <button type="button" className="chip" onClick={chip.onRemove} aria-label={words.common.removeFilter(chip.label)}>
            {chip.label}
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="link-button" onClick={onReset}>
          {words.common.resetFilters}
        </button>
      </li>
    </ul>
  );
}
