// Today's page without network: the sessions that the phone holds, in the server's own cards.
import type { SnapshotSession } from "../field/contract";
import { RollModel } from "../field/rollModel";
import type { Runtime } from "./field-runtime";
import { dayWords, hoursOf } from "./moments";
import { Meter } from "./roll-meter";
import { fill } from "./roll-page";

type Card = "Late" | "Planned" | "Running" | "Held" | "Cancelled" | "Next";

export async function drawToday(root: HTMLElement, runtime: Runtime): Promise<void> {
  const today = runtime.today();
  const owed = await runtime.store.owed(runtime.account);
  const sessions = await runtime.store.rolls(runtime.account);
  fill(root, "today", dayWords(today, true));
  const cards = root.querySelector('[data-f="cards"]')!;
  const list = root.querySelector(".coming")!;
  cards.replaceChildren();
  list.replaceChildren();
  for (const session of sessions) {
    const mine = owed.filter((k) => k.roll === session.key && k.trouble === undefined && k.operation !== null);
    const model = new RollModel(session.lines, mine.map((k) => k.operation!));
    const status = mine.some((k) => k.operation!.kind === "close") ? "closed"
      : session.status === "planned" && mine.some((k) => k.operation!.kind === "open") ? "open" : session.status;
    // A phone whose clock was set back cannot say that a class is not due yet.
    const kind: Card | null = session.day > today && runtime.sure() ? (status === "planned" ? "Next" : null)
      : session.day < today ? (status === "open" ? "Late" : null)
      : ({ planned: "Planned", open: "Running", closed: "Held", cancelled: "Cancelled" } as const)[status];
    if (kind === null) continue;
    const card = draw(kind, session, model, mine.length, runtime);
    (kind === "Next" ? list : cards).append(card);
    // The meter looks for its places in the document.
    if (kind === "Running") new Meter(card, session.people, session.minutes, minutesOf(session, runtime)).show(model.counts());
  }
  hide(root, "nothing", cards.childElementCount > 0);
  hide(root, "next", list.childElementCount === 0);
}

function draw(kind: Card, session: SnapshotSession, model: RollModel, owed: number, runtime: Runtime): HTMLElement {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-card="${kind}"]`)!;
  const card = (template.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
  const counts = model.counts();
  card.dataset["session"] = session.key;
  fill(card, "title", session.title);
  fill(card, "station", session.stationName);
  fill(card, "hours", hoursOf(Date.parse(session.plannedStartUtc), Date.parse(session.plannedEndUtc)));
  fill(card, "day", dayWords(session.day));
  fill(card, "present", String(counts.uploaded + counts.queued));
  fill(card, "minutes", String(minutesOf(session, runtime)));
  fill(card, "people-asked", String(session.people));
  fill(card, "minutes-asked", String(session.minutes));
  fill(card, "cancelled", `取消了${session.cancelReason ? `：${session.cancelReason}` : ""}`);
  fill(card, "state", session.status === "closed" ? "收册了" : "收册了，还没传上去");
  if (owed > 0) fill(card, "owed", `${owed} 条存在手机里，有网自动上传`);
  for (const line of card.querySelectorAll<HTMLElement>('[data-f="owed"]')) line.hidden = owed === 0;
  for (const link of card.querySelectorAll<HTMLAnchorElement>('[data-f="roll"], [data-f="close"]')) link.href = `/rolls/${session.key}`;
  const leaf = card.querySelector(".leaf");
  if (leaf !== null) {
    const [, month, day] = session.day.split("-").map(Number);
    leaf.querySelector("b")!.textContent = `${month}月`;
    leaf.querySelector("strong")!.textContent = String(day);
    leaf.querySelector("span")!.textContent = dayWords(session.day).split(" ")[1]!;
  }
  card.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    void runtime.queue.add(session.key, session.day, [{ kind: "open" }]).then(() => location.assign(`/rolls/${session.key}`), () => location.assign(`/rolls/${session.key}`));
  });
  return card;
}

function minutesOf(session: SnapshotSession, runtime: Runtime): number {
  const from = Date.parse(session.startedUtc ?? session.plannedStartUtc);
  const until = session.endedUtc == null ? runtime.now() : Date.parse(session.endedUtc);
  return Math.max(0, Math.floor((until - from) / 60_000));
}

function hide(root: HTMLElement, name: string, hidden: boolean): void {
  for (const element of root.querySelectorAll<HTMLElement>(`[data-f="${name}"]`)) element.hidden = hidden;
}
