// Taking a roll by thumb. A tap is kept on the phone before the tile says 已存, and the server has given its receipt before it says 到.
import type { Draft, RollStatus, SnapshotSession } from "../field/contract";
import { RollModel, type Seat } from "../field/rollModel";
import { NotKept, type Kept } from "../field/store";
import { uuid7 } from "./uuid7";
import type { Runtime } from "./field-runtime";
import { timeOf } from "./moments";
import { ClosingPanel } from "./roll-closing";
import { Meter } from "./roll-meter";
import { CardPanel } from "./roll-cards";
import { Notices } from "./roll-notices";
import { AddPanel, FindPanel, Panels, TornPanel } from "./roll-panels";
import { copy, show, type Intent } from "./roll-tiles";
import { Toast } from "./roll-toast";

const undoAllFor = 10 * 60_000;

export class RollScreen {
  readonly model: RollModel;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly intents = new Map<string, { present: boolean; count: number }>();
  private readonly names: HTMLFormElement;
  private readonly meter: Meter;
  private readonly notices: Notices;
  private readonly toast: Toast;
  private readonly panels: Panels;
  private readonly torn: TornPanel;
  private readonly closing: ClosingPanel;
  private chain: Promise<unknown> = Promise.resolve();
  private leaving = false;
  private stale = false;
  private reading: Promise<void> | undefined;
  private owed: Kept[] = [];
  private painted: (() => void) | undefined;

  constructor(private readonly root: HTMLElement, readonly runtime: Runtime, private session: SnapshotSession) {
    this.names = this.find<HTMLFormElement>("form.names");
    this.model = new RollModel(session.lines);
    for (const button of this.names.querySelectorAll<HTMLButtonElement>("button.tile")) this.seat(button, button.id.slice(1));
    const soFar = root.dataset["now"] ? Number(root.dataset["now"]) : 0;
    this.meter = new Meter(root, session.people, session.minutes, soFar);
    this.notices = new Notices(root, runtime.queue, { roll: session.key, nameOf: (kept) => this.nameOf(kept) });
    this.toast = new Toast(root);
    this.panels = new Panels(root);
    this.torn = new TornPanel(root, this.panels, (key, present) => void this.mark([key], present));
    this.closing = new ClosingPanel(root, this.panels, this);
    new FindPanel(root, this.panels, this);
    new AddPanel(root, this.panels, this);
    new CardPanel(this.panels, this);
    this.wire();
    runtime.queue.onAnswer((roll, answer) => {
      if (roll !== session.key) return;
      this.model.say(answer.attendees);
      this.session = { ...this.session, ...answer.roll };
      runtime.told();
      void this.reread();
    });
    runtime.queue.onChange(() => void this.reread());
    runtime.queue.onSnapshot(() => void this.reread());
    runtime.onElsewhere(() => void this.reread());
    setInterval(() => this.meter.tick(), 5000);
  }

  get key(): string {
    return this.session.key;
  }

  get facts(): SnapshotSession {
    return this.session;
  }

  /** What the phone knows about this roll beyond the page: tails to search by, marks that are still owed. */
  async begin(): Promise<void> {
    await this.reread();
    if (this.session.startedUtc != null && !this.root.dataset["now"]) this.meter.startAgain(this.minutes());
  }

  sayUnkept(words: string): void {
    this.notices.unkept(words);
  }

  /** As the server says it, and what was done here on top. */
  status(): RollStatus {
    const done = (kind: string) => this.owed.some((k) => k.trouble === undefined && k.operation?.kind === kind);
    return this.session.status === "closed" || done("close") ? "closed" : this.session.status === "planned" && done("open") ? "open" : this.session.status;
  }

  startedAt(): number {
    const planned = Date.parse(this.session.plannedStartUtc);
    const opened = this.owed.find((k) => k.operation?.kind === "open")?.operation?.at;
    return this.session.startedUtc != null && this.session.status !== "planned" ? Date.parse(this.session.startedUtc) : Math.max(planned, Date.parse(opened ?? "") || planned);
  }

  minutes(): number {
    return Math.max(0, Math.floor((this.runtime.now() - this.startedAt()) / 60_000));
  }

  /** Marks them all in one go, after what was tapped before; true when it lies on the phone. */
  mark(keys: string[], present: boolean, more: { until?: string | null } = {}): Promise<boolean> {
    return this.keep(keys, present, () => keys.map((key) => this.model.mark(key, present, more)));
  }

  /** Somebody who was found elsewhere takes a seat and is there. */
  async bring(person: { key: string; name: string; label: string }, present: boolean, heads: string[]): Promise<void> {
    this.model.add({ ...person, initials: "", kind: "guest" }, { present, inConflict: false, heads });
    await this.mark([person.key], true);
    this.lead(person.key, `${person.name} 记了到`);
  }

  async walkIn(name: string, phoneTail: string | null): Promise<boolean> {
    const key = uuid7();
    const kept = await this.keep([], true, () => [
      { kind: "walkIn", key, name, phoneTail },
      { kind: "mark", attendee: key, present: true, supersedes: [], until: null, reason: null },
    ]);
    if (kept) this.lead(key, `${name} 加上了`);
    return kept;
  }

  async close(times: { started: string; ended: string; headCount: number | null }): Promise<boolean> {
    return this.keep([], false, () => [{ kind: "close", ...times }]);
  }

  /** Rejects with NotKept. */
  addPhoto(photo: Blob, headers: Record<string, string>): Promise<string> {
    return this.runtime.queue.addFile(this.session.key, this.session.day, photo, { kind: "scene", headers });
  }

  /** How somebody's tile looks now, what the finger said included. */
  look(key: string): { present: boolean; torn: boolean; waiting: boolean } | undefined {
    const seat = this.model.seat(key);
    const intent = this.intents.get(key);
    return seat && { present: intent?.present ?? seat.state.present, torn: seat.state.inConflict && intent === undefined, waiting: seat.waiting || intent !== undefined };
  }

  onPaint(listener: () => void): void {
    this.painted = listener;
  }

  filter(text: string): number {
    const found = new Set(this.model.find(text).map((s) => s.person.key));
    for (const [key, button] of this.buttons) button.hidden = !found.has(key);
    return found.size;
  }

  /** Waits for what was tapped and tries to send it all, for a few seconds. */
  async sent(patienceMs = 5000): Promise<boolean> {
    await this.chain;
    if (!navigator.onLine) return false;
    return Promise.race([this.runtime.queue.flush(), new Promise<boolean>((done) => setTimeout(() => done(false), patienceMs))]);
  }

  private keep(keys: string[], present: boolean, drafts: () => Draft[]): Promise<boolean> {
    for (const key of keys) {
      this.intents.set(key, { present, count: (this.intents.get(key)?.count ?? 0) + 1 });
      this.paint(key);
    }
    this.count();
    const mine = this.chain.then(async () => {
      try {
        const operations = await this.runtime.queue.add(this.session.key, this.session.day, drafts());
        for (const operation of operations) this.model.note(operation);
        this.notices.unkept(null);
        this.runtime.told();
        return true;
      } catch (error) {
        if (!(error instanceof NotKept)) throw error;
        this.notices.unkept(error.message);
        return false;
      } finally {
        for (const key of keys) {
          const intent = this.intents.get(key);
          if (intent !== undefined && --intent.count === 0) this.intents.delete(key);
        }
        this.paintAll();
      }
    });
    this.chain = mine.catch(() => undefined);
    return mine;
  }

  private wire(): void {
    this.names.addEventListener("submit", (event) => event.preventDefault());
    this.names.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("button.tile");
      const key = [...this.buttons].find(([, b]) => b === button)?.[0];
      if (key === undefined) return;
      event.preventDefault();
      this.tap(key);
    });
    this.find("[data-regulars] button").addEventListener("click", () => void this.markRegulars());
    this.root.querySelector("[data-begin-now]")?.addEventListener("click", () => void this.keep([], true, () => [{ kind: "open" }]).then(() => this.meter.startAgain(this.minutes())));
    const leaving = this.find("[data-leaving]");
    leaving.querySelector("span")!.textContent = "点一下提前走的人，按现在的时间记。";
    this.find("[data-early]").addEventListener("click", () => {
      this.panels.close();
      this.leave(true);
      leaving.querySelector("button")!.focus();
    });
    this.find("[data-leaving-done]").addEventListener("click", () => this.leave(false));
    this.find<HTMLElement>('[data-open="more"]').hidden = false;
    this.find("[data-leave]").addEventListener("click", (event) => {
      event.preventDefault();
      const href = (event.currentTarget as HTMLAnchorElement).href;
      // The server's page counts what the server has, and takes photos; without the line the roll is closed here.
      void this.sent().then((all) => (all ? location.assign(href) : this.closing.open()));
    });
  }

  private leave(on: boolean): void {
    this.leaving = on;
    this.find<HTMLElement>("[data-leaving]").hidden = !on;
  }

  /** A tap on somebody's tile, or on the face. */
  tap(key: string): void {
    const seat = this.model.seat(key);
    if (seat === undefined || this.status() !== "open") return;
    const { name } = seat.person;
    const present = this.intents.get(key)?.present ?? seat.state.present;
    if (seat.state.inConflict && !this.intents.has(key)) {
      this.torn.ask(key, name);
    } else if (this.leaving && present) {
      const until = seat.state.until == null ? new Date(this.runtime.now()).toISOString() : null;
      void this.mark([key], true, { until });
      this.toast.say(until === null ? `${name} 没有提前走` : `${name} ${timeOf(Date.parse(until))} 走的`, () => void this.mark([key], true, { until: seat.state.until ?? null }), this.buttons.get(key));
    } else {
      void this.mark([key], !present);
      if (present) this.toast.say(`${name} 改成了没到`, () => void this.mark([key], true, { until: seat.state.until ?? null }), this.buttons.get(key));
      else this.toast.hide(this.buttons.get(key));
    }
  }

  private async markRegulars(): Promise<void> {
    const drafts = this.model.markRegulars();
    const keys = drafts.flatMap((d) => (d.kind === "mark" ? [d.attendee] : []));
    if (keys.length === 0 || !(await this.keep(keys, true, () => drafts))) return;
    const undo = () => {
      button.hidden = true;
      // Whom somebody unticked meanwhile is left as he or she is.
      const still = keys.filter((key) => this.model.seat(key)?.state.present);
      void this.mark(still, false);
    };
    const button = this.find<HTMLButtonElement>("[data-undo-all]");
    button.textContent = `撤销“${keys.length} 位都到了”`;
    button.hidden = false;
    button.onclick = () => {
      this.panels.close();
      undo();
    };
    setTimeout(() => (button.hidden = true), undoAllFor);
    this.toast.say(`${keys.length} 位都记了到。没来的点一下去掉。`, undo);
  }

  private lead(key: string, words: string): void {
    const button = this.buttons.get(key);
    button?.scrollIntoView({ block: "nearest" });
    this.toast.say(words, () => void this.mark([key], false), button);
  }

  /**
   * What lies in the store, and nothing older: what changes while it is read is read once more. The debts come first, since an operation
   * that is settled in between stands in the states that are read after.
   */
  private reread(): Promise<void> {
    this.stale = true;
    return (this.reading ??= this.read());
  }

  private async read(): Promise<void> {
    const { store, account } = this.runtime;
    try {
      while (this.stale) {
        this.stale = false;
        const owed = await store.owed(account, this.session.key);
        const kept = await store.roll(this.session.key);
        if (this.stale) continue;
        if (kept !== null) {
          this.model.merge(kept.lines);
          this.session = { ...kept, people: this.session.people, minutes: this.session.minutes };
        }
        this.owed = owed;
        this.model.owe(owed.filter((k) => k.trouble === undefined && k.operation !== null).map((k) => k.operation!));
        this.paintAll();
      }
    } finally {
      this.reading = undefined;
    }
  }

  private paintAll(): void {
    for (const seat of this.model.seats()) this.paint(seat.person.key, seat);
    const status = this.status();
    this.root.classList.toggle("shut", status !== "open");
    this.root.classList.toggle("closed", status === "closed");
    const begin = this.root.querySelector<HTMLElement>("[data-begin]");
    if (begin !== null) {
      begin.hidden = status !== "planned" && status !== "cancelled";
      if (!begin.hidden) this.mayBegin(status);
    }
    this.closing.closed(status === "closed", this.session.status === "closed");
    this.count();
  }

  private mayBegin(status: RollStatus): void {
    const not = this.find<HTMLElement>("[data-begin-not]");
    const words = status === "cancelled" ? `这次课取消了${this.session.cancelReason ? `（${this.session.cancelReason}）` : ""}，不用点名。`
      : this.session.day > this.runtime.today() && this.runtime.sure() ? "还没到上课那天，到那天才能点名。"
      : "";
    not.textContent = words;
    not.hidden = words === "";
    this.find<HTMLElement>("[data-begin-now]").hidden = words !== "";
  }

  private paint(key: string, seat: Seat | undefined = this.model.seat(key)): void {
    if (seat === undefined) return;
    let button = this.buttons.get(key);
    if (button === undefined) {
      button = copy(this.find<HTMLTemplateElement>("template[data-tile]"), seat.person);
      this.names.append(button);
      this.seat(button, key);
    }
    const intent: Intent = this.intents.get(key);
    show(button, seat, intent);
  }

  private seat(button: HTMLButtonElement, key: string): void {
    const dashedKey = key.includes("-") ? key : `${key.slice(0, 8)}-${key.slice(8, 12)}-${key.slice(12, 16)}-${key.slice(16, 20)}-${key.slice(20)}`;
    this.buttons.set(dashedKey, button);
  }

  private count(): void {
    this.painted?.();
    const counts = this.model.counts();
    this.meter.show(counts);
    const regulars = this.model.markRegulars().length;
    const box = this.find<HTMLElement>("[data-regulars]");
    // Where many more are regulars than ever come, all of them at once would be a slip of the thumb.
    box.hidden = regulars === 0 || regulars > 2 * this.session.people || this.status() !== "open";
    box.querySelector("b")!.textContent = String(regulars);
    this.sayTorn(counts.conflicts);
    const nobody = this.root.querySelector<HTMLElement>("[data-nobody]");
    if (nobody !== null) nobody.hidden = this.model.size > 0;
  }

  private sayTorn(conflicts: number): void {
    let box = this.root.querySelector<HTMLElement>("[data-torn]");
    if (box === null && conflicts === 0) return;
    if (box === null) {
      box = document.createElement("div");
      box.dataset["torn"] = "";
      this.find(".notes").append(box);
    }
    const words = `${conflicts} 个人两边记的不一样，先不算人数。点一下名字，定到底到没到。`;
    box.className = "banner";
    box.hidden = conflicts === 0;
    if (box.textContent !== words) box.textContent = words;
  }

  private nameOf(kept: Kept): string | undefined {
    const { operation } = kept;
    if (kept.isFile) return "照片";
    if (operation?.kind === "walkIn") return operation.name;
    if (operation?.kind === "mark") return this.model.seat(operation.attendee)?.person.name;
    return operation?.kind === "close" ? "收册" : operation?.kind === "open" ? "开始点名" : undefined;
  }

  private find<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.root.querySelector<T>(selector)!;
  }
}
