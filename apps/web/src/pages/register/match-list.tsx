import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { StageBadge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';

import type { Match, MatchesAnswer } from './use-matches.js';

interface MatchListProps {
  readonly answer: MatchesAnswer;
  /** Those of whom the officer has not yet said that they are somebody else. */
  readonly open: readonly Match[];
  readonly isByNik: boolean;
  readonly onSomebodyElse: () => void;
}

/** Who is recorded already: certainly, possibly with reasons, or somewhere outside the own area. */
export function MatchList({ answer, open, isByNik, onSomebodyElse }: MatchListProps) {
  const words = useWords();
  const found = open.filter((match) => match.certainty === 'found');
  const possible = open.filter((match) => match.certainty === 'possible');
  return (
    <div className="matches" role="status">
      {answer.isLooking && <p className="soft">{words.register.looking}</p>}
      {answer.problem && answer.problem.status !== 401 && <p className="soft">{words.register.matchesAway}</p>}
      {found.length > 0 && (
        <section className="notice notice-sun">
          <Icon name="people" />
          <div>
            <p className="notice-title">{words.register.found}</p>
            <p>{words.register.foundText}</p>
            <People matches={found} action={words.register.openFile} />
          </div>
        </section>
      )}
      {found.length === 0 && possible.length > 0 && (
        <section className="notice notice-sun">
          <Icon name="people" />
          <div>
            <p className="notice-title">{words.register.possible(possible.length)}</p>
            <p>{words.register.possibleText}</p>
            <People matches={possible} action={words.register.samePerson} />
            <p>
              <button type="button" className="button button-plain" onClick={onSomebodyElse}>
                {words.register.otherPerson}
              </button>
            </p>
          </div>
        </section>
      )}
      {answer.matches?.outsideScope && (
        <section className="notice notice-sun">
          <Icon name="lock" />
          <div>
            <p className="notice-title">{isByNik ? words.register.outside : words.register.outsideSimilar}</p>
            {isByNik && <p>{words.register.outsideText}</p>}
          </div>
        </section>
      )}
      {isByNik && answer.matches?.items.length === 0 && !answer.matches.outsideScope && (
        <p className="match-none">
          <Icon name="done" size={18} />
          {words.register.nobody}
        </p>
      )}
    </div>
  );
}

function People({ matches, action }: { readonly matches: readonly Match[]; readonly action: string }) {
  const words = useWords();
  const format = useFormat();
  return (
    <ul className="match-people">
      {matches.map((match) => (
        <li key={match.candidateId}>
          <p>
            <strong>{match.fullName}</strong> <StageBadge stage={match.stage} />
          </p>
          <p>
            {[
              match.caseNo,
              match.nikMasked,
              match.sex && nameOf(words.terms.sex, match.sex),
              match.birthDate && format.day(match.birthDate),
              match.areaName,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {match.certainty === 'possible' && match.reasons.length > 0 && (
            <p className="soft">{match.reasons.map((reason) => nameOf(words.register.matchReasons, reason)).join(', ')}</p>
          )}
          <Go className="button" to={`/cpmi/${match.candidateId}`} aria-label={`${action}: ${match.fullName}`}>
            {action}
          </Go>
        </li>
      ))}
    </ul>
  );
}
