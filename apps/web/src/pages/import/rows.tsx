import { Button } from '@mantine/core';
import { useState } from 'react';

import { read, withQuery } from '../../api/client.js';
import type { ImportRow, ImportView } from '../../api/types.js';
import { Section } from '../../parts/page.js';
import { useMay } from '../../session.js';
import { useImportWords } from '../../words/imports.js';

import { RowGrid } from './grid.js';

const PAGE_ROWS = 100;

/** Every row of the list: those with a code in a grid, where they can be corrected; the others by their numbers. A row that
 *  was corrected keeps its place in the grid, so that nobody loses the cell under the cursor. */
export function Rows({ view }: { readonly view: ImportView }) {
  const words = useImportWords();
  const may = useMay();
  const [more, setMore] = useState<readonly ImportRow[]>([]);
  const [next, setNext] = useState(view.next);
  const [corrected, setCorrected] = useState<Readonly<Record<number, ImportRow>>>({});
  const [order, setOrder] = useState<readonly number[]>(() => view.rows.filter(isCoded).map((row) => row.n));
  const loadMore = () => {
    if (!next) return;
    void read<ImportView>(withQuery(`/imports/${view.id}`, { after: next, limit: PAGE_ROWS })).then((page) => {
      setMore((before) => [...before, ...page.rows]);
      setOrder((before) => [...before, ...page.rows.filter((row) => isCoded(row) && !before.includes(row.n)).map((row) => row.n)]);
      setNext(page.next);
    });
  };
  const byN = new Map([...more, ...view.rows, ...Object.values(corrected)].map((row) => [row.n, row]));
  const inGrid = order.flatMap((n) => byN.get(n) ?? []);
  const clean = [...byN.values()].filter((row) => !order.includes(row.n));
  return (
    <>
      <Section title={words.imports.attention} note={words.imports.attentionNote}>
        {inGrid.length === 0 && <p className="soft">{words.imports.allClean}</p>}
        {inGrid.length > 0 && (
          <RowGrid
            view={view}
            rows={inGrid}
            isEditable={view.state === 'checked' && may('import.correct')}
            onChecked={(row) => setCorrected((before) => ({ ...before, [row.n]: row }))}
          />
        )}
      </Section>
      {clean.length > 0 && (
        <Section title={words.imports.clean} note={words.imports.cleanNote(clean.length)}>
          <p className="row-numbers">{clean.map((row) => `${row.sheetRow}`).join(', ')}</p>
        </Section>
      )}
      {next && (
        <div className="load-more">
          <Button variant="default" onClick={loadMore}>
            {words.common.loadMore}
          </Button>
        </div>
      )}
    </>
  );
}

function isCoded(row: ImportRow): boolean {
  return row.codes.length > 0;
}
