import type { Area } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';

import { Icon } from './icon.js';
import type { Difference, FormField, Side } from './merge.js';

interface MergeScreenProps {
  readonly fields: readonly FormField[];
  readonly differences: readonly Difference[];
  readonly choices: Readonly<Record<string, Side>>;
  readonly onChoose: (name: string, side: Side) => void;
}

/** Field by field: what it said when the form was opened, what a colleague saved since, what was typed here. Only where both
 *  changed the same field somebody has to decide; everything else is chosen already and can be chosen otherwise. */
export function MergeScreen({ fields, differences, choices, onChoose }: MergeScreenProps) {
  const words = useWords();
  return (
    <div className="merge">
      <div className="notice notice-sun" role="alert">
        <Icon name="warning" />
        <div>
          <p className="notice-title">{words.conflict.title}</p>
          <p>{words.merge.lead}</p>
        </div>
      </div>
      {differences.length === 0 && <p>{words.merge.same}</p>}
      {differences.map((difference) => {
        const field = fields.find(({ name }) => name === difference.name);
        if (!field) return null;
        const chosen = choices[field.name] ?? difference.preselected;
        return (
          <fieldset key={field.name} className={chosen === null ? 'merge-field is-open' : 'merge-field'}>
            <legend>
              {field.label}
              {chosen === null && <span className="merge-ask"> {words.merge.ask}</span>}
            </legend>
            <p className="soft">
              {words.merge.original}: <Shown field={field} value={difference.original} />
            </p>
            {(['theirs', 'mine'] as const).map((side) => (
              <label key={side} className="merge-side">
                <input
                  type="radio"
                  name={`merge-${field.name}`}
                  required
                  checked={chosen === side}
                  onChange={() => onChoose(field.name, side)}
                />
                <span className="label">{words.merge[side]}</span>
                <span className="merge-value">
                  <Shown field={field} value={difference[side]} />
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

function Shown({ field, value }: { readonly field: FormField; readonly value: string }) {
  const words = useWords();
  const format = useFormat();
  if (value === '') return <em>{words.history.empty}</em>;
  if (field.kind === 'area') return <AreaName code={value} />;
  if (field.kind === 'day') return format.day(value);
  return field.names ? nameOf(field.names, value) : value;
}

function AreaName({ code }: { readonly code: string }) {
  const area = useRead<Area>(`/areas/${code}`);
  return area.data?.name ?? code;
}
