// A phone: storage that outlives everything, and a page that opens, is reloaded or dies at any moment. The page is the product's own store,
// queue and model; only clock and line are given to them.
import type { IDBPDatabase } from "idb";
import type { Draft, Operation, SnapshotSession } from "../../../src/Training.Web/Client/src/field/contract";
import type { Clock } from "../../../src/Training.Web/Client/src/field/ports";
import { FieldQueue } from "../../../src/Training.Web/Client/src/field/queue";
import { RollModel } from "../../../src/Training.Web/Client/src/field/rollModel";
import { FieldStore } from "../../../src/Training.Web/Client/src/field/store";
import { uuid7 } from "../../../src/Training.Web/Client/src/lib/uuid7";
import { tearOut, wipe } from "./disk";
import type { Line } from "./line";

/** Somebody can set it; timers run by time that passes, not by it. */
export class PhoneClock implements Clock {
  private timers: { at: number; work: () => void }[] = [];
  private passed = 0;

  constructor(private wall: number) {}

  now = (): number => this.wall;
  monotonic = (): number => this.passed;

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.passed + ms, work };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((t) => t !== timer));
  }

  pass(ms: number): void {
    this.passed += ms;
    this.wall += ms;
    const due = this.timers.filter((t) => t.at <= this.passed);
    this.timers = this.timers.filter((t) => t.at > this.passed);
    for (const timer of due) timer.work();
  }

  jump(by: number): void {
    this.wall += by;
  }

  silence(): void {
    this.timers = [];
  }
}

/** What was done on a phone. Kept: the phone said 已存. */
export interface Entry {
  key: string;
  kind: Operation["kind"] | "photo";
  device: string;
  kept: boolean;
  /** With sequence and time once it is kept. */
  operation: Operation | (Draft & { key: string }) | null;
  sha256: string | null;
  /** Something that the server has to refuse. */
  bad: boolean;
  acknowledged: boolean;
}

export const tick = (): Promise<void> => new Promise((done) => setImmediate(done));

export class Phone {
  readonly ledger = new Map<string, Entry>();
  readonly clock: PhoneClock;
  store: FieldStore | undefined;
  queue: FieldQueue | undefined;
  /** A rule broken on purpose: 已存 is said before anything is on disk. */
  saysKeptTooEarly = false;
  private life = 0;

  constructor(readonly name: string, readonly account: string, readonly roll: string, readonly line: Line, now: number) {
    this.clock = new PhoneClock(now);
  }

  get isOn(): boolean {
    return this.queue !== undefined;
  }

  /** The page opens: from what lies on the phone, and from the server if there is a line. */
  async open(): Promise<void> {
    const life = ++this.life;
    const isAlive = (): boolean => life === this.life;
    const clock: Clock = {
      now: this.clock.now, monotonic: this.clock.monotonic,
      after: (ms, work) => (isAlive() ? this.clock.after(ms, () => isAlive() && work()) : () => undefined),
    };
    const store = await FieldStore.open({ ciphers: crypto, clock, name: this.name });
    this.store = store;
    this.queue = new FieldQueue({ store, net: this.line.net(isAlive), clock, account: this.account, random: () => 0.5 });
    // A page without room for a newer snapshot goes on with the one it has.
    await this.queue.refresh().catch(() => false);
    void this.queue.flush();
  }

  /** No farewell: memory is gone, what was not complete on disk never was. */
  kill(): void {
    this.life++;
    this.queue?.stop();
    if (this.store !== undefined) tearOut((this.store as unknown as { db: IDBPDatabase }).db);
    this.clock.silence();
    this.store = this.queue = undefined;
  }

  /** As a browser leaves a page: transactions under way may end, nothing hears of it. */
  leave(): void {
    this.life++;
    this.queue?.stop();
    this.store?.close();
    this.clock.silence();
    this.store = this.queue = undefined;
  }

  async wipe(): Promise<void> {
    this.kill();
    await tick();
    await wipe(this.name);
  }

  /** Null while the roll is not on the phone: it was forgotten and there is no line to fetch it again. */
  async sheet(): Promise<{ session: SnapshotSession; model: RollModel; owed: Operation[] } | null> {
    const session = (await this.store!.rolls(this.account)).find((r) => r.key === this.roll);
    if (session === undefined) return null;
    const owed = (await this.store!.owed(this.account, this.roll)).flatMap((k) => (k.operation === null || k.trouble !== undefined ? [] : [k.operation]));
    return { session, model: new RollModel(session.lines, owed), owed };
  }

  /** Resolves to whether the phone said 已存. */
  async add(day: string, drafts: Draft[], bad = false): Promise<boolean> {
    const keyed = drafts.map((d) => ({ ...d, key: d.key ?? uuid7(this.clock.now()) }) as Draft & { key: string });
    const { life, store } = this;
    for (const draft of keyed) {
      this.ledger.set(draft.key, { key: draft.key, kind: draft.kind, device: store!.device, kept: this.saysKeptTooEarly, operation: draft, sha256: null, bad, acknowledged: false });
    }
    let made: Operation[];
    try {
      made = await this.queue!.add(this.roll, day, keyed);
    } catch {
      return false;
    }
    // A dead page says nothing to anybody.
    if (life !== this.life) return false;
    for (const operation of made) Object.assign(this.ledger.get(operation.key)!, { kept: true, operation: { ...operation } });
    return true;
  }

  async addPhoto(day: string, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean> {
    const { life, store } = this;
    const entry: Entry = { key: sha256, kind: "photo", device: store!.device, kept: false, operation: null, sha256, bad: false, acknowledged: false };
    this.ledger.set(sha256, entry);
    try {
      await this.queue!.addFile(this.roll, day, new Blob([bytes], { type: "image/jpeg" }), { kind: "scene", takenAt: new Date(this.clock.now()).toISOString() });
    } catch {
      return false;
    }
    if (life !== this.life) return false;
    entry.kept = true;
    return true;
  }

  /** Keys (of photos: hashes) that the phone shows as sent: it said 已存, and does not hold them any more. */
  async sent(): Promise<string[]> {
    const held = await this.held();
    return [...this.ledger.values()].filter((e) => e.kept && !e.acknowledged && !held.has(e.key)).map((e) => e.key);
  }

  async held(): Promise<Set<string>> {
    const db = (this.store as unknown as { db: IDBPDatabase }).db;
    const [operations, files] = await Promise.all([db.getAllKeys("operations"), db.getAll("files") as Promise<{ sha256: string }[]>]);
    return new Set([...(operations as unknown as string[]), ...files.map((f) => f.sha256)]);
  }

  /** Nothing is under way any more, or waits only for time to pass. */
  async settle(): Promise<void> {
    for (let still = 0; still < 3; ) {
      await tick();
      const running = (this.queue as unknown as { running?: Promise<unknown> } | undefined)?.running;
      if (running !== undefined) await Promise.race([running, new Promise((done) => setTimeout(done, 50))]);
      still = this.line.isQuiet && (this.queue as unknown as { running?: unknown } | undefined)?.running === undefined ? still + 1 : 0;
    }
  }
}
