import { useState } from 'react';

import type { Candidate, Checklist, ChecklistItem, Cycle, Page, Paper } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { daysBetween, useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { Badge, DocumentBadge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { Readiness } from '../../parts/readiness.js';
import { useDocumentNames, useIsVerifier } from '../../parts/rules.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import { useMay, useMe } from '../../session.js';

import { DocumentDialog } from './document-dialogs.js';
import type { DocumentDeed } from './document-dialogs.js';
import { ReadinessPart } from './readiness.js';
import { RequestDeeds, RequestedFacts } from './requested.js';
import { Reveal } from './reveal.js';
import { ScansButton } from './scans.js';

/** What needs somebody first stands first. */
const STATE_ORDER = ['rejected', 'expired', 'expiring', 'submitted', 'missing', 'verified', 'waived'];

interface PartProps {
  readonly candidate: Candidate;
  readonly cycle: Cycle;
}

interface Open {
  readonly deed: DocumentDeed;
  readonly item: ChecklistItem;
}

/** What this person needs, what is there, and what to do next; every line says on which rule it rests. */
export function ChecklistPart({ candidate, cycle }: PartProps) {
  const words = useWords();
  const format = useFormat();
  const checklist = useRead<Checklist>(`/cycles/${cycle.id}/checklist`);
  const [open, setOpen] = useState<Open | null>(null);
  if (!checklist.data) {
    return checklist.problem ? <ProblemNotice problem={checklist.problem} retry={checklist.retry} /> : <Loading lines={8} />;
  }
  const { items, plannedDepartureOn, edition, asOf } = checklist.data;
  const groups = [
    { key: 'required', title: words.checklist.required },
    { key: 'optional', title: words.checklist.optional },
  ] as const;
  return (
    <div className="stack">
      <ReadinessPart cycle={cycle} />
      <Section
        title={words.checklist.title}
        note={plannedDepartureOn ? words.checklist.forDeparture(format.day(plannedDepartureOn)) : words.checklist.noDeparture}
        actions={
          <Go className="link-button" to={`/cpmi/${candidate.id}/daftar`}>
            <Icon name="print" size={16} />
            {words.list.open}
          </Go>
        }
      >
        <Readiness documents={checklist.data} isLong />
        {groups.map((group) => {
          const rows = items
            .filter((item) => item.requirement === group.key)
            .toSorted((a, b) => STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state));
          return (
            rows.length > 0 && (
              <ChecklistTable
                key={group.key}
                title={group.title}
                rows={rows}
                candidate={candidate}
                cycle={cycle}
                onOpen={(deed, item) => setOpen({ deed, item })}
              />
            )
          );
        })}
        <p className="as-of">{words.checklist.asOf(asOf.length > 10 ? format.moment(asOf) : format.day(asOf), edition)}</p>
      </Section>
      <PaperHistory candidate={candidate} />
      {open && <DocumentDialog deed={open.deed} item={open.item} candidate={candidate} cycle={cycle} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface TableProps extends PartProps {
  readonly title: string;
  readonly rows: readonly ChecklistItem[];
  readonly onOpen: (deed: DocumentDeed, item: ChecklistItem) => void;
}

function ChecklistTable({ title, rows, candidate, cycle, onOpen }: TableProps) {
  const words = useWords();
  return (
    <table className="table table-stacks checklist">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.checklist.document}</th>
          <th scope="col">{words.checklist.state}</th>
          <th scope="col">{words.checklist.neededFor}</th>
          <th scope="col" className="no-print">
            {words.checklist.action}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((item) => (
          <Row key={item.documentCode} item={item} candidate={candidate} cycle={cycle} onOpen={(deed) => onOpen(deed, item)} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends PartProps {
  readonly item: ChecklistItem;
  readonly onOpen: (deed: DocumentDeed) => void;
}

function Row({ item, candidate, cycle, onOpen }: RowProps) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const { legalBasis } = item;
  return (
    <tr className={`checklist-row is-${item.state}`}>
      <th scope="row">
        {nameOfDocument(item.documentCode)}
        {item.issuer && <span className="under">{words.checklist.issuer(item.issuer)}</span>}
        <span className="under basis">
          {legalBasis.text}{' '}
          <Badge tone={legalBasis.confidence === 'verified' ? 'leaf' : 'plain'}>
            {nameOf(words.terms.confidence, legalBasis.confidence)}
          </Badge>
        </span>
      </th>
      <td>
        <DocumentBadge state={item.state} />
        <RequestedFacts item={item} />
        {item.hasMismatch && (
          <span className="under is-late">
            <Go to="/verifikasi?tampil=beda">{words.desk.differsShort}</Go>
          </span>
        )}
        {item.reason && <span className="under">{item.reason}</span>}
        {item.state === 'rejected' && item.documentId && (
          <Go
            className="link-button"
            to={`/cpmi/${candidate.id}/surat/${item.documentId}`}
            aria-label={words.refusal.letterOf(nameOfDocument(item.documentCode))}
          >
            {words.refusal.letter}
          </Go>
        )}
        {item.number && (
          <span className="under">
            {item.documentCode === 'passport' && item.documentId ? (
              <Reveal candidateId={candidate.id} field="passport" masked={item.number} documentId={item.documentId} />
            ) : (
              <>
                {words.checklist.number} {item.number}
              </>
            )}
          </span>
        )}
        {item.issuedOn && <span className="under">{words.checklist.issuedOn(format.shortDay(item.issuedOn))}</span>}
        {item.lapsesOn && <span className="under">{words.checklist.lapsesOn(format.shortDay(item.lapsesOn))}</span>}
      </td>
      <td>
        {item.neededFor ? nameOf(words.terms.stage, item.neededFor) : words.checklist.anyTime}
        {!item.requested && item.leadTimeDays > 0 && <span className="under">{words.checklist.leadTime(item.leadTimeDays)}</span>}
        {item.after.length > 0 && <span className="under">{words.ready.after(item.after.map(nameOfDocument).join(', '))}</span>}
        <ActBy item={item} />
      </td>
      <td className="no-print">
        <Deeds item={item} cycle={cycle} onOpen={onOpen} />
        {item.documentId && (
          <ScansButton
            documentId={item.documentId}
            name={nameOfDocument(item.documentCode)}
            holder={candidate.fullName}
            isDecided={item.state !== 'submitted'}
            isClosed={item.state === 'rejected'}
          />
        )}
      </td>
    </tr>
  );
}

function ActBy({ item }: { readonly item: ChecklistItem }) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  if (!item.actBy || item.state === 'verified' || item.state === 'waived') return null;
  const left = daysBetween(today, item.actBy);
  return <span className={left <= 7 ? 'under is-late' : 'under'}>{words.checklist.actBy(format.shortDay(item.actBy), left)}</span>;
}

function Deeds({ item, cycle, onOpen }: Omit<RowProps, 'candidate'>) {
  const words = useWords();
  const may = useMay();
  const { nameOfDocument } = useDocumentNames();
  const isVerifier = useIsVerifier();
  const name = nameOfDocument(item.documentCode);
  const isWaiting = item.state === 'submitted' && item.documentId !== null;
  const isMine = isVerifier(item.documentCode);
  const deeds: readonly (readonly [Exclude<DocumentDeed, 'request'>, boolean, 'main' | 'quiet'])[] = [
    ['verify', isWaiting && may('document.verify') && isMine, 'main'],
    ['reject', isWaiting && may('document.reject'), 'quiet'],
    ['submit', !isWaiting && item.state !== 'waived' && may('document.submit'), item.state === 'verified' ? 'quiet' : 'main'],
    ['void', item.state === 'verified' && item.documentId !== null && may('document.void'), 'quiet'],
    [
      'waive',
      item.requirement === 'required' && !isWaiting && !['verified', 'waived'].includes(item.state) && may('journey.waive'),
      'quiet',
    ],
  ];
  const label = (deed: Exclude<DocumentDeed, 'request'>) =>
    deed === 'submit' && item.state !== 'missing' ? words.document.renew : words.document.deeds[deed];
  return (
    <div className="deeds">
      {isWaiting && may('document.verify') && !isMine && <span className="under">{words.desk.obstacle['other-role']}</span>}
      {deeds
        .filter(([, isOffered]) => isOffered)
        .map(([deed, , weight]) => (
          <button
            key={deed}
            type="button"
            className={weight === 'main' ? 'small-button' : 'link-button'}
            onClick={() => onOpen(deed)}
            aria-label={`${label(deed)}: ${name}`}
          >
            {label(deed)}
          </button>
        ))}
      <RequestDeeds item={item} cycle={cycle} onOpen={() => onOpen('request')} />
    </div>
  );
}

/** Every paper ever handed in, also the rejected ones: a false paper is evidence. */
function PaperHistory({ candidate }: { readonly candidate: Candidate }) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const [isOpen, setOpen] = useState(false);
  const papers = useRead<Pick<Page<Paper>, 'items'>>(isOpen ? `/candidates/${candidate.id}/documents` : null);
  return (
    <details className="card history no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.checklist.history}</summary>
      <ProblemNotice problem={papers.problem} retry={papers.retry} />
      {isOpen && !papers.data && !papers.problem && <Loading lines={3} />}
      {papers.data && papers.data.items.length === 0 && <p className="soft">{words.checklist.historyEmpty}</p>}
      <ul className="lines">
        {papers.data?.items.map((paper) => (
          <li key={paper.id}>
            <span>
              <strong>{nameOfDocument(paper.documentCode)}</strong>
              <span className="under">
                {words.checklist.handedIn(format.moment(paper.submittedAt), shortName(paper.submittedByName ?? '–'))}
                {paper.closedReason && ` · ${paper.closedReason}`}
              </span>
            </span>
            <span className="deeds">
              {paper.scans > 0 && (
                <ScansButton
                  documentId={paper.id}
                  name={nameOfDocument(paper.documentCode)}
                  holder={candidate.fullName}
                  count={paper.scans}
                  isDecided={paper.state !== 'submitted'}
                  isClosed={paper.state === 'rejected' || paper.state === 'void'}
                />
              )}
              <DocumentBadge state={paper.state} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
