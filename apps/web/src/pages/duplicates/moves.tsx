import type { MergePreview, MovingGroup } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { useOnePersonWords } from '../../words/one-person.js';

import { useCountText, useExampleText } from './record-text.js';

interface MovesProps {
  readonly plan: MergePreview;
  /** What the file that goes on holds already. */
  readonly own: readonly MovingGroup[];
}

/** Everything that leaves the one file, and what the other one holds afterwards. */
export function Moves({ plan, own }: MovesProps) {
  const words = useOnePersonWords();
  const { survivor, merged, moves, cycle } = plan;
  const kinds = [...new Set([...own, ...moves].map(({ kind }) => kind))];
  return (
    <Section title={words.merging.moves}>
      <div className="moves">
        <div className="moves-file is-leaving">
          <h3>{words.merging.from(merged.caseNo)}</h3>
          {moves.length === 0 && <p className="soft">{words.merging.movesNothing}</p>}
          <ul>
            {moves.map((group) => (
              <Group key={group.kind} group={group} />
            ))}
          </ul>
        </div>
        <span className="moves-arrow">
          <Icon name="next" size={28} />
        </span>
        <div className="moves-file">
          <h3>{words.merging.into(survivor.caseNo)}</h3>
          <ul>
            {kinds.map((kind) => (
              <Sum key={kind} own={own.find((group) => group.kind === kind)} moved={moves.find((group) => group.kind === kind)} />
            ))}
          </ul>
          {cycle.goesOn && <p>{words.merging.cycle(cycle.goesOn.cycleNo, nameOf(words.terms.stage, cycle.goesOn.stage))}</p>}
          {cycle.steppedBack && (
            <p className="soft">
              {words.merging.steppedBack(cycle.steppedBack.cycleNo, nameOf(words.terms.stage, cycle.steppedBack.stage))}
            </p>
          )}
        </div>
      </div>
    </Section>
  );
}

function Group({ group }: { readonly group: MovingGroup }) {
  const countText = useCountText();
  return (
    <li>
      <strong>{countText(group)}</strong>
      <Examples group={group} />
    </li>
  );
}

function Examples({ group }: { readonly group: MovingGroup }) {
  const words = useOnePersonWords();
  const format = useFormat();
  const exampleText = useExampleText();
  const examples = group.examples.map((example) => exampleText(group.kind, example)).filter(Boolean);
  const rest = group.count - group.examples.length;
  if (examples.length === 0) return null;
  return (
    <span className="under">
      {examples.join('; ')}
      {rest > 0 && ` ${words.merging.more(format.number(rest))}`}
    </span>
  );
}

function Sum({ own, moved }: { readonly own: MovingGroup | undefined; readonly moved: MovingGroup | undefined }) {
  const words = useOnePersonWords();
  const format = useFormat();
  const countText = useCountText();
  const kind = own?.kind ?? moved?.kind;
  if (!kind) return null;
  const parts = () => {
    if (!moved) return words.merging.onlyOwn;
    return own ? words.merging.adds(format.number(own.count), format.number(moved.count)) : words.merging.onlyMoved;
  };
  return (
    <li>
      <strong>{countText({ kind, count: (own?.count ?? 0) + (moved?.count ?? 0) })}</strong>
      <span className="under">{parts()}</span>
      {own && <Examples group={own} />}
    </li>
  );
}
