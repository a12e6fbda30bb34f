import { createHash } from 'node:crypto';

import type { Seals } from '#libs/platform';

/** How long the pages of a scan may be fetched after a link was given. */
export const LINK_SECONDS = 60;

interface Linked {
  readonly scanId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A ticket to the pages of one scan that opens in this session only: the session is part of its seal, so nothing about it
 *  needs to be stored, and logout ends it by itself. */
export function newLink(seals: Seals, sessionToken: string, linked: Linked): string {
  return seals.seal(placeOf(sessionToken), JSON.stringify(linked)).toString('base64url');
}

/** @returns the scan, or null when the ticket is forged, of another session, or over */
export function openLink(seals: Seals, sessionToken: string, ticket: string, now: Date): string | null {
  try {
    const linked: Linked = JSON.parse(seals.open(placeOf(sessionToken), Buffer.from(ticket, 'base64url')));
    return now.getTime() < linked.until ? linked.scanId : null;
  } catch {
    // Whoever guesses learns nothing from how a wrong ticket fails.
    return null;
  }
}

function placeOf(sessionToken: string): { table: string; column: string; rowId: string } {
  return { table: 'scan', column: 'link', rowId: createHash('sha256').update(sessionToken).digest('hex') };
}
