import { Textarea } from '@mantine/core';
import { useState } from 'react';

import type { ApiProblem } from '../api/problem.js';
import type { Paper, WaitingPaper } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useSend } from '../api/use-send.js';
import { daysBetween, useFormat } from '../format.js';
import { nameOf, shortName, useWords } from '../language.js';
import { DialogForm } from '../parts/dialog-form.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { useDocumentNames } from '../parts/rules.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { useToast } from '../parts/toast.js';
import { VerifyDialog } from '../parts/verify-document.js';
import { useMay, useMe } from '../session.js';

/** Papers that wait for a second pair of eyes, the longest waiting first. */
export function VerificationPage() {
  const words = useWords();
  const format = useFormat();
  const queue = useList<WaitingPaper>('/verification-queue', { limit: 30 });
  const [rejecting, setRejecting] = useState<WaitingPaper | null>(null);
  return (
    <Page
      title={words.verification.title}
      lead={queue.total === null ? words.verification.lead : words.verification.waiting(format.number(queue.total))}
    >
      <ProblemNotice problem={queue.problem} retry={queue.retry} />
      {queue.isLoading && <Loading lines={8} />}
      {!queue.isLoading && !queue.problem && queue.items.length === 0 && (
        <Empty
          title={words.verification.empty}
          next={words.verification.emptyNext}
          action={<Go to="/cpmi?readiness=blocked">{words.verification.toIncomplete}</Go>}
        />
      )}
      <ul className="cards verification">
        {queue.items.map((paper) => (
          <PaperCard key={paper.id} paper={paper} onReject={() => setRejecting(paper)} />
        ))}
      </ul>
      <LoadMore list={queue} />
      {rejecting && <RejectDialog paper={rejecting} onClose={() => setRejecting(null)} />}
    </Page>
  );
}

function PaperCard({ paper, onReject }: { readonly paper: WaitingPaper; readonly onReject: () => void }) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const { today } = useMe();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const name = nameOfDocument(paper.documentCode);
  const waited = daysBetween(format.dayOf(paper.submittedAt), today);
  const [missed, setMissed] = useState<ApiProblem | null>(null);
  const verification = useSend<Paper>({
    onDone: () => toast(words.document.verified(name)),
    onProblem: (problem) => setMissed(problem.code === 'invalid' ? problem : null),
  });
  return (
    <li className="paper-card card">
      <div className="paper-card-text">
        <h2>
          <Go to={`/cpmi/${paper.candidate.id}?bagian=dokumen`}>{name}</Go>
        </h2>
        <p>
          {paper.candidate.fullName}
          <span className="soft">
            {' '}
            · {paper.candidate.caseNo}
            {paper.candidate.areaName && ` · ${paper.candidate.areaName}`}
          </span>
        </p>
        <p className="soft">
          {[
            paper.numberMasked && `${words.checklist.number} ${paper.numberMasked}`,
            paper.issuer,
            paper.issuedOn && words.checklist.issuedOn(format.shortDay(paper.issuedOn)),
            paper.expiresOn && words.checklist.lapsesOn(format.shortDay(paper.expiresOn)),
            paper.verdict && nameOf(words.terms.verdict, paper.verdict),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className={waited > 3 ? 'is-late' : 'soft'}>
          {words.verification.since(waited, format.moment(paper.submittedAt))}
          {paper.submittedByName && ` · ${shortName(paper.submittedByName)}`}
        </p>
        <ProblemNotice problem={verification.problem?.code === 'invalid' ? null : verification.problem} />
      </div>
      <div className="deeds">
        <button
          type="button"
          className="button"
          disabled={verification.isSending}
          aria-label={`${words.document.deeds.verify}: ${name}, ${paper.candidate.fullName}`}
          onClick={() => verification.submit({ path: `/documents/${paper.id}/verify`, body: {}, version: paper.version })}
        >
          {words.document.deeds.verify}
        </button>
        {may('document.reject') && (
          <button
            type="button"
            className="button button-plain"
            onClick={onReject}
            aria-label={`${words.document.deeds.reject}: ${name}, ${paper.candidate.fullName}`}
          >
            {words.document.deeds.reject}
          </button>
        )}
      </div>
      {missed && (
        <VerifyDialog
          paper={{ ...paper, number: paper.numberMasked, holder: `${paper.candidate.fullName} · ${paper.candidate.caseNo}` }}
          missed={missed}
          onClose={() => setMissed(null)}
        />
      )}
    </li>
  );
}

function RejectDialog({ paper, onClose }: { readonly paper: WaitingPaper; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [reason, setReason] = useState('');
  const name = nameOfDocument(paper.documentCode);
  const rejection = useSend<Paper>({
    onDone: () => {
      toast(words.document.rejected(name));
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.document.rejectTitle(name)}
      action={words.document.deeds.reject}
      tone="brick"
      onSubmit={() => rejection.submit({ path: `/documents/${paper.id}/reject`, body: { reason: reason.trim() }, version: paper.version })}
      onClose={onClose}
      isSending={rejection.isSending}
      problem={rejection.problem}
    >
      <p>
        {paper.candidate.fullName} · {paper.candidate.caseNo}
      </p>
      <Textarea
        label={words.document.reason}
        description={words.document.rejectHint}
        size="md"
        rows={3}
        required
        maxLength={500}
        value={reason}
        error={rejection.problem?.fieldError('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
