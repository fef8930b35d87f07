import assert from "node:assert/strict";
import { test } from "node:test";
import { Faces } from "../src/field/faces";
import type { SnapshotSession } from "../src/field/contract";
import { json, lying, person, phone, roll, session } from "./phone";

const picture = "a face of 王桂兰";
const base64 = (text: string) => Buffer.from(text).toString("base64");

function withFaces(...marks: (string | undefined)[]): SnapshotSession {
  const one = session();
  return { ...one, lines: one.lines.map((line, n) => (marks[n] === undefined ? line : { ...line, face: marks[n] })) };
}

const snapshot = (one: SnapshotSession) => ({ accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [one] });

test("faces are fetched once, lie sealed on the phone, and open without a line", async () => {
  const { store, name } = await phone();
  const asked: string[] = [];
  const ask = async ({ path, body }: { path: string; body?: unknown }) => {
    asked.push(`${path} ${body}`);
    return json(200, [{ key: person(0), mark: "aaaa0001", face: base64(picture) }]);
  };
  await store.keep(snapshot(withFaces("aaaa0001")), '"s1"');
  assert.equal(await store.lacksFaces(), true);
  const faces = new Faces(store);
  assert.equal(await faces.fetch(ask), true);
  assert.deepEqual(asked, [`/rolls/${roll}/faces ${JSON.stringify({ people: [person(0)] })}`]);
  assert.equal(await store.lacksFaces(), false);
  await store.keep(snapshot(withFaces("aaaa0001")), '"s2"');
  assert.equal(await faces.fetch(ask), false);
  assert.equal(asked.length, 1);
  assert.equal(Buffer.from((await faces.open(person(0), "aaaa0001"))!).toString(), picture);
  assert.ok(!(await lying(name)).includes("a face of"));
});

test("what the line did not bring, and a café's page, stay due; whom the server does not show is not asked for again", async () => {
  const { store } = await phone();
  await store.keep(snapshot(withFaces("aaaa0001", "aaaa0002")), '"s1"');
  const faces = new Faces(store);
  assert.equal(await faces.fetch(async () => null), false);
  assert.equal(await faces.fetch(async () => ({ status: 200, header: () => null, text: "<h1>免费上网，先登录</h1>" })), false);
  assert.equal(await faces.fetch(async () => json(502, {})), false);
  assert.equal(await store.lacksFaces(), true);
  assert.equal(await faces.fetch(async () => json(404, {})), true);
  assert.equal(await store.lacksFaces(), false);
});

test("a face goes when the snapshot names it no more, with its day, with another account and with signing out", async () => {
  const { store } = await phone();
  const faces = new Faces(store);
  const fill = async () => {
    await store.keep(snapshot(withFaces("aaaa0001")), '"s1"');
    await faces.fetch(async () => json(200, [{ key: person(0), mark: "aaaa0001", face: base64(picture) }]));
    assert.notEqual(await faces.open(person(0), "aaaa0001"), null);
  };
  const gone = async () => assert.equal(await faces.open(person(0), "aaaa0001"), null);
  await fill();
  await store.keep(snapshot(withFaces(undefined)), '"s2"');
  await gone();
  await fill();
  await store.keep(snapshot(withFaces("bbbb0001")), '"s3"');
  await gone();
  assert.equal(await store.lacksFaces(), true);
  await fill();
  await store.forget("2026-11-24");
  await gone();
  await fill();
  await store.enter("a2");
  await gone();
  assert.equal(await store.lacksFaces(), false);
  await fill();
  await store.leave();
  await gone();
});

test("an answer that comes after signing out is not kept", async () => {
  const { store } = await phone();
  await store.keep(snapshot(withFaces("aaaa0001")), '"s1"');
  const faces = new Faces(store);
  await faces.fetch(async () => {
    await store.leave();
    return json(200, [{ key: person(0), mark: "aaaa0001", face: base64(picture) }]);
  });
  assert.equal(await faces.open(person(0), "aaaa0001"), null);
});
