import { Textarea } from '@mantine/core';

import type { ApiProblem } from '../api/problem.js';
import type { RejectionReason } from '../api/types.js';
import { useLanguage, useWords } from '../language.js';

import { Choice } from './choice.js';
import { useRejectionReasons } from './rules.js';

export interface Refusal {
  readonly reasonCode: string;
  readonly reason: string;
}

export const NO_REFUSAL: Refusal = { reasonCode: '', reason: '' };

/** The body that the server takes: what is empty is not said. */
export function refusalBody({ reasonCode, reason }: Refusal): object {
  const note = reason.trim();
  return { ...(reasonCode && { reasonCode }), ...(note && { reason: note }) };
}

/** Name of a reason in the language on screen. */
export function useReasonName(): (reason: RejectionReason) => string {
  const { code } = useLanguage();
  return (reason) => (code === 'id' ? reason.nameId : reason.nameEn);
}

interface RejectFieldsProps {
  readonly value: Refusal;
  readonly onChange: (value: Refusal) => void;
  readonly problem: ApiProblem | null;
}

/** Why a paper is refused: one of the known reasons, and a note that the person will read too. */
export function RejectFields({ value, onChange, problem }: RejectFieldsProps) {
  const words = useWords();
  const { code } = useLanguage();
  const reasons = useRejectionReasons();
  const nameOfReason = useReasonName();
  const chosen = reasons.find((reason) => reason.code === value.reasonCode);
  return (
    <>
      <Choice
        label={words.refusal.reason}
        names={Object.fromEntries(reasons.map((reason) => [reason.code, nameOfReason(reason)]))}
        value={value.reasonCode}
        onChange={(reasonCode) => onChange({ ...value, reasonCode })}
        empty={words.common.choose}
        required
        error={problem?.fieldError('reasonCode')}
        description={chosen && (code === 'id' ? `${chosen.textId} ${chosen.bringId}` : `${chosen.textEn} ${chosen.bringEn}`)}
      />
      <Textarea
        label={words.refusal.note}
        description={words.refusal.noteHint}
        size="md"
        rows={2}
        required={value.reasonCode === 'other'}
        maxLength={500}
        value={value.reason}
        error={problem?.fieldError('reason')}
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
      />
    </>
  );
}
