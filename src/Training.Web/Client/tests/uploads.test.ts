import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { judge, OFFLINE, wait } from "../src/lib/uploads/answers";
import { hashOf } from "../src/lib/uploads/hash";
import { Pace } from "../src/lib/uploads/pace";

const said = (message: string) => JSON.stringify({ message });

test("the hash of a file in slices is that of the whole", async () => {
  const bytes = new Uint8Array(2_500_001).map((_, n) => n * 31);
  const whole = createHash("sha256").update(bytes).digest("hex");
  assert.equal(await hashOf(new Blob([bytes]), new AbortController().signal), whole);
});

test("a hash that nobody wants any more stops", async () => {
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(hashOf(new Blob([new Uint8Array(10)]), stop.signal), { name: "AbortError" });
});

test("what passes is tried again, what does not is said", () => {
  for (const status of [0, 408, 409, 423, 429, 460, 500, 502, 503, 507]) assert.equal(judge(status, "").go, "again", `${status}`);
  for (const status of [200, 400, 401, 403, 404, 410, 413, 422]) assert.equal(judge(status, "").go, "stop", `${status}`);
});

test("no answer is a broken line, and a full disk says that it will go on", () => {
  assert.equal(judge(0, "").words, OFFLINE);
  assert.match(judge(507, "<html>").words, /自己接着传/);
  assert.equal(judge(507, said("磁盘满了")).words, "磁盘满了");
});

test("a refusal is shown in the site's own words, a lost session says what to do", () => {
  assert.equal(judge(422, said("这是一张图片，不是视频。")).words, "这是一张图片，不是视频。");
  assert.match(judge(200, "<html>").words, /重新登录/);
  assert.match(judge(400, "").words, /刷新/);
});

test("the waits grow to a quarter of a minute and no further", () => {
  assert.deepEqual([0, 1, 4, 5, 500].map(wait), [0, 1000, 8000, 15_000, 15_000]);
});

test("speed is that of the last seconds, and a gap begins anew", () => {
  const pace = new Pace();
  pace.add(0, 0);
  assert.equal(pace.now, 0);
  pace.add(1000, 1000);
  assert.equal(pace.now, 1000);
  for (let second = 2; second <= 30; second++) pace.add(1000 + (second - 1) * 200, second * 1000);
  assert.equal(pace.now, 200);
  pace.add(9000, 90_000);
  assert.equal(pace.now, 0);
});
