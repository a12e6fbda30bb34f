import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';

import { AccessModule, Sessions, type Actor } from '#libs/access';
import { candidatesEntities } from '#libs/candidates';
import { ImportCheck, ImportsModule, ImportsService, ImportSteps, ImportWrite, type ImportView } from '#libs/imports';
import { newId, PlatformModule, Problem, type Settings } from '#libs/platform';

const USAGE = 'import FILE --user NAME [--sender "Dinas …"] [--confirm]\n';
const PAGE_ROWS = 100;
const LOOK_EVERY_MS = 200;
const SESSION = '2 hours';

@Module({})
class ImportDesk {
  static with(settings: Settings): DynamicModule {
    const access = AccessModule.with(settings, candidatesEntities);
    return { module: ImportDesk, imports: [PlatformModule.with(settings, 'cli'), access, ImportsModule] };
  }
}

/** `import FILE --user NAME`: checks a list in the name of a user of the office and prints the report; nothing stays.
 *  With `--confirm` the valid rows are written. Whoever runs this owns the database, so no password is asked. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { user: { type: 'string' }, sender: { type: 'string' }, confirm: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined || values.user === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const token = await openSession(settings, values.user);
  if (token === null) {
    process.stderr.write(`${values.user}: tidak ada akun aktif dengan nama ini / no active account of this name\n`);
    return 2;
  }
  const desk = await NestFactory.createApplicationContext(ImportDesk.with(settings), { logger: ['error', 'fatal'], abortOnError: false });
  const sessions = desk.get(Sessions, { strict: false });
  try {
    const actor: Actor = { ...(await sessions.confirm(token)), requestId: `cli ${newId()}` };
    const upload = { name: path.basename(file), content: await readFile(file), sender: values.sender ?? null };
    return await new Run(desk, actor).through(upload, values.confirm);
  } catch (refused) {
    if (!(refused instanceof Problem)) throw refused;
    const { detail, errors = [] } = refused.extras;
    process.stderr.write(`${[detail ?? refused.code, ...errors.map((error) => error.detail)].join('\n')}\n`);
    return 1;
  } finally {
    await sessions.close(token);
    await desk.close();
  }
}

class Run {
  private readonly imports: ImportsService;
  private readonly steps: ImportSteps;

  constructor(
    private readonly desk: INestApplicationContext,
    private readonly actor: Actor,
  ) {
    this.imports = desk.get(ImportsService, { strict: false });
    this.steps = desk.get(ImportSteps, { strict: false });
  }

  async through(file: { name: string; content: Buffer; sender: string | null }, isConfirmed: boolean): Promise<number> {
    const { id } = await this.imports.upload(this.actor, file, 'id');
    await this.desk.get(ImportCheck, { strict: false }).run(id);
    const checked = await this.settled(id, 'checking');
    if (checked.state === 'failed') {
      process.stderr.write(`${checked.failure ?? checked.state}\n`);
      return 1;
    }
    await this.print(checked);
    if (!isConfirmed) {
      await this.steps.cancel(this.actor, id);
      process.stdout.write('Tidak ada yang ditulis; tambahkan --confirm / nothing was written; add --confirm\n');
      return 0;
    }
    await this.steps.confirm(this.actor, id, 'valid');
    await this.desk.get(ImportWrite, { strict: false }).run(id);
    const done = await this.settled(id, 'importing');
    process.stdout.write(`${done.state}: ${sums(done)}\n`);
    return done.state === 'done' ? 0 : 1;
  }

  /** A worker of the office may have taken the work over; then it is waited for. */
  private async settled(id: string, moving: ImportView['state']): Promise<ImportView> {
    for (;;) {
      const view = await this.page(id);
      if (view.state !== moving) return view;
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async print(first: ImportView): Promise<void> {
    const columns = first.columns.map(({ header, field }) => `${header} → ${field ?? '–'}`);
    process.stdout.write(`${first.fileName}: ${sums(first)}\n${columns.join(', ')}\n`);
    for (let view = first; ; view = await this.page(first.id, view.next ?? undefined)) {
      const coded = view.rows.filter((row) => row.codes.length > 0);
      for (const { sheetRow, outcome, cells } of coded) {
        for (const { address, found, hint, code } of cells)
          if (code !== null) process.stdout.write(`baris ${sheetRow}\t${outcome}\t${code}\t${address}\t${found}\t${hint}\n`);
      }
      if (view.next === null || coded.length < view.rows.length) return;
    }
  }

  private page(id: string, after?: string): Promise<ImportView> {
    return this.imports.get(this.actor, id, { after, limit: PAGE_ROWS }, 'id');
  }
}

function sums({ counts }: ImportView): string {
  return `${counts.rows} baris / rows: ${counts.new} baru / new, ${counts.updated} diperbarui / updated, ${counts.unchanged} tetap / unchanged, ${counts.rejected} ditolak / rejected, ${counts.warned} peringatan / warned`;
}

/** A session in the name of a user, by whoever owns the database. @returns its token, or null when there is no such user */
async function openSession(settings: Settings, username: string): Promise<string | null> {
  const token = randomBytes(32).toString('base64url');
  const owner = new pg.Client(settings.ownerUrl);
  await owner.connect();
  try {
    const { rowCount } = await owner.query(
      `INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds)
       SELECT $1, u.id, 'bearer', now() + interval '${SESSION}', 7200
         FROM auth.app_user u
        WHERE u.username = $2 AND u.is_active`,
      [createHash('sha256').update(token).digest(), username],
    );
    return rowCount === 1 ? token : null;
  } finally {
    await owner.end();
  }
}
