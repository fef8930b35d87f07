// What the head of the plain film tells (ISO/IEC 14496-12): how its streams are decoded, and at which byte which second begins.

export interface Fragment { from: number; to: number; first: number; last: number }

/** `init` is what a decoder needs before any fragment; `type` names it to the browser. */
export interface FilmHead { init: Uint8Array<ArrayBuffer>; type: string; length: number; fragments: Fragment[] }

interface Box { name: string; at: number; size: number }

/** How many bytes the head takes, from its beginning; null where more of it is needed to tell, 0 of no such film. */
export function headBytes(bytes: Uint8Array): number | null {
  const boxes = boxesOf(bytes);
  const end = boxes.findIndex((box) => box.name === "moof");
  if (end >= 0) return boxes[end]!.at;
  const last = boxes[boxes.length - 1];
  if (!last || !["ftyp", "moov", "sidx", "free"].includes(last.name)) return 0;
  return last.at + last.size > bytes.length - 8 ? null : 0;
}

/** Null of whatever is no film in fragments with an index. */
export function filmHead(bytes: Uint8Array): FilmHead | null {
  const boxes = boxesOf(bytes);
  const [ftyp, moov, sidx] = ["ftyp", "moov", "sidx"].map((name) => boxes.find((box) => box.name === name));
  if (!ftyp || !moov || !sidx || sidx.at + sidx.size > bytes.length) return null;
  const fragments = fragmentsOf(bytes, sidx);
  const avc = find(bytes, "avcC", moov);
  const codecs = [...(avc < 0 ? [] : ["avc1." + [1, 2, 3].map((n) => bytes[avc + 4 + n]!.toString(16).padStart(2, "0")).join("")]), ...(find(bytes, "mp4a", moov) < 0 ? [] : ["mp4a.40.2"])];
  if (fragments.length === 0 || codecs.length === 0) return null;
  const init = new Uint8Array(ftyp.size + moov.size);
  init.set(bytes.subarray(ftyp.at, ftyp.at + ftyp.size));
  init.set(bytes.subarray(moov.at, moov.at + moov.size), ftyp.size);
  return { init, type: `${avc < 0 ? "audio" : "video"}/mp4; codecs="${codecs.join(",")}"`, length: fragments[fragments.length - 1]!.to, fragments };
}

/** The fragment that holds a second: the last one where it lies beyond the end. */
export function fragmentAt(fragments: readonly Fragment[], second: number): number {
  let found = 0;
  for (let n = 0; n < fragments.length; n++) if (fragments[n]!.from <= second) found = n;
  return found;
}

function boxesOf(bytes: Uint8Array): Box[] {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = view.getUint32(at);
    if (size < 8) break;
    boxes.push({ name: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), at, size });
    at += size;
  }
  return boxes;
}

function fragmentsOf(bytes: Uint8Array, box: Box): Fragment[] {
  const view = viewOf(bytes);
  // Version 1 has two numbers of 64 bits where version 0 has them of 32.
  const wide = bytes[box.at + 8] === 1;
  const body = box.at + (wide ? 40 : 32);
  const scale = view.getUint32(box.at + 16);
  const count = view.getUint16(body - 2);
  if (scale === 0 || box.size !== body - box.at + count * 12) return [];
  const number = (at: number) => (wide ? view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4) : view.getUint32(at));
  let ticks = number(box.at + 20);
  let first = box.at + box.size + number(box.at + (wide ? 28 : 24));
  const fragments: Fragment[] = [];
  for (let n = 0; n < count; n++) {
    const size = view.getUint32(body + n * 12) & 0x7fff_ffff;
    const length = view.getUint32(body + n * 12 + 4);
    fragments.push({ from: ticks / scale, to: (ticks + length) / scale, first, last: first + size - 1 });
    ticks += length;
    first += size;
  }
  return fragments;
}

function find(bytes: Uint8Array, name: string, within: Box): number {
  const [a, b, c, d] = [...name].map((letter) => letter.charCodeAt(0));
  for (let at = within.at; at + 4 <= within.at + within.size; at++) {
    if (bytes[at] === a && bytes[at + 1] === b && bytes[at + 2] === c && bytes[at + 3] === d) return at;
  }
  return -1;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
