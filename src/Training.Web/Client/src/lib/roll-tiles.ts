// The tiles of a roll. The server draws them; what the phone adds is a copy of the same tile.
import type { LineKind, SnapshotLine } from "../field/contract";
import type { Seat } from "../field/rollModel";
import { timeOf } from "./moments";
import { dashed, undashed } from "./uuid7";

const kinds: Record<string, LineKind> = { M: "member", G: "guest", W: "walkIn", S: "staff" };

/** What the server wrote into a tile. */
export function read(button: HTMLButtonElement): SnapshotLine {
  const parts = button.value.split("~");
  const pressed = button.getAttribute("aria-pressed");
  return {
    key: dashed(parts[0] ?? ""),
    name: button.querySelector(".nm")?.textContent ?? "",
    label: button.querySelector(".ad")?.textContent ?? "",
    initials: button.dataset["i"] ?? "",
    kind: kinds[button.dataset["k"] ?? ""] ?? "guest",
    sameAs: button.dataset["t"] ? dashed(button.dataset["t"]) : null,
    present: pressed === "true",
    inConflict: pressed === "mixed",
    heads: (parts[2] ?? "").split(".").filter((h) => h !== "").map(dashed),
    until: button.dataset["u"] || null,
  };
}

export function copy(template: HTMLTemplateElement, person: { key: string; name: string; label: string; kind: LineKind }): HTMLButtonElement {
  const button = (template.content.firstElementChild as HTMLButtonElement).cloneNode(true) as HTMLButtonElement;
  button.id = `p${undashed(person.key)}`;
  button.value = `${undashed(person.key)}~P~`;
  button.classList.toggle("staff", person.kind === "staff");
  const name = button.querySelector(".nm")!;
  name.textContent = person.name;
  name.classList.toggle("long", person.name.length > 5);
  button.querySelector(".ad")!.textContent = person.label;
  return button;
}

/** What a finger said and the phone has not kept yet. */
export type Intent = { present: boolean } | undefined;

export function show(button: HTMLButtonElement, { state, person, waiting }: Seat, intent: Intent): void {
  const torn = state.inConflict && intent === undefined;
  const present = intent?.present ?? state.present;
  button.setAttribute("aria-pressed", torn ? "mixed" : String(present));
  button.classList.toggle("torn", torn);
  button.classList.toggle("waiting", waiting || intent !== undefined);
  button.value = `${undashed(person.key)}~${present ? "A" : "P"}~${state.heads.map(undashed).join(".")}`;
  const word = button.querySelector(".w");
  if (word === null) return;
  word.textContent = torn ? "要核对"
    : intent !== undefined ? "在存"
    : present && state.until != null ? `${timeOf(Date.parse(state.until))} 走`
    : !present ? "没到"
    : waiting ? "已存" : "到";
}
