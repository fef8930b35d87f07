// Sends what lies in the FieldStore, one talk with the server at a time, until every operation has its receipt.
//
//   const queue = new FieldQueue({ store, net, clock, account });
//   queue.onChange(listener); queue.onAnswer(listener); queue.onSnapshot(listener)      each returns a function that takes it off
//   await queue.add(roll, day, drafts)                      resolves when it is on disk; sending starts by itself
//   await queue.addFile(roll, day, blob, about)
//   queue.kick()                                            now, e.g. the line is back or somebody signed in; forgets pauses and blocks
//   await queue.flush()                                     one whole attempt; true when nothing of this account is owed any more
//   await queue.refresh()                                   the snapshot of these days
//   queue.stop()
//
// Sending twice is harmless (keys are made here). A batch that the server cannot read is halved until the bad one stands alone.
import { dayOf } from "../lib/moments";
import type { BatchAnswer, Draft, FileAnswer, Operation, Snapshot } from "./contract";
import type { Clock, Net, NetReply, NetRequest } from "./ports";
import type { FieldStore, FileAbout, Kept } from "./store";
import { messageOf, read, Stopped, Talk, Unreachable } from "./talk";
import { believed } from "./time";

export type Line =
  | "idle"
  | "sending"
  /** Nothing came back, or the server is in trouble: tried again by itself. */
  | "unreachable"
  /** Nobody is signed in: everything stays here until somebody is. */
  | "signedOut"
  /** Somebody else is signed in: it is not sent under that name. */
  | "otherAccount";

export interface QueueState {
  line: Line;
  /** Operations and files of this account that are still to be sent. */
  waiting: number;
  /** Refused or not kept as they were: shown, and in nobody's way. */
  troubled: Kept[];
  /** Rolls that this account may not send to now, with the server's sentence. */
  blocked: { roll: string; message: string }[];
  /** What other accounts left here. */
  others: number;
  /** Device clock minus server clock, when they last spoke. */
  clockOffsetMs: number | null;
  /** False: the clock was set back since then, and says nothing about the time now. */
  clockSure: boolean;
}

export interface QueueOptions {
  store: FieldStore;
  net: Net;
  clock: Clock;
  /** accountKey of whoever works on this page. */
  account: string;
  /** From the page, to save asking for it. */
  token?: string;
  /** Runs one talk at a time among all pages of this browser; alone on the page if not given. */
  exclusive?: <T>(work: () => Promise<T>) => Promise<T>;
  /** 0 to 1, spreads the pauses of many phones. */
  random?: () => number;
}

export const mostAtOnce = 200;
export const shortestPause = 1_000;
export const longestPause = 30_000;
/** A line that has not answered for so long is said to be gone; browsers call it online for minutes. */
export const slowAfter = 4_000;
/** A phone whose clock is off by more is told so. */
export const clockTolerance = 5 * 60_000;

export class FieldQueue {
  private readonly changeListeners = new Set<(state: QueueState) => void>();
  private readonly answerListeners = new Set<(roll: string, answer: BatchAnswer) => void>();
  private readonly snapshotListeners = new Set<() => void>();
  private readonly blocked = new Map<string, string>();
  private readonly talk: Talk;
  private line: Line = "idle";
  /** The last that was asked of the server beside sending was not answered, or not yet. */
  private deaf = false;
  private pause = shortestPause;
  private cancelTimer: (() => void) | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private running: Promise<boolean> | undefined;
  private again = false;
  private stopped = false;

  constructor(private readonly options: QueueOptions) {
    this.talk = new Talk(options.net, options.account, options.token);
  }

  onChange(listener: (state: QueueState) => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  onAnswer(listener: (roll: string, answer: BatchAnswer) => void): () => void {
    this.answerListeners.add(listener);
    return () => this.answerListeners.delete(listener);
  }

  /** A newer snapshot lies in the store. */
  onSnapshot(listener: () => void): () => void {
    this.snapshotListeners.add(listener);
    return () => this.snapshotListeners.delete(listener);
  }

  async add(roll: string, day: string, drafts: Draft[]): Promise<Operation[]> {
    const kept = await this.options.store.add(this.options.account, roll, day, drafts);
    await this.changed();
    this.wake();
    return kept;
  }

  async addFile(roll: string, day: string, file: Blob, about: Omit<FileAbout, "type">): Promise<string> {
    const key = await this.options.store.addFile(this.options.account, roll, day, await file.arrayBuffer(), { ...about, type: file.type });
    await this.changed();
    this.wake();
    return key;
  }

  async acknowledge(key: string): Promise<void> {
    await this.options.store.acknowledge(key);
    await this.changed();
  }

  /** A refused photo once more: whoever refused it may have been put right since. */
  async sendAgain(key: string): Promise<void> {
    await this.options.store.sendAgain(key);
    await this.changed();
    this.wake();
  }

  async state(): Promise<QueueState> {
    const { store, account, clock } = this.options;
    const [debts, heard] = await Promise.all([store.debts(account), store.heardTime()]);
    return { ...debts, line: this.deaf && this.line === "idle" ? "unreachable" : this.line, clockOffsetMs: heard?.offsetMs ?? null, clockSure: believed(clock.now(), heard).sure, blocked: [...this.blocked].map(([roll, message]) => ({ roll, message })) };
  }

  kick(): void {
    this.pause = shortestPause;
    this.blocked.clear();
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    void this.flush();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  /** One attempt at everything; what is added meanwhile is taken along. */
  flush(): Promise<boolean> {
    this.again = true;
    this.running ??= this.run();
    return this.running;
  }

  /** Asks for the snapshot. True when there is a newer one; false when it is the same or could not be had. */
  async refresh(): Promise<boolean> {
    const { store, clock, account } = this.options;
    const slow = clock.after(slowAfter, () => void this.heard(false));
    try {
      const newer = await this.oneAtATime(async () => {
        const tag = await store.snapshotTag();
        const asked = clock.now();
        const reply = await this.talk.ask({ method: "GET", path: "/field/snapshot", ...(tag === null ? {} : { headers: { "if-none-match": tag } }) });
        if (reply.status === 304) {
          await this.timeSaid(asked, reply.header("x-server-now") ?? "");
          return false;
        }
        const snapshot = read<Snapshot>(reply);
        if (snapshot === undefined) throw new Unreachable();
        if (snapshot.accountKey !== account) throw new Stopped("otherAccount");
        await store.keep(snapshot, reply.header("etag"));
        await this.timeSaid(asked, snapshot.serverNow);
        for (const listener of this.snapshotListeners) listener();
        return true;
      });
      await this.heard(true);
      return newer;
    } catch (error) {
      if (error instanceof Stopped) await this.become(error.line);
      else if (error instanceof Unreachable) await this.heard(false);
      else throw error;
      return false;
    } finally {
      slow();
    }
  }

  private async heard(answered: boolean): Promise<void> {
    if (answered && !this.deaf) return;
    this.deaf = !answered;
    await this.changed();
  }

  /** One request more under this account, in its turn; null where nobody answered. */
  async ask(request: NetRequest): Promise<NetReply | null> {
    try {
      return await this.oneAtATime(() => this.talk.ask(request));
    } catch (error) {
      if (error instanceof Unreachable || error instanceof Stopped) return null;
      throw error;
    }
  }

  private wake(): void {
    // A tap does not cut a pause short (the line is gone), nor does it ask again who is signed in.
    if (this.cancelTimer === undefined && this.line !== "signedOut" && this.line !== "otherAccount") void this.flush();
  }

  private async run(): Promise<boolean> {
    let done = false;
    while (this.again && !this.stopped) {
      this.again = false;
      done = await this.attempt();
      if (this.cancelTimer !== undefined) break;
    }
    // In the same breath as the last look at <c>again</c>: what comes after this line starts a run of its own.
    this.running = undefined;
    return done;
  }

  private async attempt(): Promise<boolean> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    try {
      await this.oneAtATime(() => this.sendAll());
      this.pause = shortestPause;
      await this.become("idle");
      return (await this.state()).waiting === 0;
    } catch (error) {
      if (error instanceof Stopped) {
        await this.become(error.line);
        return false;
      }
      // A broken database, for example, is said like a broken line, and tried again.
      if (!(error instanceof Unreachable)) console.error(error);
      this.later(error instanceof Unreachable ? error.after : undefined);
      await this.become("unreachable").catch(() => undefined);
      return false;
    }
  }

  private later(after?: number): void {
    if (this.stopped) return;
    const wait = Math.max(after ?? 0, this.pause * (0.8 + 0.4 * (this.options.random ?? Math.random)()));
    this.pause = Math.min(this.pause * 2, longestPause);
    this.cancelTimer = this.options.clock.after(wait, () => {
      this.cancelTimer = undefined;
      void this.flush();
    });
  }

  /** What the server stumbles over by itself is left for the next attempt, and the rest goes on. */
  private async sendAll(): Promise<void> {
    const { store, account } = this.options;
    let stumbled: Unreachable | undefined;
    const setAside = new Set<string>();
    const each = async (key: string, send: () => Promise<void>): Promise<void> => {
      try {
        await send();
      } catch (error) {
        if (!(error instanceof Unreachable) || !error.onlyThis) throw error;
        stumbled = error;
        setAside.add(key);
      }
    };
    for (;;) {
      if (this.stopped) return;
      const owed = (await store.owed(account)).filter((k) => k.trouble === undefined && k.operation !== null && !this.blocked.has(k.roll) && !setAside.has(k.roll));
      const first = owed[0];
      if (first === undefined) break;
      if (this.line !== "sending") await this.become("sending");
      await each(first.roll, () => this.sendBatch(first.roll, owed.filter((k) => k.roll === first.roll).slice(0, mostAtOnce).map((k) => k.operation!)));
    }
    for (const file of await store.owedFiles(account)) {
      if (this.stopped) return;
      if (file.trouble === undefined) await each(file.key, () => this.sendFile(file.key));
    }
    if (stumbled !== undefined) throw stumbled;
  }

  private async sendBatch(roll: string, operations: Operation[]): Promise<void> {
    const { store, clock } = this.options;
    const deviceNow = clock.now();
    const body = JSON.stringify({ device: store.device, deviceNow: new Date(deviceNow).toISOString(), operations });
    const reply = await this.talk.ask({ method: "POST", path: `/rolls/${roll}/operations`, body });
    const answer = reply.status === 200 ? read<BatchAnswer>(reply) : undefined;
    if (answer !== undefined && Array.isArray(answer.answers) && Array.isArray(answer.attendees)) {
      this.deaf = false;
      await store.settle(roll, operations, answer);
      // In the same breath: whoever looks next finds it settled and knows how.
      for (const listener of this.answerListeners) listener(roll, answer);
      await this.noteClock(deviceNow, answer.serverNow);
      if (!answer.answers.some((a) => operations.some((o) => o.key === a.key))) throw new Unreachable();
      await this.changed();
      return;
    }
    if (reply.status === 403 || reply.status === 404 || reply.status === 409) {
      this.blocked.set(roll, messageOf(reply) ?? "网站现在不收这份点名册，记录先留在手机里。");
      await this.changed();
      return;
    }
    if (reply.status !== 400 && reply.status !== 413 && reply.status !== 422) throw new Unreachable();
    if (operations.length > 1) {
      const half = Math.ceil(operations.length / 2);
      await this.sendBatch(roll, operations.slice(0, half));
      await this.sendBatch(roll, operations.slice(half));
      return;
    }
    await store.refuse(operations[0]!.key, messageOf(reply) ?? "网站读不懂这一条，没有收下。");
    await this.changed();
  }

  private async sendFile(key: string): Promise<void> {
    const { store } = this.options;
    const file = await store.file(key);
    if (file === null) return;
    await this.become("sending");
    const { about } = file;
    const headers = {
      ...(about.takenAt === undefined ? {} : { "x-taken-at": about.takenAt }), ...about.headers, "x-file-key": key, "x-file-kind": about.kind, "x-file-sha256": file.sha256,
      "x-device": store.device, "x-device-now": new Date(this.options.clock.now()).toISOString(),
    };
    const reply = await this.talk.ask({ method: "POST", path: `/rolls/${file.roll}/photos`, body: new Blob([file.bytes], { type: about.type }), headers });
    if (reply.status === 200 || reply.status === 201) {
      const receipt = read<FileAnswer>(reply)?.receipt;
      if (receipt == null) throw new Unreachable();
      await store.settleFile(key, receipt);
    } else if (reply.status === 412) {
      // What arrived is not what was sent: the line garbled it.
      throw new Unreachable(undefined, true);
    } else if (reply.status >= 400 && reply.status < 500) {
      // It stays here with its sentence. Nothing else waits for it: the marks of its roll go by themselves.
      await store.settleFile(key, null, messageOf(reply) ?? (reply.status === 413 ? "这张照片太大了，网站没有收下。" : "网站没有收下这张照片。"));
    } else {
      throw new Unreachable();
    }
    await this.changed();
  }

  /** Said just now: what is past by it is past. */
  private async timeSaid(asked: number, serverNow: string): Promise<void> {
    await this.noteClock(asked, serverNow);
    if (!Number.isNaN(Date.parse(serverNow))) await this.options.store.forget(dayOf(Date.parse(serverNow)));
    await this.changed();
  }

  private async noteClock(deviceNow: number, serverNow: string): Promise<void> {
    const server = Date.parse(serverNow);
    if (!Number.isNaN(server)) await this.options.store.noteClock(deviceNow, server);
  }

  private oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const alone = () => this.options.exclusive?.(work) ?? work();
    const mine = this.turn.then(alone, alone);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async become(line: Line): Promise<void> {
    this.line = line;
    await this.changed();
  }

  private async changed(): Promise<void> {
    if (this.changeListeners.size === 0) return;
    const state = await this.state();
    for (const listener of this.changeListeners) listener(state);
  }
}
