/** How quickly bytes go, over the last seconds: a line that has come back is not judged by the time it was gone. */
export class Pace {
  private readonly seen: { at: number; bytes: number }[] = [];

  constructor(private readonly seconds = 10) {}

  add(bytes: number, at: number): void {
    const last = this.seen[this.seen.length - 1];
    if (last && (bytes < last.bytes || at - last.at > this.seconds * 1000)) this.seen.length = 0;
    this.seen.push({ at, bytes });
    while (this.seen.length > 2 && at - this.seen[0]!.at > this.seconds * 1000) this.seen.shift();
  }

  /** Bytes a second; 0 while nobody can tell. */
  get now(): number {
    const [first, last] = [this.seen[0], this.seen[this.seen.length - 1]];
    return first && last && last.at > first.at ? ((last.bytes - first.bytes) * 1000) / (last.at - first.at) : 0;
  }
}
