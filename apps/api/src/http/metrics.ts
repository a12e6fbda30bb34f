import http from 'node:http';

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { Access } from '#libs/access';
import { LOGGER, type Logger } from '#libs/platform';

interface Depth {
  readonly waiting: number;
  readonly oldest_seconds: number;
}

interface Lateness {
  readonly clock: string;
  readonly late_seconds: number;
}

const OUTBOX = `
  SELECT count(*) AS waiting, coalesce(ceil(extract(epoch FROM now() - min(o.due_at))), 0)::integer AS oldest_seconds
    FROM outbox o WHERE o.done_at IS NULL AND o.due_at <= now()`;
const CLOCKS = `
  SELECT c.clock, greatest(ceil(extract(epoch FROM now() - c.late_after)), 0)::integer AS late_seconds FROM clock_run c ORDER BY c.clock`;

/** Counts what this process answered, and serves it with the depth of the outbox and the lateness of the clocks in the text
 *  format of Prometheus, on a port of its own that no proxy leads to. Routes are patterns: no id and no person in a label. */
export function serveMetrics(api: NestFastifyApplication, host: string, port: number): void {
  const server = api.getHttpAdapter().getInstance();
  const requests = new Map<string, number>();
  let seconds = 0;
  server.addHook('onResponse', async (request, reply) => {
    const labels = `method="${request.method}",route="${request.routeOptions.url ?? 'unknown'}",status="${reply.statusCode}"`;
    requests.set(labels, (requests.get(labels) ?? 0) + 1);
    seconds += reply.elapsedTime / 1000;
  });
  const listener = http.createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    measured(api.get(Access), requests, seconds).then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      (error: unknown) => {
        api.get<Logger>(LOGGER).warn({ error: String(error) }, 'metrics');
        response.writeHead(503).end();
      },
    );
  });
  server.addHook('onListen', async () => void listener.listen(port, host));
  server.addHook('onClose', async () => void listener.close());
}

async function measured(access: Access, requests: ReadonlyMap<string, number>, seconds: number): Promise<string> {
  const [[outbox], clocks] = await access.system(
    'metrics.read',
    (rows) => Promise.all([rows.query<Depth>(OUTBOX), rows.query<Lateness>(CLOCKS)]),
    { audited: false },
  );
  const answered = [...requests].map(([labels, count]) => `{${labels}} ${count}`);
  const failed = [...requests].reduce((sum, [labels, count]) => sum + (/status="5\d\d"/.test(labels) ? count : 0), 0);
  return [
    ...family('sinergi_requests_total', 'counter', 'Answers by route pattern and status', answered),
    ...family('sinergi_request_seconds_total', 'counter', 'Time spent on all answers', [` ${seconds.toFixed(3)}`]),
    ...family('sinergi_failures_total', 'counter', 'Answers with a status of 500 or more', [` ${failed}`]),
    ...family('sinergi_outbox_waiting', 'gauge', 'Work that is due and not done', [` ${outbox?.waiting ?? 0}`]),
    ...family('sinergi_outbox_oldest_seconds', 'gauge', 'How long the oldest due work waits', [` ${outbox?.oldest_seconds ?? 0}`]),
    ...family(
      'sinergi_clock_late_seconds',
      'gauge',
      'How long a clock is overdue; 0 is in time',
      clocks.map(({ clock, late_seconds }) => `{clock="${clock}"} ${late_seconds}`),
    ),
    '',
  ].join('\n');
}

function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly string[]): string[] {
  return [`# HELP ${name} ${help}.`, `# TYPE ${name} ${type}`, ...samples.map((sample) => `${name}${sample}`)];
}
