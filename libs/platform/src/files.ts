import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { problem } from './problem.js';

const ARRIVING = 'arriving';
const SHELVES = /^[0-9a-f]{2}$/;
/** What a disk says that has no room, or no longer takes writes. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** A file as it is found in the folder. */
export interface FileFound {
  readonly name: string;
  readonly changedAt: Date;
  /** Written to the end; others are what a crash left half written. */
  readonly isWhole: boolean;
}

/** The folder of FILES_URL, for bytes that are sealed already. A file is there whole or not at all, also after a crash:
 *  written aside, synced, renamed, and the folder synced too. Names are UUIDs, spread over shelves by their last two signs. */
export class Files {
  constructor(private readonly folder: string) {}

  /** @throws Problem unavailable when the disk is full or read-only; nothing is left behind then */
  async write(name: string, bytes: Buffer): Promise<void> {
    const aside = path.join(this.folder, ARRIVING, randomUUID());
    try {
      await this.writeAside(aside, bytes);
      const shelf = path.dirname(this.place(name));
      await mkdir(shelf, { recursive: true, mode: 0o700 });
      await rename(aside, this.place(name));
      await sync(shelf);
    } catch (error) {
      await rm(aside, { force: true });
      await rm(this.place(name), { force: true });
      if (NO_ROOM.has(codeOf(error)))
        throw problem('unavailable', {
          detail: 'Ruang penyimpanan berkas sedang penuh. Tidak ada yang hilang; beri tahu admin, lalu coba lagi.',
          retryAfterSeconds: 60,
        });
      throw error;
    }
  }

  /** @returns null when there is no such file */
  async read(name: string): Promise<Buffer | null> {
    try {
      return await readFile(this.place(name));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  /** Removing what is not there is no error. */
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(this.place(name), { force: true });
  }

  /** Everything in the folder, shelf by shelf. */
  async *list(): AsyncGenerator<FileFound> {
    for (const shelf of (await namesIn(this.folder)).filter((entry) => SHELVES.test(entry) || entry === ARRIVING)) {
      for (const name of await namesIn(path.join(this.folder, shelf))) {
        const found = await stat(path.join(this.folder, shelf, name)).catch(() => null);
        if (found?.isFile()) yield { name, changedAt: found.mtime, isWhole: shelf !== ARRIVING };
      }
    }
  }

  /** Removes what a crash left half written. */
  async removeHalf(name: string): Promise<void> {
    await rm(path.join(this.folder, ARRIVING, path.basename(name)), { force: true });
  }

  private async writeAside(aside: string, bytes: Buffer): Promise<void> {
    await mkdir(path.dirname(aside), { recursive: true, mode: 0o700 });
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  private place(name: string): string {
    if (!/^[0-9a-f-]{36}$/.test(name)) throw new Error('a file is named by a UUID');
    return path.join(this.folder, name.slice(-2), name);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

// Without it a power cut may forget the new name, although the row about it is safe.
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// Errors of the file system may come from another realm, so `instanceof Error` would miss them.
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
