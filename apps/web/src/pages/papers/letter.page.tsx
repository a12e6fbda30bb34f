import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';

import type { DeskDocument } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { shortName, useLanguage, useWords } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { CopyButton, MessagePreview, useMessage } from '../../parts/message-copy.js';
import { Page } from '../../parts/page.js';
import { useDocumentNames, useRejectionReasons } from '../../parts/rules.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useMe } from '../../session.js';

import { letterMessage, letterOf } from './refusal-letter.js';

/** The letter after a refusal, in plain words: what is wrong, what to bring, where to go. */
export function LetterPage() {
  const words = useWords();
  const { id, documentId } = useParams({ from: '/office/cpmi/$id/surat/$documentId' });
  const desk = useRead<DeskDocument>(`/documents/${documentId}`);
  const reasons = useRejectionReasons();
  if (desk.data?.document.state === 'rejected' && reasons.length > 0) return <LetterPaper desk={desk.data} />;
  return (
    <Page title={words.letter.title} back={{ to: `/cpmi/${id}?bagian=dokumen`, label: words.letter.back }}>
      <ProblemNotice problem={desk.problem} retry={desk.retry} />
      {!desk.problem && !desk.data && <Loading lines={8} />}
      {desk.data && desk.data.document.state !== 'rejected' && (
        <Empty title={words.letter.notRejected} next={words.letter.notRejectedNext} />
      )}
    </Page>
  );
}

function LetterPaper({ desk }: { readonly desk: DeskDocument }) {
  const words = useWords();
  const { code: language } = useLanguage();
  const format = useFormat();
  const me = useMe();
  const { nameOfDocument, kindOf, bringOf } = useDocumentNames();
  const reasons = useRejectionReasons();
  const { document, person } = desk;
  const name = nameOfDocument(document.documentCode);
  const facts = {
    name: person.fullName,
    documentName: name,
    issuer: kindOf(document.documentCode)?.issuer ?? '',
    reason: reasons.find((reason) => reason.code === document.closedReasonCode) ?? null,
    // A coded reason says itself above; only an older refusal has nothing but its own words.
    note: document.closedNote ?? (document.closedReasonCode ? null : document.closedReason),
    officerName: shortName(me.displayName),
  };
  const letter = letterOf(facts, words.letter, language);
  const message = useMessage(letterMessage(facts, words.letter, language));
  return (
    <Page
      title={words.letter.title}
      back={{ to: `/cpmi/${person.id}?bagian=dokumen`, label: words.letter.back }}
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
      <article className="sheet card letter">
        <p>{words.letter.date(format.day(me.today))}</p>
        <p>{words.letter.to(person.fullName, person.caseNo)}</p>
        <h2>{words.letter.subject(name)}</h2>
        <p>{words.letter.lead(name, format.moment(document.closedAt).split(',')[0] ?? '')}</p>
        <Part title={words.letter.wrong} text={letter.wrong} />
        {letter.note && <Part title={words.letter.note} text={letter.note} />}
        <Part title={words.letter.bring} text={letter.bring} />
        <Part title={words.letter.original} text={bringOf(document.documentCode)} />
        <Part title={words.letter.where} text={letter.where} />
        <div className="sheet-foot">
          <p>{words.letter.rights}</p>
          <p>{words.letter.keep}</p>
          <p className="letter-sign">
            {words.letter.sign}: {facts.officerName} · {words.list.phone}: <span className="sheet-blank" aria-hidden="true" />
          </p>
        </div>
      </article>
    </Page>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section>
      <h3>{title}</h3>
      <p>{text}</p>
    </section>
  );
}
