import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { problem, Seals } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { birthDateVariants, likeness, POSSIBLE, type AlikeReason } from './alike.js';
import type { Sex } from './candidate.entity.js';
import { openIdentity } from './identity-seals.js';
import { isKnownElsewhere, neighboursOf, type Neighbour, type Search } from './matches.query.js';
import { maskNik } from './masks.js';
import { readPerson } from './written-person.js';

/** What is known of somebody before the file is opened or added. */
export interface SoughtPerson {
  readonly nik?: string | null | undefined;
  readonly fullName?: string | null | undefined;
  readonly birthDate?: string | null | undefined;
  readonly sex?: Sex | null | undefined;
  readonly areaCode?: string | null | undefined;
}

/** Somebody in the register who is the sought person (`found`: the same NIK) or may be. Numbers masked. */
export interface PersonMatch {
  readonly candidateId: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly nikMasked: string | null;
  readonly areaName: string;
  readonly stage: string | null;
  readonly score: number;
  readonly certainty: 'found' | 'possible';
  readonly reasons: AlikeReason[];
}

export interface PersonMatches {
  readonly items: PersonMatch[];
  /** Somebody like this is registered where the caller may not look: an officer must check. */
  readonly outsideScope: boolean;
}

const MOST_SHOWN = 10;
/** Questions of one user in a day, over all processes, that also reach past the scope: far more than a day of registering asks. */
export const MATCH_QUESTIONS_A_DAY = 500;
const DAY_SECONDS = 86_400;

/** Who in the register may be the person somebody is about to write down. */
@Injectable()
export class MatchesService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** The likest people of the caller's scope, best first, at most ten. Beyond the scope only "somebody" is answered, without a
   *  name, a place or an id, and only so often a day, or people could be looked for by trying.
   *  @throws Problem invalid for what cannot be read, as at a registration; too-many */
  find(actor: Actor, sought: SoughtPerson): Promise<PersonMatches> {
    return this.access.read(actor, 'candidate.match', async (rows) => {
      const written = readPerson(withoutBlanks(sought), rows.today);
      const person = {
        fullName: written.fullName ?? '',
        nik: written.nik ?? null,
        birthDate: written.birthDate ?? written.saidByNik?.birthDate ?? null,
        sex: written.sex ?? written.saidByNik?.sex ?? null,
        areaCode: written.areaCode ?? null,
      };
      const search: Search = {
        nikIndex: person.nik ? this.seals.blindIndex('nik', person.nik) : null,
        nameKey: nameKey(person.fullName) || null,
        birthDates: person.birthDate ? birthDateVariants(person.birthDate) : [],
        areaCode: person.areaCode,
        exceptId: null,
      };
      const reachesPast = search.nikIndex !== null || (search.nameKey !== null && search.birthDates.length > 0);
      if (reachesPast) await refuseTooOften(rows);
      const [near, outsideScope] = await Promise.all([neighboursOf(rows, search), reachesPast && isKnownElsewhere(rows, search)]);
      const items = near.map((neighbour) => this.match(person, neighbour)).filter(({ score }) => score >= POSSIBLE);
      return { items: items.sort((a, b) => b.score - a.score).slice(0, MOST_SHOWN), outsideScope };
    });
  }

  private match(person: Parameters<typeof likeness>[0], neighbour: Neighbour): PersonMatch {
    const { id, caseNo, fullName, birthDate, sex, areaName, stage } = neighbour;
    const nik = openIdentity(this.seals, id, 'nik', neighbour.nikSealed);
    const { score, reasons } = likeness(person, { ...neighbour, nik });
    const certainty = reasons.includes('nik-same') ? 'found' : 'possible';
    return {
      candidateId: id,
      caseNo,
      fullName,
      birthDate,
      sex,
      nikMasked: nik && maskNik(nik),
      areaName,
      stage,
      score,
      certainty,
      reasons,
    };
  }
}

async function refuseTooOften(rows: Rows): Promise<void> {
  const [turn] = await rows.query<{ taken: number; left: number }>(
    `SELECT auth.take_turn('match', $1) AS taken, $1 - extract(epoch FROM now())::bigint % $1 AS left`,
    [DAY_SECONDS],
  );
  if (!turn || turn.taken <= MATCH_QUESTIONS_A_DAY) return;
  throw problem('too-many', {
    retryAfterSeconds: turn.left,
    detail: `Anda sudah ${MATCH_QUESTIONS_A_DAY} kali mencari orang yang sama dalam sehari. Pendaftaran tetap dapat dilanjutkan; Sinergi memeriksa lagi saat menyimpan.`,
  });
}

// A form asks while it is being filled in: an empty field is not written yet.
function withoutBlanks(sought: SoughtPerson): Record<string, string> {
  return Object.fromEntries(Object.entries(sought).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
