import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { useMay } from '../../session.js';
import { asWritten, type Filters } from './filters.js';
import type { Selection } from './use-selection.js';

const OfferSelected = lazy(() => import('./offer-selected.js').then((module) => ({ default: module.OfferSelected })));
const MessagesFor = lazy(() => import('./messages-for.js').then((module) => ({ default: module.MessagesFor })));
const BulkDialog = lazy(() => import('./bulk-dialog.js').then((module) => ({ default: module.BulkDialog })));

interface SelectionBarProps {
  readonly selection: Selection;
  readonly filters: Filters;
  readonly total: number;
}

/** How many are selected, and what can be done with them; it stays in sight while the list scrolls. */
export function SelectionBar({ selection, filters, total }: SelectionBarProps) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const [kind, setKind] = useState<'assign_officer' | 'advance_stage' | 'hand_over' | 'message' | null>(null);
  const close = (isDone: boolean) => {
    setKind(null);
    if (isDone) selection.clear();
  };
  if (selection.count === 0 && kind === null) return null;
  return (
    <div className="selection-bar" role="region" aria-label={words.lists.bar}>
      <strong role="status">{words.lists.selected(format.number(selection.count))}</strong>
      {!selection.isAll && selection.hasPage && selection.count < total && (
        <button type="button" className="link-button" onClick={selection.selectAll}>
          {words.lists.selectAll(format.number(total))}
        </button>
      )}
      <Button size="sm" onClick={() => setKind('assign_officer')}>
        {words.lists.assign}
      </Button>
      <Button size="sm" onClick={() => setKind('advance_stage')}>
        {words.lists.advance}
      </Button>
      {may('handover.offer') && (
        <Button size="sm" variant="default" onClick={() => setKind('hand_over')}>
          {words.handover.offer}
        </Button>
      )}
      <Button size="sm" variant="default" onClick={() => setKind('message')}>
        {words.messages.write}
      </Button>
      <button type="button" className="link-button" onClick={selection.clear}>
        {words.lists.clear}
      </button>
      {kind === 'hand_over' && (
        <Suspense>
          <OfferSelected selection={selection} filters={filters} onClose={close} />
        </Suspense>
      )}
      {kind === 'message' && (
        <Suspense>
          <MessagesFor selection={selection} filters={filters} onClose={() => setKind(null)} />
        </Suspense>
      )}
      {(kind === 'assign_officer' || kind === 'advance_stage') && (
        <Suspense>
          <BulkDialog
            kind={kind}
            people={selection.isAll ? { filter: asWritten(filters) } : { ids: selection.ids }}
            count={selection.count}
            onClose={close}
          />
        </Suspense>
      )}
    </div>
  );
}
