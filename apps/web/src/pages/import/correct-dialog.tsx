import { TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ImportRow } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { nameOf, useWords } from '../../language.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useToast } from '../../parts/toast.js';

/** Shown only by their ends in the report, so they are typed anew from the card. */
const MASKED = ['nik', 'kk', 'phone', 'passportNumber'];

interface CorrectDialogProps {
  readonly importId: string;
  readonly row: ImportRow;
  readonly onDone: (row: ImportRow) => void;
  readonly onClose: () => void;
}

/** Corrects the marked cells of one row here instead of in Excel; the row is then checked again like a row of the file. */
export function CorrectDialog({ importId, row, onDone, onClose }: CorrectDialogProps) {
  const words = useWords();
  const toast = useToast();
  const cells = row.cells.filter((cell, at) => row.cells.findIndex((other) => other.field === cell.field) === at);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(cells.map((cell) => [cell.field, MASKED.includes(cell.field) ? '' : cell.found])),
  );
  const correction = useSend<ImportRow>({
    onDone: (checked) => {
      onDone(checked);
      toast(checked.codes.length === 0 ? words.imports.corrected : words.imports.checkedAgain);
      onClose();
    },
  });
  const submit = () => {
    const typed = cells.filter((cell) => (values[cell.field] ?? '') !== (MASKED.includes(cell.field) ? '' : cell.found));
    if (typed.length === 0) {
      onClose();
      return;
    }
    correction.submit({
      method: 'PATCH',
      path: `/imports/${importId}/rows/${row.n}`,
      body: { values: Object.fromEntries(typed.map((cell) => [cell.field, (values[cell.field] ?? '').trim()])) },
    });
  };
  return (
    <DialogForm
      title={`${words.imports.correct}: ${words.imports.row(row.sheetRow)}`}
      action={words.imports.checkAgain}
      onSubmit={submit}
      onClose={onClose}
      isSending={correction.isSending}
      problem={correction.problem}
    >
      {row.fullName && <p>{row.fullName}</p>}
      {cells.map((cell) => (
        <TextInput
          key={cell.field}
          size="md"
          autoComplete="off"
          maxLength={400}
          label={cell.column || nameOf(words.terms.importField, cell.field)}
          description={`${cell.found || words.imports.blank} · ${cell.hint}`}
          value={values[cell.field] ?? ''}
          error={correction.problem?.fieldError(`values/${cell.field}`)}
          onChange={(event) => setValues({ ...values, [cell.field]: event.currentTarget.value })}
        />
      ))}
    </DialogForm>
  );
}
