import assert from "node:assert/strict";
import { test } from "node:test";
import { draftsOf } from "../src/field/left";
import { stateWith } from "../src/field/rollModel";

const attendee = "0192f0c4-0000-7000-8000-000000000001";
const head = "0192f0c4-0000-7000-8000-00000000000a";
const bare = (key: string) => key.replace(/-/g, "");
const mark = (to: string, ...heads: string[]) => draftsOf({ form: "mark", fields: [["page", head], ["m", `${bare(attendee)}~${to}~${heads.map(bare).join(".")}`]] });

test("a tile's form is a mark that replaces what the tile showed", () => {
  assert.deepEqual(mark("P"), [{ kind: "mark", attendee, present: true, supersedes: [], until: null, reason: null }]);
  assert.deepEqual(mark("A", head, attendee), [{ kind: "mark", attendee, present: false, supersedes: [head, attendee], until: null, reason: null }]);
});

test("a mark that the server had taken before its answer was lost agrees with the one made here", () => {
  const own = { key: "ff", ...(mark("P")[0] as { present: boolean; supersedes: string[] }) };
  const state = stateWith({ present: true, inConflict: false, heads: [head] }, [own]);
  assert.deepEqual([state.present, state.inConflict, state.heads], [true, false, [head, "ff"]]);
});

test("a walk-in keeps the key that the page gave, and the name as it was typed", () => {
  const fields: [string, string][] = [["Person", attendee], ["Name", " 郭 新来"], ["PhoneTail", ""]];
  assert.deepEqual(draftsOf({ form: "walk-in", fields }), [
    { kind: "walkIn", key: attendee, name: " 郭 新来", phoneTail: null },
    { kind: "mark", attendee, present: true, supersedes: [], until: null, reason: null },
  ]);
});

test("what says nothing is nothing", () => {
  assert.deepEqual(draftsOf({ form: "mark", fields: [] }), []);
  assert.deepEqual(draftsOf({ form: "mark", fields: [["m", "x~P~"]] }), []);
  assert.deepEqual(draftsOf({ form: "walk-in", fields: [["Person", attendee], ["Name", "  "]] }), []);
  assert.deepEqual(draftsOf({ form: "close", fields: [["Person", attendee], ["Name", "郭新来"]] }), []);
});
