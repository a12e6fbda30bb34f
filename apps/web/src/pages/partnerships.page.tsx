import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { useWords } from '../language.js';
import { Chips } from '../parts/chips.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { nameOf } from '../language.js';
import { useMay } from '../session.js';

import { Agreements } from './partnerships/agreements.js';
import { CommitmentForm } from './partnerships/commitment-form.js';
import { Commitments } from './partnerships/commitments.js';
import { AgreementForm } from './partnerships/agreement-form.js';
import { VisitForm } from './partnerships/visit-form.js';
import { Visits } from './partnerships/visits.js';

const PARTS = ['komitmen', 'kunjungan', 'kesepakatan'] as const;
type Part = (typeof PARTS)[number];

/** What regions and offices promised each other, when it was said, and on which paper it rests. */
export function PartnershipsPage() {
  const words = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ from: '/office/kemitraan' });
  const part: Part = PARTS.find((one) => one === search.bagian) ?? 'komitmen';
  const [isNew, setNew] = useState(false);
  const mayRecord = { komitmen: may('commitment.record'), kunjungan: may('visit.record'), kesepakatan: may('agreement.record') }[part];
  const { filter } = search;
  return (
    <Page
      title={words.partnerships.title}
      lead={words.partnerships.lead}
      actions={
        mayRecord && (
          <button type="button" className="button" onClick={() => setNew(true)}>
            <Icon name="plus" size={18} />
            {words.partnerships.add[part]}
          </button>
        )
      }
    >
      <Tabs
        label={words.partnerships.title}
        tabs={PARTS.map((key) => ({ key, label: words.partnerships.tabs[key] }))}
        current={part}
        hrefOf={(key) => `/kemitraan?bagian=${key}`}
      />
      {filter && (
        <Chips
          chips={[
            {
              key: 'filter',
              label: nameOf(words.partnerships.filters, filter),
              onRemove: () => void navigate({ to: '/kemitraan', search: { bagian: part } }),
            },
          ]}
          onReset={() => void navigate({ to: '/kemitraan', search: { bagian: part } })}
        />
      )}
      {part === 'komitmen' && <Commitments filter={filter} />}
      {part === 'kunjungan' && <Visits />}
      {part === 'kesepakatan' && <Agreements filter={filter} />}
      {isNew && part === 'komitmen' && <CommitmentForm onClose={() => setNew(false)} />}
      {isNew && part === 'kunjungan' && <VisitForm onClose={() => setNew(false)} />}
      {isNew && part === 'kesepakatan' && <AgreementForm onClose={() => setNew(false)} />}
    </Page>
  );
}
