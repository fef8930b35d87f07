// A roll as a page has it: read from the server's page, or filled into the frame that the phone keeps.
import type { SnapshotSession } from "../field/contract";
import { dayOf, timeOf } from "./moments";
import { copy, read } from "./roll-tiles";

const frame = "/field/shell";

export function readPage(root: HTMLElement): SnapshotSession {
  const { roll, title, station, status, people, minutes, plan, started } = root.dataset;
  const [from, until] = (plan ?? "").split(" ");
  return {
    key: roll!, title: title ?? "", stationName: station ?? "", day: dayOf(Date.parse(from!)),
    status: status as SnapshotSession["status"], startedUtc: started ?? null,
    plannedStartUtc: from!, plannedEndUtc: until!, people: Number(people), minutes: Number(minutes),
    lines: [...root.querySelectorAll<HTMLButtonElement>("form.names button.tile")].map(read),
  };
}

/** Fills a frame that nobody's roll stands in yet. */
export function fillPage(root: HTMLElement, session: SnapshotSession): void {
  root.dataset["roll"] = session.key;
  fill(root, "title", session.title);
  fill(root, "line", `${session.stationName} · 开课 ${timeOf(Date.parse(session.startedUtc ?? session.plannedStartUtc))}`);
  fill(root, "people-asked", String(session.people));
  fill(root, "minutes-asked", String(session.minutes));
  address(root, session.key);
  const names = root.querySelector("form.names")!;
  const template = root.querySelector<HTMLTemplateElement>("template[data-tile]")!;
  for (const line of session.lines) names.append(copy(template, line));
  root.querySelector<HTMLElement>("[data-nobody]")!.hidden = session.lines.length > 0;
}

/**
 * What of the roll's page needs the script stands in the frame alone. The page takes it from the frame that the phone keeps, if that is of
 * the same version, else from the server. False: there is none, and the page stays as it is without scripts.
 */
export async function complete(root: HTMLElement): Promise<boolean> {
  const slot = root.querySelector<HTMLElement>("[data-parts]")!;
  const version = document.querySelector<HTMLScriptElement>('script[src*="/field-"]')?.getAttribute("src") ?? "";
  for (const ask of [() => globalThis.caches?.match(frame), () => fetch(frame, { credentials: "omit" })]) {
    try {
      const text = await (await ask())?.text();
      if (text === undefined || !text.includes(`"${version}"`)) continue;
      const parts = new DOMParser().parseFromString(text, "text/html")
        .querySelector<HTMLTemplateElement>('template[data-frame="roll"]')!.content.querySelector("[data-parts]")!;
      slot.replaceChildren(document.importNode(parts, true));
      address(root, root.dataset["roll"]!);
      return true;
    } catch {
      // The next way.
    }
  }
  return false;
}

function address(root: HTMLElement, key: string): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>(".dock a, .panel a")) {
    link.href = link.getAttribute("href")!.replace("00000000-0000-0000-0000-000000000000", key);
  }
}

export function fill(root: ParentNode, name: string, words: string): void {
  for (const element of root.querySelectorAll(`[data-f="${name}"]`)) element.textContent = words;
}
