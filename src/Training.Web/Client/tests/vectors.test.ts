import assert from "node:assert/strict";
import { test } from "node:test";
import type { AttendeeState, Operation } from "../src/field/contract";
import { canonicalText, receiptOf } from "../src/field/receipt";
import { project, stateWith, type MarkFact } from "../src/field/rollModel";
import { vectors } from "./phone";

// The same files as the server's VectorTests reads.
for (const { name, roll, device, operation, text, receipt } of vectors<{
  name: string; roll: string; device: string; operation: Operation; text: string; receipt: string;
}[]>("receipts.json")) {
  test(`receipt: ${name}`, async () => {
    assert.equal(canonicalText(operation, roll, device), text);
    assert.equal(await receiptOf(crypto, operation, roll, device), receipt);
  });
}

const projections = vectors<{ name: string; marks: MarkFact[]; state: AttendeeState }[]>("projection.json")
  .map((one) => ({ ...one, state: { ...one.state, until: one.state.until ?? null } }));

for (const one of projections) {
  test(`projection: ${one.name}`, () => {
    for (const order of orders(one.marks)) assert.deepEqual(project(order), one.state);
  });

  // Nobody can replace a mark that is not made yet: rings come from broken phones alone.
  if (one.name === "marks that replace each other decide nothing") continue;
  test(`what is here on top of what the server has gives the same: ${one.name}`, () => {
    const facts = one.marks;
    for (let cut = 0; cut <= facts.length; cut++) {
      const server = project(facts.slice(0, cut));
      const shown = stateWith(server, facts.slice(cut));
      // A conflict seen from here stays one until it is surely decided; everything else is exact when no mark arrives before what it replaces.
      if (server.inConflict || !inTime(facts)) assert.equal(shown.inConflict || sameMark(shown, one.state), true);
      else assert.deepEqual(shown, one.state);
    }
  });
}

function inTime(marks: MarkFact[]): boolean {
  const seen = new Set<string>();
  return marks.every((m) => {
    const fine = !seen.has(m.key) && m.supersedes.every((k) => seen.has(k));
    seen.add(m.key);
    return fine;
  });
}

function sameMark(a: AttendeeState, b: AttendeeState): boolean {
  return a.present === b.present && a.inConflict === b.inConflict;
}

function orders<T>(items: T[]): T[][] {
  return items.length <= 1 ? [items] : items.flatMap((item, n) => orders([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]));
}
