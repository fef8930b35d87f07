import assert from "node:assert/strict";
import { test } from "node:test";
import { Played } from "../src/lib/played";

/** Plays from a place for so many seconds, looked at four times a second. */
function play(played: Played, from: number, seconds: number, rate = 1, clock = 0): number {
  for (let i = 0; i <= seconds * 4; i++) played.at(from + (i / 4) * rate, rate, clock + i * 250);
  return clock + seconds * 1000;
}

test("what runs on is one piece, told from where the last telling stopped", () => {
  const played = new Played();
  let clock = play(played, 0, 15);
  assert.equal(played.take(12), "0-15000");
  clock = play(played, 15, 5, 1, clock);
  assert.equal(played.take(12), "15000-20000");
  assert.equal(played.empty, true);
  play(played, 20, 10, 1.5, clock);
  assert.equal(played.take(12), "20000-35000");
});

test("a jump is no part of what was played, with or without its event", () => {
  const played = new Played();
  const clock = play(played, 0, 4);
  played.stop();
  play(played, 100, 2, 1, clock);
  assert.equal(played.take(12), "0-4000,100000-102000");
  const silent = new Played();
  play(silent, 0, 4);
  play(silent, 50, 2, 1, 4250);
  play(silent, 10, 2, 1, 6500);
  assert.equal(silent.take(12), "0-4000,50000-52000,10000-12000");
});

test("what could not be told comes first the next time, joined where it runs on", () => {
  const played = new Played();
  const clock = play(played, 0, 15);
  const told = played.take(12);
  play(played, 15, 15, 1, clock);
  played.stop();
  played.back(told);
  assert.equal(played.take(12), "0-30000");
  assert.equal(played.take(12), "");
});

test("no more pieces than the server hears are told at once, and none is lost", () => {
  const played = new Played();
  for (let i = 0; i < 15; i++) { play(played, i * 100, 1, 1, i * 10_000); played.stop(); }
  assert.equal(played.take(12).split(",").length, 12);
  assert.equal(played.take(12).split(",").length, 3);
});
