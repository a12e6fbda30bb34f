import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { Batch, Enrolment } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Badge, DocumentBadge } from '../parts/badge.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Facts, Page, Section } from '../parts/page.js';
import { Seats } from '../parts/seats.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { VersionedForm } from '../parts/versioned-form.js';
import { useMay } from '../session.js';

import { EnrolDialog } from './batch/enrol-dialog.js';
import { EnrolmentDialog } from './batch/enrolment-dialogs.js';
import type { EnrolmentDeed } from './batch/enrolment-dialogs.js';

export function BatchPage() {
  const words = useWords();
  const { id } = useParams({ from: '/office/pelatihan/$id' });
  const batch = useRead<Batch>(`/training-batches/${id}`);
  const back = { to: '/pelatihan', label: words.training.title };
  if (!batch.data) {
    return (
      <Page title={words.batch.title} back={back}>
        <ProblemNotice problem={batch.problem} retry={batch.retry} />
        {!batch.problem && <Loading lines={8} />}
      </Page>
    );
  }
  return <BatchFile batch={batch.data} />;
}

function BatchFile({ batch }: { readonly batch: Batch }) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const [open, setOpen] = useState<'enrol' | 'edit' | null>(null);
  return (
    <Page
      title={batch.program.title}
      lead={`${batch.name} · ${batch.trainingCenter.name}`}
      back={{ to: '/pelatihan', label: words.training.title }}
      actions={
        <>
          {may('training.plan') && (
            <button type="button" className="button button-plain" onClick={() => setOpen('edit')}>
              {words.batch.edit}
            </button>
          )}
          {may('training.enrol') && (
            <button type="button" className="button" onClick={() => setOpen('enrol')}>
              <Icon name="plus" size={18} />
              {words.batch.enrolSomebody}
            </button>
          )}
        </>
      }
    >
      <div className="card batch-head">
        <Facts
          rows={[
            [words.batch.state, <Badge key="state">{nameOf(words.terms.batchState, batch.state)}</Badge>],
            [words.batch.period, `${format.day(batch.startsOn)} – ${format.day(batch.endsOn)}`],
            [words.batch.hours, words.batch.lessonHours(batch.program.lessonHours)],
            [words.training.funding, nameOf(words.terms.funding, batch.fundingSource)],
          ]}
        />
        <Seats batch={batch} />
      </div>
      <Roster batch={batch} />
      {open === 'enrol' && <EnrolDialog batch={batch} onClose={() => setOpen(null)} />}
      {open === 'edit' && <EditBatch batch={batch} onClose={() => setOpen(null)} />}
    </Page>
  );
}

const SEAT_GROUPS = ['main', 'reserve', 'waiting', 'none'] as const;

function Roster({ batch }: { readonly batch: Batch }) {
  const words = useWords();
  const list = useList<Enrolment>(`/training-batches/${batch.id}/enrolments`);
  const [open, setOpen] = useState<{ readonly deed: EnrolmentDeed; readonly enrolment: Enrolment } | null>(null);
  return (
    <Section title={words.batch.roster}>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && <Empty title={words.batch.empty} next={words.batch.emptyNext} />}
      {SEAT_GROUPS.map((seat) => {
        const rows = list.items
          .filter((enrolment) => enrolment.seat === seat)
          .toSorted((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0));
        return (
          rows.length > 0 && <RosterTable key={seat} seat={seat} rows={rows} onOpen={(deed, enrolment) => setOpen({ deed, enrolment })} />
        );
      })}
      <LoadMore list={list} />
      {open && <EnrolmentDialog deed={open.deed} enrolment={open.enrolment} onClose={() => setOpen(null)} />}
    </Section>
  );
}

interface RosterTableProps {
  readonly seat: (typeof SEAT_GROUPS)[number];
  readonly rows: readonly Enrolment[];
  readonly onOpen: (deed: EnrolmentDeed, enrolment: Enrolment) => void;
}

function RosterTable({ seat, rows, onOpen }: RosterTableProps) {
  const words = useWords();
  const isQueue = seat === 'reserve' || seat === 'waiting';
  return (
    <table className="table table-stacks">
      <caption>
        {words.batch.seatGroups[seat]} ({rows.length})
      </caption>
      <thead>
        <tr>
          {isQueue && (
            <th scope="col" className="num">
              {words.batch.order}
            </th>
          )}
          <th scope="col">{words.candidates.name}</th>
          <th scope="col">{words.candidates.area}</th>
          <th scope="col">{words.batch.result}</th>
          <th scope="col">{words.checklist.action}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((enrolment, index) => (
          <tr key={enrolment.id}>
            {isQueue && (
              <td className="num" data-label={words.batch.order}>
                {enrolment.queuePosition ?? index + 1}
              </td>
            )}
            <th scope="row">
              <Go to={`/cpmi/${enrolment.candidate.id}`} className="row-link">
                {enrolment.candidate.fullName}
              </Go>
              <span className="under">
                {enrolment.candidate.caseNo}
                {enrolment.candidate.sex && ` · ${nameOf(words.terms.sex, enrolment.candidate.sex)}`}
              </span>
            </th>
            <td>{enrolment.candidate.areaName ?? '–'}</td>
            <td>
              <Result enrolment={enrolment} />
            </td>
            <td>
              <Deeds enrolment={enrolment} onOpen={(deed) => onOpen(deed, enrolment)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Result({ enrolment }: { readonly enrolment: Enrolment }) {
  const words = useWords();
  const format = useFormat();
  if (!enrolment.result) {
    return (
      <span className="soft">
        {enrolment.state === 'accepted' ? words.batch.noResult : nameOf(words.terms.enrolmentState, enrolment.state)}
      </span>
    );
  }
  return (
    <>
      <Badge tone={enrolment.result === 'competent' ? 'leaf' : 'sun'}>{nameOf(words.terms.result, enrolment.result)}</Badge>
      <span className="under">{format.shortDay(enrolment.resultOn)}</span>
      {enrolment.documentState && (
        <span className="under">
          {words.batch.certificate} {enrolment.certificateNo} <DocumentBadge state={enrolment.documentState} />
        </span>
      )}
    </>
  );
}

function Deeds({ enrolment, onOpen }: { readonly enrolment: Enrolment; readonly onOpen: (deed: EnrolmentDeed) => void }) {
  const words = useWords();
  const may = useMay();
  const isTaught = enrolment.seat === 'main' && ['accepted', 'completed'].includes(enrolment.state);
  const isInside = enrolment.seat !== 'none' && ['accepted', 'waiting'].includes(enrolment.state) && !enrolment.result;
  const deeds: readonly (readonly [EnrolmentDeed, boolean])[] = [
    ['competent', isTaught && !enrolment.result && may('training.result')],
    ['not_yet_competent', isTaught && !enrolment.result && may('training.result')],
    ['withdraw', enrolment.result !== null && may('training.result')],
    ['drop', isInside && may('training.enrol')],
  ];
  return (
    <div className="deeds">
      {deeds
        .filter(([, isOffered]) => isOffered)
        .map(([deed]) => (
          <button
            key={deed}
            type="button"
            className={deed === 'competent' ? 'small-button' : 'link-button'}
            onClick={() => onOpen(deed)}
            aria-label={`${words.batch.deeds[deed]}: ${enrolment.candidate.fullName}`}
          >
            {words.batch.deeds[deed]}
          </button>
        ))}
    </div>
  );
}

function EditBatch({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <VersionedForm
      title={words.batch.edit}
      path={`/training-batches/${batch.id}`}
      view={batch}
      valuesOf={(view) => ({ name: view.name, startsOn: view.startsOn, endsOn: view.endsOn, state: view.state })}
      done={words.batch.saved}
      onClose={onClose}
      fields={[
        { name: 'name', label: words.training.batchName, kind: 'text', required: true },
        { name: 'state', label: words.batch.state, kind: 'choice', names: words.terms.batchState, required: true },
        { name: 'startsOn', label: words.training.startsOn, kind: 'day', required: true },
        { name: 'endsOn', label: words.training.endsOn, kind: 'day', required: true },
      ]}
    />
  );
}
