import { Button, Checkbox } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { CaseWorker, Handover, Page as ListPage } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, shortName, useWords } from '../language.js';
import { Badge } from '../parts/badge.js';
import { Go } from '../parts/go.js';
import { Page, Section } from '../parts/page.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { Tabs } from '../parts/tabs.js';
import { useMe } from '../session.js';

import { HandoverCard } from './handovers/handover-card.js';
import { OfferDialog } from './handovers/offer-dialog.js';

const BOXES = ['received', 'given', 'office'] as const;

/** Cases that move between colleagues: what waits for me, what I gave, what happens in the office. */
export function HandoversPage() {
  const words = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const { kotak, semua } = useSearch({ from: '/office/serah-terima' });
  const box = BOXES.find((one) => one === kotak) ?? 'received';
  const [isGivingAll, setGivingAll] = useState(false);
  const list = useList<Handover>('/handovers', { box, open: semua ? undefined : 'true' });
  const hrefOf = (key: string) => (key === 'received' ? '/serah-terima' : `/serah-terima?kotak=${key}`);
  return (
    <Page
      title={words.nav.handovers}
      lead={words.handover.lead}
      actions={
        me.role !== 'bp3mi_supervisor' && (
          <Button variant="default" onClick={() => setGivingAll(true)}>
            {words.handover.offerAll}
          </Button>
        )
      }
    >
      <Tabs
        label={words.nav.handovers}
        tabs={BOXES.map((key) => ({ key, label: words.handover.boxes[key] }))}
        current={box}
        hrefOf={hrefOf}
      />
      <Checkbox
        label={words.handover.closed}
        checked={semua === '1'}
        onChange={(event) =>
          void navigate({ to: '/serah-terima', search: { kotak, semua: event.currentTarget.checked ? '1' : undefined } })
        }
      />
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={5} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.handover.empty} next={words.handover.emptyNext} />
      )}
      <ul className="stack">
        {list.items.map((handover) => (
          <HandoverCard key={handover.id} handover={handover} />
        ))}
      </ul>
      <LoadMore list={list} />
      {me.role === 'bp3mi_supervisor' && <Caseloads />}
      {isGivingAll && (
        <OfferDialog
          title={words.handover.offerAll}
          cases={{ allOfOfficerId: me.userId }}
          giverId={me.userId}
          onClose={() => setGivingAll(false)}
        />
      )}
    </Page>
  );
}

/** How much everybody carries; what a closed account still holds stands first. */
function Caseloads() {
  const words = useWords();
  const format = useFormat();
  const workers = useRead<Pick<ListPage<CaseWorker>, 'items'>>('/case-workers');
  const [moving, setMoving] = useState<CaseWorker | null>(null);
  return (
    <Section title={words.handover.caseload} note={words.handover.caseloadNote}>
      <ProblemNotice problem={workers.problem} retry={workers.retry} />
      {!workers.data && !workers.problem && <Loading lines={4} />}
      <ul className="lines">
        {(workers.data?.items ?? []).map((worker) => (
          <li key={worker.id}>
            <span>
              <Go to={`/cpmi?officer=${worker.id}`}>{shortName(worker.name)}</Go>{' '}
              <span className="soft">
                {nameOf(words.role, worker.role)}, {worker.areaName} · {words.handover.cases(format.number(worker.cases))}
              </span>{' '}
              {!worker.isActive && <Badge tone="brick">{words.handover.closedAccount}</Badge>}
            </span>
            {worker.cases > 0 && (
              <button
                type="button"
                className="link-button"
                aria-label={`${words.handover.moveAll}: ${shortName(worker.name)}`}
                onClick={() => setMoving(worker)}
              >
                {words.handover.moveAll}
              </button>
            )}
          </li>
        ))}
      </ul>
      {moving && (
        <OfferDialog
          title={`${words.handover.moveAll}: ${shortName(moving.name)}`}
          cases={{ allOfOfficerId: moving.id }}
          giverId={moving.id}
          isAtOnce={!moving.isActive}
          onClose={() => setMoving(null)}
        />
      )}
    </Section>
  );
}
