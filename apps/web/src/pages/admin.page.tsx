import { useState } from 'react';

import type { Page as PageOf, UserAccount } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useSend } from '../api/use-send.js';
import { nameOf } from '../language.js';
import { Badge } from '../parts/badge.js';
import { DialogForm } from '../parts/dialog-form.js';
import { Page } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useToast } from '../parts/toast.js';
import { useMay, useMe } from '../session.js';
import { useGuideWords } from '../words/guide.js';

/** Who has an account, with which scope; an account can be closed at once and opened again. */
export function AdminPage() {
  const words = useGuideWords();
  const users = useRead<Pick<PageOf<UserAccount>, 'items'>>('/users');
  const [changing, setChanging] = useState<UserAccount | null>(null);
  const accounts = users.data?.items ?? [];
  return (
    <Page title={words.admin.title} lead={words.admin.lead}>
      <ProblemNotice problem={users.problem} retry={users.retry} />
      {!users.data && !users.problem && <Loading lines={6} />}
      {users.data && accounts.length === 0 && <Empty title={words.admin.empty} next={words.admin.emptyNext} />}
      {accounts.length > 0 && (
        <table className="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{words.admin.name}</th>
              <th scope="col">{words.admin.role}</th>
              <th scope="col">{words.admin.scope}</th>
              <th scope="col">{words.admin.state}</th>
              <th scope="col">{words.checklist.action}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <UserRow key={account.id} account={account} onChange={() => setChanging(account)} />
            ))}
          </tbody>
        </table>
      )}
      {changing && <ActivationDialog account={changing} onClose={() => setChanging(null)} />}
    </Page>
  );
}

function UserRow({ account, onChange }: { readonly account: UserAccount; readonly onChange: () => void }) {
  const words = useGuideWords();
  const may = useMay();
  const me = useMe();
  const label = account.isActive ? words.admin.deactivate : words.admin.activate;
  return (
    <tr>
      <th scope="row">
        {account.displayName}
        <span className="under" translate="no">
          {account.username}
        </span>
      </th>
      <td>{nameOf(words.role, account.role)}</td>
      <td>{account.areaName ?? (account.trainingCenterId ? words.admin.center : words.admin.noScope)}</td>
      <td>
        <Badge tone={account.isActive ? 'leaf' : 'plain'}>{account.isActive ? words.admin.active : words.admin.inactive}</Badge>
      </td>
      <td>
        {may('user.change') && account.id !== me.userId && (
          <button type="button" className="link-button" onClick={onChange} aria-label={`${label}: ${account.displayName}`}>
            {label}
          </button>
        )}
      </td>
    </tr>
  );
}

function ActivationDialog({ account, onClose }: { readonly account: UserAccount; readonly onClose: () => void }) {
  const words = useGuideWords();
  const toast = useToast();
  const change = useSend<UserAccount>({
    onDone: () => {
      toast(words.admin.saved);
      onClose();
    },
  });
  const label = account.isActive ? words.admin.deactivate : words.admin.activate;
  return (
    <DialogForm
      title={`${label}: ${account.displayName}`}
      action={label}
      tone={account.isActive ? 'brick' : 'sea'}
      onSubmit={() =>
        change.submit({ method: 'PATCH', path: `/users/${account.id}`, body: { isActive: !account.isActive }, version: account.version })
      }
      onClose={onClose}
      isSending={change.isSending}
      problem={change.problem}
    >
      <p>{account.isActive ? words.admin.deactivateText : words.admin.activateText}</p>
    </DialogForm>
  );
}
