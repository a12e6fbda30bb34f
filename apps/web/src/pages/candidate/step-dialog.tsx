import { Textarea } from '@mantine/core';
import { useState } from 'react';

import type { Cycle, OfferedStep } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { nameOf, useWords } from '../../language.js';
import { useBlockerText } from '../../parts/blocker-text.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

const DAY_FIELDS = ['effectiveOn', 'departedOn', 'arrivedOn', 'returnedOn'] as const;

interface StepDialogProps {
  readonly step: OfferedStep;
  readonly isOverride: boolean;
  readonly cycleId: string;
  readonly version: number;
  readonly onClose: () => void;
}

export function StepDialog({ step, isOverride, cycleId, version, onClose }: StepDialogProps) {
  const words = useWords();
  const toast = useToast();
  const textOf = useBlockerText();
  const { today } = useMe();
  const needs = step.needs;
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(needs.filter((name) => DAY_FIELDS.some((day) => day === name)).map((name) => [name, today])),
  );
  const name = nameOf(words.terms.stage, step.to);
  const advance = useSend<Cycle>({
    onDone: () => {
      toast(words.steps.done(name));
      onClose();
    },
  });
  const change = (field: string, value: string) => setValues({ ...values, [field]: value });
  const valueOf = (field: string) => values[field] ?? '';
  const errorOf = (field: string) => advance.problem?.fieldError(field) ?? null;
  const submit = () => {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
    const procedural = given['wasProcedural'] ? { wasProcedural: given['wasProcedural'] === 'yes' } : {};
    advance.submit({
      path: `/cycles/${cycleId}/${isOverride ? 'override' : 'advance'}`,
      body: { to: step.to, ...given, ...procedural },
      version,
    });
  };
  const textName = isOverride ? 'reason' : 'note';
  return (
    <DialogForm
      title={isOverride ? words.steps.overrideTitle(name) : words.steps.stepTitle(name)}
      action={isOverride ? words.steps.override : words.steps.take}
      onSubmit={submit}
      onClose={onClose}
      isSending={advance.isSending}
      problem={advance.problem}
    >
      {isOverride && (
        <>
          <p>{words.steps.overrideText}</p>
          <ul className="plain-list">
            {step.blockers.map((blocker) => (
              <li key={blocker.code + (blocker.documentCode ?? '')}>{textOf(blocker)}</li>
            ))}
          </ul>
        </>
      )}
      {DAY_FIELDS.filter((field) => needs.includes(field)).map((field) => (
        <DayField
          key={field}
          required
          max={today}
          label={words.steps.days[field]}
          value={valueOf(field)}
          error={errorOf(field)}
          onChange={(event) => change(field, event.currentTarget.value)}
        />
      ))}
      {step.reasonCodes.length > 0 && (
        <Choice
          label={words.steps.reason}
          names={words.terms.reason}
          codes={step.reasonCodes}
          empty={words.common.choose}
          required={needs.includes('reasonCode')}
          value={valueOf('reasonCode')}
          error={errorOf('reasonCode')}
          onChange={(value) => change('reasonCode', value)}
        />
      )}
      {needs.includes('returnReason') && (
        <Choice
          label={words.steps.returnReason}
          names={words.terms.returnReason}
          empty={words.common.choose}
          required
          value={valueOf('returnReason')}
          error={errorOf('returnReason')}
          onChange={(value) => change('returnReason', value)}
        />
      )}
      {needs.includes('wasProcedural') && (
        <Choice
          label={words.register.wasProcedural}
          names={words.register.proceduralNames}
          empty={words.common.unknown}
          value={valueOf('wasProcedural')}
          error={errorOf('wasProcedural')}
          onChange={(value) => change('wasProcedural', value)}
        />
      )}
      <Textarea
        label={isOverride ? words.steps.overrideReason : words.steps.note}
        size="md"
        rows={3}
        required={isOverride || needs.includes('note')}
        minLength={isOverride ? 10 : undefined}
        maxLength={1000}
        value={valueOf(textName)}
        error={errorOf(textName)}
        onChange={(event) => change(textName, event.currentTarget.value)}
      />
    </DialogForm>
  );
}
