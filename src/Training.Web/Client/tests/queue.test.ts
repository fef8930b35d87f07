import assert from "node:assert/strict";
import { test } from "node:test";
import { FieldQueue, longestPause, slowAfter } from "../src/field/queue";
import { FieldStore } from "../src/field/store";
import { json, phone, present, roll, session } from "./phone";

const day = "2026-11-22";
/** Long enough for what must not happen to happen; what must happen is waited for. */
const settled = () => new Promise<void>((done) => setTimeout(done, 20));
const until = async (there: () => boolean | Promise<boolean>) => {
  while (!(await there())) await new Promise((done) => setTimeout(done, 5));
};

test("what is added goes by itself and is forgotten when the receipt is there", async () => {
  const { queue, store, server } = await phone();
  const [operation] = await queue.add(roll, day, [present(0)]);
  assert.equal(await queue.flush(), true);
  assert.ok(server.stored.has(operation!.key));
  assert.deepEqual(await store.debts("a1"), { waiting: 0, troubled: [], others: 0 });
});

test("a lost answer is asked for again and counts once", async () => {
  const { queue, server, clock } = await phone();
  server.cut = "after";
  await queue.add(roll, day, [present(0)]);
  assert.equal(await queue.flush(), false);
  assert.deepEqual([(await queue.state()).line, (await queue.state()).waiting], ["unreachable", 1]);
  server.cut = "none";
  clock.advance(longestPause);
  assert.equal(await queue.flush(), true);
  assert.equal(server.stored.size, 1);
});

test("pauses grow while the line is gone, and a word that it is back ends them", async () => {
  const { queue, server, clock } = await phone();
  server.cut = "before";
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const before = server.requests.length;
    clock.advance(pause - 1);
    await settled();
    assert.equal(server.requests.length, before);
    clock.advance(1);
    await until(() => server.requests.length > before && clock.waiting > 0);
  }
  server.cut = "none";
  queue.kick();
  assert.equal(await queue.flush(), true);
});

test("a tap during the pause waits for its end", async () => {
  const { queue, server } = await phone();
  server.cut = "before";
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  const before = server.requests.length;
  await queue.add(roll, day, [present(1)]);
  await settled();
  assert.equal(server.requests.length, before);
});

test("what is added while a batch is away goes right after it", async () => {
  const { queue, server, store } = await phone();
  await Promise.all(Array.from({ length: 40 }, (_, n) => queue.add(roll, day, [present(n)])));
  await queue.flush();
  await until(async () => (await store.debts("a1")).waiting === 0);
  assert.equal(server.stored.size, 40);
});

test("a refused operation is kept with its sentence and stops no other", async () => {
  const { queue, server } = await phone();
  server.cut = "before";
  const [first] = await queue.add(roll, day, [present(0), present(1)]);
  server.refuse.set(first!.key, "这个人不在本站。");
  server.cut = "none";
  queue.kick();
  assert.equal(await queue.flush(), true);
  const state = await queue.state();
  assert.deepEqual(state.troubled.map((t) => [t.key, t.trouble?.message]), [[first!.key, "这个人不在本站。"]]);
  assert.equal(server.stored.size, 1);
  await queue.acknowledge(first!.key);
  assert.equal((await queue.state()).troubled.length, 0);
});

test("a batch that cannot be read is halved until the bad one stands alone", async () => {
  const { queue, server } = await phone();
  server.cut = "before";
  await queue.add(roll, day, [present(0), present(1), { kind: "walkIn", name: "unreadable", phoneTail: null }, present(2)]);
  server.cut = "none";
  queue.kick();
  assert.equal(await queue.flush(), true);
  assert.equal(server.stored.size, 3);
  assert.deepEqual((await queue.state()).troubled.map((t) => t.trouble?.kind), ["refused"]);
});

test("what the server stored differently stays on the phone", async () => {
  const { queue, server } = await phone();
  server.lies = true;
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  assert.deepEqual((await queue.state()).troubled.map((t) => t.trouble?.kind), ["different"]);
});

test("signed out: everything stays, nothing is asked on each tap; after signing in it goes", async () => {
  const { queue, server } = await phone();
  server.account = null;
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  assert.equal((await queue.state()).line, "signedOut");
  const before = server.requests.length;
  await queue.add(roll, day, [present(1)]);
  await settled();
  assert.equal(server.requests.length, before);
  server.account = "a1";
  queue.kick();
  assert.equal(await queue.flush(), true);
  assert.equal(server.stored.size, 2);
});

test("nothing goes under another account's name", async () => {
  const { queue, server, store, clock } = await phone();
  server.cut = "before";
  await queue.add(roll, day, [present(0)]);
  server.cut = "none";
  server.account = "a2";
  queue.kick();
  await queue.flush();
  assert.equal((await queue.state()).line, "otherAccount");
  const other = new FieldQueue({ store, net: server, clock, account: "a2" });
  await other.flush();
  assert.deepEqual([(await other.state()).waiting, (await other.state()).others, server.stored.size], [0, 1, 0]);
  // The token that the first account's page still holds is worth nothing now.
  server.token = 2;
  await queue.flush();
  assert.equal(server.stored.size, 0);
  server.account = "a1";
  queue.kick();
  assert.equal(await queue.flush(), true);
});

test("a stale token is fetched anew once", async () => {
  const { queue, server } = await phone();
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  server.token = 7;
  await queue.add(roll, day, [present(1)]);
  assert.equal(await queue.flush(), true);
  assert.equal(server.requests.filter((r) => r.endsWith("/pass")).length, 2);
});

test("a roll that this account may not take blocks no other roll", async () => {
  const { queue, server, store } = await phone();
  server.cut = "before";
  await queue.add(roll, day, [present(0)]);
  server.cut = "none";
  server.answerWith = json(403, { message: "这次课不是您讲的。" });
  queue.kick();
  await queue.flush();
  assert.deepEqual((await queue.state()).blocked, [{ roll, message: "这次课不是您讲的。" }]);
  server.answerWith = undefined;
  await queue.add("01939f3a-0000-7000-8000-00000000000b", day, [present(1)]);
  await queue.flush();
  assert.equal(server.stored.size, 1);
  assert.equal((await store.debts("a1")).waiting, 1);
});

test("a line that answers with a page of its own has not answered", async () => {
  const { queue, server } = await phone();
  server.answerWith = { status: 200, header: () => null, text: "<html>Welcome to our café</html>" };
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  assert.deepEqual([(await queue.state()).line, (await queue.state()).waiting], ["unreachable", 1]);
});

test("a server in trouble is given the time that it asks for", async () => {
  const { queue, server, clock } = await phone();
  server.answerWith = json(503, {}, { "retry-after": "120" });
  await queue.add(roll, day, [present(0)]);
  await queue.flush();
  server.answerWith = undefined;
  clock.advance(100_000);
  await settled();
  assert.equal(server.stored.size, 0);
  clock.advance(20_000);
  await until(() => server.stored.size === 1);
});

test("a file goes after the operations and stays until the server has the same bytes", async () => {
  const { queue, server } = await phone();
  server.lies = true;
  const key = await queue.addFile(roll, day, new Blob(["a picture"], { type: "image/jpeg" }), { kind: "scene" });
  await queue.flush();
  assert.deepEqual((await queue.state()).troubled.map((t) => [t.key, t.trouble?.kind]), [[key, "different"]]);
  server.lies = false;
  await queue.addFile(roll, day, new Blob(["another"], { type: "image/jpeg" }), { kind: "scene" });
  assert.equal(await queue.flush(), true);
  assert.equal(server.files.size, 2);
});

const picture = (words: string) => new Blob([words], { type: "image/jpeg" });
const scene = { kind: "scene" };

for (const [status, sentence] of [
  [403, "这次课不是您讲的。"], [404, "没有这份点名册。"], [409, "这次课已经取消。"], [413, undefined], [415, "这不是照片。"], [422, "照片打不开，没有收下。"],
] as const) {
  test(`a photo that is refused with ${status} stays with its sentence and holds nothing back`, async () => {
    const { queue, server, store } = await phone();
    server.cut = "before";
    const bad = await queue.addFile(roll, day, picture("refused"), scene);
    const good = await queue.addFile(roll, day, picture("good"), scene);
    await queue.flush();
    server.cut = "none";
    server.answerFile.set(bad, json(status, sentence === undefined ? {} : { message: sentence }));
    queue.kick();
    assert.equal(await queue.flush(), true);
    const state = await queue.state();
    assert.deepEqual(state.troubled.map((t) => [t.key, t.isFile, t.trouble?.kind, t.trouble?.message]),
      [[bad, true, "refused", sentence ?? "这张照片太大了，网站没有收下。"]]);
    assert.deepEqual([state.line, state.blocked, [...server.files.keys()]], ["idle", [], [good]]);
    // Marks of the same roll go at once, without a kick.
    await queue.add(roll, day, [present(0)]);
    await until(() => server.stored.size === 1);
    assert.notEqual(await store.file(bad), null);
    // Whoever refused it was put right: once more, by hand.
    server.answerFile.clear();
    await queue.sendAgain(bad);
    await until(async () => (await queue.state()).troubled.length === 0 && (await queue.state()).waiting === 0);
    assert.equal(server.files.size, 2);
  });
}

for (const status of [412, 500]) {
  test(`a photo that is answered with ${status} is tried again and holds back no other`, async () => {
    const { queue, server, clock } = await phone();
    server.cut = "before";
    const bad = await queue.addFile(roll, day, picture("garbled"), scene);
    const good = await queue.addFile(roll, day, picture("good"), scene);
    await queue.flush();
    server.cut = "none";
    server.answerFile.set(bad, json(status, {}));
    queue.kick();
    assert.equal(await queue.flush(), false);
    assert.deepEqual([[...server.files.keys()], (await queue.state()).waiting, (await queue.state()).troubled], [[good], 1, []]);
    server.answerFile.clear();
    clock.advance(longestPause);
    await until(() => server.files.size === 2);
  });
}

for (const status of [502, 503, 504, 429]) {
  test(`a server that answers ${status} to a photo is left in peace, and all of it waits`, async () => {
    const { queue, server } = await phone();
    server.cut = "before";
    const first = await queue.addFile(roll, day, picture("one"), scene);
    await queue.addFile(roll, day, picture("two"), scene);
    await queue.flush();
    server.cut = "none";
    server.answerFile.set(first, json(status, {}));
    queue.kick();
    assert.equal(await queue.flush(), false);
    const state = await queue.state();
    assert.deepEqual([server.files.size, state.waiting, state.troubled, state.line], [0, 2, [], "unreachable"]);
  });
}

test("signed out at a photo: it is kept, and goes after signing in", async () => {
  const { queue, server } = await phone();
  server.cut = "before";
  await queue.add(roll, day, [present(0)]);
  await queue.addFile(roll, day, picture("a picture"), scene);
  await queue.flush();
  server.cut = "none";
  server.account = null;
  queue.kick();
  assert.equal(await queue.flush(), false);
  const state = await queue.state();
  assert.deepEqual([state.line, state.waiting, state.troubled], ["signedOut", 2, []]);
  server.account = "a1";
  queue.kick();
  assert.equal(await queue.flush(), true);
  assert.deepEqual([server.files.size, server.stored.size], [1, 1]);
});

test("a roll at which the server stumbles holds back no other roll", async () => {
  const { queue, server } = await phone();
  const other = "01939f3a-0000-7000-8000-00000000000b";
  server.cut = "before";
  await queue.add(roll, day, [present(0)]);
  await queue.add(other, day, [present(1)]);
  await queue.flush();
  server.cut = "none";
  server.stumblesAt = roll;
  queue.kick();
  assert.equal(await queue.flush(), false);
  assert.deepEqual([server.stored.size, (await queue.state()).waiting], [1, 1]);
  server.stumblesAt = undefined;
  queue.kick();
  assert.equal(await queue.flush(), true);
});

test("how far the clock is off is known although the snapshot is the same", async () => {
  const { queue, server, store, clock } = await phone();
  await queue.refresh();
  clock.jump("2019-01-01T00:00:00.000Z");
  server.answerWith = { status: 304, header: (name) => (name === "x-server-now" ? "2026-11-22T01:00:00.000Z" : null), text: "" };
  await queue.refresh();
  assert.ok((await store.heardTime())!.offsetMs < -7 * 365 * 86_400_000);
});

test("the snapshot is kept for whoever is signed in, and how far the clock is off is known", async () => {
  const { queue, store, clock } = await phone();
  clock.advance(600_000);
  assert.equal(await queue.refresh(), true);
  assert.deepEqual((await store.rolls("a1")).map((r) => r.title), [session().title]);
  assert.equal((await store.heardTime())?.offsetMs, 600_000);
});

test("a page that was killed leaves its work to the next one", async () => {
  const { queue, store, server, clock, name } = await phone();
  server.cut = "after";
  await queue.add(roll, day, [present(0), present(1)]);
  await queue.flush();
  queue.stop();
  store.close();
  server.cut = "none";
  const next = await FieldStore.open({ ciphers: crypto, clock, name });
  const nextQueue = new FieldQueue({ store: next, net: server, clock, account: "a1" });
  assert.equal(await nextQueue.flush(), true);
  assert.equal(server.stored.size, 2);
});

test("a line that does not answer is said without a tap, also while it is only slow, and no longer once it answers", async () => {
  const { queue, server, clock } = await phone();
  server.cut = "before";
  assert.equal(await queue.refresh(), false);
  assert.equal((await queue.state()).line, "unreachable");
  server.cut = "none";
  assert.equal(await queue.refresh(), true);
  assert.equal((await queue.state()).line, "idle");
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  const send = server.send.bind(server);
  server.send = async (request) => {
    await held;
    return send(request);
  };
  const asked = queue.refresh();
  clock.advance(slowAfter);
  assert.equal((await queue.state()).line, "unreachable");
  answer();
  await asked;
  assert.equal((await queue.state()).line, "idle");
});
