import assert from "node:assert/strict";
import { test } from "node:test";
import { endOf, startOf } from "../src/field/closing";
import { believed } from "../src/field/time";
import { dayOf, dayWords, fieldOf, hoursOf, instantOf } from "../src/lib/moments";
import { phone, present, roll, session } from "./phone";

const at = (iso: string) => Date.parse(iso);

test("a day ends at midnight in Shanghai, also at the end of a month, of February and of a year", () => {
  for (const [before, after, days] of [
    ["2026-11-22T15:59:59.999Z", "2026-11-22T16:00:00.000Z", ["2026-11-22", "2026-11-23"]],
    ["2026-11-30T15:59:59.999Z", "2026-11-30T16:00:00.000Z", ["2026-11-30", "2026-12-01"]],
    ["2026-12-31T15:59:59.999Z", "2026-12-31T16:00:00.000Z", ["2026-12-31", "2027-01-01"]],
    ["2028-02-28T15:59:59.999Z", "2028-02-28T16:00:00.000Z", ["2028-02-28", "2028-02-29"]],
    ["2026-02-28T15:59:59.999Z", "2026-02-28T16:00:00.000Z", ["2026-02-28", "2026-03-01"]],
  ] as const) assert.deepEqual([dayOf(at(before)), dayOf(at(after))], days);
  assert.equal(dayWords("2026-11-30", true), "2026年11月30日 星期一");
});

test("a time field belongs to the class's day, whatever day it is now", () => {
  assert.equal(new Date(instantOf("2026-11-30", "23:40")).toISOString(), "2026-11-30T15:40:00.000Z");
  assert.equal(new Date(instantOf("2026-12-01", "0:05")).toISOString(), "2026-11-30T16:05:00.000Z");
  assert.equal(fieldOf(at("2026-11-30T16:05:00.000Z")), "00:05");
  assert.equal(hoursOf(at("2026-11-30T15:30:00.000Z"), at("2026-11-30T16:30:00.000Z")), "晚上 11:30 到 凌晨 0:30");
  for (const wrong of ["", "24:00", "9", "9:60", "九点"]) assert.ok(Number.isNaN(instantOf("2026-11-30", wrong)), wrong);
});

const local = (words: string) => at(`${words.replace(" ", "T")}:00.000+08:00`);

// The cases of ClosingClockTests.
test("a start is on the planned day or just across midnight, an end earlier than it on the next day", () => {
  for (const [planned, field, start] of [
    ["2026-11-18 09:00", "09:05", "2026-11-18 09:05"], ["2026-11-18 09:00", "21:30", "2026-11-18 21:30"], ["2026-10-31 23:30", "00:10", "2026-11-01 00:10"],
    ["2026-11-01 00:10", "23:50", "2026-10-31 23:50"], ["2026-11-18 20:00", "07:00", "2026-11-18 07:00"],
  ] as const) assert.equal(startOf(local(planned), field), local(start), planned);
  for (const [start, field, end] of [
    ["2026-11-18 09:05", "10:15", "2026-11-18 10:15"], ["2026-11-30 23:30", "00:40", "2026-12-01 00:40"], ["2026-12-31 23:30", "00:00", "2027-01-01 00:00"],
    ["2026-11-18 15:00", "14:00", "2026-11-18 14:00"], ["2026-11-18 09:00", "09:00", "2026-11-18 09:00"],
  ] as const) assert.equal(endOf(local(start), field), local(end), start);
  assert.ok(Number.isNaN(startOf(local("2026-11-18 09:00"), "")) && Number.isNaN(endOf(NaN, "10:00")));
});

test("the time is the phone's, put right by what the server said; set back before that, nobody knows it", () => {
  const heard = { offsetMs: 600_000, seenMs: at("2026-11-22T01:00:00.000Z") };
  assert.deepEqual(believed(at("2026-11-22T01:30:00.000Z"), null), { now: at("2026-11-22T01:30:00.000Z"), sure: true });
  assert.deepEqual(believed(at("2026-11-22T01:40:00.000Z"), heard), { now: at("2026-11-22T01:30:00.000Z"), sure: true });
  assert.deepEqual(believed(at("2019-01-01T00:00:00.000Z"), heard), { now: heard.seenMs, sure: false });
});

test("a phone that was set back says so before it has spoken to the server again, and after that by how much", async () => {
  const { queue, clock, server } = await phone();
  await queue.refresh();
  assert.equal((await queue.state()).clockSure, true);
  clock.jump("2019-01-01T00:00:00.000Z");
  assert.equal((await queue.state()).clockSure, false);
  server.snapshot = { ...server.snapshot, serverNow: "2026-11-22T01:05:00.000Z" };
  await queue.refresh();
  const { clockSure, clockOffsetMs } = await queue.state();
  assert.deepEqual([clockSure, clockOffsetMs! < -2500 * 86_400_000], [true, true]);
});

test("a roll over midnight, over the end of a month and over a clock that jumps is one roll, in the order of the taps", async () => {
  const { queue, clock, server } = await phone();
  server.cut = "before";
  const made = [];
  for (const now of ["2026-11-30T15:59:59.000Z", "2026-11-30T16:00:01.000Z", "1970-01-01T00:00:00.000Z", "2038-01-19T03:14:08.000Z", "2026-11-30T16:10:00.000Z"]) {
    clock.jump(now);
    made.push(...(await queue.add(roll, session().day, [present(made.length)])));
  }
  server.cut = "none";
  queue.kick();
  assert.equal(await queue.flush(), true);
  const stored = [...server.stored.values()];
  assert.deepEqual(stored.map((o) => o.sequence), [1, 2, 3, 4, 5]);
  assert.deepEqual(stored.map((o) => o.key), made.map((o) => o.key));
  assert.deepEqual(stored.map((o) => o.at.slice(0, 10)), ["2026-11-30", "2026-11-30", "1970-01-01", "2038-01-19", "2026-11-30"]);
});
