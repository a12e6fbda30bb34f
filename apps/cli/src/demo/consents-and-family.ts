import type { ConsentChannel, FamilyRelation } from '#libs/candidates';
import type { MaritalStatus } from '#libs/rulebook';

import type { DemoPerson } from './demo-office.js';
import { Dice } from './dice.js';
import { inventedName } from './invented-names.js';

export interface DemoConsent {
  readonly id: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly channel: ConsentChannel;
  readonly givenOn: string;
  readonly withdrawnOn: string | null;
  readonly withdrawReason: string | null;
}

export interface DemoContact {
  readonly id: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly name: string;
  readonly relation: FamilyRelation;
  /** E.164 */
  readonly phone: string | null;
  readonly isEmergency: boolean;
  readonly givesPermission: boolean;
  readonly addedOn: string;
}

// Chance of its own, so that nobody of the office becomes somebody else.
const SEED = 20260117;

/** The consents that were given with each registration, and the one or two relatives of each registered person who can be reached.
 *  Of a lead little is known yet. */
export function inventedRelations(people: readonly DemoPerson[]): { readonly consents: DemoConsent[]; readonly contacts: DemoContact[] } {
  const dice = new Dice(SEED);
  const registered = people.filter(({ cycle }) => cycle.stage !== 'lead');
  return {
    consents: registered.map((person) => consentOf(dice, person)),
    contacts: registered.flatMap((person, n) => contactsOf(dice, person, n)),
  };
}

function consentOf(dice: Dice, { id, areaCode, createdOn, cycle }: DemoPerson): DemoConsent {
  const channel = dice.weighted<ConsentChannel>([
    ['signed', 55],
    ['read', 30],
    ['spoken', 15],
  ]);
  const isWithdrawn = cycle.stage === 'withdrawn' && dice.percent(40);
  return {
    id: dice.id(createdOn),
    candidateId: id,
    areaCode,
    channel,
    givenOn: createdOn,
    withdrawnOn: isWithdrawn ? cycle.stageSince : null,
    withdrawReason: isWithdrawn ? 'Batal berangkat dan tidak ingin datanya dipakai lagi.' : null,
  };
}

// Who permits is the spouse, else a parent (UU 18/2017 art 13 b).
function contactsOf(dice: Dice, { id, areaCode, createdOn, sex, maritalStatus }: DemoPerson, n: number): DemoContact[] {
  const nearest = relationOf(maritalStatus);
  const relations: FamilyRelation[] = dice.percent(35) ? [nearest, 'sibling'] : [nearest];
  return relations.map((relation, place) => {
    const isWoman = relation === 'spouse' ? sex === 'male' : dice.percent(60);
    return {
      id: dice.id(createdOn),
      candidateId: id,
      areaCode,
      name: inventedName(dice, isWoman ? 'female' : 'male'),
      relation,
      phone: dice.percent(85) ? `+6281201${String(900_000 + n * 2 + place)}` : null,
      isEmergency: place === 0,
      givesPermission: place === 0 && dice.percent(70),
      addedOn: createdOn,
    };
  });
}

function relationOf(maritalStatus: MaritalStatus | null): FamilyRelation {
  return maritalStatus === 'married' ? 'spouse' : 'parent';
}
