import type { Access, Rows } from '#libs/access';
import { EDITION } from '#libs/rulebook';

import { currentCases, papersOf } from './case.query.js';
import { answerOf, isOtherThanStored } from './checklist-refresh.js';
import { beginSweep, pageAfter, passPage, type SweepPage } from './sweep.query.js';

const PAGE_PEOPLE = 500;
const UNAUDITED = { audited: false };

interface JudgedPage extends SweepPage {
  /** Those whose stored checklist is not what the rules in force say. */
  readonly others: readonly string[];
}

/** Looks at every open checklist once more after the rules changed, in the order of the people, and marks whose answer is another
 *  one; the others cost no writing at all. Each page is read while the one before it is judged. One row tells how far it has come,
 *  so that a worker that was stopped or killed goes on there. Whoever changes a file meanwhile marks it, as always. */
export class ChecklistSweep {
  private next: Promise<JudgedPage> | null = null;

  private constructor(
    private readonly access: Access,
    private from: string | null,
  ) {}

  static async of(access: Access): Promise<ChecklistSweep> {
    return new ChecklistSweep(access, await access.system('checklist.sweep', (rows) => beginSweep(rows, EDITION), UNAUDITED));
  }

  /** Looks at some people more. @returns how many, and how many of them were marked; null when everybody has been looked at */
  async go(): Promise<{ readonly seen: number; readonly marked: number } | null> {
    if (this.from === null) return null;
    const page = await (this.next ?? this.judge(this.from));
    this.from = page.isLast ? null : (page.candidateIds.at(-1) ?? null);
    this.next = this.from === null ? null : this.judge(this.from);
    // Nobody waits for the page ahead while this one is written; what goes wrong there is heard when its turn comes.
    this.next?.catch(() => undefined);
    const isOurs = await this.access.system('checklist.sweep', (rows) => passPage(rows, EDITION, page, page.others), UNAUDITED);
    if (!isOurs) this.from = null;
    return isOurs ? { seen: page.candidateIds.length, marked: page.others.length } : null;
  }

  /** Lets go of the page ahead, which nobody will look at. */
  async leave(): Promise<void> {
    await this.next?.catch(() => undefined);
  }

  private judge(from: string): Promise<JudgedPage> {
    return this.access.system('checklist.sweep', (rows) => judgedPage(rows, from), UNAUDITED);
  }
}

async function judgedPage(rows: Rows, from: string): Promise<JudgedPage> {
  const page = await pageAfter(rows, from, PAGE_PEOPLE);
  const [cases, papers] = await Promise.all([currentCases(rows, page.candidateIds), papersOf(rows, page.candidateIds)]);
  const others = cases
    .filter((one) => isOtherThanStored(answerOf(one, papers.of(one.candidateId), rows.today)))
    .map(({ candidateId }) => candidateId);
  return { ...page, others };
}
