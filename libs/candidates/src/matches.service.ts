import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor } from '#libs/access';
import { Seals } from '#libs/platform';
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

/** Who in the register may be the person somebody is about to write down. */
@Injectable()
export class MatchesService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** The likest people of the caller's scope, best first, at most ten. Beyond the scope only "somebody" is answered, without a
   *  name, a place or an id. @throws Problem invalid for what cannot be read, as at a registration */
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
      const [near, outsideScope] = await Promise.all([neighboursOf(rows, search), isKnownElsewhere(rows, search)]);
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

// A form asks while it is being filled in: an empty field is not written yet.
function withoutBlanks(sought: SoughtPerson): Record<string, string> {
  return Object.fromEntries(Object.entries(sought).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
