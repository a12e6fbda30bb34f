/** Chance with a seed: the same office every time, so that a screenshot, a test and a bug report speak of the same people. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to sides − 1. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  between(least: number, most: number): number {
    return least + this.roll(most - least + 1);
  }

  percent(share: number): boolean {
    return this.roll(100) < share;
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.roll(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  /** One of the entries, by weight. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T {
    let left = this.roll(entries.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [value, weight] of entries) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new Error('no weight given');
  }

  shuffled<T>(from: readonly T[]): T[] {
    const left = [...from];
    return from.flatMap(() => left.splice(this.roll(left.length), 1));
  }

  /** An id in the form of a UUIDv7 of that day, so that lists show the newest first. */
  id(day: string): string {
    const hex = (digits: number): string => Array.from({ length: digits }, () => this.roll(16).toString(16)).join('');
    const moment = (Date.parse(`${day}T01:00:00Z`) + this.roll(8 * 3_600_000)).toString(16).padStart(12, '0');
    return `${moment.slice(0, 8)}-${moment.slice(8)}-7${hex(3)}-${(8 + this.roll(4)).toString(16)}${hex(3)}-${hex(12)}`;
  }
}
