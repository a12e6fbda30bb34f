import autocannon from 'autocannon';

export interface Slice {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

export const CONNECTIONS = 10;

/** Calls `next()` again and again over ten connections for some seconds. @throws Error when any answer is no success */
export async function slice(url: string, headers: Readonly<Record<string, string>>, next: () => Call, seconds: number): Promise<Slice> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { ...headers },
    requests: [
      {
        setupRequest: (request) => {
          const call = next();
          return {
            ...request,
            method: call.method,
            path: call.path,
            ...(call.body !== undefined && { body: call.body, headers: { ...request.headers, 'content-type': 'application/json' } }),
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { requestsPerSecond: result.requests.average, p99Ms: result.latency.p99 };
}

type Sides = Readonly<Record<string, (seconds: number) => Promise<Slice>>>;

export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
}

// Until then the compiler of Node is at work; an office runs for weeks.
const WARM_UP_SECONDS = 4;

/** Alternates the sides, so that a change of load on the machine meets all of them; the median of each side stands. A first
 *  slice of each is not counted, and `settled` is waited for before every slice, so that no side works off what another left behind. */
export async function alternate({ rounds, seconds }: Effort, sides: Sides, settled: () => Promise<void>): Promise<Record<string, Slice>> {
  const found: Record<string, Slice[]> = {};
  for (let round = -1; round < rounds; round += 1) {
    const names = Object.keys(sides);
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      await settled();
      const one = await sides[name]?.(round < 0 ? WARM_UP_SECONDS : seconds);
      if (one && round >= 0) (found[name] ??= []).push(one);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([name, slices]) => [
      name,
      { requestsPerSecond: median(slices.map((s) => s.requestsPerSecond)), p99Ms: median(slices.map((s) => s.p99Ms)) },
    ]),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
