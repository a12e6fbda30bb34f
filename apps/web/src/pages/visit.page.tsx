import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { Visit } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Icon } from '../parts/icon.js';
import { Facts, Page, Section } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { VersionedForm } from '../parts/versioned-form.js';
import { useMay } from '../session.js';

import { CommitmentCard } from './partnerships/commitment-card.js';
import { CommitmentForm } from './partnerships/commitment-form.js';
import { hostText } from './partnerships/hosts.js';

export function VisitPage() {
  const words = useWords();
  const { id } = useParams({ from: '/office/kunjungan/$id' });
  const visit = useRead<Visit>(`/visits/${id}`);
  const back = { to: '/kemitraan?bagian=kunjungan', label: words.partnerships.tabs.kunjungan };
  if (!visit.data) {
    return (
      <Page title={words.partnerships.visit} back={back}>
        <ProblemNotice problem={visit.problem} retry={visit.retry} />
        {!visit.problem && <Loading lines={8} />}
      </Page>
    );
  }
  return <VisitFile visit={visit.data} />;
}

function VisitFile({ visit }: { readonly visit: Visit }) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const [open, setOpen] = useState<'commitment' | 'edit' | null>(null);
  const { commitments } = visit;
  return (
    <Page
      title={`${nameOf(words.terms.visitType, visit.type)}, ${visit.areaName}`}
      lead={`${format.weekday(visit.visitedOn)} · ${visit.place}`}
      back={{ to: '/kemitraan?bagian=kunjungan', label: words.partnerships.tabs.kunjungan }}
      actions={
        <>
          {may('visit.record') && (
            <button type="button" className="button button-plain" onClick={() => setOpen('edit')}>
              {words.partnerships.editVisit}
            </button>
          )}
          {may('commitment.record') && (
            <button type="button" className="button" onClick={() => setOpen('commitment')}>
              <Icon name="plus" size={18} />
              {words.partnerships.add.komitmen}
            </button>
          )}
        </>
      }
    >
      <div className="columns columns-wide-left">
        <section aria-labelledby="promises-title">
          <h2 className="section-title" id="promises-title">
            {words.partnerships.promises(commitments.length)}
          </h2>
          {commitments.length === 0 && <Empty title={words.partnerships.noCommitments} next={words.partnerships.noCommitmentsNext} />}
          <ul className="promises">
            {commitments.map((commitment) => (
              <CommitmentCard key={commitment.id} commitment={commitment} isOnVisit />
            ))}
          </ul>
        </section>
        <Section title={words.partnerships.about}>
          <Facts
            rows={[
              [
                words.partnerships.hosts,
                visit.hosts.length > 0
                  ? visit.hosts.map((host) => (
                      <span key={host.name} className="line">
                        {hostText(host)}
                      </span>
                    ))
                  : '–',
              ],
              visit.delegation ? [words.partnerships.delegation, visit.delegation] : null,
              visit.topics.length > 0
                ? [words.partnerships.topics, visit.topics.map((topic) => nameOf(words.terms.commitmentCategory, topic)).join(', ')]
                : null,
              [words.partnerships.nextVisit, visit.nextVisitOn ? format.day(visit.nextVisitOn) : words.common.notYet],
            ]}
          />
          <h3>{words.partnerships.minutes}</h3>
          <p className={visit.minutes ? 'minutes' : 'soft'}>{visit.minutes ?? words.partnerships.minutesMissing}</p>
        </Section>
      </div>
      {open === 'commitment' && <CommitmentForm visit={visit} onClose={() => setOpen(null)} />}
      {open === 'edit' && <EditVisit visit={visit} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function EditVisit({ visit, onClose }: { readonly visit: Visit; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <VersionedForm
      title={words.partnerships.editVisit}
      path={`/visits/${visit.id}`}
      view={visit}
      valuesOf={(view) => ({
        visitedOn: view.visitedOn,
        place: view.place,
        delegation: view.delegation,
        minutes: view.minutes ?? '',
        nextVisitOn: view.nextVisitOn ?? '',
      })}
      done={words.partnerships.saved}
      onClose={onClose}
      fields={[
        { name: 'visitedOn', label: words.partnerships.visitedOn, kind: 'day', required: true },
        { name: 'place', label: words.partnerships.place, kind: 'text', required: true },
        { name: 'delegation', label: words.partnerships.delegation, kind: 'text' },
        { name: 'nextVisitOn', label: words.partnerships.nextVisit, kind: 'day' },
        { name: 'minutes', label: words.partnerships.minutes, kind: 'long' },
      ]}
    />
  );
}
