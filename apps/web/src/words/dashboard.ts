import { useLanguage } from '../language.js';

import { dashboard as dashboardEn } from './dashboard.en.js';
import { dashboard as dashboardId } from './dashboard.id.js';
import type { FirstWords } from './first.id.js';

/** Words of the first screens and of the dashboard, on which many begin: it does not wait for all the others. */
export function useDashboardWords(): FirstWords & typeof dashboardId {
  const { code, words } = useLanguage();
  return code === 'en' ? { ...words, ...dashboardEn } : { ...words, ...dashboardId };
}
