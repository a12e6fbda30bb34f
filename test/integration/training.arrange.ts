import { randomUUID } from 'node:crypto';

import { newId } from '#libs/platform';
import type { BatchView, EnrolmentView } from '#libs/training';

import { CENTERS, type Person } from '../support/cast.js';
import type { Answer } from '../support/client.js';
import type { House } from '../support/house.js';

/** What a refusal of the training routes may carry. */
export interface Refusal {
  readonly type: string;
  readonly detail?: string;
  readonly waitingPosition?: number;
  readonly existingId?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Seats as the rows say, and as the batch counts them. */
interface Seats {
  readonly main: number;
  readonly reserve: number;
  readonly waiting: number;
  readonly taken: number;
  readonly reserves: number;
  readonly queued: number;
}

/** Sets up classes and people for the tests of training, and takes the usual steps. */
export class Training {
  private programId = '';

  constructor(private readonly house: House) {}

  async open(): Promise<void> {
    this.programId = await this.program('wayan');
  }

  async program(person: Person): Promise<string> {
    const body = { code: `LAS-${randomUUID().slice(0, 8)}`, title: 'Juru Las SMAW 3G', vocationalField: 'Teknik Las', lessonHours: 260 };
    return made(await this.house.as(person).post<{ id: string }>('/training-programs', body)).id;
  }

  /** A class of two with one reserve that began on 5 January, unless told otherwise. */
  async batch(facts: object = {}, person: Person = 'wayan'): Promise<BatchView> {
    const usual = {
      name: 'Angkatan I/2026',
      startsOn: '2026-01-05',
      endsOn: '2026-02-13',
      capacity: 2,
      reserveSeats: 1,
      fundingSource: 'apbd_kabupaten',
    };
    return made(
      await this.house.as(person).post<BatchView>('/training-batches', { trainingProgramId: this.programId, ...usual, ...facts }),
    );
  }

  async batchNow(id: string): Promise<BatchView> {
    return (await this.house.as('wayan').get<BatchView>(`/training-batches/${id}`)).body;
  }

  change<T = BatchView>({ id, version }: Versioned, body: object): Promise<Answer<T>> {
    return this.house.as('wayan').patch<T>(`/training-batches/${id}`, body, { version });
  }

  /** People of a village, known to the centre of Bombana or not. */
  async people(count: number, { areaCode = '74.06.04', known = true } = {}): Promise<string[]> {
    const ids = Array.from({ length: count }, newId);
    await this.house.sql(
      `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
       SELECT id, 'Peserta ' || n, 'peserta ' || n, $2, 'form', id FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, n)`,
      [ids, areaCode],
    );
    if (known)
      await this.house.sql(`INSERT INTO participant (training_center_id, candidate_id) SELECT $1, unnest($2::uuid[])`, [
        CENTERS.bombana.id,
        ids,
      ]);
    return ids;
  }

  async somebody(areaCode = '74.06.04'): Promise<string> {
    const [id] = await this.people(1, { areaCode });
    if (!id) throw new Error('nobody');
    return id;
  }

  enrol<T = EnrolmentView>(person: Person, batchId: string, candidateId: string, acceptWaiting = false): Promise<Answer<T>> {
    return this.house
      .as(person)
      .post<T>(`/training-batches/${batchId}/enrolments`, { candidateId, ...(acceptWaiting && { acceptWaiting }) });
  }

  async seated(person: Person, batchId: string, candidateId: string): Promise<EnrolmentView> {
    return made(await this.enrol(person, batchId, candidateId, true));
  }

  drop<T = EnrolmentView>(
    person: Person,
    { id, version }: Versioned,
    body: object = { reason: 'Bekerja di kota lain' },
  ): Promise<Answer<T>> {
    return this.house.as(person).post<T>(`/enrolments/${id}/drop`, body, { version });
  }

  record<T = EnrolmentView>(person: Person, { id, version }: Versioned, body: object): Promise<Answer<T>> {
    return this.house.as(person).post<T>(`/enrolments/${id}/result`, body, { version });
  }

  withdraw<T = EnrolmentView>({ id, version }: Versioned, reason: string): Promise<Answer<T>> {
    return this.house.as('wayan').post<T>(`/enrolments/${id}/withdraw-result`, { reason }, { version });
  }

  async roster(batchId: string, person: Person = 'wayan'): Promise<readonly EnrolmentView[]> {
    return (await this.house.as(person).get<{ items: EnrolmentView[] }>(`/training-batches/${batchId}/enrolments`)).body.items;
  }

  /** Who sits where, in the order of the roster. */
  async places(batchId: string, person: Person = 'wayan'): Promise<[string, string][]> {
    return (await this.roster(batchId, person)).map(({ candidate, seat }) => [candidate.id, seat]);
  }

  async seats(batchId: string): Promise<Seats> {
    const [seats] = await this.house.sql<Seats>(
      `SELECT count(e.id) FILTER (WHERE e.seat = 'main') AS main, count(e.id) FILTER (WHERE e.seat = 'reserve') AS reserve,
              count(e.id) FILTER (WHERE e.seat = 'waiting') AS waiting, b.seats_taken AS taken, b.reserves_taken AS reserves, b.waiting AS queued
         FROM training_batch b LEFT JOIN enrolment e ON e.training_batch_id = b.id
        WHERE b.id = $1 GROUP BY b.id`,
      [batchId],
    );
    if (!seats) throw new Error('no such batch');
    return seats;
  }
}

function made<T>({ status, body }: Answer<T>): T {
  if (status !== 201) throw new Error(`not made: ${status} ${JSON.stringify(body)}`);
  return body;
}
