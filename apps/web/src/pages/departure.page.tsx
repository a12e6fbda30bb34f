import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';

import type { DepartureBoard } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, shortName, useWords } from '../language.js';
import { Badge } from '../parts/badge.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page, Section } from '../parts/page.js';
import { useDocumentNames } from '../parts/rules.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useRequestWords } from '../words/requests.js';

type Person = DepartureBoard['persons'][number];

/** One group on a board: people by what is needed for each stage, whoever holds the others back on top. */
export function DeparturePage() {
  const words = useWords();
  const { key } = useParams({ from: '/office/keberangkatan/$key' });
  const board = useRead<DepartureBoard>(`/departures/${encodeURIComponent(key)}`);
  if (board.data) return <Board board={board.data} />;
  return (
    <Page title={words.nav.departures} back={{ to: '/keberangkatan', label: words.nav.departures }}>
      <ProblemNotice problem={board.problem} retry={board.retry} />
      {!board.problem && <Loading lines={8} />}
    </Page>
  );
}

function Board({ board }: { readonly board: DepartureBoard }) {
  const words = useWords();
  const format = useFormat();
  return (
    <Page
      title={`${format.day(board.plannedDepartureOn)} · ${nameOf(words.terms.country, board.destinationCountry)}`}
      lead={board.groupName ?? words.departures.noName}
      back={{ to: '/keberangkatan', label: words.nav.departures }}
      actions={
        <Button variant="default" leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
          {words.common.print}
        </Button>
      }
    >
      <div className={board.planHolds ? 'notice notice-leaf' : 'notice notice-sun'}>
        <Icon name={board.planHolds ? 'done' : 'warning'} />
        <div>
          <p className="notice-title">{words.departures.ready(board.ready, board.people)}</p>
          <p>
            {board.planHolds
              ? words.departures.holds(format.day(board.earliestReadyOn))
              : words.departures.slips(format.day(board.earliestReadyOn), format.day(board.plannedDepartureOn))}
          </p>
        </div>
      </div>
      <Section title={words.departures.board} note={words.departures.asOf(format.day(board.asOf))}>
        <div className="table-scroll" tabIndex={0} role="region" aria-label={words.departures.board}>
          <table className="table board">
            <thead>
              <tr>
                <th scope="col">{words.departures.person}</th>
                <th scope="col">{words.departures.blocking}</th>
                {board.columns.map((stage) => (
                  <th key={stage} scope="col">
                    {nameOf(words.terms.stage, stage)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {board.persons.map((person) => (
                <Row key={person.candidateId} person={person} columns={board.columns} />
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Page>
  );
}

function Row({ person, columns }: { readonly person: Person; readonly columns: DepartureBoard['columns'] }) {
  const words = useWords();
  const { nameOfDocument } = useDocumentNames();
  return (
    <tr>
      <th scope="row">
        <Go to={`/cpmi/${person.candidateId}?bagian=dokumen`}>{person.fullName}</Go>
        <span className="under">
          {person.caseNo} · {person.areaName}
        </span>
        <span className="under">{person.officerName ? shortName(person.officerName) : words.candidate.noOfficer}</span>
      </th>
      <td>
        <Blocking person={person} />
      </td>
      {columns.map((stage) => {
        const cell = person.cells.find(({ neededFor }) => neededFor === stage);
        if (!cell) return <td key={stage}>–</td>;
        const isDone = cell.open.length === 0;
        return (
          <td key={stage} className={isDone ? 'board-cell is-done' : 'board-cell'}>
            <strong>
              {cell.inOrder}/{cell.required}
            </strong>{' '}
            {isDone && words.departures.done}
            {cell.open.map(({ documentCode, state }) => (
              <span key={documentCode} className="under">
                {nameOfDocument(documentCode)}: {nameOf(words.terms.documentState, state)}
              </span>
            ))}
          </td>
        );
      })}
    </tr>
  );
}

/** The paper that keeps this person the longest, who has to act, and until when. */
function Blocking({ person }: { readonly person: Person }) {
  const words = useRequestWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const { blocking } = person;
  if (!blocking) return <Badge tone="leaf">{words.departures.isReady}</Badge>;
  const whoOf: Record<string, string> = { officer: words.departures.toGet, issuer: words.requested.waits };
  const who = whoOf[blocking.actor] ?? words.departures.toCheck(nameOf(words.role, blocking.actor));
  return (
    <>
      <strong>{nameOfDocument(blocking.documentCode)}</strong>
      <span className="under">{who}</span>
      <span className={person.planHolds === false ? 'under is-late' : 'under'}>
        {words.departures.readyOn(format.shortDay(person.earliestReadyOn))}
      </span>
    </>
  );
}
