import assert from "node:assert/strict";
import { test } from "node:test";
import { readExif } from "../src/lib/exif";

/** A little-endian block after what a JPEG begins with: time and place, each in a directory of its own. */
function photo(wall: string, offset?: string, ref = ["N", "E"]): Uint8Array {
  const bytes = new Uint8Array(600);
  const view = new DataView(bytes.buffer);
  const at = 20;
  const text = (where: number, words: string) => [...words].forEach((c, n) => view.setUint8(at + where + n, c.charCodeAt(0)));
  const entry = (where: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at + where, tag, true);
    view.setUint16(at + where + 2, type, true);
    view.setUint32(at + where + 4, count, true);
    view.setUint32(at + where + 8, value, true);
  };
  [0xff, 0xd8, 0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0x01].forEach((b, n) => view.setUint8(n, b));
  text(-6, "Exif\0\0");
  text(0, "II*\0");
  view.setUint32(at + 4, 8, true);
  view.setUint16(at + 8, 2, true);
  entry(10, 0x8769, 4, 1, 100);
  entry(22, 0x8825, 4, 1, 200);
  view.setUint16(at + 100, offset === undefined ? 1 : 2, true);
  entry(102, 0x9003, 2, 20, 150);
  if (offset !== undefined) entry(114, 0x9011, 2, 7, 175);
  text(150, wall);
  text(175, offset ?? "");
  view.setUint16(at + 200, 4, true);
  entry(202, 1, 2, 2, ref[0]!.charCodeAt(0));
  entry(214, 2, 5, 3, 300);
  entry(226, 3, 2, 2, ref[1]!.charCodeAt(0));
  entry(238, 4, 5, 3, 330);
  [35, 1, 54, 1, 7, 1].forEach((n, i) => view.setUint32(at + 300 + i * 4, n, true));
  [115, 1, 6, 1, 2700, 100].forEach((n, i) => view.setUint32(at + 330 + i * 4, n, true));
  return bytes;
}

test("time and place are read, and a wall time is Shanghai's", () => {
  const notes = readExif(photo("2026:11:18 09:41:07"));
  assert.equal(notes.takenAt, "2026-11-18T01:41:07.000Z");
  assert.ok(Math.abs(notes.lat! - 35.901944) < 1e-5 && Math.abs(notes.lon! - 115.1075) < 1e-5);
});

test("a zone beside the time is believed; south and west are negative", () => {
  assert.equal(readExif(photo("2026:11:18 09:41:07", "+09:00")).takenAt, "2026-11-18T00:41:07.000Z");
  const notes = readExif(photo("2026:11:18 09:41:07", undefined, ["S", "W"]));
  assert.ok(notes.lat! < 0 && notes.lon! < 0);
});

test("what was cut off or garbled tells nothing and throws nothing", () => {
  const whole = photo("2026:11:18 09:41:07", "+08:00");
  for (let length = 0; length < whole.length; length++) readExif(whole.slice(0, length));
  for (let n = 14; n < whole.length; n++) readExif(whole.map((b, i) => (i === n ? 0xff : b)));
  assert.deepEqual(readExif(new Uint8Array()), {});
  assert.equal(readExif(photo("0000:00:00 00:00:00")).takenAt, undefined);
});
