import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';

import type { BulkJob, BulkJobPage, Officer } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNotice } from '../../parts/states.js';
import { useMe } from '../../session.js';
import { JobDialog, JobRows } from './bulk-job.js';

/** The steps forward that many people may take at once; days and reasons of the others differ from person to person. */
const STAGES = [
  'registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed', 'contracted', 'insured', 'visa_granted',
  'opp_completed', 'cleared',
] as const; // prettier-ignore
const NOBODY = 'nobody';

interface BulkDialogProps {
  readonly kind: BulkJob['kind'];
  readonly people: { readonly ids: readonly string[] } | { readonly filter: object };
  readonly count: number;
  readonly onClose: (isStarted: boolean) => void;
}

/** What is to be changed, what would happen to whom, and then the work itself. */
export function BulkDialog({ kind, people, count, onClose }: BulkDialogProps) {
  const [previewed, setPreviewed] = useState<BulkJobPage | null>(null);
  const [isStarted, setStarted] = useState(false);
  if (!previewed) return <WishForm kind={kind} people={people} count={count} onDone={setPreviewed} onClose={() => onClose(false)} />;
  if (!isStarted) return <Preview job={previewed} onDone={() => setStarted(true)} onClose={() => onClose(false)} />;
  return <JobDialog id={previewed.id} onClose={() => onClose(true)} />;
}

interface WishFormProps extends Omit<BulkDialogProps, 'onClose'> {
  readonly onDone: (job: BulkJobPage) => void;
  readonly onClose: () => void;
}

function WishForm({ kind, people, count, onDone, onClose }: WishFormProps) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  const [values, setValues] = useState({ officerId: '', to: '', effectiveOn: '', note: '' });
  const preview = useSend<BulkJobPage>({ onDone });
  const set = (part: Partial<typeof values>) => setValues({ ...values, ...part });
  const change =
    kind === 'assign_officer'
      ? { officerId: values.officerId === NOBODY ? null : values.officerId }
      : Object.fromEntries(
          Object.entries({ to: values.to, effectiveOn: values.effectiveOn, note: values.note.trim() }).filter(([, value]) => value !== ''),
        );
  return (
    <DialogForm
      title={words.lists.bulkTitles[kind]}
      action={words.lists.preview}
      onSubmit={() => preview.submit({ path: '/bulk-jobs', body: { kind, change, ...people } })}
      onClose={onClose}
      isSending={preview.isSending}
      problem={preview.problem}
    >
      <p>{words.lists.forWhom(format.number(count))}</p>
      {kind === 'assign_officer' ? (
        <OfficerChoice value={values.officerId} onChange={(officerId) => set({ officerId })} />
      ) : (
        <>
          <Choice
            label={words.lists.toStage}
            names={words.terms.stage}
            codes={STAGES}
            empty={words.common.choose}
            required
            value={values.to}
            onChange={(to) => set({ to })}
          />
          <DayField
            label={words.lists.effectiveOn}
            max={today}
            value={values.effectiveOn}
            onChange={(event) => set({ effectiveOn: event.currentTarget.value })}
          />
          <Textarea
            size="md"
            label={words.steps.note}
            maxLength={500}
            autosize
            minRows={2}
            value={values.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
        </>
      )}
    </DialogForm>
  );
}

function OfficerChoice({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const words = useWords();
  const officers = useRead<{ items: readonly Officer[] }>('/officers');
  const names = Object.fromEntries(
    (officers.data?.items ?? []).map((officer) => [officer.id, `${officer.displayName} · ${officer.areaName}`]),
  );
  return (
    <>
      <ProblemNotice problem={officers.problem} retry={officers.retry} />
      <Choice
        label={words.lists.officer}
        names={{ ...names, [NOBODY]: words.lists.nobodyOfficer }}
        empty={words.common.choose}
        required
        value={value}
        onChange={onChange}
      />
    </>
  );
}

interface PreviewProps {
  readonly job: BulkJobPage;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Preview({ job, onDone, onClose }: PreviewProps) {
  const words = useWords();
  const format = useFormat();
  const confirm = useSend<BulkJobPage>({ onDone });
  const { ready } = job.counts;
  const wish = job.change.to ? `: ${nameOf(words.terms.stage, job.change.to)}` : '';
  return (
    <Dialog title={words.lists.previewTitle(words.lists.bulkTitles[job.kind] + wish)} onClose={onClose} isWide>
      <p>{words.lists.previewWhat}</p>
      <JobRows job={job} />
      {ready === 0 && <p role="status">{words.lists.nothingReady}</p>}
      <ProblemNotice problem={confirm.problem} />
      <div className="form-buttons">
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        {ready > 0 && (
          <Button loading={confirm.isSending} onClick={() => confirm.submit({ path: `/bulk-jobs/${job.id}/confirm` })}>
            {words.lists.run(format.number(ready))}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
