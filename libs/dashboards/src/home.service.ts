import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor } from '#libs/access';
import { Clock } from '#libs/platform';

import { HOME_OF_ROLE, homeCounts, type HomeCode } from './home-counts.query.js';

export type Tone = 'urgent' | 'attention' | 'calm';

/** One count of open work, and the page that lists exactly what was counted. */
export interface HomeCount {
  readonly code: HomeCode;
  readonly count: number;
  /** Calm when there is nothing to do. */
  readonly tone: Tone;
  readonly href: string;
}

export interface HomeView {
  readonly items: readonly HomeCount[];
  readonly today: string;
}

const PAGES = {
  documents_waiting: { tone: 'attention', href: '/verifikasi' },
  identity_mismatches: { tone: 'attention', href: '/verifikasi?tampil=beda' },
  duplicates_open: { tone: 'attention', href: '/ganda' },
  departures_at_risk: { tone: 'urgent', href: '/cpmi?departure=at_risk' },
  candidates_stalled: { tone: 'attention', href: '/cpmi?stalled=true' },
  reminders_open: { tone: 'attention', href: '/pengingat' },
  handovers_waiting: { tone: 'urgent', href: '/serah-terima' },
  imports_open: { tone: 'attention', href: '/impor' },
  batches_without_result: { tone: 'urgent', href: '/pelatihan?filter=without_result' },
  batches_low_fill: { tone: 'attention', href: '/pelatihan?filter=low_fill' },
  commitments_overdue: { tone: 'urgent', href: '/kemitraan?bagian=komitmen&filter=overdue' },
  commitments_due: { tone: 'attention', href: '/kemitraan?bagian=komitmen&filter=due' },
  agreements_expiring: { tone: 'attention', href: '/kemitraan?bagian=kesepakatan&filter=expiring' },
  registration_drafts: { tone: 'calm', href: '/cpmi/baru' },
} as const satisfies Record<HomeCode, { tone: Tone; href: string }>;

/** "What needs me today": the counts of the caller's role in the caller's scope, in one statement. */
@Injectable()
export class HomeService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Problem not-authenticated, unavailable */
  async home(actor: Actor): Promise<HomeView> {
    const today = this.clock.today();
    const [counts] = await this.access.read(actor, 'home.view', (rows) =>
      rows.query<Record<HomeCode, number>>(homeCounts(actor.role), [today]),
    );
    const items = HOME_OF_ROLE[actor.role].map((code: HomeCode): HomeCount => {
      const count = counts?.[code] ?? 0;
      return { code, count, tone: count > 0 ? PAGES[code].tone : 'calm', href: PAGES[code].href };
    });
    return { items, today };
  }
}
