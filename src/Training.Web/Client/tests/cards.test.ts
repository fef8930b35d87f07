import assert from "node:assert/strict";
import { test } from "node:test";
import { cardCode, cardHash } from "../src/field/cards";

test("the code is found in the address on the card, however the camera hands it over", () => {
  const code = "7K3MQ2XA00ZZ11HJ";
  for (const scanned of [
    `https://peixun.example/k/${code}`, `http://10.0.0.2:5080/k/${code}?x=1`, `  https://peixun.example/k/${code.toLowerCase()}#top `,
    code, "7k3m q2xa ooZZ lIhj", "７Ｋ３Ｍ-Ｑ２ＸＡ-００ＺＺ-１１ＨＪ",
  ]) assert.equal(cardCode(scanned), code, scanned);
});

test("any other QR is no card", () => {
  for (const scanned of [
    "", "https://peixun.example/in/0193/7K3MQ2XA00ZZ11HJ", "https://weixin.example/7K3MQ2XA00ZZ11HJ", "7K3MQ2XA", "7K3MQ2XA00ZZ11HU", "https://peixun.example/k/",
  ]) assert.equal(cardCode(scanned), null, scanned);
});

test("the hash is the server's (CardCodeTests)", async () => {
  assert.equal(await cardHash("7K3MQ2XA00ZZ11HJ"), "ddd2df686959535949d14eea0d76fd0e956217f028e287ccf8fa7687375ae4b6");
});
