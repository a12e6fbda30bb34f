import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

import { useWords } from '../../language.js';
import { MOST_MESSAGES } from '../papers/most-messages.js';
import { Chosen } from './chosen.js';
import type { Filters } from './filters.js';
import type { Selection } from './use-selection.js';

interface MessagesForProps {
  readonly selection: Selection;
  readonly filters: Filters;
  readonly onClose: () => void;
}

/** Takes everybody who is selected to the page with their messages. */
export function MessagesFor({ selection, filters, onClose }: MessagesForProps) {
  const words = useWords();
  return (
    <Chosen title={words.messages.title} selection={selection} filters={filters} most={MOST_MESSAGES} onClose={onClose}>
      {(ids) => <GoThere ids={ids} />}
    </Chosen>
  );
}

function GoThere({ ids }: { readonly ids: readonly string[] }) {
  const navigate = useNavigate();
  const orang = ids.join(',');
  useEffect(() => void navigate({ to: '/cpmi/pesan', search: { orang } }), [navigate, orang]);
  return null;
}
