import { Button } from '@mantine/core';
import { useState } from 'react';

import type { Consent, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { ConsentFields } from '../../parts/consent-fields.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Section } from '../../parts/page.js';
import { useNotice } from '../../parts/privacy-notice.js';
import { ReasonField } from '../../parts/reason-field.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMay } from '../../session.js';

/** Which notice on personal data this person was given and agreed to, and what was taken back. */
export function ConsentPart({ candidateId }: { readonly candidateId: string }) {
  const words = useWords();
  const may = useMay();
  const consents = useRead<Pick<Page<Consent>, 'items'>>(`/candidates/${candidateId}/consents`);
  const [open, setOpen] = useState<'record' | Consent | null>(null);
  const items = consents.data?.items ?? [];
  const record = may('consent.record') && (
    <Button variant="default" onClick={() => setOpen('record')}>
      {words.consent.record}
    </Button>
  );
  return (
    <Section title={words.consent.title} actions={items.length > 0 && record}>
      <ProblemNotice problem={consents.problem} retry={consents.retry} />
      {!consents.data && !consents.problem && <Loading lines={3} />}
      {consents.data && items.length === 0 && <Empty title={words.consent.none} next={words.consent.noneNext} action={record} />}
      <ul className="lines">
        {items.map((consent) => (
          <li key={consent.id}>
            <ConsentLine consent={consent} />
            {!consent.withdrawnAt && may('consent.withdraw') && (
              <button type="button" className="link-button" onClick={() => setOpen(consent)}>
                {words.consent.withdraw}
              </button>
            )}
          </li>
        ))}
      </ul>
      {open === 'record' && <RecordDialog candidateId={candidateId} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'record' && <WithdrawDialog consent={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function ConsentLine({ consent }: { readonly consent: Consent }) {
  const words = useWords();
  const format = useFormat();
  const who = consent.guardianName
    ? `${words.consent.givenByNames.guardian}: ${consent.guardianName}`
    : nameOf(words.consent.givenByNames, consent.givenBy);
  const nameOfColleague = (name: string | null) => (name ? shortName(name) : '–');
  return (
    <div className="contact-line">
      <p>
        {words.consent.given(who, nameOf(words.consent.channelNames, consent.channel))}{' '}
        <Badge tone={consent.withdrawnAt ? 'brick' : 'leaf'}>{consent.withdrawnAt ? words.consent.withdrawn : words.consent.active}</Badge>
      </p>
      <p className="soft">{words.consent.recordedBy(format.moment(consent.givenAt), nameOfColleague(consent.recordedByName))}</p>
      <p className="soft">{words.consent.version(consent.noticeVersion)}</p>
      {consent.withdrawnAt && (
        <p>
          {words.consent.withdrawnBy(
            format.moment(consent.withdrawnAt),
            nameOfColleague(consent.withdrawnByName),
            consent.withdrawReason ?? '',
          )}
        </p>
      )}
    </div>
  );
}

function RecordDialog({ candidateId, onClose }: { readonly candidateId: string; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const { notice, shown } = useNotice();
  const [values, setValues] = useState({ channel: '', givenBy: 'candidate', guardianName: '' });
  const saving = useSend<Consent>({
    onDone: () => {
      toast(words.consent.recorded);
      onClose();
    },
  });
  const submit = () => {
    if (!notice) return;
    const { channel, givenBy, guardianName } = values;
    const guardian = givenBy === 'guardian' ? { guardianName: guardianName.trim() } : {};
    const body = { noticeVersion: notice.version, language: notice.language, channel, givenBy, ...guardian };
    saving.submit({ path: `/candidates/${candidateId}/consents`, body });
  };
  return (
    <DialogForm
      title={words.consent.record}
      action={words.common.save}
      onSubmit={submit}
      onClose={onClose}
      isSending={saving.isSending}
      problem={saving.problem}
      isWide
    >
      {shown}
      <ConsentFields
        values={values}
        change={(part) => setValues((typed) => ({ ...typed, ...part }))}
        refusalOf={(field) => saving.problem?.fieldError(field) ?? null}
        mayFollow={false}
      />
    </DialogForm>
  );
}

function WithdrawDialog({ consent, onClose }: { readonly consent: Consent; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const withdrawing = useSend<Consent>({
    onDone: () => {
      toast(words.consent.withdrawnDone);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.consent.withdrawTitle}
      action={words.consent.withdraw}
      tone="brick"
      onSubmit={() =>
        withdrawing.submit({ path: `/consents/${consent.id}/withdraw`, body: { reason: reason.trim() }, version: consent.version })
      }
      onClose={onClose}
      isSending={withdrawing.isSending}
      problem={withdrawing.problem}
    >
      <p>{words.consent.withdrawText}</p>
      <ReasonField
        value={reason}
        onChange={setReason}
        problem={withdrawing.problem}
        label={words.consent.withdrawReason}
        minLength={3}
        maxLength={300}
      />
    </DialogForm>
  );
}
