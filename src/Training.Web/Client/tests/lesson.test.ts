import assert from "node:assert/strict";
import { test } from "node:test";
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
