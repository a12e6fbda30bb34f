import { answerIn, readAhead } from './api/client.js';
import type { Me } from './api/types.js';
import { dashboardPath, ownArea } from './pages/dashboard/own-area.js';
import { storedLanguage } from './stored-language.js';

/** On a slow line the scripts of the office need seconds. What the first screen shows is asked for before they have come, and
 *  so is the code of a page on which people begin: its reading then finds the answer, or the rest of the way to it. */
export function askAhead(): void {
  const code = storedLanguage();
  answerIn(code);
  if (code === 'en') void import('./words/first.en.js').catch(() => undefined);
  const { pathname, search } = location;
  if (pathname === '/masuk') return;
  if (pathname === '/dasbor') void import('./pages/dashboard.page.js').catch(() => undefined);
  void readAhead<Me>('/session').then((me) => {
    if (me) for (const path of pathsOf(me, pathname, new URLSearchParams(search))) void readAhead(path);
  });
}

/** Exactly the addresses that the pages ask for themselves; one that differs would only be asked for twice. */
function pathsOf(me: Me, pathname: string, search: URLSearchParams): string[] {
  if (pathname === '/') {
    return ['/home', ...(me.actions.includes('notice.list') ? ['/notices?limit=4'] : [])];
  }
  const area = ownArea(me);
  if (pathname !== '/dasbor' || !area || !me.actions.includes('dashboard.view')) return [];
  return [dashboardPath(area, search.get('period') ?? me.today.slice(0, 7))];
}
