import type { Area, Page } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useWords } from '../language.js';
import { useMe } from '../session.js';

import { Choice } from './choice.js';

interface AreaPickerProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** Finest level that is offered. */
  readonly to: 'regency' | 'district' | 'village';
  readonly required?: boolean;
  readonly error?: string | null;
}

const LENGTHS = { regency: 5, district: 8, village: 13 } as const;

/** Regency, district, village, each list shorter because of the one before; starts inside the area of the person who asks. */
export function AreaPicker({ value, onChange, to, required, error }: AreaPickerProps) {
  const words = useWords();
  const home = useMe().area?.code ?? '74';
  const levels = (['regency', 'district', 'village'] as const).filter((level) => LENGTHS[level] <= LENGTHS[to]);
  return (
    <div className="area-picker">
      {levels.map((level, index) => {
        const above = index === 0 ? home.slice(0, 2) : value.slice(0, LENGTHS[levels[index - 1] ?? 'regency']);
        const isReachable = index === 0 || value.length >= LENGTHS[levels[index - 1] ?? 'regency'];
        const isFixed = home.length >= LENGTHS[level];
        return (
          <AreaLevel
            key={level}
            label={words.area[level]}
            parent={isReachable ? above : null}
            only={isFixed ? home.slice(0, LENGTHS[level]) : null}
            value={value.length >= LENGTHS[level] ? value.slice(0, LENGTHS[level]) : ''}
            onChange={(code) => onChange(code || (index === 0 ? '' : above))}
            required={required && level === 'regency'}
            error={level === to ? error : null}
          />
        );
      })}
    </div>
  );
}

interface AreaLevelProps {
  readonly label: string;
  readonly parent: string | null;
  readonly only: string | null;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly required?: boolean;
  readonly error?: string | null;
}

function AreaLevel({ label, parent, only, value, onChange, required, error }: AreaLevelProps) {
  const words = useWords();
  const areas = useRead<Pick<Page<Area>, 'items'>>(parent ? `/areas?parent=${parent}` : null);
  const offered = (areas.data?.items ?? []).filter((area) => !only || area.code === only);
  const names = Object.fromEntries(offered.map((area) => [area.code, area.name]));
  return (
    <Choice
      label={label}
      names={names}
      codes={offered.map((area) => area.code)}
      value={value}
      onChange={onChange}
      empty={parent ? words.area.choose : '–'}
      disabled={!parent}
      required={required}
      error={error}
    />
  );
}
