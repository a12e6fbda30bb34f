import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';

import { withQuery } from '../../api/client.js';
import type { SavedView } from '../../api/types.js';
import type { Reading } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Tabs } from '../../parts/tabs.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';
import { asAddress, asWritten, sameFilters, type Column, type Filters } from './filters.js';

interface ViewsProps {
  readonly filters: Filters;
  readonly columns: readonly Column[];
  readonly views: Reading<{ items: readonly SavedView[] }>;
}

export function viewShown(views: readonly SavedView[] | undefined, filters: Filters): SavedView | undefined {
  return views?.find((view) => sameFilters(asAddress(view.filter), filters));
}

/** The lists that are kept as tabs, each with how many people it holds now; and the buttons to keep or manage one. */
export function Views({ filters, columns, views }: ViewsProps) {
  const words = useWords();
  const format = useFormat();
  const { role } = useMe();
  const [open, setOpen] = useState<'keep' | 'edit' | null>(null);
  const items = views.data?.items ?? [];
  const shown = viewShown(items, filters);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const mayEdit = shown && (shown.isShared ? role === 'bp3mi_supervisor' : shown.isMine);
  const tabs = items.map((view) => ({
    key: view.id,
    label: view.isShared ? `${view.name} (${words.lists.official})` : view.name,
    count: format.number(view.count),
  }));
  const hrefOf = (key: string) => withQuery('/cpmi', asAddress(items.find((view) => view.id === key)?.filter ?? {}));
  const current = shown?.id ?? (isFiltered ? '' : 'all');
  return (
    <div className="views">
      {items.length > 0 && (
        <Tabs label={words.lists.views} tabs={[{ key: 'all', label: words.lists.all }, ...tabs]} current={current} hrefOf={hrefOf} />
      )}
      {isFiltered && !shown && (
        <Button variant="default" size="sm" onClick={() => setOpen('keep')}>
          {words.lists.keep}
        </Button>
      )}
      {mayEdit && (
        <Button variant="default" size="sm" onClick={() => setOpen('edit')}>
          {words.lists.edit}
        </Button>
      )}
      {open === 'keep' && <KeepDialog filters={filters} columns={columns} onClose={() => setOpen(null)} />}
      {open === 'edit' && shown && <EditDialog view={shown} columns={columns} onClose={() => setOpen(null)} />}
    </div>
  );
}

function KeepDialog({ filters, columns, onClose }: Omit<ViewsProps, 'views'> & { readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const { role } = useMe();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const keep = useSend<SavedView>({
    onDone: () => {
      toast(words.lists.kept(name));
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.lists.keepTitle}
      action={words.common.save}
      onClose={onClose}
      isSending={keep.isSending}
      problem={keep.problem}
      onSubmit={() => keep.submit({ path: '/saved-views', body: { name, filter: asWritten(filters), columns, isShared } })}
    >
      <p className="soft">{words.lists.keepWhat}</p>
      <TextInput
        size="md"
        required
        maxLength={60}
        label={words.lists.viewName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {role === 'bp3mi_supervisor' && (
        <Checkbox
          label={words.lists.shared}
          description={words.lists.sharedHint}
          checked={isShared}
          onChange={() => setShared(!isShared)}
        />
      )}
    </DialogForm>
  );
}

interface EditProps {
  readonly view: SavedView;
  readonly columns: readonly Column[];
  readonly onClose: () => void;
}

function EditDialog({ view, columns, onClose }: EditProps) {
  const words = useWords();
  const toast = useToast();
  const [name, setName] = useState(view.name);
  const path = `/saved-views/${view.id}`;
  const change = useSend<SavedView>({
    onDone: () => {
      toast(words.lists.kept(name));
      onClose();
    },
  });
  const remove = useSend<null>({
    onDone: () => {
      toast(words.lists.removed(view.name));
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.lists.editTitle}
      action={words.common.save}
      onClose={onClose}
      isSending={change.isSending}
      problem={change.problem ?? remove.problem}
      onSubmit={() => change.submit({ method: 'PATCH', path, version: view.version, body: { name, columns } })}
    >
      <TextInput
        size="md"
        required
        maxLength={60}
        label={words.lists.viewName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="button"
        variant="default"
        color="brick"
        loading={remove.isSending}
        onClick={() => remove.submit({ method: 'DELETE', path })}
      >
        {words.lists.remove}
      </Button>
    </DialogForm>
  );
}
