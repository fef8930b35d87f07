// Time and place that a camera wrote beside a picture (EXIF 2.32), read before the phone makes the picture smaller and so loses them.
// The block is found by its mark, in JPEG and HEIC alike; what does not fit is left out.

export interface PhotoNotes {
  /** ISO in UTC. A wall time without a zone is Shanghai's. */
  takenAt?: string;
  lat?: number;
  lon?: number;
}

/** As many leading bytes as are looked through. */
export const headLength = 1 << 20;

const mark = [0x45, 0x78, 0x69, 0x66, 0, 0];
const mostEntries = 200;

export function readExif(head: Uint8Array): PhotoNotes {
  for (let at = find(head, 0); at >= 0; at = find(head, at)) {
    const block = new Block(new DataView(head.buffer, head.byteOffset + at, head.byteLength - at));
    if (block.isOne) return block.notes();
  }
  return {};
}

/** Where the next block begins, after its mark; -1 for none. */
function find(head: Uint8Array, from: number): number {
  for (let at = head.indexOf(mark[0]!, from); at >= 0; at = head.indexOf(mark[0]!, at + 1)) {
    if (mark.every((byte, n) => head[at + n] === byte)) return at + mark.length;
  }
  return -1;
}

class Block {
  readonly isOne: boolean;
  private readonly little: boolean;

  constructor(private readonly view: DataView) {
    const order = view.byteLength < 8 ? 0 : view.getUint16(0);
    this.little = order === 0x4949;
    this.isOne = (this.little || order === 0x4d4d) && this.short(2) === 42;
  }

  notes(): PhotoNotes {
    const main = this.directory(this.long(4));
    const shot = this.directory(this.pointer(main, 0x8769));
    const spot = this.directory(this.pointer(main, 0x8825));
    const original = this.text(shot, 0x9003);
    const takenAt = original === undefined
      ? instant(this.text(shot, 0x9004), this.text(shot, 0x9012))
      : instant(original, this.text(shot, 0x9011));
    const lat = this.degrees(spot, 2, this.text(spot, 1) === "S");
    const lon = this.degrees(spot, 4, this.text(spot, 3) === "W");
    const isPlace = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
    return { ...(takenAt === undefined ? {} : { takenAt }), ...(isPlace ? { lat, lon } : {}) };
  }

  /** By tag, where each entry of 12 bytes begins. */
  private directory(at: number | undefined): Map<number, number> {
    const count = at === undefined || at < 8 ? undefined : this.short(at);
    const entries = new Map<number, number>();
    if (count === undefined || count > mostEntries) return entries;
    for (let n = 0; n < count; n++) {
      const entry = at! + 2 + n * 12;
      const tag = entry + 12 <= this.view.byteLength ? this.short(entry) : undefined;
      if (tag !== undefined && !entries.has(tag)) entries.set(tag, entry);
    }
    return entries;
  }

  private pointer(directory: Map<number, number>, tag: number): number | undefined {
    const entry = directory.get(tag);
    return entry === undefined ? undefined : this.long(entry + 8);
  }

  private text(directory: Map<number, number>, tag: number): string | undefined {
    const entry = directory.get(tag);
    if (entry === undefined || this.short(entry + 2) !== 2) return undefined;
    const count = Math.min(this.long(entry + 4)!, 64);
    const from = count <= 4 ? entry + 8 : this.long(entry + 8)!;
    if (from + count > this.view.byteLength) return undefined;
    let text = "";
    for (let n = 0; n < count; n++) {
      const letter = this.view.getUint8(from + n);
      if (letter === 0) break;
      text += String.fromCharCode(letter);
    }
    return text.trim() || undefined;
  }

  /** Degrees, minutes and seconds, each a fraction. */
  private degrees(directory: Map<number, number>, tag: number, isNegative: boolean): number | undefined {
    const entry = directory.get(tag);
    if (entry === undefined || this.short(entry + 2) !== 5 || this.long(entry + 4) !== 3) return undefined;
    const from = this.long(entry + 8)!;
    if (from + 24 > this.view.byteLength) return undefined;
    let sum = 0;
    for (let part = 0; part < 3; part++) {
      const under = this.long(from + part * 8 + 4)!;
      if (under === 0) return undefined;
      sum += this.long(from + part * 8)! / under / 60 ** part;
    }
    return isNegative ? -sum : sum;
  }

  private short(at: number): number | undefined {
    return at + 2 <= this.view.byteLength ? this.view.getUint16(at, this.little) : undefined;
  }

  private long(at: number): number | undefined {
    return at + 4 <= this.view.byteLength ? this.view.getUint32(at, this.little) : undefined;
  }
}

function instant(wall: string | undefined, offset: string | undefined): string | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(wall ?? "");
  if (parts === null || Number(parts[1]) < 1990) return undefined;
  const zone = /^[+-](0\d|1[0-4]):[0-5]\d$/.test(offset ?? "") ? offset! : "+08:00";
  const at = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
