import assert from "node:assert/strict";
import { test } from "node:test";
import { merge, read, seconds, shift, split, stamp, write, wrong } from "../src/lib/cues";

test("times are read as people write them and written as the server reads them", () => {
  assert.equal(seconds("1:02.5"), 62.5);
  assert.equal(seconds("00:01:02.500"), 62.5);
  assert.equal(seconds("1：02，5"), 62.5);
  assert.equal(seconds("62.5"), 62.5);
  for (const typed of ["", "一", "1:2:3:4", "-1", "1:"]) assert.equal(seconds(typed), null, typed);
  assert.equal(stamp(62.5), "01:02.500");
  assert.equal(stamp(62.5, true), "00:01:02.500");
  assert.equal(stamp(3_725.04), "01:02:05.040");
});

test("what is read is written the same, and nothing is lost that a list cannot hold", () => {
  const text = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n血压 &lt; 140 &amp; 静坐\n第二行\n";
  assert.deepEqual(read(text), [{ start: 1, end: 4, text: "血压 < 140 & 静坐\n第二行" }]);
  assert.equal(write(read(text)!), text);
  assert.deepEqual(read(text.replace(/\n/g, "\r\n").replace("00:00:01.000 -->", "7\r\n00:00:01.000 -->")), read(text));
  assert.deepEqual(read("WEBVTT\n"), []);
  assert.equal(read("WEBVTT\n\n没有时间\n"), null);
  assert.equal(read("1\n00:00:01,000 --> 00:00:02,000\n你好\n"), null);
  // A blank line within a sentence would end it.
  assert.equal(read(write([{ start: 0, end: 1, text: "一\n\n二" }]))![0]!.text, "一\n二");
});

test("what is wrong with a sentence is said beside it", () => {
  const cues = [{ start: 2, end: 4, text: "先" }, { start: 3, end: 5, text: "后" }, { start: 1, end: 2, text: "早" }, { start: 5, end: 5, text: "停" }, { start: 9, end: 11, text: "晚" },
    { start: 11, end: 12, text: "一二三四五六七八九十一二三" }, { start: 12, end: 13, text: " " }];
  const said = cues.map((_, i) => wrong(cues, i, 10, 12, 2));
  assert.equal(said[0], null);
  ["和上一句重叠", "比上一句还早", "结束要在开始后面", "超出了这一课", "超出了这一课", "没有字"].forEach((words, i) => assert.ok(said[i + 1]!.includes(words), `${i}: ${said[i + 1]}`));
  assert.equal(wrong([{ start: 0, end: 1, text: "一二三四五六七八九十一二三" }], 0, 0, 12, 2), "一行最多 12 个字");
});

test("sentences are parted at the cursor, put together, and moved as one", () => {
  assert.deepEqual(split({ start: 0, end: 10, text: "先说一声再翻" }, 4), [{ start: 0, end: 6.667, text: "先说一声" }, { start: 6.667, end: 10, text: "再翻" }]);
  assert.deepEqual(split({ start: 0, end: 2, text: "" }, 0).map((c) => [c.start, c.end]), [[0, 1], [1, 2]]);
  assert.deepEqual(merge({ start: 0, end: 2, text: "一" }, { start: 2, end: 5, text: "二" }), { start: 0, end: 5, text: "一\n二" });
  assert.deepEqual(shift([{ start: 0.2, end: 1, text: "一" }, { start: 3, end: 4, text: "二" }], -0.5).map((c) => [c.start, c.end]), [[0, 0.5], [2.5, 3.5]]);
});
