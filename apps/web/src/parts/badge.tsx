import type { ReactNode } from 'react';

import { nameOf, useWords } from '../language.js';

export type Tone = 'plain' | 'sea' | 'sun' | 'brick' | 'leaf' | 'indigo';

export function Badge({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}

const STAGE_TONES: Readonly<Record<string, Tone>> = {
  lead: 'plain',
  cleared: 'leaf',
  departed: 'indigo',
  placed: 'indigo',
  returned: 'indigo',
  closed: 'plain',
  merged: 'plain',
  on_hold: 'sun',
  withdrawn: 'plain',
  unfit: 'sun',
  rejected: 'plain',
  cancelled: 'sun',
  suspected_non_procedural: 'brick',
  missing_contact: 'brick',
  deceased: 'plain',
};

export function StageBadge({ stage }: { readonly stage: string | null }) {
  const words = useWords();
  if (!stage) return null;
  return <Badge tone={STAGE_TONES[stage] ?? 'sea'}>{nameOf(words.terms.stage, stage)}</Badge>;
}

const DOCUMENT_TONES: Readonly<Record<string, Tone>> = {
  missing: 'plain',
  submitted: 'sea',
  verified: 'leaf',
  rejected: 'brick',
  expiring: 'sun',
  expired: 'brick',
  waived: 'indigo',
  void: 'plain',
};

export function DocumentBadge({ state }: { readonly state: string }) {
  const words = useWords();
  return <Badge tone={DOCUMENT_TONES[state] ?? 'plain'}>{nameOf(words.terms.documentState, state)}</Badge>;
}
