import type { Candidate, Cycle } from '../../api/types.js';
import { useWords } from '../../language.js';
import { VersionedForm } from '../../parts/versioned-form.js';
import type { FormValues } from '../../parts/versioned-form.js';

function personValues(candidate: Candidate): FormValues {
  return {
    fullName: candidate.fullName,
    sex: candidate.sex ?? '',
    birthPlace: candidate.birthPlace ?? '',
    birthDate: candidate.birthDate ?? '',
    maritalStatus: candidate.maritalStatus ?? '',
    education: candidate.education ?? '',
    areaCode: candidate.area.code,
    address: candidate.address ?? '',
    nik: '',
    kk: '',
    phone: '',
  };
}

function masksOfPerson(candidate: Candidate): FormValues {
  return { nik: candidate.nikMasked ?? '', kk: candidate.kkMasked ?? '', phone: candidate.phoneMasked ?? '' };
}

export function EditPerson({ candidate, onClose }: { readonly candidate: Candidate; readonly onClose: () => void }) {
  const words = useWords();
  const keep = (masked: string | null) => (masked ? words.candidate.keepEmpty(masked) : undefined);
  return (
    <VersionedForm
      title={words.candidate.editTitle}
      path={`/candidates/${candidate.id}`}
      view={candidate}
      valuesOf={personValues}
      masksOf={masksOfPerson}
      done={words.candidate.saved}
      onClose={onClose}
      fields={[
        { name: 'fullName', label: words.candidate.fullName, kind: 'text', required: true, hint: words.register.nameHint },
        { name: 'sex', label: words.candidate.sex, kind: 'choice', names: words.terms.sex },
        { name: 'birthPlace', label: words.candidate.birthPlace, kind: 'text' },
        { name: 'birthDate', label: words.candidate.birthDate, kind: 'day' },
        { name: 'maritalStatus', label: words.candidate.maritalStatus, kind: 'choice', names: words.terms.maritalStatus },
        { name: 'education', label: words.candidate.education, kind: 'text' },
        { name: 'areaCode', label: words.candidate.domicile, kind: 'area', required: true },
        { name: 'address', label: words.candidate.address, kind: 'text' },
        { name: 'nik', label: 'NIK', kind: 'digits', hint: keep(candidate.nikMasked) ?? words.register.nikHint },
        { name: 'kk', label: words.candidate.kk, kind: 'digits', hint: keep(candidate.kkMasked) },
        { name: 'phone', label: words.candidate.phone, kind: 'tel', hint: keep(candidate.phoneMasked) },
      ]}
    />
  );
}

function planValues(cycle: Cycle): FormValues {
  return {
    scheme: cycle.scheme ?? '',
    destinationCountry: cycle.destinationCountry ?? '',
    jobTitle: cycle.jobTitle ?? '',
    employerName: cycle.employerName ?? '',
    employerKind: cycle.employerKind ?? '',
    placementAgency: cycle.placementAgency ?? '',
    plannedDepartureOn: cycle.plannedDepartureOn ?? '',
    contractEndsOn: cycle.contractEndsOn ?? '',
  };
}

function cycleOf(answer: unknown): Cycle | null {
  return isCandidate(answer) ? answer.cycle : null;
}

function isCandidate(answer: unknown): answer is Candidate {
  return typeof answer === 'object' && answer !== null && 'cycle' in answer;
}

interface EditPlanProps {
  readonly candidateId: string;
  readonly cycle: Cycle;
  readonly onClose: () => void;
}

export function EditPlan({ candidateId, cycle, onClose }: EditPlanProps) {
  const words = useWords();
  return (
    <VersionedForm
      title={words.candidate.editPlanTitle}
      path={`/cycles/${cycle.id}`}
      readPath={`/candidates/${candidateId}`}
      pick={cycleOf}
      view={cycle}
      valuesOf={planValues}
      done={words.candidate.saved}
      onClose={onClose}
      fields={[
        { name: 'scheme', label: words.candidate.scheme, kind: 'choice', names: words.terms.scheme, hint: words.candidate.schemeHint },
        { name: 'destinationCountry', label: words.candidate.destination, kind: 'choice', names: words.terms.country },
        { name: 'jobTitle', label: words.candidate.job, kind: 'text' },
        { name: 'plannedDepartureOn', label: words.candidate.plannedDeparture, kind: 'day', hint: words.candidate.departureHint },
        { name: 'employerName', label: words.candidate.employer, kind: 'text' },
        { name: 'employerKind', label: words.candidate.employerKind, kind: 'choice', names: words.terms.employerKind },
        { name: 'placementAgency', label: words.candidate.agency, kind: 'text' },
        { name: 'contractEndsOn', label: words.candidate.contractEndsOn, kind: 'day' },
      ]}
    />
  );
}
