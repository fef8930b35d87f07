// One schedule: one or two phones on one roll, and everything that can happen to them, thrown by a seed. Then the line is good, there is
// room, and within a few minutes everything has to be on the server exactly once.
import { createHash } from "node:crypto";
import type { Draft } from "../../../src/Training.Web/Client/src/field/contract";
import { uuid7 } from "../../../src/Training.Web/Client/src/lib/uuid7";
import { breakages, type Breakage } from "./breakages";
import { Dice } from "./dice";
import { setFull } from "./disk";
import type { Finding, Host, Stage } from "./host";
import { clear, Line, none, type Weather } from "./line";
import { Phone, tick } from "./phone";

const minute = 60_000;
const day = 24 * 60 * minute;

const weathers: readonly Weather[] = [
  clear, none,
  [[6, "whole"], [2, "cutBefore"], [2, "cutAfter"]],
  [[3, "whole"], [4, "twice"], [1, "cutAfter"]],
  [[3, "whole"], [4, "late"], [1, "twice"]],
  [[3, "whole"], [2, "torn"], [2, "page"], [2, "gateway"]],
  [[2, "whole"], [2, "cutBefore"], [2, "cutAfter"], [2, "twice"], [2, "late"], [1, "torn"], [1, "page"], [1, "gateway"]],
];

const steps = [
  [20, "tap"], [5, "walkIn"], [2, "regulars"], [3, "photo"], [2, "bad"], [2, "close"], [8, "weather"], [4, "deliver"], [4, "jump"], [8, "pass"],
  [5, "kill"], [6, "killWhileTapping"], [5, "killWhileSending"], [4, "reload"], [3, "full"], [4, "room"], [2, "signOut"], [4, "signIn"], [4, "online"],
  [2, "refresh"], [1, "acknowledge"],
] as const;
type Step = (typeof steps)[number][1];

/** A picture of eight by eight points; what stands behind its first marker makes each one different. */
const picture = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z",
  "base64");

export interface Told {
  seed: number;
  findings: Finding[];
  operations: number;
  photos: number;
  kills: number;
  requests: number;
}

export class Schedule {
  private readonly dice: Dice;
  private readonly checked = new Set<string>();
  private readonly findings: Finding[] = [];
  private phones: Phone[] = [];
  private stage!: Stage;
  private kills = 0;

  constructor(private readonly seed: number, private readonly host: Host, private readonly breakage: Breakage | null) {
    this.dice = new Dice(seed);
  }

  async run(): Promise<Told> {
    const { dice } = this;
    this.stage = await this.host.stage();
    const count = dice.chance(0.6) ? 2 : 1;
    const sameAccount = dice.chance(0.3);
    for (let n = 0; n < count; n++) {
      const { account, cookies } = this.stage.accounts[sameAccount ? 0 : n]!;
      const phone = new Phone(`${this.seed}/${n}`, account, this.stage.roll, new Line(this.stage.site, cookies, dice.fork()), Date.now() + dice.between(-3, 3) * minute);
      this.phones.push(phone);
      await phone.open();
      await phone.settle();
      if (this.breakage !== null) breakages[this.breakage](phone);
    }
    const siteKills = dice.chance(0.04) ? 1 : 0;
    const length = dice.between(10, 36);
    const killAt = siteKills === 0 ? -1 : dice.below(length);
    for (let n = 0; n < length && this.findings.length === 0; n++) {
      const phone = dice.pick(this.phones);
      if (!phone.isOn) await phone.open();
      await this.step(dice.weighted(steps), phone);
      if (n === killAt) await this.killSite(phone);
      if (dice.chance(0.7)) await phone.settle();
      else for (let ticks = dice.below(20); ticks > 0; ticks--) await tick();
      await this.look();
    }
    await this.calm();
    const entries = this.phones.flatMap((p) => [...p.ledger.values()]);
    if (this.findings.length === 0) this.findings.push(...(await this.host.verify(this.stage.roll, entries)));
    for (const phone of this.phones) {
      setFull(phone.name, null);
      await phone.wipe();
    }
    return {
      seed: this.seed, findings: this.findings, kills: this.kills, operations: entries.filter((e) => e.kind !== "photo").length,
      photos: entries.filter((e) => e.kind === "photo").length, requests: this.phones.reduce((sum, p) => sum + [...p.line.counts.values()].reduce((a, b) => a + b, 0), 0),
    };
  }

  private async step(step: Step, phone: Phone): Promise<void> {
    const { dice } = this;
    switch (step) {
      case "tap": return void (await this.tap(phone));
      case "walkIn": return void (await this.walkIn(phone));
      case "regulars": return void (await this.regulars(phone));
      case "photo": return void (await this.photo(phone));
      case "bad": return void (await this.bad(phone));
      case "close": return void (await this.close(phone));
      case "weather": return void (phone.line.weather = dice.pick(weathers));
      case "deliver": return phone.line.deliver();
      case "jump": return phone.clock.jump(dice.pick([-1, 1]) * dice.pick([5 * minute, 61 * minute, day, 40 * day, 7300 * day]));
      case "pass": return phone.clock.pass(dice.pick([500, 2_000, 31_000, 11 * minute]));
      case "kill": return phone.kill();
      case "killWhileTapping": return this.killDuring(phone, dice.pick([() => this.tap(phone), () => this.walkIn(phone), () => this.photo(phone)]));
      case "killWhileSending": return this.killDuring(phone, async () => phone.queue?.kick());
      case "reload":
        phone.leave();
        return phone.open();
      case "full": return setFull(phone.name, dice.pick(["write", "commit"]));
      case "room": return setFull(phone.name, null);
      case "signOut": return void (phone.line.signedIn = false);
      case "signIn":
        phone.line.signedIn = true;
        return phone.queue!.kick();
      case "online": return phone.queue!.kick();
      case "refresh": return void (await phone.queue!.refresh().catch(() => false));
      case "acknowledge": return this.acknowledge(phone);
    }
  }

  private async tap(phone: Phone): Promise<void> {
    const sheet = await phone.sheet();
    if (sheet === null) return;
    const { session, model, owed } = sheet;
    const drafts: Draft[] = session.status === "planned" && !owed.some((o) => o.kind === "open") ? [{ kind: "open" }] : [];
    const seats = model.seats();
    const chosen = new Set(Array.from({ length: this.dice.between(1, 4) }, () => this.dice.pick(seats)));
    for (const seat of chosen) {
      const present = this.dice.chance(0.8) ? !seat.state.present : seat.state.present;
      const leftEarly = present && this.dice.chance(0.1);
      drafts.push(model.mark(seat.person.key, present, {
        until: leftEarly ? new Date(Date.parse(session.plannedStartUtc) + 40 * minute).toISOString() : null, reason: this.dice.chance(0.1) ? "点错了，𬱖的妹妹才来了 " : null,
      }));
    }
    await phone.add(session.day, drafts);
  }

  private async regulars(phone: Phone): Promise<void> {
    const sheet = await phone.sheet();
    const drafts = sheet?.model.markRegulars() ?? [];
    if (sheet !== null && drafts.length > 0) await phone.add(sheet.session.day, this.opened(sheet) ? drafts : [{ kind: "open" }, ...drafts]);
  }

  private async walkIn(phone: Phone): Promise<void> {
    const sheet = await phone.sheet();
    if (sheet === null) return;
    const key = uuid7(phone.clock.now());
    await phone.add(sheet.session.day, [
      ...(this.opened(sheet) ? [] : [{ kind: "open" } as const]),
      { kind: "walkIn", key, name: this.dice.pick(["郭新来", "尉迟·买买提", "袁𬱖", "Ann O’Neil"]), phoneTail: this.dice.chance(0.7) ? String(this.dice.between(1000, 9999)) : null },
      { kind: "mark", attendee: key, present: true, supersedes: [] },
    ]);
  }

  /** Somebody who is on no list anywhere. The server has to refuse it, and nothing else because of it. */
  private async bad(phone: Phone): Promise<void> {
    const sheet = await phone.sheet();
    if (sheet !== null) await phone.add(sheet.session.day, [{ kind: "mark", attendee: uuid7(phone.clock.now()), present: true, supersedes: [] }], true);
  }

  private async close(phone: Phone): Promise<void> {
    const sheet = await phone.sheet();
    if (sheet === null || (sheet.session.status === "planned" && sheet.owed.length === 0)) return;
    const from = Date.parse(sheet.session.plannedStartUtc) + this.dice.below(10) * minute;
    await phone.add(sheet.session.day, [
      ...(this.opened(sheet) ? [] : [{ kind: "open" } as const]),
      { kind: "close", started: new Date(from).toISOString(), ended: new Date(from + this.dice.between(50, 80) * minute).toISOString(), headCount: this.dice.chance(0.5) ? this.dice.between(0, 45) : null },
    ]);
  }

  private async photo(phone: Phone): Promise<void> {
    const sheet = await phone.sheet();
    if (sheet === null) return;
    const comment = Buffer.from(`${this.seed} ${this.dice.next()}`);
    const bytes = Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment, picture.subarray(2)]);
    await phone.addPhoto(sheet.session.day, new Uint8Array(bytes), createHash("sha256").update(bytes).digest("hex"));
  }

  private opened({ session, owed }: NonNullable<Awaited<ReturnType<Phone["sheet"]>>>): boolean {
    return session.status !== "planned" || owed.some((o) => o.kind === "open");
  }

  private async acknowledge(phone: Phone): Promise<void> {
    for (const kept of (await phone.queue!.state()).troubled) {
      if (kept.trouble?.kind !== "refused") continue;
      await phone.queue!.acknowledge(kept.key).then(() => (phone.ledger.get(kept.key)!.acknowledged = true), () => undefined);
    }
  }

  private async killDuring(phone: Phone, work: () => Promise<unknown>): Promise<void> {
    this.kills++;
    work().catch(() => undefined);
    const patience = this.dice.below(40);
    for (let n = 0; n < patience; n++) await tick();
    if (this.dice.chance(0.5)) await new Promise((done) => setTimeout(done, this.dice.below(12)));
    phone.kill();
  }

  /** While something is on its way, or while nothing is. */
  private async killSite(phone: Phone): Promise<void> {
    if (!phone.isOn) await phone.open();
    await this.tap(phone);
    phone.queue!.kick();
    await this.host.killSite(this.dice.below(25));
  }

  /** 已上传 on a phone means a row in the database, now and not later. */
  private async look(): Promise<void> {
    for (const phone of this.phones) {
      if (!phone.isOn) continue;
      const sent = (await phone.sent()).filter((key) => !this.checked.has(key));
      if (sent.length === 0) continue;
      const missing = new Set(await this.host.missing(this.stage.roll, sent));
      for (const key of sent) this.checked.add(key);
      for (const key of missing) this.findings.push({ kind: "early", text: `${phone.ledger.get(key)!.kind} ${key} is shown as sent and is not in the database` });
    }
  }

  private async calm(): Promise<void> {
    const early = this.dice.chance(0.5);
    for (const phone of this.phones) {
      setFull(phone.name, null);
      phone.line.weather = clear;
      phone.line.signedIn = true;
      if (early) await phone.line.deliver();
    }
    for (const phone of this.phones) {
      if (!phone.isOn) await phone.open();
      phone.queue!.kick();
      for (let n = 0; n < 20 && !(await phone.queue!.flush()); n++) phone.clock.pass(11 * minute);
      await phone.settle();
      await phone.line.deliver();
      const { waiting, troubled, blocked } = await phone.queue!.state();
      if (waiting > 0) this.findings.push({ kind: "other", text: `${waiting} are still waiting on ${phone.name}; blocked: ${blocked.map((b) => b.message).join(" ")}` });
      for (const kept of troubled) {
        if (phone.ledger.get(kept.key)?.bad === true && kept.trouble?.kind === "refused") continue;
        this.findings.push({ kind: "other", text: `${kept.operation?.kind ?? "file"} ${kept.key} is in trouble: ${kept.trouble?.kind} ${kept.trouble?.message}` });
      }
    }
    await this.look();
  }
}
