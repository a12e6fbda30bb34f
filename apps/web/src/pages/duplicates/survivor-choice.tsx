import type { MergePreview } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { Badge, StageBadge } from '../../parts/badge.js';
import { useOnePersonWords } from '../../words/one-person.js';

import type { Suggestion, Weighed } from './suggestion.js';

interface SurvivorChoiceProps {
  readonly files: readonly { readonly person: MergePreview['survivor']; readonly weight: Weighed }[];
  readonly suggested: Suggestion;
  readonly chosenId: string;
  readonly onChoose: (candidateId: string) => void;
}

/** Which file goes on; the one with more work in it is suggested, with the reason. */
export function SurvivorChoice({ files, suggested, chosenId, onChoose }: SurvivorChoiceProps) {
  const words = useOnePersonWords();
  const format = useFormat();
  const { verified, further, work, number, older } = words.merging.why;
  const most = format.number(suggested.most);
  const least = format.number(suggested.least);
  const why = { verified: verified(most, least), work: work(most, least), further, number, older }[suggested.why];
  return (
    <fieldset className="card survivor">
      <legend>{words.merging.which}</legend>
      <p className="soft">{words.merging.whichNote}</p>
      {files.map(({ person, weight }) => (
        <label key={person.id} className="merge-side">
          <input type="radio" name="survivor" checked={person.id === chosenId} onChange={() => onChoose(person.id)} />
          <span>
            <strong>
              {person.caseNo} · {person.fullName}
            </strong>{' '}
            <StageBadge stage={person.stage} />
          </span>
          <span className="merge-value soft">
            {person.areaName} · {words.merging.holds(format.number(weight.documentsVerified), format.number(weight.records))}
          </span>
          {person.id === suggested.id && (
            <span className="merge-value">
              <Badge tone="leaf">{words.merging.suggested}</Badge> {why}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
