import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';

import { useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';
import { COLUMNS, type Column } from './filters.js';

interface ListSettingsProps {
  readonly columns: readonly Column[];
  readonly isDense: boolean;
  readonly onChange: (change: { columns?: readonly Column[]; isDense?: boolean }) => void;
}

/** Which columns the table shows and how close its lines stand; kept per user. */
export function ListSettings({ columns, isDense, onChange }: ListSettingsProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const toggle = (column: Column) =>
    onChange({ columns: COLUMNS.filter((one) => (one === column ? !columns.includes(one) : columns.includes(one))) });
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
        {words.lists.settings}
      </Button>
      {isOpen && (
        <Dialog title={words.lists.settingsTitle} onClose={() => setOpen(false)}>
          <fieldset className="fieldset">
            <legend>{words.lists.columns}</legend>
            {COLUMNS.map((column) => (
              <Checkbox
                key={column}
                mt="xs"
                label={words.lists.columnNames[column]}
                checked={columns.includes(column)}
                onChange={() => toggle(column)}
              />
            ))}
          </fieldset>
          <Checkbox mt="md" label={words.lists.dense} checked={isDense} onChange={() => onChange({ isDense: !isDense })} />
          <div className="form-buttons">
            <Button size="md" onClick={() => setOpen(false)}>
              {words.common.close}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
