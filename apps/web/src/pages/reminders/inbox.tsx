import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';

import type { Notice } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useSend } from '../../api/use-send.js';
import { daysBetween, useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Fold } from '../../parts/fold.js';
import { Go } from '../../parts/go.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

import { WhyDialog } from './why.js';

/** My reminders: what is late in one group, today, then day by day. */
export function Inbox({ shown }: { readonly shown: string | undefined }) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  const navigate = useNavigate();
  const list = useList<Notice>('/notices', { show: shown, limit: 100 });
  const [why, setWhy] = useState<Notice | null>(null);
  const [snoozing, setSnoozing] = useState<Notice | null>(null);
  const groups = groupByDay(list.items, today);
  return (
    <>
      <div className="filters-choices">
        <Choice
          label={words.reminders.show}
          names={words.reminders.shown}
          value={shown ?? 'open'}
          onChange={(show) => void navigate({ to: '/pengingat', search: { tampil: show === 'open' ? undefined : show } })}
        />
      </div>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.reminders.empty} next={words.reminders.emptyNext} />
      )}
      {groups.map(({ day, notices }, index) => {
        const lines = notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onWhy={() => setWhy(notice)} onSnooze={() => setSnoozing(notice)} />
        ));
        const title = (
          <h2 className="section-title">
            {day ? format.weekday(day) : words.reminders.late(notices.length)}
            {day && (
              <span className="soft">
                {' '}
                {words.reminders.when(daysBetween(today, day))} ({notices.length})
              </span>
            )}
          </h2>
        );
        // What is due by tomorrow is for now; the days after wait folded.
        if (day && index > 0 && daysBetween(today, day) > 1)
          return (
            <Fold key={day} title={title}>
              <ul className="notices">{lines}</ul>
            </Fold>
          );
        return (
          <section key={day ?? 'late'} className="day-group">
            {title}
            <FirstLines lines={lines} />
          </section>
        );
      })}
      <LoadMore list={list} />
      {why && <WhyDialog reminderId={why.id} onClose={() => setWhy(null)} />}
      {snoozing && <SnoozeDialog notice={snoozing} onClose={() => setSnoozing(null)} />}
    </>
  );
}

const SHOWN_FIRST = 10;

/** The first of a long group; the others come at a press, and the focus goes on to the first of them. */
function FirstLines({ lines }: { readonly lines: readonly ReactElement[] }) {
  const words = useWords();
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (isWhole) list.current?.children[SHOWN_FIRST]?.querySelector<HTMLElement>('a, button')?.focus();
  }, [isWhole]);
  return (
    <>
      <ul className="notices" ref={list}>
        {isWhole ? lines : lines.slice(0, SHOWN_FIRST)}
      </ul>
      {!isWhole && lines.length > SHOWN_FIRST && (
        <div className="load-more">
          <button type="button" className="button button-plain" onClick={() => setWhole(true)}>
            {words.reminders.more(lines.length - SHOWN_FIRST)}
          </button>
        </div>
      )}
    </>
  );
}

interface DayGroup {
  /** Null holds everything that was due before today. */
  readonly day: string | null;
  readonly notices: readonly Notice[];
}

function groupByDay(notices: readonly Notice[], today: string): DayGroup[] {
  const sorted = notices.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  const late = sorted.filter((notice) => notice.dueOn < today);
  const days = [...new Set(sorted.filter((notice) => notice.dueOn >= today).map((notice) => notice.dueOn))];
  const coming = days.map((day) => ({ day, notices: sorted.filter((notice) => notice.dueOn === day) }));
  return late.length > 0 ? [{ day: null, notices: late }, ...coming] : coming;
}

interface NoticeLineProps {
  readonly notice: Notice;
  readonly onWhy: () => void;
  readonly onSnooze: () => void;
}

function NoticeLine({ notice, onWhy, onSnooze }: NoticeLineProps) {
  const words = useWords();
  const format = useFormat();
  const toast = useToast();
  const { today } = useMe();
  const done = useSend<unknown>({ onDone: () => toast(words.reminders.doneToast) });
  return (
    <li className={notice.doneAt ? 'card notice-line is-done' : 'card notice-line'}>
      <div>
        <p className="notice-title">{notice.subject.href ? <Go to={notice.subject.href}>{notice.text}</Go> : notice.text}</p>
        <p className="soft">
          {nameOf(words.terms.subjectKind, notice.subject.kind)}
          {notice.subject.label && ` ${notice.subject.label}`} ·{' '}
          <span className={notice.dueOn < today ? 'is-late' : undefined}>
            {words.home.due(format.shortDay(notice.dueOn))}
            {notice.dueOn < today && `, ${words.reminders.when(daysBetween(today, notice.dueOn))}`}
          </span>
          {notice.sentAt && ` · ${words.reminders.sentAt(format.moment(notice.sentAt))}`}
        </p>
        <span className="badges">
          {notice.isEscalation && <Badge tone="brick">{words.reminders.escalated}</Badge>}
          {notice.doneAt && <Badge tone="leaf">{words.reminders.isDone}</Badge>}
          {notice.snoozedUntil && !notice.doneAt && (
            <Badge tone="indigo">{words.reminders.snoozedUntil(format.shortDay(notice.snoozedUntil))}</Badge>
          )}
        </span>
        <ProblemNotice problem={done.problem} />
      </div>
      <div className="deeds">
        {!notice.doneAt && (
          <>
            <button
              type="button"
              className="small-button"
              disabled={done.isSending}
              onClick={() => done.submit({ path: `/notices/${notice.id}/done` })}
              aria-label={`${words.reminders.done}: ${notice.text}`}
            >
              {words.reminders.done}
            </button>
            <button type="button" className="link-button" onClick={onSnooze} aria-label={`${words.reminders.snooze}: ${notice.text}`}>
              {words.reminders.snooze}
            </button>
          </>
        )}
        <button type="button" className="link-button" onClick={onWhy} aria-label={`${words.reminders.why}: ${notice.text}`}>
          {words.reminders.why}
        </button>
      </div>
    </li>
  );
}

function SnoozeDialog({ notice, onClose }: { readonly notice: Notice; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const { today } = useMe();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const snooze = useSend<unknown>({
    onDone: () => {
      toast(words.reminders.snoozedToast);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.reminders.snoozeTitle}
      action={words.reminders.snooze}
      onSubmit={() => snooze.submit({ path: `/notices/${notice.id}/snooze`, body: { until, reason: reason.trim() } })}
      onClose={onClose}
      isSending={snooze.isSending}
      problem={snooze.problem}
    >
      <p>{notice.text}</p>
      <DayField
        label={words.reminders.until}
        required
        min={today}
        value={until}
        error={snooze.problem?.fieldError('until')}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <TextInput
        label={words.document.reason}
        size="md"
        required
        maxLength={300}
        value={reason}
        error={snooze.problem?.fieldError('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
