import type { Client } from './client.js';

/** What the stories read of a cycle. */
export interface CycleSeen {
  readonly id: string;
  readonly version: number;
  readonly stage: string;
  readonly resumeStage: string | null;
  readonly cycleNo: number;
  readonly isReentry: boolean;
  readonly departedOn: string | null;
  readonly returnedOn: string | null;
  readonly wasProcedural: boolean | null;
  readonly documents: { readonly required: number; readonly submitted: number; readonly verified: number };
}

export interface FileSeen {
  readonly id: string;
  readonly version: number;
  readonly fullName: string;
  readonly cycle: CycleSeen | null;
  readonly pastCycles: readonly CycleSeen[];
}

export interface LineSeen {
  readonly documentCode: string;
  readonly requirement: 'required' | 'optional';
  readonly state: string;
  readonly ruleId: string;
  readonly actBy: string | null;
  readonly issuer: string;
  readonly requested: {
    readonly askedOn: string;
    readonly expectedOn: string;
    readonly issuer: string;
    readonly recordedByName: string;
  } | null;
  readonly neededFor: string | null;
  readonly documentId: string | null;
  readonly documentVersion: number | null;
  readonly lapsesOn: string | null;
  readonly reason: string | null;
}

export interface ChecklistSeen {
  readonly required: number;
  readonly submitted: number;
  readonly verified: number;
  readonly items: readonly LineSeen[];
}

export interface BlockerSeen {
  readonly code: string;
  readonly documentCode?: string;
  readonly detail: string;
  readonly overridable: boolean;
}

export interface StepsSeen {
  readonly version: number;
  readonly steps: readonly {
    readonly to: string;
    readonly kind: string;
    readonly needs: readonly string[];
    readonly reasonCodes: readonly string[];
    readonly blockers: readonly BlockerSeen[];
  }[];
}

export interface ProblemSeen {
  readonly type: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
  readonly blockers?: readonly BlockerSeen[];
  readonly existingId?: string | null;
}

/** A verified paper with these facts satisfies every rule for months; a passport and a visa carry a far end. */
function factsOf(documentCode: string, issuedOn: string): object {
  const facts = { documentCode, issuedOn };
  if (documentCode === 'passport') return { ...facts, number: 'C1234567', expiresOn: '2031-01-01' };
  if (documentCode === 'work_visa' || documentCode === 'seafarer_safety_certificate') return { ...facts, expiresOn: '2027-01-01' };
  if (documentCode === 'medical_certificate' || documentCode === 'psychology_certificate') return { ...facts, verdict: 'fit' };
  if (documentCode === 'pregnancy_test') return { ...facts, verdict: 'not_pregnant' };
  return facts;
}

/** Submits one paper and has it verified. @returns the id of the document */
export async function bringPaper(submitter: Client, verifier: Client, candidateId: string, paper: object): Promise<string> {
  const submitted = await submitter.post<{ id: string; version: number }>(`/candidates/${candidateId}/documents`, paper);
  if (submitted.status !== 201) throw new Error(`could not submit ${JSON.stringify(paper)}: ${JSON.stringify(submitted.body)}`);
  const verified = await verifier.post(`/documents/${submitted.body.id}/verify`, {}, { version: submitted.body.version });
  if (verified.status !== 200) throw new Error(`could not verify ${JSON.stringify(paper)}: ${JSON.stringify(verified.body)}`);
  return submitted.body.id;
}

/** Brings every required paper of a cycle that is not there yet, but for those in `except` and those of the last days. */
export async function bringPapers(
  submitter: Client,
  verifier: Client,
  candidateId: string,
  cycleId: string,
  issuedOn: string,
  except: readonly string[] = [],
): Promise<void> {
  const checklist = await submitter.get<ChecklistSeen>(`/cycles/${cycleId}/checklist`);
  const open = checklist.body.items.filter(
    (item) => item.requirement === 'required' && item.state === 'missing' && item.neededFor !== 'departed',
  );
  for (const { documentCode } of open) {
    if (!except.includes(documentCode)) await bringPaper(submitter, verifier, candidateId, factsOf(documentCode, issuedOn));
  }
}

/** Takes forward steps until the cycle stands at `stage`. */
export async function walkTo(client: Client, cycleId: string, stage: string): Promise<CycleSeen> {
  for (;;) {
    const { body } = await client.get<StepsSeen>(`/cycles/${cycleId}/steps`);
    const step = body.steps.find((candidate) => candidate.kind === 'forward');
    if (!step) throw new Error(`no way forward to ${stage}`);
    const taken = await client.post<CycleSeen>(`/cycles/${cycleId}/advance`, { to: step.to }, { version: body.version });
    if (taken.status !== 200) throw new Error(`could not go to ${step.to}: ${JSON.stringify(taken.body)}`);
    if (taken.body.stage === stage) return taken.body;
  }
}
