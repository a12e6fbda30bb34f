import { SetMetadata, type CustomDecorator } from '@nestjs/common';

import type { Action as ActionName } from '#libs/access';

export const ACTION = 'sinergi:action';
export const OPEN = 'sinergi:open';

/** Declares which verb of ACTIONS a handler does. The application does not start when a handler declares none. */
export function Action(action: ActionName): CustomDecorator {
  return SetMetadata(ACTION, action);
}

/** Marks the few handlers that answer without a session. */
export function Open(): CustomDecorator {
  return SetMetadata(OPEN, true);
}
