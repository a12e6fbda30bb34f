import { newId } from '#libs/platform';
import type { EnrolmentView } from '#libs/training';

import { CENTERS, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { Training, type Refusal } from './training.arrange.js';

let house: House;
let training: Training;

beforeAll(async () => {
  house = await openHouse();
  training = new Training(house);
  await training.open();
});
afterAll(() => house.close());

describe('when a hundred people are enrolled at the same moment', () => {
  const clerks: readonly Person[] = ['sari', 'hasan', 'ningsih', 'wayan'];
  const allAtOnce = (batchId: string, candidates: readonly string[], acceptWaiting: boolean) =>
    Promise.all(
      candidates.map((candidateId, i) =>
        training.enrol<EnrolmentView & Refusal>(clerks[i % clerks.length] ?? 'sari', batchId, candidateId, acceptWaiting),
      ),
    );

  test.each([1, 2, 3])('exactly 20 get a seat, 2 a reserve seat, and 78 are told the place they would wait at (round %i)', async () => {
    const { id } = await training.batch({ capacity: 20, reserveSeats: 2 });
    const answers = await allAtOnce(id, await training.people(100), false);
    const given = answers.filter(({ status }) => status === 201).map(({ body }) => body.seat);
    expect(given.filter((seat) => seat === 'main')).toHaveLength(20);
    expect(given.filter((seat) => seat === 'reserve')).toHaveLength(2);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(78);
    for (const { body } of refused) expect(body).toMatchObject({ type: '/problems/batch-full', waitingPosition: 1 });
    expect(await training.seats(id)).toEqual({ main: 20, reserve: 2, waiting: 0, taken: 20, reserves: 2, queued: 0 });
  });

  test('those who accept to wait get the places 1 to 78, each once', async () => {
    const { id } = await training.batch({ capacity: 20, reserveSeats: 2 });
    const answers = await allAtOnce(id, await training.people(100), true);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await training.seats(id)).toEqual({ main: 20, reserve: 2, waiting: 78, taken: 20, reserves: 2, queued: 78 });
    const waiting = (await training.roster(id)).filter(({ seat }) => seat === 'waiting').map(({ queuePosition }) => queuePosition);
    expect(waiting).toEqual(Array.from({ length: 78 }, (_, i) => i + 1));
    expect(await training.batchNow(id)).toMatchObject({ seatsTaken: 20, reservesTaken: 2, waiting: 78 });
  });

  test('the same rush with "count first, then insert" oversells: this is what the lock is for', async () => {
    const { id } = await training.batch({ capacity: 20, reserveSeats: 0 });
    const queue = await training.people(100);
    const { Pool } = await import('pg');
    const pool = new Pool({ connectionString: house.databaseUrl, max: 8 });
    const naively = async (candidateId: string): Promise<void> => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rows } = await client.query(`SELECT count(*) AS taken FROM enrolment WHERE training_batch_id = $1 AND seat = 'main'`, [id]);
        await client.query('SELECT pg_sleep(0.005)');
        if (rows[0].taken < 20) {
          await client.query(
            `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by)
             VALUES ($1, $2, $3, $4, '74.06.04', 'main', 'accepted', $4)`,
            [newId(), id, CENTERS.bombana.id, candidateId],
          );
        }
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    };
    await Promise.all(queue.map(naively));
    await pool.end();
    expect((await training.seats(id)).main).toBeGreaterThan(20);
  });

  test('one person sent ten times is enrolled once, and takes one seat', async () => {
    const { id } = await training.batch({ capacity: 20 });
    const candidateId = await training.somebody();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => training.enrol<Refusal>(clerks[i % clerks.length] ?? 'sari', id, candidateId)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body.type]).toEqual([409, '/problems/already-exists']);
    expect(await training.seats(id)).toMatchObject({ main: 1, taken: 1 });
  });

  test('thirty who leave while thirty join leave no seat empty and no place counted twice', async () => {
    const { id } = await training.batch({ capacity: 20, reserveSeats: 2 });
    await Promise.all((await training.people(40)).map((candidateId) => training.seated('sari', id, candidateId)));
    const leaving = (await training.roster(id)).slice(0, 30);
    const joining = await training.people(30);
    const left = leaving.map((enrolment, i) => training.drop(clerks[i % clerks.length] ?? 'sari', enrolment));
    const joined = joining.map((candidateId, i) => training.enrol(clerks[i % clerks.length] ?? 'sari', id, candidateId, true));
    const gone = (await Promise.all(left)).filter(({ status }) => status === 200).length;
    const came = (await Promise.all(joined)).filter(({ status }) => status === 201).length;
    const seats = await training.seats(id);
    // Somebody who moved up meanwhile is refused with 412 and stays: the clerk looked at an older list.
    expect(came).toBe(30);
    expect(seats).toMatchObject({ main: 20, reserve: 2, waiting: 40 - gone + 30 - 22 });
    expect([seats.taken, seats.reserves, seats.queued]).toEqual([seats.main, seats.reserve, seats.waiting]);
  });
});
