import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { asWritten, type Filters } from './filters.js';
import type { Selection } from './use-selection.js';

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
  const [kind, setKind] = useState<'assign_officer' | 'advance_stage' | null>(null);
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
      <button type="button" className="link-button" onClick={selection.clear}>
        {words.lists.clear}
      </button>
      {kind && (
        <Suspense>
          <BulkDialog
            kind={kind}
            people={selection.isAll ? { filter: asWritten(filters) } : { ids: selection.ids }}
            count={selection.count}
            onClose={(isStarted) => {
              setKind(null);
              if (isStarted) selection.clear();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
