// Below the drafts' prefix, so that it leaves with the person who signs out; ids only, never a name.
const KEY = 'sinergi.draft.recent';
const MOST = 8;

/** People whose file was opened in this tab, the latest first. */
export function recentPeople(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberPerson(id: string): void {
  sessionStorage.setItem(KEY, JSON.stringify([id, ...recentPeople().filter((known) => known !== id)].slice(0, MOST)));
}
