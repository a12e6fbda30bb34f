import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';

import type { Candidate, Checklist, ChecklistItem, Cycle } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { CopyButton, MessagePreview, useMessage } from '../../parts/message-copy.js';
import { Page } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useMe } from '../../session.js';
import { useRequestWords } from '../../words/requests.js';

import { listMessage } from './list-message.js';
import { groupsOf, type RequestedItem } from './open-papers.js';

/** The list that a person takes home: what to bring, from where, until when. Made for one sheet of A4 and a pencil. */
export function ListPage() {
  const words = useWords();
  const { id } = useParams({ from: '/office/cpmi/$id/daftar' });
  const file = useRead<Candidate>(`/candidates/${id}`);
  const cycle = file.data?.cycle ?? null;
  const checklist = useRead<Checklist>(cycle && `/cycles/${cycle.id}/checklist`);
  if (file.data && cycle && checklist.data) return <Paper candidate={file.data} cycle={cycle} checklist={checklist.data} />;
  const problem = file.problem ?? checklist.problem;
  const hasNoCycle = file.data !== undefined && cycle === null;
  return (
    <Page title={words.list.title} back={{ to: `/cpmi/${id}`, label: words.list.back }}>
      <ProblemNotice problem={problem} retry={checklist.retry} />
      {hasNoCycle && <Empty title={words.candidate.noCycle} next={words.candidate.noCycleNext} />}
      {!problem && !hasNoCycle && <Loading lines={10} />}
    </Page>
  );
}

function Paper(props: SheetProps) {
  const words = useRequestWords();
  const format = useFormat();
  const { today } = useMe();
  const { nameOfDocument } = useDocumentNames();
  const { candidate, checklist } = props;
  const facts = {
    name: candidate.fullName,
    items: checklist.items,
    today,
    plannedDepartureOn: checklist.plannedDepartureOn,
    officerName: candidate.officer && shortName(candidate.officer.name),
  };
  const message = useMessage(listMessage(facts, { words: words.list, requested: words.requested, nameOfDocument, day: format.day }));
  return (
    <Page
      title={words.list.title}
      back={{ to: `/cpmi/${candidate.id}?bagian=dokumen`, label: words.list.back }}
      actions={
        <>
          <CopyButton message={message} />
          <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
            {words.common.print}
          </Button>
        </>
      }
    >
      <MessagePreview message={message} />
      <Sheet {...props} />
    </Page>
  );
}

interface SheetProps {
  readonly candidate: Candidate;
  readonly cycle: Cycle;
  readonly checklist: Checklist;
}

function Sheet({ candidate, cycle, checklist }: SheetProps) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  const { nameOfDocument } = useDocumentNames();
  const groups = groupsOf(checklist.items);
  const names = (items: readonly ChecklistItem[]) => items.map((item) => nameOfDocument(item.documentCode)).join(' · ');
  return (
    <article className="sheet card">
      <dl className="sheet-head">
        <Fact name={words.list.person} value={candidate.fullName} />
        <Fact name={words.list.caseNo} value={candidate.caseNo} />
        <Fact
          name={words.list.departure}
          value={checklist.plannedDepartureOn ? format.day(checklist.plannedDepartureOn) : words.list.noDeparture}
        />
        <Fact
          name={words.list.scheme}
          value={[nameOf(words.terms.scheme, cycle.scheme), nameOf(words.terms.country, cycle.destinationCountry)].join(', ')}
        />
      </dl>
      <p className="soft">{words.list.asOf(format.day(today))}</p>
      <h2>{words.list.toBring(groups.toBring.length)}</h2>
      {groups.toBring.length + groups.requested.length === 0 && <p>{words.list.nothing}</p>}
      {groups.toBring.length > 0 && <PaperTable items={groups.toBring} title={words.list.toBring(groups.toBring.length)} />}
      <Requested items={groups.requested} />
      {groups.inHand.length > 0 && <Done title={words.list.inHand(groups.inHand.length)} names={names(groups.inHand)} />}
      {groups.inOrder.length > 0 && <Done title={words.list.inOrder(groups.inOrder.length)} names={names(groups.inOrder)} />}
      {groups.optional.length > 0 && <Done title={words.list.optional(groups.optional.length)} names={names(groups.optional)} />}
      <div className="sheet-foot">
        <h2>{words.list.contact}</h2>
        <p>
          {candidate.officer ? shortName(candidate.officer.name) : words.list.counter} · {words.list.phone}:{' '}
          <span className="sheet-blank" aria-hidden="true" />
        </p>
        <p className="soft">{words.list.note}</p>
      </div>
    </article>
  );
}

function Requested({ items }: { readonly items: readonly RequestedItem[] }) {
  const words = useRequestWords();
  const format = useFormat();
  const { today } = useMe();
  const { nameOfDocument } = useDocumentNames();
  if (items.length === 0) return null;
  return (
    <section className="sheet-done">
      <h2>{words.requested.group(items.length)}</h2>
      <ul>
        {items.map(({ documentCode, requested: { expectedOn, issuer } }) => {
          const say = expectedOn < today ? words.requested.ask : words.requested.take;
          return <li key={documentCode}>{say(nameOfDocument(documentCode), format.day(expectedOn), issuer)}</li>;
        })}
      </ul>
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Done({ title, names }: { readonly title: string; readonly names: string }) {
  return (
    <section className="sheet-done">
      <h2>{title}</h2>
      <p>{names}</p>
    </section>
  );
}

function PaperTable({ items, title }: { readonly items: readonly ChecklistItem[]; readonly title: string }) {
  const words = useWords();
  return (
    <table className="table table-stacks sheet-table">
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col" className="sheet-tick">
            {words.list.tick}
          </th>
          <th scope="col">{words.list.document}</th>
          <th scope="col">{words.list.bring}</th>
          <th scope="col">{words.list.where}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <PaperRow key={item.documentCode} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function PaperRow({ item }: { readonly item: ChecklistItem }) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  const { nameOfDocument, bringOf } = useDocumentNames();
  return (
    <tr>
      <td className="sheet-tick">
        <span className="sheet-box" aria-hidden="true" />
      </td>
      <th scope="row">
        {nameOfDocument(item.documentCode)}
        <span className="under basis">{item.legalBasis.text}</span>
        {item.state !== 'missing' && (
          <span className="under is-late">
            {nameOf(words.terms.documentState, item.state)}
            {item.reason && `: ${item.reason}`}
          </span>
        )}
      </th>
      <td>{bringOf(item.documentCode)}</td>
      <td>
        {words.list.at(item.issuer)}
        {item.leadTimeDays !== null && item.leadTimeDays > 0 && <span className="under">{words.list.leadTime(item.leadTimeDays)}</span>}
        {item.after.length > 0 && <span className="under">{words.ready.after(item.after.map(nameOfDocument).join(', '))}</span>}
        {item.actBy && (
          <span className={item.actBy < today ? 'under is-late' : 'under'}>
            {item.actBy < today ? words.list.atOnce : words.list.actBy(format.day(item.actBy))}
          </span>
        )}
      </td>
    </tr>
  );
}
