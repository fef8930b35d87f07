import assert from "node:assert/strict";
import { test } from "node:test";
import type { MarkOperation } from "../src/field/contract";
import { RollModel } from "../src/field/rollModel";
import { person, session } from "./phone";

const lines = session().lines;
const made = (model: RollModel, n: number, present: boolean, key: string): MarkOperation =>
  ({ ...model.mark(person(n), present), key, sequence: 1, at: "2026-11-22T01:00:00.000Z" }) as MarkOperation;

test("a mark made here replaces the one before it, made here or not", () => {
  const model = new RollModel(lines);
  model.note(made(model, 0, true, "01"));
  model.note(made(model, 0, false, "02"));
  assert.deepEqual(model.seat(person(0))!.state, { present: false, inConflict: false, heads: ["02"], until: null });
});

test("staff and conflicts fill no place", () => {
  const model = new RollModel([
    { ...lines[0]!, present: true, heads: ["h0"] },
    { ...lines[1]!, kind: "staff", present: true, heads: ["h1"] },
    { ...lines[2]!, inConflict: true, heads: ["h2", "h3"] },
  ]);
  assert.deepEqual(model.counts(), { uploaded: 1, queued: 0, listed: 2, absent: 1, conflicts: 1 });
  model.note(made(model, 2, true, "04"));
  assert.deepEqual(model.counts(), { uploaded: 1, queued: 1, listed: 2, absent: 0, conflicts: 0 });
});

test("one person on two lines is one head, there as soon as one of them is", () => {
  const model = new RollModel([
    { ...lines[0]!, present: true, heads: ["h0"] },
    { ...lines[1]!, kind: "walkIn", sameAs: lines[0]!.key, present: true, heads: ["h1"] },
    { ...lines[2]! },
  ]);
  assert.deepEqual(model.counts(), { uploaded: 1, queued: 0, listed: 2, absent: 1, conflicts: 0 });
  model.note(made(model, 0, false, "01"));
  assert.deepEqual(model.counts(), { uploaded: 1, queued: 0, listed: 2, absent: 1, conflicts: 0 });
  model.note(made(model, 1, false, "02"));
  assert.deepEqual(model.counts(), { uploaded: 0, queued: 0, listed: 2, absent: 2, conflicts: 0 });
});

test("taken back here is not uploaded any more", () => {
  const model = new RollModel([{ ...lines[0]!, present: true, heads: ["h0"] }]);
  model.note(made(model, 0, false, "01"));
  assert.deepEqual(model.counts(), { uploaded: 0, queued: 0, listed: 1, absent: 1, conflicts: 0 });
});

test("all regulars: only those about whom nothing was said", () => {
  const model = new RollModel([
    { ...lines[0]!, heads: ["h0"] },
    { ...lines[1]! },
    { ...lines[2]!, kind: "guest" },
    { ...lines[2]!, key: person(9), kind: "staff" },
  ]);
  assert.deepEqual(model.markRegulars().map((d) => d.kind === "mark" && d.attendee), [person(1)]);
});

test("found by name, initials, and the end of phone or identity number", () => {
  const model = new RollModel(lines);
  const found = (text: string) => model.find(text).map((s) => s.person.name);
  assert.deepEqual(found("桂"), ["王桂兰"]);
  assert.deepEqual(found("ZX"), ["张秀英"]);
  assert.deepEqual(found("1231"), ["李福田"]);
  assert.deepEqual(found("01x"), ["王桂兰"]);
  assert.deepEqual(found("１２３０"), ["王桂兰"]);
  assert.deepEqual(found("9999"), []);
  assert.equal(found(" ").length, 3);
});

test("somebody who came unexpected sits on the list, also after a reload", () => {
  const model = new RollModel(lines, [
    { kind: "walkIn", key: person(50), sequence: 1, at: "2026-11-22T01:00:00.000Z", name: "郭新来", phoneTail: "1234" },
    { kind: "mark", key: "m1", sequence: 2, at: "2026-11-22T01:00:00.000Z", attendee: person(50), present: true, supersedes: [] },
  ]);
  const seat = model.seat(person(50))!;
  assert.deepEqual([seat.person.name, seat.person.kind, seat.state.present, seat.waiting], ["郭新来", "walkIn", true, true]);
});

test("a newer list keeps what was learnt before and what was done here", () => {
  const model = new RollModel(lines);
  model.note(made(model, 0, true, "01"));
  const { phoneTail: _, ...bare } = lines[0]!;
  model.merge([{ ...bare, heads: ["h9"], present: false }]);
  assert.equal(model.seat(person(0))!.person.phoneTail, "1230");
  assert.equal(model.seat(person(0))!.state.inConflict, true);
});
