import { useState } from 'react';

import type { Batch, Candidate, Checklist, CourseList, Enrolment } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Badge, DocumentBadge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Section } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useMay } from '../../session.js';

import { EnrolDialog } from '../batch/enrol-dialog.js';

const COMPETENCE = ['competence_certificate', 'training_certificate', 'language_certificate', 'skill_test_certificate'];
const OPEN = ['planned', 'registration_open', 'selection', 'running'];

/** What training has brought this person so far, and the batches that can still be joined. */
export function TrainingPart({ candidate }: { readonly candidate: Candidate }) {
  const words = useWords();
  const may = useMay();
  return (
    <div className="columns">
      {candidate.cycle && may('cycle.view') && <Competence cycleId={candidate.cycle.id} />}
      <Courses candidateId={candidate.id} />
      <OpenBatches candidate={candidate} title={words.candidate.openBatches} />
    </div>
  );
}

function Competence({ cycleId }: { readonly cycleId: string }) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const checklist = useRead<Checklist>(`/cycles/${cycleId}/checklist`);
  const items = checklist.data?.items.filter((item) => COMPETENCE.includes(item.documentCode)) ?? [];
  return (
    <Section title={words.candidate.competence}>
      <ProblemNotice problem={checklist.problem} retry={checklist.retry} />
      {!checklist.data && !checklist.problem && <Loading lines={3} />}
      {checklist.data && items.length === 0 && <p className="soft">{words.candidate.noCompetenceNeeded}</p>}
      <ul className="lines">
        {items.map((item) => (
          <li key={item.documentCode}>
            <span>
              {nameOfDocument(item.documentCode)}
              {item.lapsesOn && <span className="under">{words.checklist.lapsesOn(format.shortDay(item.lapsesOn))}</span>}
            </span>
            <DocumentBadge state={item.state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Courses({ candidateId }: { readonly candidateId: string }) {
  const words = useWords();
  const format = useFormat();
  const courses = useRead<CourseList>(`/candidates/${candidateId}/enrolments`);
  const items = courses.data?.items ?? [];
  return (
    <Section title={words.candidate.courses}>
      <ProblemNotice problem={courses.problem} retry={courses.retry} />
      {!courses.data && !courses.problem && <Loading lines={2} />}
      {courses.data && items.length === 0 && <p className="soft">{words.candidate.noCourse}</p>}
      <ul className="lines">
        {items.map((course) => (
          <li key={course.id}>
            <span>
              {course.programTitle ? <Go to={`/pelatihan/${course.batchId}`}>{course.programTitle}</Go> : words.candidate.courseElsewhere}
              <span className="under">
                {[course.batchName, course.centerName, course.startsOn && format.shortDay(course.startsOn), course.certificateNo]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <CourseBadge course={course} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CourseBadge({ course }: { readonly course: CourseList['items'][number] }) {
  const words = useWords();
  if (course.result)
    return <Badge tone={course.result === 'competent' ? 'leaf' : 'sun'}>{nameOf(words.terms.result, course.result)}</Badge>;
  return <Badge tone="sea">{nameOf(words.terms.enrolmentState, course.state)}</Badge>;
}

function OpenBatches({ candidate, title }: { readonly candidate: Candidate; readonly title: string }) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const batches = useList<Batch>('/training-batches');
  const [chosen, setChosen] = useState<Batch | null>(null);
  const [enrolled, setEnrolled] = useState<Enrolment | null>(null);
  const open = batches.items.filter((batch) => OPEN.includes(batch.state));
  return (
    <Section title={title}>
      <ProblemNotice problem={batches.problem} retry={batches.retry} />
      {batches.isLoading && <Loading lines={3} />}
      {!batches.isLoading && !batches.problem && open.length === 0 && (
        <Empty title={words.candidate.noBatch} next={words.candidate.noBatchNext} />
      )}
      {enrolled && (
        <p className="notice notice-plain" role="status">
          {words.batch.enrolledAs(nameOf(words.terms.seat, enrolled.seat))}
        </p>
      )}
      <ul className="lines">
        {open.map((batch) => (
          <li key={batch.id}>
            <span>
              <Go to={`/pelatihan/${batch.id}`}>{batch.program.title}</Go>
              <span className="under">
                {batch.name} · {batch.trainingCenter.name} · {format.shortDay(batch.startsOn)}
              </span>
            </span>
            <Badge tone={batch.seatsTaken < batch.capacity ? 'leaf' : 'sun'}>{words.batch.seats(batch.seatsTaken, batch.capacity)}</Badge>
            {may('training.enrol') && (
              <button type="button" className="small-button" onClick={() => setChosen(batch)} aria-label={words.batch.enrolIn(batch.name)}>
                {words.batch.enrol}
              </button>
            )}
          </li>
        ))}
      </ul>
      {chosen && (
        <EnrolDialog
          batch={chosen}
          candidate={{ id: candidate.id, fullName: candidate.fullName }}
          onClose={() => setChosen(null)}
          onDone={setEnrolled}
        />
      )}
    </Section>
  );
}
