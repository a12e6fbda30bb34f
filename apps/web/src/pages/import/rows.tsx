import { Button } from '@mantine/core';
import { useState } from 'react';

import { read, withQuery } from '../../api/client.js';
import type { ImportRow, ImportView } from '../../api/types.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Section } from '../../parts/page.js';
import { useMay } from '../../session.js';

import { CorrectDialog } from './correct-dialog.js';

const WARNINGS = ['under-18', 'birth-date-differs-from-nik', 'sex-differs-from-nik', 'phone-unreadable', 'nik-missing', 'village-unknown'];
const OUTCOME_TONES: Readonly<Record<string, 'leaf' | 'sea' | 'plain' | 'brick'>> = {
  new: 'leaf',
  updated: 'sea',
  unchanged: 'plain',
  rejected: 'brick',
};

/** Every row of the list: those with a code one by one, with what was found and what to do; the others by their numbers. */
export function Rows({ view }: { readonly view: ImportView }) {
  const words = useWords();
  const may = useMay();
  const [more, setMore] = useState<readonly ImportRow[]>([]);
  const [next, setNext] = useState(view.next);
  const [corrected, setCorrected] = useState<Readonly<Record<number, ImportRow>>>({});
  const [correcting, setCorrecting] = useState<ImportRow | null>(null);
  const loadMore = () => {
    if (!next) return;
    void read<ImportView>(withQuery(`/imports/${view.id}`, { after: next, limit: 100 })).then((page) => {
      setMore((before) => [...before, ...page.rows]);
      setNext(page.next);
    });
  };
  const rows = [...view.rows, ...more].map((row) => corrected[row.n] ?? row);
  const coded = rows.filter((row) => row.codes.length > 0);
  const clean = rows.filter((row) => row.codes.length === 0);
  const mayCorrect = view.state === 'checked' && may('import.correct');
  return (
    <>
      <Section title={words.imports.attention} note={words.imports.attentionNote}>
        {coded.length === 0 && <p className="soft">{words.imports.allClean}</p>}
        <ul className="import-rows">
          {coded.map((row) => (
            <CodedRow key={row.n} row={row} onCorrect={mayCorrect ? () => setCorrecting(row) : null} />
          ))}
        </ul>
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
      {correcting && (
        <CorrectDialog
          importId={view.id}
          row={correcting}
          onDone={(row) => setCorrected((before) => ({ ...before, [row.n]: row }))}
          onClose={() => setCorrecting(null)}
        />
      )}
    </>
  );
}

interface CodedRowProps {
  readonly row: ImportRow;
  readonly onCorrect: (() => void) | null;
}

function CodedRow({ row, onCorrect }: CodedRowProps) {
  const words = useWords();
  return (
    <li className={row.outcome === 'rejected' ? 'import-row is-rejected' : 'import-row'}>
      <div className="import-row-head">
        <h3>
          {words.imports.row(row.sheetRow)}
          {row.fullName && (
            <span className="soft"> · {row.candidateId ? <Go to={`/cpmi/${row.candidateId}`}>{row.fullName}</Go> : row.fullName}</span>
          )}
        </h3>
        <Badge tone={OUTCOME_TONES[row.outcome] ?? 'plain'}>{nameOf(words.imports.outcomes, row.outcome)}</Badge>
        {row.codes.map((code) => (
          <Badge key={code} tone={WARNINGS.includes(code) ? 'sun' : 'brick'}>
            {nameOf(words.terms.importCode, code)}
          </Badge>
        ))}
        {onCorrect && (
          <button
            type="button"
            className="link-button"
            onClick={onCorrect}
            aria-label={`${words.imports.correct}: ${words.imports.row(row.sheetRow)}`}
          >
            {words.imports.correct}
          </button>
        )}
      </div>
      <ul>
        {row.cells.map((cell) => (
          <li key={cell.address + cell.hint}>
            <span className="import-cell">
              <span className="label">
                {cell.column || nameOf(words.terms.importField, cell.field)} {cell.address}
              </span>
              <code>{cell.found || words.imports.blank}</code>
            </span>
            <span>{cell.hint}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
