// The phone's copy of rolls and of everything that the server has not confirmed yet.
//
//   FieldStore.open({ ciphers, clock, name? })   opens or makes the database (IndexedDB; fake-indexeddb under Node)
//   add / addFile                                keep what was done; they resolve when the transaction is complete on disk
//   owed / owedFiles / file / debts              what the server has no receipt for
//   settle / settleFile                          forgets what the server has a receipt for, if it is the receipt made here
//   enter / leave / keep / forget / erase        whose snapshots lie here, and for how long
//
// Operations are never dropped by enter, leave, keep or forget, whoever made them. Only a receipt, acknowledge (of a refused one)
// and erase, after the person was told, remove one.
import { uuid7 } from "../lib/uuid7";
import type { AttendeeState, BatchAnswer, Draft, Operation, RollFacts, Snapshot, SnapshotLine, SnapshotSession } from "./contract";
import type { Ciphers, Clock } from "./ports";
import { receiptOf, sha256 } from "./receipt";
import { isFull, openDatabase, tables, write, type Database } from "./database";
import { expectFaces } from "./facesDue";
import { NotKept, type Debts, type FileAbout, type Kept, type KeptFile } from "./kept";
import type { FileRecord, OperationRecord, RollRecord, Trouble } from "./schema";
import { newcomer, type Person } from "./rollModel";
import { newKey, Sealer, type Sealed } from "./seal";
import type { HeardTime } from "./time";

export { NotKept } from "./kept";
export type { Debts, FileAbout, Kept, KeptFile } from "./kept";

/** Whole days that a snapshot outlives its session's day. */
export const daysKept = 1;
const pastKeptMs = 12 * 3600_000;

type Sheet = Omit<SnapshotSession, keyof RollFacts | "lines"> & { lines: Omit<SnapshotLine, keyof AttendeeState>[] };

export class FieldStore {
  private constructor(
    readonly db: Database, private readonly ciphers: Ciphers, private readonly clock: Clock, readonly sealer: Sealer,
    /** Random id of this browser's installation. */
    readonly device: string) {}

  static async open(options: { ciphers: Ciphers; clock: Clock; name?: string }): Promise<FieldStore> {
    const db = await openDatabase(options.name);
    const offered = await newKey(options.ciphers);
    const [key, device] = await write(db, ["settings"], async (tx) => {
      const settings = tx.objectStore("settings");
      const there = (await settings.get("key")) as CryptoKey | undefined;
      const known = (await settings.get("device")) as string | undefined;
      if (there === undefined) await settings.put(offered, "key");
      const device = known ?? uuid7(options.clock.now());
      if (known === undefined) await settings.put(device, "device");
      return [there ?? offered, device] as const;
    });
    return new FieldStore(db, options.ciphers, options.clock, new Sealer(options.ciphers, key), device);
  }

  close(): void {
    this.db.close();
  }

  account(): Promise<string | null> {
    return this.setting<string>("account");
  }

  /** What the server's clock said, to know the time by it until they speak again. */
  async heardTime(): Promise<HeardTime | null> {
    const [offsetMs, seenMs] = await Promise.all([this.setting<number>("clockOffsetMs"), this.setting<number>("serverSeenMs")]);
    return offsetMs === null || seenMs === null ? null : { offsetMs, seenMs };
  }

  async noteClock(deviceNow: number, serverNow: number): Promise<void> {
    await write(this.db, ["settings"], async (tx) => {
      const settings = tx.objectStore("settings");
      const before = ((await settings.get("serverSeenMs")) as number | undefined) ?? serverNow;
      await Promise.all([settings.put(deviceNow - serverNow, "clockOffsetMs"), settings.put(Math.max(before, serverNow), "serverSeenMs")]);
    });
  }

  /** Whether portraits are named that do not lie here yet. */
  async lacksFaces(): Promise<boolean> {
    return ((await this.setting<unknown[]>("facesDue")) ?? []).length > 0;
  }

  /** The tag of the last snapshot, to ask whether there is a newer one. */
  snapshotTag(): Promise<string | null> {
    return this.setting<string>("snapshotTag");
  }

  /** From now on this account works here; what another one was shown is forgotten, what it did is not. */
  async enter(account: string): Promise<void> {
    if ((await this.account()) === account) return;
    await this.blank(account);
  }

  /** Signed out: nothing that can be read stays. */
  leave(): Promise<void> {
    return this.blank(null);
  }

  private async blank(account: string | null): Promise<void> {
    await write(this.db, ["settings", "rolls", "faces"], async (tx) => {
      const settings = tx.objectStore("settings");
      await Promise.all([
        tx.objectStore("rolls").clear(), tx.objectStore("faces").clear(), settings.delete("snapshotTag"), settings.delete("facesDue"),
        account === null ? settings.delete("account") : settings.put(account, "account"),
      ]);
    });
  }

  /**
   * Forgets snapshots whose day is past by more than a day. <c>today</c> is the day in Shanghai. Where the server has not just said so, the
   * phone's clock may have been set ahead in the middle of a class: the snapshot then goes half a day after it was first seen to be past.
   */
  async forget(today: string, certain = true): Promise<void> {
    const last = new Date(`${today}T00:00:00Z`);
    last.setUTCDate(last.getUTCDate() - daysKept);
    const oldest = last.toISOString().slice(0, 10);
    const now = this.clock.now();
    await write(this.db, ["rolls", "faces"], async (tx) => {
      const rolls = tx.objectStore("rolls");
      for (const record of await rolls.getAll()) {
        if (record.day >= oldest) continue;
        const waited = record.pastSinceMs === undefined ? 0 : now - record.pastSinceMs;
        if (certain || waited >= pastKeptMs) await rolls.delete(record.key);
        else if (record.pastSinceMs === undefined || waited < 0) await rolls.put({ ...record, pastSinceMs: now });
      }
      if ((await rolls.count()) === 0) await tx.objectStore("faces").clear();
    });
  }

  /** Everything, also what the server does not have. The person was told before. */
  async erase(): Promise<void> {
    await write(this.db, [...tables], async (tx) => {
      for (const name of tables) await tx.objectStore(name).clear();
    });
    this.close();
  }

  /** Resolves when the operations are on disk, all of them or none; rejects with NotKept. */
  async add(account: string, roll: string, day: string, drafts: Draft[]): Promise<Operation[]> {
    const at = new Date(this.clock.now()).toISOString();
    const made = drafts.map((draft) => ({ ...draft, key: draft.key ?? uuid7(this.clock.now()), sequence: 0, at }) as Operation);
    try {
      const sealed = await Promise.all(made.map((operation) => this.sealer.sealJson(operation, operation.key)));
      await write(this.db, ["settings", "operations"], async (tx) => {
        const settings = tx.objectStore("settings");
        let next = ((await settings.get("sequence")) as number | undefined) ?? 0;
        const puts = made.map(async (operation, n) => {
          operation.sequence = ++next;
          await tx.objectStore("operations").put({ key: operation.key, roll, account, day, sequence: operation.sequence, sealed: sealed[n]! });
        });
        await Promise.all([...puts, settings.put(next, "sequence")]);
      });
    } catch (error) {
      throw new NotKept(isFull(error), error);
    }
    return made;
  }

  async addFile(account: string, roll: string, day: string, bytes: ArrayBuffer, about: FileAbout): Promise<string> {
    const key = uuid7(this.clock.now());
    try {
      const [blob, sealed, hash] = await Promise.all([
        this.sealer.seal(bytes, `${key}/bytes`), this.sealer.sealJson(about, key), sha256(this.ciphers, bytes)]);
      await write(this.db, ["settings", "files", "blobs"], async (tx) => {
        const settings = tx.objectStore("settings");
        const sequence = (((await settings.get("sequence")) as number | undefined) ?? 0) + 1;
        await Promise.all([
          tx.objectStore("files").put({ key, roll, account, day, sequence, sealed, sha256: hash, size: bytes.byteLength }),
          tx.objectStore("blobs").put(blob, key),
          settings.put(sequence, "sequence"),
        ]);
      });
    } catch (error) {
      throw new NotKept(isFull(error), error);
    }
    return key;
  }

  /** What this account did and the server has no receipt for, in order, troubled ones too. */
  async owed(account: string, roll?: string): Promise<Kept[]> {
    const records = roll === undefined ? await this.db.getAll("operations") : await this.db.getAllFromIndex("operations", "roll", roll);
    const own = records.filter((r) => r.account === account).sort((a, b) => a.sequence - b.sequence);
    return Promise.all(own.map((record) => this.open(record)));
  }

  /** Keys of the files of this account that are still to be sent, in order. */
  async owedFiles(account: string, roll?: string): Promise<Pick<FileRecord, "key" | "roll" | "day" | "size" | "trouble">[]> {
    const records = roll === undefined ? await this.db.getAll("files") : await this.db.getAllFromIndex("files", "roll", roll);
    return records.filter((r) => r.account === account).sort((a, b) => a.sequence - b.sequence);
  }

  async file(key: string): Promise<KeptFile | null> {
    const [record, blob] = await Promise.all([this.db.get("files", key), this.db.get("blobs", key)]);
    if (record === undefined || blob === undefined) return null;
    const [bytes, about] = await Promise.all([this.sealer.open(blob, `${key}/bytes`), this.sealer.openJson<FileAbout>(record.sealed, key)]);
    return { key, roll: record.roll, day: record.day, sequence: record.sequence, sha256: record.sha256, bytes, about, ...troubleOf(record) };
  }

  /** What is still owed, counted; others' work is sent when they sign in again. Only what is in trouble is opened. */
  async debts(account: string | null): Promise<Debts> {
    const [operations, files] = await Promise.all([this.db.getAll("operations"), this.db.getAll("files")]);
    const own = operations.filter((r) => r.account === account).sort((a, b) => a.sequence - b.sequence);
    const ownFiles = files.filter((r) => r.account === account);
    return {
      waiting: [...own, ...ownFiles].filter((r) => r.trouble === undefined).length,
      troubled: await Promise.all([
        ...own.filter((r) => r.trouble !== undefined).map((r) => this.open(r)),
        ...ownFiles.filter((r) => r.trouble !== undefined).map(({ key, roll, day, sequence, trouble }) => ({ key, roll, day, sequence, operation: null, isFile: true as const, trouble: trouble! })),
      ]),
      others: operations.length + files.length - own.length - ownFiles.length,
    };
  }

  /**
   * Takes the server's answer to a batch: forgets an operation only when the receipt is the one made here, keeps a refused one with its
   * sentence, keeps one that was stored differently, and writes down how the attendees stand now. All in one transaction.
   */
  async settle(roll: string, sent: Operation[], answer: BatchAnswer): Promise<void> {
    const answers = new Map(answer.answers.map((a) => [a.key, a]));
    const ended = new Map<string, Trouble | null>();
    const added: Record<string, Sealed> = {};
    for (const operation of sent) {
      const one = answers.get(operation.key);
      if (one === undefined) continue;
      if (one.outcome === "refused") {
        ended.set(operation.key, { kind: "refused", message: one.message ?? "没有收下。" });
      } else if (one.receipt === (await receiptOf(this.ciphers, operation, roll, this.device))) {
        ended.set(operation.key, null);
        if (operation.kind === "walkIn") added[operation.key] = await this.sealer.sealJson(newcomer(operation), `${roll}/${operation.key}`);
      } else {
        ended.set(operation.key, { kind: "different", message: "网站上存的和手机里的不一样，手机里的先留着。" });
      }
    }
    await write(this.db, ["operations", "rolls"], async (tx) => {
      const operations = tx.objectStore("operations");
      for (const [key, trouble] of ended) {
        if (trouble === null) {
          await operations.delete(key);
          continue;
        }
        const record = await operations.get(key);
        if (record !== undefined) await operations.put({ ...record, trouble });
      }
      const record = await tx.objectStore("rolls").get(roll);
      if (record === undefined) return;
      for (const { key, ...state } of answer.attendees) record.states[key] = state;
      await tx.objectStore("rolls").put({ ...record, facts: factsOf(answer.roll), added: { ...record.added, ...added } });
    });
  }

  /** Refuses one operation that the server will not even read. */
  async refuse(key: string, message: string): Promise<void> {
    await write(this.db, ["operations"], async (tx) => {
      const record = await tx.objectStore("operations").get(key);
      if (record !== undefined) await tx.objectStore("operations").put({ ...record, trouble: { kind: "refused", message } });
    });
  }

  /** True when the file may be forgotten: the server's hash of what it stored is the file's own. */
  async settleFile(key: string, receipt: string | null, message?: string): Promise<boolean> {
    return write(this.db, ["files", "blobs"], async (tx) => {
      const record = await tx.objectStore("files").get(key);
      if (record === undefined) return true;
      if (receipt === record.sha256) {
        await Promise.all([tx.objectStore("files").delete(key), tx.objectStore("blobs").delete(key)]);
        return true;
      }
      await tx.objectStore("files").put({
        ...record,
        trouble: receipt === null
          ? { kind: "refused", message: message ?? "没有收下。" }
          : { kind: "different", message: "网站上存的照片和手机里的不一样，手机里的先留着。" },
      });
      return false;
    });
  }

  /** The person has read why the server did not take it (知道了). Nothing but what was refused can be put away so. */
  async acknowledge(key: string): Promise<void> {
    await write(this.db, ["operations", "files", "blobs"], async (tx) => {
      for (const name of ["operations", "files"] as const) {
        if ((await tx.objectStore(name).get(key))?.trouble?.kind !== "refused") continue;
        await Promise.all([tx.objectStore(name).delete(key), tx.objectStore("blobs").delete(key)]);
      }
    });
  }

  /** A refused file waits again as if it had never been sent. */
  async sendAgain(key: string): Promise<void> {
    await write(this.db, ["files"], async (tx) => {
      const record = await tx.objectStore("files").get(key);
      if (record?.trouble?.kind !== "refused") return;
      const { trouble: _, ...waiting } = record;
      await tx.objectStore("files").put(waiting);
    });
  }

  /** Keeps a whole snapshot in place of the last one. Of what it does not name only older rolls stay, which a page had shown. */
  async keep(snapshot: Snapshot, tag: string | null): Promise<void> {
    const records = await Promise.all(snapshot.sessions.map((session) => this.record(snapshot.accountKey, session)));
    const named = new Set(snapshot.sessions.map((s) => s.key));
    const first = snapshot.sessions.map((s) => s.day).sort()[0] ?? snapshot.serverNow.slice(0, 10);
    await this.enter(snapshot.accountKey);
    await write(this.db, ["settings", "rolls", "faces"], async (tx) => {
      await expectFaces(tx, snapshot);
      const gone = (await tx.objectStore("rolls").getAll()).filter((r) => r.day >= first && !named.has(r.key));
      await Promise.all([
        ...gone.map((record) => tx.objectStore("rolls").delete(record.key)),
        ...records.map((record) => tx.objectStore("rolls").put(record)),
        ...(tag === null ? [] : [tx.objectStore("settings").put(tag, "snapshotTag")]),
      ]);
    });
  }

  /** Keeps one roll as a page just showed it. What a page does not carry (tails for search, cards) stays as it was. */
  async keepRoll(account: string, session: SnapshotSession): Promise<void> {
    const before = new Map((await this.roll(session.key))?.lines.map((l) => [l.key, l]) ?? []);
    const lines = session.lines.map((line) => {
      const { phoneTail, idTail, cards } = before.get(line.key) ?? {};
      return { phoneTail, idTail, cards, ...line };
    });
    await this.enter(account);
    await this.db.put("rolls", await this.record(account, { ...session, lines }));
  }

  async rolls(account: string): Promise<SnapshotSession[]> {
    const records = (await this.db.getAll("rolls")).filter((r) => r.account === account);
    const all = await Promise.all(records.map((record) => this.session(record)));
    return all.sort((a, b) => (a.plannedStartUtc < b.plannedStartUtc ? -1 : a.plannedStartUtc > b.plannedStartUtc ? 1 : a.key < b.key ? -1 : 1));
  }

  async roll(key: string): Promise<SnapshotSession | null> {
    const record = await this.db.get("rolls", key);
    return record === undefined ? null : this.session(record);
  }

  private async open(record: OperationRecord): Promise<Kept> {
    const about = { key: record.key, roll: record.roll, day: record.day, sequence: record.sequence, ...troubleOf(record) };
    try {
      return { ...about, operation: { ...(await this.sealer.openJson<Operation>(record.sealed, record.key)), sequence: record.sequence } };
    } catch {
      return { ...about, operation: null, trouble: { kind: "unreadable", message: "手机里的这一条读不出来了。" } };
    }
  }

  private async record(account: string, session: SnapshotSession): Promise<RollRecord> {
    const states: Record<string, AttendeeState> = {};
    const { status, startedUtc, endedUtc, headCount, lines, ...rest } = session;
    const bare = lines.map(({ present, inConflict, heads, until, ...line }) => {
      states[line.key] = { present, inConflict, heads, until: until ?? null };
      return line;
    });
    const sheet: Sheet = { ...rest, lines: bare };
    return {
      key: session.key, account, day: session.day, states, facts: factsOf({ status, startedUtc, endedUtc, headCount }),
      sealed: await this.sealer.sealJson(sheet, session.key),
    };
  }

  private async session(record: RollRecord): Promise<SnapshotSession> {
    const sheet = await this.sealer.openJson<Sheet>(record.sealed, record.key);
    const listed = new Set(sheet.lines.map((line) => line.key));
    const added = await Promise.all(Object.entries(record.added ?? {}).filter(([key]) => !listed.has(key))
      .map(([key, sealed]) => this.sealer.openJson<Person>(sealed, `${record.key}/${key}`)));
    const lines = [...sheet.lines, ...added].map((line) => ({ ...line, ...(record.states[line.key] ?? { present: false, inConflict: false, heads: [] }) }));
    return { ...sheet, ...record.facts, lines };
  }

  private async setting<T>(name: string): Promise<T | null> {
    return ((await this.db.get("settings", name)) as T | undefined) ?? null;
  }
}

function troubleOf(record: { trouble?: Trouble }): { trouble?: Trouble } {
  return record.trouble === undefined ? {} : { trouble: record.trouble };
}

function factsOf(facts: RollFacts): RollFacts {
  return { status: facts.status, startedUtc: facts.startedUtc ?? null, endedUtc: facts.endedUtc ?? null, headCount: facts.headCount ?? null };
}
