import { useState } from 'react';

import type { Candidate, Merge, TimelineEntry } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format.js';
import type { Format } from '../../format.js';
import { nameOf, shortName } from '../../language.js';
import { Section } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';
import { useOnePersonWords } from '../../words/one-person.js';

import { ChangeList, useFieldName } from './timeline-changes.js';

const LOOKS = ['candidate.view', 'candidate.timeline', 'cycle.view', 'document.list', 'duplicate.view', 'merge.preview', 'training.list'];
const TOPICS = ['all', 'changes', 'steps', 'documents', 'training', 'views'] as const;

interface Looks {
  readonly entry: TimelineEntry;
  /** How often in a row the same person looked at the file on the same day; 1 for everything else. */
  readonly times: number;
}

interface Day {
  readonly day: string;
  readonly entries: Looks[];
}

/** Reading a file leaves several lines in the trail; what happened to the person must not drown in them. */
function withoutRepeats(entries: readonly TimelineEntry[], dayOf: Format['dayOf']): Looks[] {
  const shown: Looks[] = [];
  for (const entry of entries) {
    const last = shown.at(-1);
    const isSame =
      last && isLook(entry) && isLook(last.entry) && last.entry.actorName === entry.actorName && dayOf(last.entry.at) === dayOf(entry.at);
    if (isSame) shown[shown.length - 1] = { entry: last.entry, times: last.times + 1 };
    else shown.push({ entry, times: 1 });
  }
  return shown;
}

function byDay(looks: readonly Looks[], dayOf: Format['dayOf']): Day[] {
  const days: Day[] = [];
  for (const look of looks) {
    const day = dayOf(look.entry.at);
    if (days.at(-1)?.day === day) days.at(-1)?.entries.push(look);
    else days.push({ day, entries: [look] });
  }
  return days;
}

function isLook(entry: TimelineEntry): boolean {
  return LOOKS.includes(entry.action);
}

/** Who did, changed or saw what, newest first, day by day. */
export function TimelinePart({ candidate }: { readonly candidate: Candidate }) {
  const words = useOnePersonWords();
  const format = useFormat();
  const [topic, setTopic] = useState<(typeof TOPICS)[number]>('all');
  const list = useList<TimelineEntry>(`/candidates/${candidate.id}/timeline`, topic === 'all' ? {} : { topic });
  const isEmpty = !list.isLoading && !list.problem && list.items.length === 0;
  return (
    <Section title={words.timeline.title} note={words.timeline.note}>
      <div className="topics" role="group" aria-label={words.history.show}>
        {TOPICS.map((one) => (
          <button key={one} type="button" className="topic" aria-pressed={one === topic} onClick={() => setTopic(one)}>
            {words.history.topics[one]}
          </button>
        ))}
      </div>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {isEmpty && topic === 'all' && <Empty title={words.timeline.empty} next={words.timeline.emptyNext} />}
      {isEmpty && topic !== 'all' && <Empty title={words.history.emptyTopic} next={words.history.emptyTopicNext} />}
      {byDay(withoutRepeats(list.items, format.dayOf), format.dayOf).map(({ day, entries }) => (
        <section key={day} className="timeline-day" aria-label={format.weekday(day)}>
          <h3>{format.weekday(day)}</h3>
          <ol className="timeline">
            {entries.map(({ entry, times }, index) => (
              <Entry key={`${entry.at}-${index}`} entry={entry} times={times} merge={mergeOf(entry, candidate.merges)} />
            ))}
          </ol>
        </section>
      ))}
      <LoadMore list={list} />
    </Section>
  );
}

/** The merge that an entry tells of. */
function mergeOf(entry: TimelineEntry, merges: readonly Merge[]): Merge | undefined {
  const isThen = (moment: string | null) => moment !== null && officeSecond(moment) === officeSecond(entry.at);
  if (entry.action === 'merge.confirm') return merges.find((merge) => isThen(merge.mergedAt));
  return entry.action === 'merge.undo' ? merges.find((merge) => isThen(merge.undoneAt)) : undefined;
}

// Two answers of the server may cut the same moment at another digit.
function officeSecond(moment: string): number {
  return Math.floor(Date.parse(moment) / 1000);
}

function Entry({ entry, times, merge }: Looks & { readonly merge: Merge | undefined }) {
  const words = useOnePersonWords();
  const format = useFormat();
  const nameOfField = useFieldName();
  const { nameOfDocument } = useDocumentNames();
  const isStage = entry.kind === 'stage';
  const reasons = { ...words.terms.reason, ...words.terms.returnReason };
  const why = [entry.reasonCode && nameOf(reasons, entry.reasonCode), entry.note].filter(Boolean).join(': ');
  const actions = { ...words.timeline.action, ...words.history.action, ...words.merging.action };
  const what = isStage
    ? words.timeline.step(entry.fromStage ? nameOf(words.terms.stage, entry.fromStage) : null, nameOf(words.terms.stage, entry.toStage))
    : nameOf(actions, isLook(entry) ? 'candidate.view' : entry.action);
  const changed = new Set(entry.changes.flatMap(({ field, documentCode }) => [field, documentCode]));
  const onlyNamed = entry.fields.filter((field) => !changed.has(field));
  const source = entry.fileName ? words.history.importOf(entry.fileName) : entry.source && words.history.source[entry.source];
  return (
    <li className={[isStage && 'is-stage', !isStage && entry.changes.length > 0 && 'is-change'].filter(Boolean).join(' ')}>
      <p className="timeline-what">
        {what}
        {entry.caseNo && <span className="soft"> {words.merging.fromFile(entry.caseNo)}</span>}
        {times > 1 && <span className="soft"> {words.timeline.times(times)}</span>}
      </p>
      {why !== '' && <p>{why}</p>}
      {merge && (
        <p>
          {merge.merged.caseNo} {merge.merged.fullName}: {entry.action === 'merge.undo' ? merge.undoReason : merge.reason}
        </p>
      )}
      <ChangeList changes={entry.changes} />
      {onlyNamed.length > 0 && (
        <p className="soft">{words.timeline.fields(onlyNamed.map((field) => nameOfField(field) ?? nameOfDocument(field)).join(', '))}</p>
      )}
      <p className="soft">
        {format.moment(entry.at)}
        {entry.actorName && ` · ${shortName(entry.actorName)}`}
        {entry.actorRole && ` (${nameOf(words.role, entry.actorRole)})`}
        {source && ` · ${source}`}
        {isStage && entry.effectiveOn && ` · ${words.timeline.effective(format.shortDay(entry.effectiveOn))}`}
      </p>
    </li>
  );
}
