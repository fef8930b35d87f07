// A phone and a server for the tests: the phone's tables in memory, a clock that only the test moves, a line that can be cut.
import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BatchAnswer, Batch, Operation, Snapshot, SnapshotSession } from "../src/field/contract";
import type { Clock, Net, NetReply, NetRequest } from "../src/field/ports";
import { FieldQueue } from "../src/field/queue";
import { receiptOf } from "../src/field/receipt";
import { project, type MarkFact } from "../src/field/rollModel";
import { FieldStore } from "../src/field/store";

export const vectors = <T>(name: string): T => JSON.parse(readFileSync(join(process.env["VECTORS"]!, name), "utf8")) as T;

export const roll = "01939f3a-0000-7000-8000-00000000000a";
export const person = (n: number): string => `01939f3a-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`;

export class TestClock implements Clock {
  private timers: { at: number; work: () => void }[] = [];
  private passed = 0;
  constructor(private wall = Date.parse("2026-11-22T01:00:00.000Z")) {}
  now = (): number => this.wall;
  monotonic = (): number => this.passed;
  after(ms: number, work: () => void): () => void {
    const timer = { at: this.passed + ms, work };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((t) => t !== timer));
  }
  advance(ms: number): void {
    this.passed += ms;
    this.wall += ms;
    const due = this.timers.filter((t) => t.at <= this.passed);
    this.timers = this.timers.filter((t) => t.at > this.passed);
    for (const timer of due) timer.work();
  }
  /** Somebody sets the phone's clock. */
  jump(to: string): void {
    this.wall = Date.parse(to);
  }
  get waiting(): number {
    return this.timers.length;
  }
}

/** Takes operations as the server does: once each, with receipts from what it stored. */
export class TestServer implements Net {
  readonly stored = new Map<string, Operation>();
  readonly files = new Map<string, string>();
  readonly refuse = new Map<string, string>();
  /** What a photo is answered with instead, by its key. */
  readonly answerFile = new Map<string, NetReply>();
  /** The roll whose batches end in a 500. */
  stumblesAt: string | undefined;
  account: string | null = "a1";
  cut: "none" | "before" | "after" = "none";
  lies = false;
  token = 1;
  requests: string[] = [];
  answerWith: NetReply | undefined;
  snapshot: Snapshot = { accountKey: "a1", serverNow: "2026-11-22T01:00:00.000Z", sessions: [session()] };

  constructor(private readonly clock: TestClock) {}

  async send(request: NetRequest): Promise<NetReply> {
    this.requests.push(`${request.method} ${request.path}`);
    if (this.cut === "before") throw new TypeError("no line");
    const reply = (request.path === "/field/pass" ? undefined : this.answerWith) ?? (await this.answer(request));
    if (this.cut === "after") throw new TypeError("the answer was lost");
    return reply;
  }

  private async answer(request: NetRequest): Promise<NetReply> {
    if (this.account === null) return json(401, {});
    if (request.path === "/field/pass") return json(200, { accountKey: this.account, token: `t${this.token}` });
    if (request.path === "/field/snapshot") return json(200, this.snapshot, { etag: '"s1"' });
    if (request.headers?.["x-csrf-token"] !== `t${this.token}`) return { status: 400, header: () => null, text: "<h1>400</h1>" };
    if (request.path.endsWith("/photos")) {
      const instead = this.answerFile.get(request.headers["x-file-key"]!);
      if (instead !== undefined) return instead;
      this.files.set(request.headers["x-file-key"]!, request.headers["x-file-sha256"]!);
      return json(200, { receipt: this.lies ? "00" : request.headers["x-file-sha256"] });
    }
    if (this.stumblesAt !== undefined && request.path.includes(this.stumblesAt)) return json(500, {});
    const batch = JSON.parse(request.body as string) as Batch;
    if (batch.operations.some((o) => o.kind === "walkIn" && o.name === "unreadable")) return json(400, { message: "这一批记录读不懂。" });
    const answers: BatchAnswer["answers"] = [];
    for (const operation of batch.operations) {
      const message = this.refuse.get(operation.key);
      if (message !== undefined) {
        answers.push({ key: operation.key, outcome: "refused", refusal: "Test", message });
        continue;
      }
      const there = this.stored.get(operation.key);
      if (there === undefined) this.stored.set(operation.key, operation);
      const stored = this.lies && operation.kind === "mark" ? { ...operation, present: !operation.present } : there ?? operation;
      answers.push({ key: operation.key, outcome: there ? "alreadyThere" : "accepted", receipt: await receiptOf(crypto, stored, roll, batch.device) });
    }
    const marks = [...this.stored.values()].filter((o): o is Operation & MarkFact & { attendee: string } => o.kind === "mark");
    const attendees = [...new Set(batch.operations.flatMap((o) => (o.kind === "mark" ? [o.attendee] : [])))]
      .map((key) => ({ key, ...project(marks.filter((m) => m.attendee === key)) }));
    return json(200, { answers, attendees, present: 0, roll: { status: "open" }, serverNow: new Date(this.clock.now()).toISOString() });
  }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): NetReply {
  return { status, header: (name) => headers[name] ?? null, text: JSON.stringify(body) };
}

export function session(more: Partial<SnapshotSession> = {}): SnapshotSession {
  return {
    key: roll, title: "卧床老人翻身和擦身", stationName: "滨河社区", day: "2026-11-22", status: "open",
    plannedStartUtc: "2026-11-22T01:00:00.000Z", plannedEndUtc: "2026-11-22T02:30:00.000Z", people: 30, minutes: 60,
    lines: ["王桂兰", "李福田", "张秀英"].map((name, n) => ({
      key: person(n), name, label: `${n}号楼`, initials: ["wgl", "lft", "zxy"][n]!, kind: "member" as const,
      phoneTail: `123${n}`, idTail: n === 0 ? "001X" : null, present: false, inConflict: false, heads: [],
    })),
    ...more,
  };
}

let names = 0;

/** A phone with an empty memory, or one that is switched on again. */
export async function phone(clock = new TestClock(), server = new TestServer(clock), name = `phone${++names}`) {
  const store = await FieldStore.open({ ciphers: crypto, clock, name });
  const queue = new FieldQueue({ store, net: server, clock, account: "a1", random: () => 0.5 });
  return { clock, server, store, queue, name };
}

export const present = (n: number, supersedes: string[] = []) => ({ kind: "mark" as const, attendee: person(n), present: true, supersedes });

/** Everything as it lies in the phone's memory, as text. */
export async function lying(name: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const all: string[] = [];
  for (const table of db.objectStoreNames) {
    const rows = await new Promise<unknown[]>((done) => {
      const request = db.transaction(table).objectStore(table).getAll();
      request.onsuccess = () => done(request.result);
    });
    const bytes = (value: unknown): unknown => value instanceof ArrayBuffer ? Buffer.from(value).toString("latin1") + Buffer.from(value).toString("utf8")
      : ArrayBuffer.isView(value) ? "" : value;
    all.push(JSON.stringify(rows, (_, value) => bytes(value)));
  }
  db.close();
  return all.join("\n");
}
