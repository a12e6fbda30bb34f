import { withQuery } from '../../api/client.js';
import type { Me } from '../../api/types.js';

const PROVINCE = '74';

/** Whose figures somebody sees first; null for a training centre, which has the area in which it stands. */
export function ownArea(me: Me): string | null {
  return me.trainingCenterId ? null : (me.area?.code ?? PROVINCE);
}

/** Where the figures of an area and month are asked for. */
export function dashboardPath(area: string, period: string): string {
  return withQuery(`/dashboards/areas/${area}`, { period });
}
