import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { Clock, Files } from '#libs/platform';

/** An upload that nobody went on with; an officer in the field may come back to the net the next morning. */
const STALE_UPLOAD_HOURS = 24;
const REFUSED_DAYS = 30;
/** A file may be younger than the row that will name it. */
const FILE_GRACE_MINUTES = 60;
const BATCH = 500;

/** Removes what uploads and crashes left behind, so that every file has its row. */
@Injectable()
export class ScanSweep {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Files) private readonly files: Files,
  ) {}

  /** @returns how many uploads and files went. @param graceMinutes how old a file without a row must be */
  async run(graceMinutes = FILE_GRACE_MINUTES): Promise<number> {
    return (await this.dropStale()) + (await this.dropOrphans(graceMinutes));
  }

  // Their files become orphans here and go below, or with the next run once they are old enough.
  private dropStale(): Promise<number> {
    return this.access.system(
      'scan.sweep',
      async (rows) => {
        const dropped = await rows.query(
          `DELETE FROM scan
            WHERE (state = 'uploading' AND touched_at < now() - make_interval(hours => $1))
               OR (state = 'refused' AND checked_at < now() - make_interval(days => $2))
           RETURNING id`,
          [STALE_UPLOAD_HOURS, REFUSED_DAYS],
        );
        return dropped.length;
      },
      { audited: false },
    );
  }

  private async dropOrphans(graceMinutes: number): Promise<number> {
    const before = this.clock.now().getTime() - graceMinutes * 60_000;
    let removed = 0;
    let old: string[] = [];
    for await (const file of this.files.list()) {
      if (file.changedAt.getTime() > before) continue;
      if (!file.isWhole) {
        await this.files.removeHalf(file.name);
        removed += 1;
        continue;
      }
      old.push(file.name);
      if (old.length < BATCH) continue;
      removed += await this.dropUnnamed(old);
      old = [];
    }
    return removed + (await this.dropUnnamed(old));
  }

  private async dropUnnamed(names: readonly string[]): Promise<number> {
    const ids = names.filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name));
    if (ids.length === 0) return 0;
    const named = await this.access.system(
      'scan.sweep',
      (rows) => rows.query<{ id: string }>(`SELECT id FROM scan_file WHERE id = ANY ($1::uuid[])`, [ids]),
      { audited: false },
    );
    const known = new Set(named.map(({ id }) => id));
    const orphans = ids.filter((id) => !known.has(id));
    await this.files.remove(orphans);
    return orphans.length;
  }
}
