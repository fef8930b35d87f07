// The tiles of a roll: what the server last said of each, what the thumb said since, and how that looks.
import { dashed, undashed } from "./uuid7";

export interface Tile {
  readonly button: HTMLButtonElement;
  readonly key: string;
  readonly name: string;
  readonly initials: string;
  readonly staff: boolean;
  /** As the server has it. */
  confirmed: boolean;
  /** As it was marked here. */
  present: boolean;
  torn: boolean;
  waiting: number;
  heads: string[];
  /** The server's heads, to go back to when it refuses a mark. */
  confirmedHeads: string[];
}

export function read(button: HTMLButtonElement): Tile {
  const parts = button.value.split("~");
  const heads = (parts[2] ?? "").split(".").filter((h) => h !== "").map(dashed);
  const present = button.getAttribute("aria-pressed") === "true";
  return {
    button,
    key: dashed(parts[0] ?? ""),
    name: button.querySelector(".nm")?.textContent ?? "",
    initials: button.dataset["i"] ?? "",
    staff: button.classList.contains("staff"),
    confirmed: present,
    present,
    torn: button.classList.contains("torn"),
    waiting: 0,
    heads,
    confirmedHeads: heads,
  };
}

export function make(key: string, name: string, label: string, present: boolean, heads: string[]): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "tile";
  button.type = "submit";
  button.name = "m";
  button.id = `p${undashed(key)}`;
  button.value = `${undashed(key)}~${present ? "A" : "P"}~${heads.map(undashed).join(".")}`;
  button.setAttribute("aria-pressed", String(present));
  button.append(span(name.length > 5 ? "nm long" : "nm", name), span("ad", label), span("st", "", span("w", present ? "到" : "没到"), span("box", "")));
  return button;
}

export function show(tile: Tile): void {
  const button = tile.button;
  button.setAttribute("aria-pressed", tile.torn ? "mixed" : String(tile.present));
  button.classList.toggle("torn", tile.torn);
  button.classList.toggle("waiting", tile.waiting > 0);
  button.value = `${undashed(tile.key)}~${tile.present ? "A" : "P"}~${tile.heads.map(undashed).join(".")}`;
  const word = button.querySelector(".w");
  if (word) word.textContent = tile.torn ? "要核对" : tile.waiting > 0 ? "没传" : tile.present ? "到" : "没到";
}

/** Folded as the server folds names: look-alike dots, spaces and width do not matter. */
export function fold(name: string): string {
  return name.normalize("NFKC").replace(/[\s\p{Cf}\p{Cc}]/gu, "").replace(/[•・．.‧∙⋅]/g, "·").toUpperCase();
}

export function matches(tile: Tile, text: string): boolean {
  const key = fold(text);
  if (key === "") return true;
  return fold(tile.name).includes(key) || (/^[A-Z]+$/.test(key) && tile.initials.includes(key.toLowerCase()));
}

function span(name: string, text: string, ...children: Node[]): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = name;
  if (text !== "") element.textContent = text;
  element.append(...children);
  return element;
}
