import { Textarea } from '@mantine/core';
import { useState } from 'react';

import type { DeskDocument, Paper } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { DocumentBadge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Facts } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';

interface BesideProps {
  readonly desk: DeskDocument;
}

/** The person as the file has them: what the paper must agree with. */
export function PersonPart({ desk: { person } }: BesideProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <section className="desk-part">
      <h2>{words.desk.person}</h2>
      <Facts
        rows={[
          [
            words.candidate.fullName,
            <Go key="file" to={`/cpmi/${person.id}?bagian=dokumen`}>{`${person.fullName} · ${person.caseNo}`}</Go>,
          ],
          [words.candidate.birth, [person.birthPlace, person.birthDate && format.day(person.birthDate)].filter(Boolean).join(', ') || '–'],
          [words.candidate.sex, nameOf(words.terms.sex, person.sex)],
          ['NIK', person.nikMasked ?? '–'],
          [words.candidate.domicile, person.areaName],
        ]}
      />
    </section>
  );
}

/** What the paper says about its holder beside what the file says; a task until one is mended or the difference accepted. */
export function DifferencePart({ desk }: BesideProps) {
  const words = useWords();
  const format = useFormat();
  const { document, person } = desk;
  if (document.differs.length === 0) return null;
  const pairs = {
    name: [document.holderName, person.fullName],
    birthDate: [format.day(document.holderBirthDate), format.day(person.birthDate)],
    sex: [nameOf(words.terms.sex, document.holderSex), nameOf(words.terms.sex, person.sex)],
  } as const;
  return (
    <section className="desk-part desk-differs notice notice-sun">
      <div>
        <h2>{words.desk.differs}</h2>
        <ul>
          {document.differs.map((difference) => (
            <li key={difference}>
              {words.desk.differing(words.desk.difference[difference], pairs[difference][0] ?? '–', pairs[difference][1] ?? '–')}
            </li>
          ))}
        </ul>
        {document.identityAcceptedReason ? <p>{words.desk.accepted(document.identityAcceptedReason)}</p> : <AcceptForm desk={desk} />}
      </div>
    </section>
  );
}

function AcceptForm({ desk: { document, person } }: BesideProps) {
  const words = useWords();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const accepting = useSend<Paper>({ onDone: () => toast(words.desk.acceptedDone) });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        accepting.submit({ path: `/documents/${document.id}/accept-identity`, body: { reason: reason.trim() }, version: document.version });
      }}
    >
      <p>
        {words.desk.mendHint} <Go to={`/cpmi/${person.id}`}>{words.desk.toFile}</Go>
      </p>
      <Textarea
        label={words.desk.acceptReason}
        rows={2}
        maxLength={500}
        required
        value={reason}
        error={accepting.problem?.fieldError('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemNotice problem={accepting.problem?.code === 'invalid' ? null : accepting.problem} />
      <button type="submit" className="small-button" disabled={accepting.isSending}>
        {words.desk.accept}
      </button>
    </form>
  );
}

/** The rule that asks for this paper, and what to look at. */
export function RulePart({ desk: { document, refusals } }: BesideProps) {
  const words = useWords();
  const format = useFormat();
  const { kindOf } = useDocumentNames();
  const kind = kindOf(document.documentCode);
  return (
    <section className="desk-part">
      <h2>{words.desk.rule}</h2>
      <ul className="desk-checks">
        {kind?.dates.map((date) => (
          <li key={date}>{words.desk.dateNeeded[date]}</li>
        ))}
        {kind?.validities.map((validity) => (
          <li key={validity.kind + String(validity.months)}>{words.desk.validity(validity.kind, validity.months ?? validity.days ?? 0)}</li>
        ))}
        <li>{words.desk.checkPerson}</li>
        <li>{words.desk.checkIssuer(kind?.issuer ?? '–')}</li>
        <li>{words.desk.checkOriginal}</li>
      </ul>
      <p className="soft">{kind?.legalBasis.join(' · ')}</p>
      {refusals.length > 0 && (
        <>
          <h3>{words.desk.refusedBefore}</h3>
          <ul className="desk-checks">
            {refusals.map((refusal) => (
              <li key={String(refusal.at)}>
                {words.desk.refusedLine(format.moment(refusal.at), refusal.byName ?? '–', refusal.reason ?? '–')}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The other papers of the same person: names and days that must agree. */
export function OtherPapers({ desk: { others } }: BesideProps) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  return (
    <section className="desk-part">
      <h2>{words.desk.others(others.length)}</h2>
      {others.length === 0 && <p className="soft">{words.desk.noOthers}</p>}
      <ul className="lines">
        {others.map((paper) => (
          <li key={paper.id}>
            <span>
              <strong>{nameOfDocument(paper.documentCode)}</strong>
              <span className="under">
                {[
                  paper.numberMasked,
                  paper.holderName,
                  paper.issuedOn && words.checklist.issuedOn(format.shortDay(paper.issuedOn)),
                  paper.differs.length > 0 && words.desk.differsShort,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <DocumentBadge state={paper.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
