const WARM_UP = 5;

/** Milliseconds that each of these deeds takes. They are done in turn, so that whatever slows the machine slows all of them, in
 *  changing order, because the second of a pair finds warmer caches; told is the lower quartile, which other work on the
 *  machine moves least. Whoever compares two of them measures again before complaining: `until` does that. */
export async function pace(deeds: readonly (() => Promise<unknown>)[], rounds: number): Promise<number[]> {
  const took = deeds.map((): number[] => []);
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const order = [...deeds.entries()];
    for (const [at, deed] of round % 2 === 0 ? order : order.toReversed()) {
      const since = performance.now();
      await deed();
      if (round >= WARM_UP) took[at]?.push(performance.now() - since);
    }
  }
  return took.map((times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)] ?? 0);
}
