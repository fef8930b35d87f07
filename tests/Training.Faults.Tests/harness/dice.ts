// Numbers that look thrown and are the same for the same seed (mulberry32).
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
    for (let n = 0; n < 8; n++) this.next();
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** One of these, each as often as its weight says. */
  weighted<T>(of: readonly (readonly [number, T])[]): T {
    let rest = this.next() * of.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of of) if ((rest -= weight) < 0) return value;
    return of[of.length - 1]![1];
  }

  fork(): Dice {
    return new Dice(Math.floor(this.next() * 4294967296));
  }
}
