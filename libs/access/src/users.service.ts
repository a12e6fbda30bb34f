import { Inject, Injectable } from '@nestjs/common';

import { problem } from '#libs/platform';

import { Access } from './access.service.js';
import type { Role } from './actions.js';
import type { Actor } from './actor.js';

export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly areaCode: string | null;
  readonly areaName: string | null;
  readonly trainingCenterId: string | null;
  readonly isActive: boolean;
  readonly version: number;
}

const COLUMNS = `id, username, display_name AS "displayName", role, area_code AS "areaCode",
  (SELECT a.name FROM public.area a WHERE a.code = app_user.area_code) AS "areaName", training_center_id AS "trainingCenterId", is_active AS "isActive", version`;

/** The accounts of the office, for the administrator, who sees no case. */
@Injectable()
export class Users {
  constructor(@Inject(Access) private readonly access: Access) {}

  list(actor: Actor): Promise<UserView[]> {
    return this.access.read(actor, 'user.list', (rows) =>
      rows.query<UserView>(`SELECT ${COLUMNS} FROM auth.app_user WHERE role <> 'system' ORDER BY username`),
    );
  }

  /** Opens or closes an account; a closed one is out at its next request, everywhere.
   *  @throws Problem not-found, changed-meanwhile, invalid when somebody would lock the own account */
  setActive(actor: Actor, id: string, version: number, isActive: boolean): Promise<UserView> {
    return this.access.write(actor, 'user.change', id, async (rows) => {
      if (id === actor.userId && !isActive)
        throw problem('invalid', { errors: [{ pointer: '/isActive', code: 'own-account', detail: 'Akun sendiri tidak dapat ditutup.' }] });
      const [user] = await rows.query<UserView>(
        `UPDATE auth.app_user SET is_active = $3, version = version + 1 WHERE id = $1 AND version = $2 AND role <> 'system' RETURNING ${COLUMNS}`,
        [id, version, isActive],
      );
      if (user) {
        // Else they would wake up again when the account is opened again, in whoever's hands they are.
        if (!isActive) await rows.query(`DELETE FROM auth.session WHERE user_id = $1`, [id]);
        rows.about({ fields: ['isActive'] });
        return user;
      }
      const known = await rows.query(`SELECT id FROM auth.app_user WHERE id = $1 AND role <> 'system'`, [id]);
      throw problem(known.length > 0 ? 'changed-meanwhile' : 'not-found');
    });
  }
}
