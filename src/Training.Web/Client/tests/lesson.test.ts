import assert from "node:assert/strict";
import { test } from "node:test";
import { filmHead, fragmentAt, headBytes } from "../src/lib/fragments";
import { kilobits } from "../src/lib/line";
import { read } from "../src/lib/story";

test("the line is measured by what took its time, not by what came out of the cache", () => {
  const fetched = (transferSize: number, responseStart: number, responseEnd: number) => ({ transferSize, responseStart, responseEnd });
  assert.equal(kilobits([]), null);
  assert.equal(kilobits([fetched(0, 0, 0), fetched(300, 100, 101), fetched(20_000, 0, 50)]), null);
  assert.equal(kilobits([fetched(18_750, 400, 900)]), 300);
  assert.equal(kilobits([fetched(18_750, 400, 900), fetched(18_750, 900, 1400), fetched(100, 0, 1)]), 300);
});

test("the small picture of a second is a part of its sheet beside the file", () => {
  const vtt = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nstory-1.jpg#xywh=0,0,160,90\n\n01:00:02.000 --> 01:00:04.500\nstory-2.jpg#xywh=160,90,160,90\n";
  const pictures = read(vtt, "/media/a/b/story.vtt");
  assert.deepEqual(pictures.map((p) => [p.until, p.sheet, p.x, p.y]), [[2, "/media/a/b/story-1.jpg", 0, 0], [3604.5, "/media/a/b/story-2.jpg", 160, 90]]);
  assert.deepEqual(read("<html>", "/media/a/b/story.vtt"), []);
});

/** A box of MP4 with its size and name before it. */
const box = (name: string, ...body: readonly number[]) => [...word(8 + body.length), ...[...name].map((letter) => letter.charCodeAt(0)), ...body];
const word = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const sidx = (first: number, ...parts: readonly (readonly [number, number])[]) =>
  box("sidx", 0, 0, 0, 0, ...word(1), ...word(1000), ...word(0), ...word(first), 0, 0, 0, parts.length, ...parts.flatMap(([size, ticks]) => [...word(size), ...word(ticks), ...word(0x9000_0000)]));
const moov = box("moov", ...box("avcC", 1, 0x4d, 0x40, 0x0d, 255), ...box("mp4a", 0, 0));

test("the head of the plain film tells at which byte which second begins", () => {
  const sound = sidx(0, [300, 8_000]);
  const bytes = Uint8Array.from([...box("ftyp", 1, 2, 3, 4), ...moov, ...sidx(sound.length, [100, 4_000], [200, 4_500]), ...sound, ...box("moof", 0)]);
  const head = filmHead(bytes)!;
  const begins = bytes.length - 9;
  assert.equal(head.type, 'video/mp4; codecs="avc1.4d400d,mp4a.40.2"');
  assert.deepEqual([...head.init], [...box("ftyp", 1, 2, 3, 4), ...moov]);
  assert.equal(head.length, 8.5);
  assert.deepEqual(head.fragments, [{ from: 0, to: 4, first: begins, last: begins + 99 }, { from: 4, to: 8.5, first: begins + 100, last: begins + 299 }]);
  assert.deepEqual([0, 3.99, 4, 7, 99].map((second) => fragmentAt(head.fragments, second)), [0, 0, 1, 1, 1]);
  assert.equal(headBytes(bytes), begins);
});

test("a head that has not come whole is waited for, and what is no film in fragments is none", () => {
  const bytes = Uint8Array.from([...box("ftyp", 1), ...moov, ...sidx(0, [100, 4_000]), ...box("moof", 0)]);
  for (let came = 8; came < bytes.length - 9; came++) assert.equal(headBytes(bytes.subarray(0, came)), null, `after ${came} bytes`);
  assert.equal(filmHead(bytes.subarray(0, 40)), null);
  assert.equal(headBytes(Uint8Array.from([...box("ftyp", 1), ...moov, ...box("mdat", 1, 2, 3, 4, 5, 6, 7, 8, 9)])), 0);
  assert.equal(filmHead(Uint8Array.from([...box("ftyp", 1), ...moov, ...box("mdat", 1)])), null);
  assert.equal(filmHead(new Uint8Array()), null);
});
