import type { TimelineEntry } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { Section } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';

const LOOKS = ['candidate.view', 'candidate.timeline', 'cycle.view', 'document.list'];

interface Looks {
  readonly entry: TimelineEntry;
  /** How often in a row the same person looked at the file on the same day; 1 for everything else. */
  readonly times: number;
}

/** Reading a file leaves several lines in the trail; what happened to the person must not drown in them. */
function withoutRepeats(entries: readonly TimelineEntry[]): Looks[] {
  const shown: Looks[] = [];
  for (const entry of entries) {
    const last = shown.at(-1);
    const isSame =
      last &&
      isLook(entry) &&
      isLook(last.entry) &&
      last.entry.actorName === entry.actorName &&
      last.entry.at.slice(0, 10) === entry.at.slice(0, 10);
    if (isSame) shown[shown.length - 1] = { entry: last.entry, times: last.times + 1 };
    else shown.push({ entry, times: 1 });
  }
  return shown;
}

function isLook(entry: TimelineEntry): boolean {
  return LOOKS.includes(entry.action ?? '');
}

/** Who did or saw what, newest first. */
export function TimelinePart({ candidateId }: { readonly candidateId: string }) {
  const words = useWords();
  const list = useList<TimelineEntry>(`/candidates/${candidateId}/timeline`);
  return (
    <Section title={words.timeline.title} note={words.timeline.note}>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.timeline.empty} next={words.timeline.emptyNext} />
      )}
      <ol className="timeline">
        {withoutRepeats(list.items).map(({ entry, times }, index) => (
          <Entry key={`${entry.at}-${index}`} entry={entry} times={times} />
        ))}
      </ol>
      <LoadMore list={list} />
    </Section>
  );
}

function Entry({ entry, times }: Looks) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const isStage = entry.kind === 'stage';
  const what = isStage
    ? words.timeline.step(entry.fromStage ? nameOf(words.terms.stage, entry.fromStage) : null, nameOf(words.terms.stage, entry.toStage))
    : nameOf(words.timeline.action, isLook(entry) ? 'candidate.view' : entry.action);
  return (
    <li className={isStage ? 'is-stage' : ''}>
      <p className="timeline-what">
        {what}
        {times > 1 && <span className="soft"> {words.timeline.times(times)}</span>}
      </p>
      {entry.note && <p>{entry.note}</p>}
      {entry.fields && entry.fields.length > 0 && (
        <p className="soft">
          {words.timeline.fields(
            entry.fields
              .map((field) => (field in words.timeline.field ? nameOf(words.timeline.field, field) : nameOfDocument(field)))
              .join(', '),
          )}
        </p>
      )}
      <p className="soft">
        {format.moment(entry.at)}
        {entry.actorName && ` · ${shortName(entry.actorName)}`}
        {entry.actorRole && ` (${nameOf(words.terms.role, entry.actorRole)})`}
        {isStage && entry.effectiveOn && ` · ${words.timeline.effective(format.shortDay(entry.effectiveOn))}`}
      </p>
    </li>
  );
}
