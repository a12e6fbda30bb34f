// One process at a time, on one machine. Node built-ins only.
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` while holding `file`, a hard link that names our process; a lock whose holder is gone is taken over.
 *  @throws Error when a living process holds it for longer than `withinMs` */
export async function withLock(file, work, withinMs = 90_000) {
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    const since = Date.now();
    for (;;) {
      try {
        fs.linkSync(mine, file);
        break;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
        const holder = Number(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : 0);
        if (!isAlive(holder)) fs.rmSync(file, { force: true });
        else if (Date.now() - since > withinMs) throw new Error(`${file} dipegang proses / is held by process ${holder}`);
        else await sleep(50);
      }
    }
    try {
      return await work();
    } finally {
      fs.rmSync(file, { force: true });
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Is this process running? A zombie is not. */
export function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
