import { freePort } from '../support/processes.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let metricsPort: number;
beforeAll(async () => {
  metricsPort = await freePort();
  house = await openHouse({ listen: true, env: { METRICS_PORT: String(metricsPort) } });
});
afterAll(() => house.close());

const metrics = async (): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  return answer.text();
};
const valueOf = (text: string, name: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );

const clock = (id: string, minutesLate: number) =>
  house.sql(
    `INSERT INTO clock_run (clock, started_at, late_after) VALUES ($1, now(), now() - make_interval(mins => $2))
     ON CONFLICT (clock) DO UPDATE SET late_after = excluded.late_after`,
    [id, minutesLate],
  );

test('the office is not ready while a clock of the worker is late, says which, and is ready again by itself', async () => {
  await clock('reminder-digest', -5);
  expect((await house.nobody().get('/health/ready')).status).toBe(200);
  await clock('reminder-sweep', 30);
  const red = await house.nobody().get<{ errors: { pointer: string; detail: string }[] }>('/health/ready');
  expect(red.status).toBe(503);
  expect(red.body.errors.map(({ pointer }) => pointer)).toEqual(['/clocks/reminder-sweep']);
  expect(red.body.errors[0]?.detail).toMatch(/reminder-sweep terlambat 3[01] menit/);
  expect((await house.nobody().get('/health/live')).status).toBe(200);
  await clock('reminder-sweep', -125);
  expect((await house.nobody().get('/health/ready')).status).toBe(200);
});

test('the counters tell what was answered, by pattern and never by person, and what waits', async () => {
  await clock('reminder-sweep', 30);
  await house.sql(
    `INSERT INTO outbox (id, topic, key, payload, due_at) VALUES (gen_random_uuid(), 'uji', 'uji', '{}', now() - interval '90 seconds')`,
  );
  const id = '01900000-0000-7000-8000-0000000000ff';
  for (let times = 0; times < 3; times += 1) await house.as('sari').get(`/candidates/${id}`);
  const text = await metrics();
  expect(text).toContain('sinergi_requests_total{method="GET",route="/api/v1/candidates/:id",status="404"} 3\n');
  expect(text).not.toContain(id);
  expect(valueOf(text, 'sinergi_outbox_waiting')).toBe(1);
  expect(valueOf(text, 'sinergi_outbox_oldest_seconds')).toBeGreaterThanOrEqual(90);
  expect(text).toMatch(/sinergi_clock_late_seconds\{clock="reminder-sweep"\} 18\d\d\n/);
  expect(text).toContain('sinergi_clock_late_seconds{clock="reminder-digest"} 0\n');
  expect(valueOf(text, 'sinergi_failures_total')).toBeGreaterThanOrEqual(1);
  expect((await house.nobody().get('/metrics')).status).toBe(404);
});

test('the interface can be read as a page that loads nothing from anywhere', async () => {
  const { body, statusCode, headers } = await house.api.inject({ url: '/api/docs' });
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(body).toContain('<code><b>POST</b> /api/v1/cycles/{id}/advance</code>');
  expect(body).toContain('<section id="ProblemView">');
  expect(body).not.toMatch(/<script|src=|https?:/);
  const links = [...body.matchAll(/href="#([^"]+)"/g)].map(([, name]) => name);
  expect(links.length).toBeGreaterThan(100);
  for (const name of new Set(links)) expect(body).toContain(`<section id="${name}">`);
});
