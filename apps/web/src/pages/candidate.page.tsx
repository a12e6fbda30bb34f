import { Button } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { Candidate, DuplicatePairRow } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Badge, StageBadge } from '../parts/badge.js';
import { Icon } from '../parts/icon.js';
import { Facts, Page, Section } from '../parts/page.js';
import { Readiness } from '../parts/readiness.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { Tabs } from '../parts/tabs.js';
import { OnlyContext, useMay, useMe } from '../session.js';

import { ChecklistPart } from './candidate/checklist.js';
import { EditPerson, EditPlan } from './candidate/edit.js';
import { FamilyPart } from './candidate/family.js';
import { MergedFrom, MergedInto } from './candidate/merged-files.js';
import { NewCycle } from './candidate/new-cycle.js';
import { OfficerInCharge } from './candidate/officer-in-charge.js';
import { PossibleDuplicates } from './candidate/possible-duplicates.js';
import { Reveal } from './candidate/reveal.js';
import { StageRoute } from './candidate/stage-route.js';
import { StepsPart } from './candidate/steps.js';
import { TimelinePart } from './candidate/timeline.js';
import { TrainingPart } from './candidate/training.js';

/** What is still offered on a file that was merged into another. */
const READING = ['candidate.reveal', 'candidate.timeline'];

export function CandidatePage() {
  const words = useWords();
  const { id } = useParams({ from: '/office/cpmi/$id' });
  const may = useMay();
  const file = useRead<Candidate>(`/candidates/${id}`);
  const pairs = useList<DuplicatePairRow>('/duplicate-pairs', { candidate: id, limit: 3 }, may('duplicate.list'));
  const back = { to: '/cpmi', label: words.candidates.title };
  // Both are asked for at once; a notice that came later would push the file down under the reader's eyes.
  if (!file.data || pairs.isLoading) {
    return (
      <Page title={file.problem ? words.candidate.closedTitle : words.candidate.title} back={back}>
        <ProblemNotice problem={file.problem} retry={file.retry} />
        {!file.problem && <Loading lines={10} />}
      </Page>
    );
  }
  return (
    <OnlyContext value={file.data.isMerged ? READING : null}>
      <File candidate={file.data} pairs={pairs.items} />
    </OnlyContext>
  );
}

function ageOn(birthDate: string, today: string): number {
  const hadBirthday = today.slice(5) >= birthDate.slice(5);
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
}

interface FileProps {
  readonly candidate: Candidate;
  /** In which this person may be somebody else who is registered too. */
  readonly pairs: readonly DuplicatePairRow[];
}

function File({ candidate, pairs }: FileProps) {
  const words = useWords();
  const me = useMe();
  const may = useMay();
  const format = useFormat();
  const { bagian } = useSearch({ from: '/office/cpmi/$id' });
  const [editing, setEditing] = useState<'person' | 'plan' | 'cycle' | null>(null);
  const { cycle } = candidate;
  // Everything else moved to the other file.
  const { isMerged } = candidate;
  const knowsPlacement = may('cycle.view') && !isMerged;
  const tabs = [
    { key: 'ringkasan', label: words.candidate.tabs.overview },
    knowsPlacement && {
      key: 'dokumen',
      label: words.candidate.tabs.documents,
      count: cycle && cycle.documents.required > 0 ? `${cycle.documents.verified}/${cycle.documents.required}` : null,
    },
    knowsPlacement && { key: 'langkah', label: words.candidate.tabs.steps },
    !isMerged && { key: 'pelatihan', label: words.candidate.tabs.training },
    may('family.list') && !isMerged && { key: 'keluarga', label: words.family.tab },
    may('candidate.timeline') && { key: 'linimasa', label: words.candidate.tabs.timeline },
  ].filter((tab) => tab !== false);
  const part = tabs.find(({ key }) => key === bagian)?.key ?? 'ringkasan';
  return (
    <Page
      title={candidate.fullName}
      back={{ to: '/cpmi', label: words.candidates.title }}
      lead={
        <>
          <span className="line">
            {[
              candidate.caseNo,
              candidate.sex && nameOf(words.terms.sex, candidate.sex),
              candidate.birthDate && words.candidate.age(ageOn(candidate.birthDate, me.today)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className="line">{candidate.area.path || candidate.area.name}</span>
        </>
      }
      actions={
        <>
          <Button variant="default" leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
            {words.common.print}
          </Button>
          {may('candidate.change') && (
            <Button leftSection={<Icon name="edit" size={18} />} onClick={() => setEditing('person')}>
              {words.candidate.edit}
            </Button>
          )}
        </>
      }
    >
      {isMerged ? <MergedInto candidate={candidate} /> : <MergedFrom candidate={candidate} />}
      <PossibleDuplicates candidateId={candidate.id} pairs={pairs} />
      <div className="file-head card">
        <div className="file-head-facts">
          <Reveal candidateId={candidate.id} field="nik" label="NIK" masked={candidate.nikMasked} />
          {cycle && (
            <>
              <div>
                <span className="label">{words.candidate.stage}</span>
                <span className="badges">
                  <StageBadge stage={cycle.stage} />
                  {cycle.isReentry && <Badge tone="indigo">{words.candidate.reentry}</Badge>}
                  {cycle.wasProcedural === false && <Badge tone="brick">{words.candidate.nonProcedural}</Badge>}
                </span>
              </div>
              <div>
                <span className="label">{words.candidate.documents}</span>
                <Readiness documents={cycle.documents} isLong />
              </div>
              <div>
                <span className="label">{words.candidate.plannedDeparture}</span>
                <span>{cycle.plannedDepartureOn ? format.day(cycle.plannedDepartureOn) : words.common.notYet}</span>
              </div>
            </>
          )}
        </div>
        {cycle && <StageRoute cycle={cycle} />}
      </div>
      <Tabs
        label={words.candidate.title}
        tabs={tabs}
        current={part}
        hrefOf={(key) => (key === 'ringkasan' ? `/cpmi/${candidate.id}` : `/cpmi/${candidate.id}?bagian=${key}`)}
      />
      {part === 'ringkasan' && (
        <Overview candidate={candidate} onEditPlan={() => setEditing('plan')} onNewCycle={() => setEditing('cycle')} />
      )}
      {part === 'dokumen' && (cycle ? <ChecklistPart candidate={candidate} cycle={cycle} /> : <NoCycle />)}
      {part === 'langkah' && (cycle ? <StepsPart candidate={candidate} cycle={cycle} /> : <NoCycle />)}
      {part === 'pelatihan' && <TrainingPart candidate={candidate} />}
      {part === 'keluarga' && may('family.list') && <FamilyPart candidate={candidate} />}
      {part === 'linimasa' && <TimelinePart candidate={candidate} />}
      {editing === 'person' && <EditPerson candidate={candidate} onClose={() => setEditing(null)} />}
      {editing === 'plan' && cycle && <EditPlan candidateId={candidate.id} cycle={cycle} onClose={() => setEditing(null)} />}
      {editing === 'cycle' && <NewCycle candidate={candidate} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function NoCycle() {
  const words = useWords();
  return <Empty title={words.candidate.noCycle} next={words.candidate.noCycleNext} />;
}

interface OverviewProps {
  readonly candidate: Candidate;
  readonly onEditPlan: () => void;
  readonly onNewCycle: () => void;
}

function Overview({ candidate, onEditPlan, onNewCycle }: OverviewProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <div className="columns">
      <Section title={words.candidate.person}>
        <Facts
          rows={[
            [
              words.candidate.birth,
              [candidate.birthPlace, candidate.birthDate && format.day(candidate.birthDate)].filter(Boolean).join(', ') || '–',
            ],
            [words.candidate.maritalStatus, nameOf(words.terms.maritalStatus, candidate.maritalStatus)],
            [words.candidate.education, nameOf(words.terms.education, candidate.education)],
            [words.candidate.domicile, candidate.area.path || candidate.area.name],
            candidate.address ? [words.candidate.address, candidate.address] : null,
            [words.candidate.phone, <Reveal key="phone" candidateId={candidate.id} field="phone" masked={candidate.phoneMasked} />],
            [words.candidate.kk, <Reveal key="kk" candidateId={candidate.id} field="kk" masked={candidate.kkMasked} />],
            [words.candidate.officer, <OfficerInCharge key="officer" candidate={candidate} />],
            [words.candidate.noticeGiven, candidate.noticeGivenAt ? format.moment(candidate.noticeGivenAt) : words.candidate.noticeMissing],
            [words.candidate.registeredAt, format.moment(candidate.createdAt)],
          ]}
        />
      </Section>
      {!candidate.isMerged && <Plan candidate={candidate} onEditPlan={onEditPlan} onNewCycle={onNewCycle} />}
    </div>
  );
}

function Plan({ candidate, onEditPlan, onNewCycle }: OverviewProps) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const { cycle } = candidate;
  const isOver = !cycle || ['returned', 'closed', 'withdrawn', 'rejected', 'cancelled'].includes(cycle.stage);
  return (
    <Section
      title={words.candidate.plan}
      note={cycle && words.candidate.cycleNo(cycle.cycleNo)}
      actions={
        <>
          {cycle && may('cycle.change') && (
            <button type="button" className="link-button" onClick={onEditPlan}>
              {words.candidate.editPlan}
            </button>
          )}
          {isOver && may('cycle.open') && (
            <button type="button" className="link-button" onClick={onNewCycle}>
              {words.candidate.newCycle}
            </button>
          )}
        </>
      }
    >
      {cycle ? (
        <Facts
          rows={[
            [words.candidate.scheme, nameOf(words.terms.scheme, cycle.scheme)],
            [words.candidate.destination, nameOf(words.terms.country, cycle.destinationCountry)],
            [words.candidate.job, cycle.jobTitle ?? '–'],
            [
              words.candidate.employer,
              cycle.employerName ? `${cycle.employerName} (${nameOf(words.terms.employerKind, cycle.employerKind)})` : '–',
            ],
            cycle.placementAgency ? [words.candidate.agency, cycle.placementAgency] : null,
            [words.candidate.plannedDeparture, format.day(cycle.plannedDepartureOn)],
            cycle.departedOn ? [words.candidate.departedOn, format.day(cycle.departedOn)] : null,
            cycle.arrivedOn ? [words.candidate.arrivedOn, format.day(cycle.arrivedOn)] : null,
            cycle.contractEndsOn ? [words.candidate.contractEndsOn, format.day(cycle.contractEndsOn)] : null,
            cycle.returnedOn
              ? [words.candidate.returnedOn, `${format.day(cycle.returnedOn)} · ${nameOf(words.terms.returnReason, cycle.returnReason)}`]
              : null,
            [words.candidate.competent, cycle.isCompetent ? words.common.yes : words.candidate.notCompetentYet],
          ]}
        />
      ) : (
        <p className="soft">{may('cycle.view') ? words.candidate.noCycle : words.candidate.cycleHidden}</p>
      )}
      {candidate.pastCycles.length > 0 && (
        <details className="past">
          <summary>{words.candidate.pastCycles(candidate.pastCycles.length)}</summary>
          <ul className="lines">
            {candidate.pastCycles.map((past) => (
              <li key={past.id}>
                <span>
                  {words.candidate.cycleNo(past.cycleNo)}: {nameOf(words.terms.country, past.destinationCountry)},{' '}
                  {nameOf(words.terms.scheme, past.scheme)}
                </span>
                <StageBadge stage={past.stage} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
