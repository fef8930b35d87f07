// What a player played, as pieces of the lesson: what runs on without a jump is one piece. The server's clock decides how much of it counts.

/** A step between two looks at the player that no playing explains is a jump, in seconds of the lesson beside the clock's. */
const JUMP = 1.5;

export class Played {
  private pieces: [from: number, to: number][] = [];
  private open: { from: number; to: number; seen: number } | null = null;

  /** The player stands here and plays. */
  at(place: number, rate: number, now: number): void {
    if (!Number.isFinite(place) || place < 0) return;
    const open = this.open;
    if (open) {
      const step = place - open.to;
      if (step >= 0 && step <= ((now - open.seen) / 1000) * rate + JUMP) {
        open.to = place;
        open.seen = now;
        return;
      }
      this.stop();
    }
    this.open = { from: place, to: place, seen: now };
  }

  /** It plays no longer, jumps, or nobody can see it. */
  stop(): void {
    if (this.open && this.open.to > this.open.from) this.pieces.push([this.open.from, this.open.to]);
    this.open = null;
  }

  /** Everything since the last time, in milliseconds; what runs on begins anew where it stands. */
  take(most: number): string {
    const open = this.open;
    this.stop();
    if (open) this.open = { from: open.to, to: open.to, seen: open.seen };
    const told = this.pieces.splice(0, most);
    return told.map(([from, to]) => `${Math.round(from * 1000)}-${Math.round(to * 1000)}`).join(",");
  }

  /** What could not be told comes first the next time. */
  back(told: string): void {
    const pieces = told.split(",").filter((p) => p !== "").map((p) => p.split("-").map((ms) => Number(ms) / 1000) as [number, number]);
    this.pieces = joined([...pieces, ...this.pieces]);
  }

  get empty(): boolean {
    return this.pieces.length === 0 && (this.open === null || this.open.to === this.open.from);
  }
}

/** Pieces that follow on each other are one: a line that is away for minutes leaves few. */
function joined(pieces: [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of pieces) {
    const last = all[all.length - 1];
    if (last && Math.abs(last[1] - from) < 0.01) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}
