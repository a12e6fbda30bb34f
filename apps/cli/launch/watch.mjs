// npm run dev: calls back when sources change, once for a burst of changes and never twice at a time.
import fs from 'node:fs';

const SETTLE_MS = 200;
const SERVER_FOLDERS = ['apps/api', 'apps/worker', 'libs'];
const WEB_FOLDER = 'apps/web';

/** @param reload called with what changed: { server, web } */
export function watchSources(reload) {
  let changed = { server: false, web: false };
  let timer = null;
  let running = false;
  const settle = async () => {
    if (running) return;
    running = true;
    const what = changed;
    changed = { server: false, web: false };
    try {
      await reload(what);
    } catch (error) {
      console.error(error.message);
    }
    running = false;
    if (changed.server || changed.web) void settle();
  };
  const note = (kind) => () => {
    changed[kind] = true;
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLE_MS);
  };
  for (const folder of SERVER_FOLDERS) fs.watch(folder, { recursive: true }, note('server'));
  fs.watch(WEB_FOLDER, { recursive: true }, note('web'));
}
