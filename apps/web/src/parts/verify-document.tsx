import { useState } from 'react';

import type { ApiProblem } from '../api/problem.js';
import type { Paper } from '../api/types.js';
import { useSend } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { useWords } from '../language.js';

import { Choice } from './choice.js';
import { DayField } from './day-field.js';
import { Facts } from './page.js';
import { PaperDecision, usePaperNow, type SeenPaper } from './paper-now.js';
import { useDocumentNames } from './rules.js';
import { useToast } from './toast.js';

export interface PaperToVerify extends SeenPaper {
  readonly documentCode: string;
  readonly holder: string;
}

/** Verdicts that a health paper can carry. */
export const VERDICTS: Readonly<Record<string, readonly string[]>> = {
  medical_certificate: ['fit', 'unfit'],
  psychology_certificate: ['fit', 'unfit'],
  pregnancy_test: ['not_pregnant', 'pregnant'],
};

interface VerifyDialogProps {
  readonly paper: PaperToVerify;
  /** What the server missed when verification was tried without this dialog. */
  readonly missed?: ApiProblem | null;
  readonly onClose: () => void;
}

/** The original was seen. What was left open when it was handed in is read from the original now; the server says what that is. */
export function VerifyDialog({ paper, missed = null, onClose }: VerifyDialogProps) {
  const words = useWords();
  const format = useFormat();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState(missed);
  const now = usePaperNow(paper, onClose);
  const name = nameOfDocument(paper.documentCode);
  const verification = useSend<Paper>({
    onDone: () => {
      toast(words.document.verified(name));
      onClose();
    },
    onProblem: (refused) => {
      setProblem(refused);
      now.onProblem(refused);
    },
  });
  const open = (['issuedOn', 'expiresOn', 'verdict'] as const).filter((field) => field in seen || problem?.fieldError(field));
  const change = (field: string, value: string) => setSeen({ ...seen, [field]: value });
  const submit = () => {
    const given = Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== ''));
    verification.submit({ path: `/documents/${paper.id}/verify`, body: given, version: now.seen.version });
  };
  return (
    <PaperDecision
      title={words.document.verifyTitle(name)}
      action={words.document.deeds.verify}
      paper={now}
      openWhile={['submitted']}
      sending={verification}
      onSubmit={submit}
      problem={open.length > 0 && problem?.code === 'invalid' ? null : verification.problem}
    >
      <Facts
        rows={[
          [words.document.holder, paper.holder],
          [words.document.number, now.seen.number ?? '–'],
          now.seen.issuedOn ? [words.document.issuedOn, format.day(now.seen.issuedOn)] : null,
          now.seen.expiresOn ? [words.document.expiresOn, format.day(now.seen.expiresOn)] : null,
        ]}
      />
      <p>{open.length > 0 ? words.document.verifyOpen : words.document.verifyHint}</p>
      {open.map((field) =>
        field === 'verdict' ? (
          <Choice
            key={field}
            label={words.document.verdict}
            names={words.terms.verdict}
            codes={VERDICTS[paper.documentCode]}
            empty={words.common.choose}
            required
            value={seen[field] ?? ''}
            error={problem?.fieldError(field)}
            onChange={(value) => change(field, value)}
          />
        ) : (
          <DayField
            key={field}
            required
            label={words.document[field]}
            value={seen[field] ?? ''}
            error={problem?.fieldError(field)}
            onChange={(event) => change(field, event.currentTarget.value)}
          />
        ),
      )}
    </PaperDecision>
  );
}
