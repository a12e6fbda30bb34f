import { randomUUID } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

// OWASP's argon2id setting. The library's default (64 MiB, t=3) allows two sign-ins a second on a small machine.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_AT_ONCE = 4;

let running = 0;
const waiting: Array<() => void> = [];

let nobody: Promise<string> | null = null;

/** argon2id, 19 MiB, t=2, p=1. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Compares in bounded parallelism, so that many sign-ins at once do not exhaust memory. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    // An unknown user name costs the same work as a known one.
    nobody ??= hashPassword(randomUUID());
    const matches = await verify(stored ?? (await nobody), password);
    return stored !== null && matches;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
