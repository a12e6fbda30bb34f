import { spawnSync } from 'node:child_process';

import { DEWI } from '../support/cast.js';
import { openHouse } from '../support/house.js';
import { AppProcess, freePort, untilReady } from '../support/processes.js';

interface FileSeen {
  readonly id: string;
  readonly birthDate: string;
  readonly createdAt: string;
  readonly cycle: { readonly stageSince: string };
}

/** Asks the office's clock for the day of every minute of two days around the midnights of WITA, Greenwich and the year's end. */
const EVERY_MINUTE = `
  import { Clock } from './dist/libs/platform/src/index.js';
  const start = Date.parse('2026-12-31T00:00:00+08:00');
  let moment = start;
  class MovedClock extends Clock { now() { return new Date(moment); } }
  const clock = new MovedClock();
  const wrong = { ours: [], naive: 0, local: 0 };
  for (let minute = 0; minute < 2 * 24 * 60; minute += 1) {
    moment = start + minute * 60_000;
    const expected = minute < 1440 ? '2026-12-31' : '2027-01-01';
    const time = String(Math.floor(minute / 60) % 24).padStart(2, '0') + ':' + String(minute % 60).padStart(2, '0');
    if (clock.today() !== expected || clock.timeOfDay() !== time) wrong.ours.push(new Date(moment).toISOString() + ' ' + clock.today() + ' ' + clock.timeOfDay());
    if (new Date(moment).toISOString().slice(0, 10) !== expected) wrong.naive += 1;
    const local = new Date(moment);
    if (local.getDate() !== (minute < 1440 ? 31 : 1)) wrong.local += 1;
  }
  console.log(JSON.stringify(wrong));`;

test.each(['America/New_York', 'Asia/Jakarta', 'Pacific/Kiritimati'])(
  'a machine that lives in %s knows the day of the office in every minute of two days',
  (zone) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', EVERY_MINUTE], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const wrong = JSON.parse(stdout);
    expect(wrong.ours).toEqual([]);
    // Negative controls: the first ten letters of the UTC moment are wrong for a third of each day; the machine's own day is wrong elsewhere.
    expect(wrong.naive).toBe(2 * 8 * 60);
    expect(wrong.local).toBeGreaterThan(zone === 'Asia/Jakarta' ? 100 : 400);
  },
);

test('an API that runs in New York beside a database set to Honolulu keeps days as they are written, and its today is that of the office', async () => {
  const house = await openHouse();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { SINERGI_TODAY: _fixed, ...env } = process.env;
  await house.sql(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Pacific/Honolulu''', current_database()); END $$`);
  const api = new AppProcess('api', { ...env, TZ: 'America/New_York', PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' });
  api.start();
  try {
    await untilReady(url, api);
    const headers = { authorization: `Bearer ${house.as('sari').token}`, 'content-type': 'application/json' };
    const officeDay = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const before = officeDay();
    const me: { today: string } = JSON.parse(await (await fetch(`${url}/api/v1/session`, { headers })).text());
    const after = officeDay();
    expect([before, after]).toContain(me.today);
    const body = JSON.stringify({ ...DEWI, scheme: 'ssw', destinationCountry: 'JP', plannedDepartureOn: '2027-03-01' });
    const file: FileSeen = JSON.parse(await (await fetch(`${url}/api/v1/candidates`, { method: 'POST', headers, body })).text());
    expect(file).toMatchObject({ birthDate: DEWI.birthDate, cycle: { plannedDepartureOn: '2027-03-01' } });
    expect([before, officeDay()]).toContain(file.cycle.stageSince);
    expect(Math.abs(Date.parse(file.createdAt) - Date.now())).toBeLessThan(60_000);
    const read = await (await fetch(`${url}/api/v1/candidates/${file.id}`, { headers })).json();
    expect(read).toEqual(file);
    const list: { items: object[] } = JSON.parse(await (await fetch(`${url}/api/v1/candidates`, { headers })).text());
    expect(list.items[0]).toMatchObject({ plannedDepartureOn: '2027-03-01', daysInStage: 0 });
    for (const zone of ['America/New_York', 'UTC', 'Pacific/Kiritimati']) {
      const [inSql] = await house.sql<{ today: string }>(`SELECT auth.today()::text AS today FROM set_config('timezone', $1, true)`, [
        zone,
      ]);
      expect([before, officeDay()]).toContain(inSql?.today);
    }
  } finally {
    await api.stop();
    await house.close();
  }
});
