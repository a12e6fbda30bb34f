import type { Login } from '#libs/platform';

import type { Role } from './actions.js';

/** A repeated POST is recognised by the key its sender chose and by what was sent. */
export interface Repeat {
  readonly key: string;
  readonly requestHash: string;
}

/** Who acts, as the database confirmed it; every service method takes it first. */
export interface Actor {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly areaCode: string | null;
  readonly areaName: string | null;
  readonly trainingCenterId: string | null;
  readonly token: string;
  readonly requestId: string;
  /** The way in: our own pages, or a program with a token. Absent where no request asks. */
  readonly via?: 'form' | 'api';
  readonly repeat?: Repeat;
}

/** The worker, the clocks and the command line act under this id in the audit trail. */
export const SYSTEM_ACTOR_ID = '00000000-0000-7000-8000-000000000001';

/** The login whose scope role holds the grants of a role. */
export const LOGIN_OF_ROLE = {
  bp3mi_officer: 'bp3mi',
  bp3mi_supervisor: 'bp3mi',
  labour_placement_officer: 'labour',
  blk_staff: 'blk',
  district_official: 'district',
  admin: 'admin',
} as const satisfies Record<Role, Login>;
