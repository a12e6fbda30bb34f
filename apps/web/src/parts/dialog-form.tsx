import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';

import type { ApiProblem } from '../api/problem.js';
import { useWords } from '../language.js';

import { Dialog, useLeaveDialog } from './dialog.js';
import { ProblemNotice } from './states.js';

interface DialogFormProps {
  readonly title: string;
  readonly action: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly isSending: boolean;
  readonly problem: ApiProblem | null;
  readonly children?: ReactNode;
  readonly tone?: 'sea' | 'brick';
  readonly isWide?: boolean;
}

/** A dialog with one form, its problem in place and two buttons. */
export function DialogForm({ title, action, onSubmit, onClose, isSending, problem, children, tone = 'sea', isWide }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog title={title} onClose={onClose} isWide={isWide}>
      <form className="form" onSubmit={submit}>
        {children}
        <ProblemNotice problem={problem} />
        <div className="form-buttons">
          <CancelButton />
          <Button type="submit" color={tone} loading={isSending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function CancelButton() {
  const words = useWords();
  return (
    <Button type="button" variant="default" onClick={useLeaveDialog()}>
      {words.common.cancel}
    </Button>
  );
}
