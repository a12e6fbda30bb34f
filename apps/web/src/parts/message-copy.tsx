import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';

import { useWords } from '../language.js';

import { Icon } from './icon.js';
import { useToast } from './toast.js';

export interface Message {
  readonly text: string;
  readonly copy: () => void;
  readonly hasFailed: boolean;
}

/** A short message to be pasted in a messenger. Where the browser forbids copying, it is shown to be copied by hand. */
export function useMessage(text: string): Message {
  const words = useWords();
  const toast = useToast();
  const [hasFailed, setFailed] = useState(false);
  const copy = () => {
    const fail = () => setFailed(true);
    if (!navigator.clipboard) return fail();
    return void navigator.clipboard.writeText(text).then(() => toast(words.list.copied), fail);
  };
  return { text, copy, hasFailed };
}

export function CopyButton({ message }: { readonly message: Message }) {
  const words = useWords();
  return (
    <Button variant="default" leftSection={<Icon name="file" size={18} />} onClick={message.copy}>
      {words.list.copy}
    </Button>
  );
}

/** What would be sent, to be read first; open by itself when it must be copied by hand. */
export function MessagePreview({ message }: { readonly message: Message }) {
  const words = useWords();
  return (
    <details className="message card no-print" open={message.hasFailed || undefined}>
      <summary>{words.list.message}</summary>
      {message.hasFailed && <p role="alert">{words.list.copyFailed}</p>}
      <Textarea
        aria-label={words.list.message}
        description={words.list.messageHint}
        value={message.text}
        readOnly
        autosize
        minRows={3}
        size="md"
      />
    </details>
  );
}
