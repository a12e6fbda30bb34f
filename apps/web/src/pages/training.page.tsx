import { TextInput } from '@mantine/core';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { Batch, Page as PageOf, TrainingProgram } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useSend } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Badge } from '../parts/badge.js';
import type { Tone } from '../parts/badge.js';
import { Chips } from '../parts/chips.js';
import { Choice } from '../parts/choice.js';
import { DayField } from '../parts/day-field.js';
import { DialogForm } from '../parts/dialog-form.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Seats } from '../parts/seats.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { useToast } from '../parts/toast.js';
import { useMay } from '../session.js';

const STATE_TONES: Readonly<Record<string, Tone>> = {
  running: 'sea',
  assessment: 'sun',
  registration_open: 'leaf',
  completed: 'plain',
  cancelled: 'plain',
  postponed: 'sun',
};
const GROUPS = [
  { key: 'now', states: ['running', 'assessment', 'selection'] },
  { key: 'soon', states: ['planned', 'registration_open', 'postponed'] },
  { key: 'over', states: ['completed', 'cancelled'] },
] as const;

export function TrainingPage() {
  const words = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const { state, filter } = useSearch({ from: '/office/pelatihan' });
  const list = useList<Batch>('/training-batches', { state, filter });
  const [isPlanning, setPlanning] = useState(false);
  const chips = [
    state && {
      key: 'state',
      label: nameOf(words.terms.batchState, state),
      onRemove: () => void navigate({ to: '/pelatihan', search: { filter } }),
    },
    filter && {
      key: 'filter',
      label: nameOf(words.training.filters, filter),
      onRemove: () => void navigate({ to: '/pelatihan', search: { state } }),
    },
  ].filter((chip) => chip !== undefined && chip !== '');
  return (
    <Page
      title={words.training.title}
      lead={words.training.lead}
      actions={
        may('training.plan') && (
          <button type="button" className="button" onClick={() => setPlanning(true)}>
            <Icon name="plus" size={18} />
            {words.training.plan}
          </button>
        )
      }
    >
      <Chips chips={chips} onReset={() => void navigate({ to: '/pelatihan', search: {} })} />
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.training.empty} next={may('training.plan') ? words.training.emptyPlan : words.training.emptyNext} />
      )}
      {GROUPS.map((group) => {
        const batches = list.items.filter((batch) => group.states.some((one) => one === batch.state));
        return (
          batches.length > 0 && (
            <section key={group.key} aria-labelledby={`group-${group.key}`}>
              <h2 className="section-title" id={`group-${group.key}`}>
                {words.training.groups[group.key]}
              </h2>
              <ul className="batches">
                {batches.map((batch) => (
                  <BatchCard key={batch.id} batch={batch} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      <LoadMore list={list} />
      {isPlanning && <PlanDialog onClose={() => setPlanning(false)} />}
    </Page>
  );
}

function BatchCard({ batch }: { readonly batch: Batch }) {
  const words = useWords();
  const format = useFormat();
  return (
    <li className="card batch-card">
      <div className="batch-card-head">
        <h3>
          <Go to={`/pelatihan/${batch.id}`}>{batch.program.title}</Go>
        </h3>
        <Badge tone={STATE_TONES[batch.state] ?? 'plain'}>{nameOf(words.terms.batchState, batch.state)}</Badge>
      </div>
      <p className="soft">
        {batch.name} · {batch.trainingCenter.name}
      </p>
      <p className="soft">
        {words.training.period(format.shortDay(batch.startsOn), format.shortDay(batch.endsOn), batch.program.lessonHours)}
      </p>
      <Seats batch={batch} />
      {batch.withoutResult > 0 && <p className="is-late">{words.training.withoutResult(batch.withoutResult)}</p>}
    </li>
  );
}

function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const router = useRouter();
  const toast = useToast();
  const programs = useRead<Pick<PageOf<TrainingProgram>, 'items'>>('/training-programs');
  const [values, setValues] = useState({
    trainingProgramId: '',
    name: '',
    startsOn: '',
    endsOn: '',
    capacity: '16',
    reserveSeats: '2',
    fundingSource: 'apbd_kabupaten',
  });
  const planning = useSend<Batch>({
    onDone: (batch) => {
      toast(words.training.planned);
      router.history.push(`/pelatihan/${batch.id}`);
    },
  });
  const names = Object.fromEntries((programs.data?.items ?? []).map((program) => [program.id, program.title]));
  const text = (name: keyof typeof values) => ({
    size: 'md' as const,
    required: true,
    value: values[name],
    error: planning.problem?.fieldError(name) ?? null,
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [name]: event.currentTarget.value }),
  });
  const submit = () =>
    planning.submit({
      path: '/training-batches',
      body: { ...values, capacity: Number(values.capacity), reserveSeats: Number(values.reserveSeats) },
    });
  return (
    <DialogForm
      title={words.training.plan}
      action={words.training.plan}
      onSubmit={submit}
      onClose={onClose}
      isSending={planning.isSending}
      problem={planning.problem ?? programs.problem}
    >
      <Choice
        label={words.training.program}
        names={names}
        empty={words.common.choose}
        required
        value={values.trainingProgramId}
        error={planning.problem?.fieldError('trainingProgramId')}
        onChange={(trainingProgramId) => setValues({ ...values, trainingProgramId })}
      />
      <TextInput label={words.training.batchName} placeholder="Angkatan I/2026" maxLength={80} {...text('name')} />
      <div className="form-pair">
        <DayField label={words.training.startsOn} {...text('startsOn')} />
        <DayField label={words.training.endsOn} {...text('endsOn')} />
        <TextInput label={words.training.capacity} type="number" min={1} max={500} {...text('capacity')} />
        <TextInput label={words.training.reserveSeats} type="number" min={0} max={50} {...text('reserveSeats')} />
      </div>
      <Choice
        label={words.training.funding}
        names={words.terms.funding}
        value={values.fundingSource}
        onChange={(fundingSource) => setValues({ ...values, fundingSource })}
      />
    </DialogForm>
  );
}
