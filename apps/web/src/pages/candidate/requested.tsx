import { TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ChecklistItem, Cycle } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { addDays, useFormat } from '../../format.js';
import { shortName } from '../../language.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useDocumentNames } from '../../parts/rules.js';
import { useToast } from '../../parts/toast.js';
import { useMay, useMe } from '../../session.js';
import { useRequestWords } from '../../words/requests.js';

/** States in which a paper can be asked for at its issuer. */
const STILL_OPEN = ['missing', 'rejected', 'expired', 'expiring'];

export function mayBeRequested(item: ChecklistItem): boolean {
  return STILL_OPEN.includes(item.state);
}

/** Where and when a paper was asked for and when it is expected; late in red once that day has passed. */
export function RequestedFacts({ item }: { readonly item: Pick<ChecklistItem, 'requested'> }) {
  const words = useRequestWords();
  const format = useFormat();
  const { today } = useMe();
  if (!item.requested) return null;
  const { askedOn, expectedOn, issuer, recordedByName } = item.requested;
  const isLate = expectedOn < today;
  return (
    <>
      <span className={isLate ? 'under is-late' : 'under'}>
        {isLate ? words.requested.overdue(format.shortDay(expectedOn)) : words.requested.expected(format.shortDay(expectedOn))}
      </span>
      <span className="under">
        {words.requested.asked(format.shortDay(askedOn), issuer)}
        {recordedByName && ` · ${words.requested.by(shortName(recordedByName))}`}
      </span>
    </>
  );
}

interface DeedsProps {
  readonly item: ChecklistItem;
  readonly cycle: Cycle;
  readonly onOpen: () => void;
}

/** Write down that a paper was asked for; correct it, or take it back. */
export function RequestDeeds({ item, cycle, onOpen }: DeedsProps) {
  const words = useRequestWords();
  const may = useMay();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const name = nameOfDocument(item.documentCode);
  const undoing = useSend<unknown>({ onDone: () => toast(words.requested.undone(name)) });
  if (!cycle.isCurrent || !mayBeRequested(item) || !may('document_request.record')) return null;
  const { requested } = words;
  if (!item.requested) {
    return (
      <button type="button" className="link-button" onClick={onOpen} aria-label={requested.title(name)}>
        {requested.deed}
      </button>
    );
  }
  return (
    <>
      <button type="button" className="link-button" onClick={onOpen} aria-label={requested.changeOf(name)}>
        {requested.change}
      </button>
      <button
        type="button"
        className="link-button"
        disabled={undoing.isSending}
        aria-label={requested.undoOf(name)}
        onClick={() =>
          undoing.submit({ path: `/cycles/${cycle.id}/remove-request`, body: { documentCode: item.documentCode }, version: cycle.version })
        }
      >
        {requested.undo}
      </button>
      {undoing.problem && (
        <span role="alert" className="under is-late">
          {undoing.problem.detail ?? undoing.problem.title}
        </span>
      )}
    </>
  );
}

/** The expected day follows the day of asking until it is typed. */
export function RequestDialog({ item, cycle, onClose }: Omit<DeedsProps, 'onOpen'> & { readonly onClose: () => void }) {
  const words = useRequestWords();
  const toast = useToast();
  const { today } = useMe();
  const { nameOfDocument } = useDocumentNames();
  const name = nameOfDocument(item.documentCode);
  const [askedOn, setAskedOn] = useState(item.requested?.askedOn ?? today);
  const [issuer, setIssuer] = useState(item.requested?.issuer ?? item.issuer);
  const [typedDay, setTypedDay] = useState<string | null>(item.requested?.expectedOn ?? null);
  const expectedOn = typedDay ?? (askedOn === '' ? '' : addDays(askedOn, item.leadTimeDays));
  const saving = useSend<unknown>({
    onDone: () => {
      toast(words.requested.saved(name));
      onClose();
    },
  });
  const save = () =>
    saving.submit({
      path: `/cycles/${cycle.id}/requests`,
      body: { documentCode: item.documentCode, askedOn, expectedOn, issuer: issuer.trim() === '' ? undefined : issuer.trim() },
      version: cycle.version,
    });
  return (
    <DialogForm
      title={words.requested.title(name)}
      action={words.common.save}
      onSubmit={save}
      onClose={onClose}
      isSending={saving.isSending}
      problem={saving.problem}
    >
      <p className="soft">{words.requested.hint}</p>
      <div className="form-pair">
        <DayField
          label={words.requested.askedOn}
          required
          max={today}
          value={askedOn}
          error={saving.problem?.fieldError('askedOn')}
          onChange={(event) => setAskedOn(event.currentTarget.value)}
        />
        <DayField
          label={words.requested.expectedOn}
          required
          min={askedOn}
          description={words.requested.expectedHint(item.leadTimeDays)}
          value={expectedOn}
          error={saving.problem?.fieldError('expectedOn')}
          onChange={(event) => setTypedDay(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={words.requested.issuer}
        size="md"
        maxLength={120}
        value={issuer}
        error={saving.problem?.fieldError('issuer')}
        onChange={(event) => setIssuer(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
