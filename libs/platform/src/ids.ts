import { v7 } from 'uuid';

/** A new UUIDv7: unique without asking anybody, and newer ids sort after older ones, so lists page by id. */
export function newId(): string {
  return v7();
}
