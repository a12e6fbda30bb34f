import { useSearch } from '@tanstack/react-router';

import { useWords } from '../language.js';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { useMay, useMe } from '../session.js';

import { Inbox } from './reminders/inbox.js';
import { Ledger } from './reminders/ledger.js';
import { MailSink } from './reminders/mail-sink.js';
import { Preview } from './reminders/preview.js';

export function RemindersPage() {
  const words = useWords();
  const may = useMay();
  const me = useMe();
  const { bagian = 'saya', state, rule, tampil } = useSearch({ from: '/office/pengingat' });
  const tabs = [
    { key: 'saya', label: words.reminders.tabs.mine },
    may('reminder.list') && { key: 'buku', label: words.reminders.tabs.ledger },
    may('reminder.preview') && { key: 'pratinjau', label: words.reminders.tabs.preview },
    me.mode === 'demo' && may('mail_sink.view') && { key: 'surel', label: words.reminders.tabs.mail },
  ].filter((tab) => tab !== false);
  return (
    <Page title={words.reminders.title} lead={words.reminders.lead}>
      <Tabs
        label={words.reminders.title}
        tabs={tabs}
        current={bagian}
        hrefOf={(key) => (key === 'saya' ? '/pengingat' : `/pengingat?bagian=${key}`)}
      />
      {bagian === 'saya' && <Inbox shown={tampil} />}
      {bagian === 'buku' && <Ledger state={state} rule={rule} />}
      {bagian === 'pratinjau' && <Preview />}
      {bagian === 'surel' && <MailSink />}
    </Page>
  );
}
