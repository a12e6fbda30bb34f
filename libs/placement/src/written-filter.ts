import type { Actor } from '#libs/access';
import type { Scheme, Stage } from '#libs/rulebook';

import type { Departure } from './attention.js';
import type { CandidateSearch } from './candidate-files.service.js';
import type { ListSort, Readiness, Source } from './candidate-list.query.js';

/** A list of people as an address, a saved view or a bulk job writes it down. `officer` is `me` or an id; `q` a NIK or words. */
export interface WrittenFilter {
  readonly area?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly scheme?: Scheme | undefined;
  readonly country?: string | undefined;
  readonly officer?: string | undefined;
  readonly readiness?: Readiness | undefined;
  readonly departure?: Departure | undefined;
  readonly stalled?: boolean | undefined;
  readonly source?: Source | undefined;
  readonly q?: string | undefined;
  readonly near?: boolean | undefined;
  readonly sort?: ListSort | undefined;
}

/** What a written filter means for whoever reads it: `me` is the reader. */
export function searchIn(actor: Actor, written: WrittenFilter): Omit<CandidateSearch, 'after' | 'limit'> {
  const { area: areaCode, officer, q: text, near: alsoNear, sort = 'newest', ...filter } = written;
  return { ...filter, areaCode, officerId: officer === 'me' ? actor.userId : officer, text, alsoNear, sort };
}
