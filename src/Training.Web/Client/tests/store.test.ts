import assert from "node:assert/strict";
import { test } from "node:test";
import { receiptOf } from "../src/field/receipt";
import { FieldStore, NotKept } from "../src/field/store";
import { lying, person, phone, present, roll, session, TestClock } from "./phone";

const facts = { status: "open" as const };
const answer = (answers: unknown[]) => ({ answers, attendees: [], present: 0, roll: facts, serverNow: "2026-11-22T01:00:00.000Z" }) as never;

test("what was added is there after the phone was switched off, in order, with the same device", async () => {
  const { store, name, clock } = await phone();
  await store.add("a1", roll, "2026-11-22", [present(0), present(1)]);
  store.close();
  const again = await FieldStore.open({ ciphers: crypto, clock, name });
  await again.add("a1", roll, "2026-11-22", [present(2)]);
  const owed = await again.owed("a1");
  assert.deepEqual(owed.map((k) => k.sequence), [1, 2, 3]);
  assert.deepEqual(owed.map((k) => k.operation?.kind === "mark" && k.operation.attendee), [person(0), person(1), person(2)]);
  assert.equal(again.device, store.device);
});

test("a sequence never goes back, whatever the clock does", async () => {
  const { store, clock } = await phone();
  await store.add("a1", roll, "2026-11-22", [present(0)]);
  clock.jump("1970-01-02T00:00:00.000Z");
  const [late] = await store.add("a1", roll, "2026-11-22", [present(1)]);
  assert.equal(late!.sequence, 2);
  assert.equal(late!.at, "1970-01-02T00:00:00.000Z");
});

test("no name, number or title lies on the phone in the open", async () => {
  const { store, name } = await phone();
  await store.keep({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [session()] }, '"s1"');
  await store.add("a1", roll, "2026-11-22", [{ kind: "walkIn", name: "郭新来", phoneTail: "9876" }]);
  await store.addFile("a1", roll, "2026-11-22", new TextEncoder().encode("a picture of 郭新来").buffer as ArrayBuffer, { kind: "scene", type: "image/jpeg", headers: { "x-place": "35.7,115" } });
  const text = await lying(name);
  for (const word of ["王桂兰", "wgl", "1230", "001X", "卧床老人", "郭新来", "9876", "image/jpeg", "35.7"]) assert.ok(!text.includes(word), word);
  assert.equal((await store.roll(roll))!.lines[0]!.name, "王桂兰");
});

test("only the receipt made here lets an operation go", async () => {
  const { store } = await phone();
  const [first, second, third, fourth] = await store.add("a1", roll, "2026-11-22", [present(0), present(1), present(2), present(0)]);
  await store.settle(roll, [first!, second!, third!, fourth!], answer([
    { key: first!.key, outcome: "accepted", receipt: await receiptOf(crypto, first!, roll, store.device) },
    { key: second!.key, outcome: "alreadyThere", receipt: "0".repeat(64) },
    { key: third!.key, outcome: "refused", message: "这个人不在本站。" },
  ]));
  const owed = await store.owed("a1");
  assert.deepEqual(owed.map((k) => [k.key, k.trouble?.kind]), [[second!.key, "different"], [third!.key, "refused"], [fourth!.key, undefined]]);
  await store.acknowledge(second!.key);
  await store.acknowledge(third!.key);
  await store.acknowledge(fourth!.key);
  assert.deepEqual((await store.owed("a1")).map((k) => k.key), [second!.key, fourth!.key]);
});

test("somebody written down here stays on the phone's roll when the server has taken him, until the server's own list says more", async () => {
  const { store, name } = await phone();
  const keep = () => store.keep({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [session()] }, '"s1"');
  await keep();
  const [came, refused] = await store.add("a1", roll, "2026-11-22", [{ kind: "walkIn", name: "郭新来", phoneTail: "9876" }, { kind: "walkIn", name: "不收的", phoneTail: null }]);
  const state = { present: true, inConflict: false, heads: [person(7)], until: null };
  await store.settle(roll, [came!, refused!], {
    ...answer([{ key: came!.key, outcome: "accepted", receipt: await receiptOf(crypto, came!, roll, store.device) }, { key: refused!.key, outcome: "refused", message: "满了。" }]) as object,
    attendees: [{ key: came!.key, ...state }],
  } as never);
  const lines = (await store.roll(roll))!.lines;
  assert.deepEqual(lines.slice(session().lines.length), [{ key: came!.key, name: "郭新来", label: "新来 · 尾号 9876", initials: "", kind: "walkIn", phoneTail: "9876", ...state }]);
  assert.ok(!(await lying(name)).includes("郭新来"));
  await keep();
  assert.equal((await store.roll(roll))!.lines.length, session().lines.length);
});

test("snapshots go with their day, with another account and with signing out; operations never do", async () => {
  const { store } = await phone();
  const keep = () => store.keep({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [session()] }, '"s1"');
  await store.add("a1", roll, "2026-11-22", [present(0)]);
  await keep();
  await store.forget("2026-11-23");
  assert.equal((await store.rolls("a1")).length, 1);
  await store.forget("2026-11-24");
  assert.equal((await store.rolls("a1")).length, 0);
  await keep();
  await store.enter("a2");
  assert.equal(await store.roll(roll), null);
  assert.deepEqual(await store.debts("a2"), { waiting: 0, troubled: [], others: 1 });
  await keep();
  await store.leave();
  assert.equal(await store.roll(roll), null);
  assert.equal(await store.snapshotTag(), null);
  assert.equal((await store.owed("a1")).length, 1);
});

test("a clock set ahead in the middle of a class does not take the list away; half a day later the class is past", async () => {
  const { store, clock } = await phone();
  await store.keep({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [session()] }, null);
  clock.jump("2031-11-22T01:00:00.000Z");
  await store.forget("2031-11-22", false);
  clock.advance(6 * 3600_000);
  await store.forget("2031-11-22", false);
  assert.equal((await store.rolls("a1")).length, 1);
  clock.advance(6 * 3600_000);
  await store.forget("2031-11-22", false);
  assert.equal((await store.rolls("a1")).length, 0);
});

test("lists are kept over midnight, the end of a month, of February and of a year for one more day", async () => {
  for (const [day, next, after] of [
    ["2026-11-30", "2026-12-01", "2026-12-02"], ["2026-12-31", "2027-01-01", "2027-01-02"], ["2028-02-28", "2028-02-29", "2028-03-01"], ["2026-02-28", "2026-03-01", "2026-03-02"],
  ] as const) {
    const { store } = await phone();
    await store.keep({ accountKey: "a1", serverNow: `${day}T01:00:00.000Z`, sessions: [session({ day })] }, null);
    await store.forget(next);
    assert.equal((await store.rolls("a1")).length, 1, day);
    await store.forget(after);
    assert.equal((await store.rolls("a1")).length, 0, day);
  }
});

test("a full phone keeps nothing of a batch, and says so", async () => {
  const { store } = await phone();
  await store.add("a1", roll, "2026-11-22", [present(0)]);
  const put = IDBObjectStore.prototype.put;
  let left = 1;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    if (this.name === "operations" && left-- <= 0) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, args);
  };
  try {
    await assert.rejects(store.add("a1", roll, "2026-11-22", [present(1), present(2)]), (e) => e instanceof NotKept && e.full);
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  const [next] = await store.add("a1", roll, "2026-11-22", [present(1)]);
  assert.deepEqual((await store.owed("a1")).map((k) => k.sequence), [1, 2]);
  assert.equal(next!.sequence, 2);
});

test("two pages that open an empty phone at once share one key", async () => {
  const clock = new TestClock();
  const [one, two] = await Promise.all([1, 2].map(() => FieldStore.open({ ciphers: crypto, clock, name: "shared" })));
  await one!.add("a1", roll, "2026-11-22", [present(0)]);
  assert.equal((await two!.owed("a1"))[0]!.operation?.kind, "mark");
  assert.equal(one!.device, two!.device);
});

test("what a page shows is kept over what lay here, with the tails that the page does not carry", async () => {
  const { store } = await phone();
  await store.keep({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [session()] }, null);
  const { phoneTail: _, idTail: __, ...line } = session().lines[0]!;
  await store.keepRoll("a1", session({ lines: [{ ...line, present: true, heads: [person(99)] }] }));
  const kept = (await store.roll(roll))!.lines[0]!;
  assert.deepEqual([kept.present, kept.heads, kept.phoneTail, kept.idTail], [true, [person(99)], "1230", "001X"]);
});

test("erasing leaves nothing", async () => {
  const { store, name, clock } = await phone();
  await store.add("a1", roll, "2026-11-22", [present(0)]);
  await store.erase();
  const again = await FieldStore.open({ ciphers: crypto, clock, name });
  assert.deepEqual(await again.debts("a1"), { waiting: 0, troubled: [], others: 0 });
  assert.notEqual(again.device, store.device);
});

test("what a newer snapshot does not name any more is forgotten, an older roll that a page showed is not", async () => {
  const { store } = await phone();
  const key = (n: number) => `01939f3a-0000-7000-8000-00000000000${n}`;
  const keep = (...sessions: ReturnType<typeof session>[]) => store.keep({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions }, null);
  await keep(session({ key: key(1) }), session({ key: key(2), day: "2026-11-24" }));
  await store.keepRoll("a1", session({ key: key(3), day: "2026-11-10" }));
  await keep(session({ key: key(1) }));
  assert.deepEqual((await store.rolls("a1")).map((r) => r.key).sort(), [key(1), key(3)]);
});
