// 按相片找: a grid of faces over the names, for elders who cannot say their number. Loaded only where somebody has a portrait.
import { Faces } from "../field/faces";
import type { Seat } from "../field/rollModel";
import type { Runtime } from "./field-runtime";
import type { RollScreen } from "./roll-screen";

export function fetchFaces({ store, queue }: Runtime): Promise<boolean> {
  return new Faces(store).fetch((request) => queue.ask(request));
}

export class FaceGrid {
  private readonly grid = document.createElement("div");
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly addresses: string[] = [];
  private turn = 0;

  constructor(private readonly screen: RollScreen, private readonly names: HTMLElement, private readonly leave: () => void) {
    this.grid.className = "faces";
    this.grid.setAttribute("role", "group");
    this.grid.setAttribute("aria-label", "按相片找");
    this.grid.hidden = true;
    names.before(this.grid);
    screen.onPaint(() => this.paint());
  }

  async open(): Promise<void> {
    const turn = ++this.turn;
    this.names.hidden = true;
    this.grid.hidden = false;
    await this.draw(turn);
    this.grid.querySelector<HTMLElement>("button")?.focus();
    if ((await this.screen.runtime.store.lacksFaces()) && (await fetchFaces(this.screen.runtime))) await this.draw(turn);
  }

  close(): void {
    this.turn++;
    if (this.grid.hidden) return;
    this.names.hidden = false;
    this.grid.hidden = true;
    this.grid.replaceChildren();
    this.buttons.clear();
    for (const address of this.addresses.splice(0)) URL.revokeObjectURL(address);
  }

  private async draw(turn: number): Promise<void> {
    const faces = new Faces(this.screen.runtime.store);
    const regulars = this.screen.model.seats().filter((s) => s.person.kind !== "staff");
    const pictures = await Promise.all(regulars.map(async ({ person }) => (person.face ? faces.open(person.key, person.face).catch(() => null) : null)));
    if (turn !== this.turn) return;
    for (const address of this.addresses.splice(0)) URL.revokeObjectURL(address);
    this.buttons.clear();
    const shown = regulars.flatMap((seat, n) => (pictures[n] ? [this.button(seat, pictures[n])] : []));
    this.grid.replaceChildren(this.head(shown.length, regulars.length - shown.length), ...shown);
    this.paint();
  }

  private head(shown: number, others: number): HTMLElement {
    const head = document.createElement("div");
    head.className = "wide row";
    const words = document.createElement("p");
    words.className = "grow small quiet";
    words.textContent = shown === 0 ? "相片还没存到手机里，有网的时候再点。" : `谁来了点谁。${others === 0 ? "" : `另外 ${others} 位没有相片，按姓名找。`}`;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "btn";
    back.textContent = "回名单";
    back.addEventListener("click", () => this.leave());
    head.append(words, back);
    return head;
  }

  private button({ person }: Seat, picture: ArrayBuffer): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    const image = document.createElement("img");
    image.src = URL.createObjectURL(new Blob([picture], { type: "image/jpeg" }));
    this.addresses.push(image.src);
    image.alt = "";
    image.width = image.height = 112;
    const [name, label] = [document.createElement("span"), document.createElement("span")];
    name.className = "nm";
    name.textContent = person.name;
    label.className = "ad";
    label.textContent = person.label;
    button.append(image, name, label);
    button.addEventListener("click", () => this.screen.tap(person.key));
    this.buttons.set(person.key, button);
    return button;
  }

  private paint(): void {
    for (const [key, button] of this.buttons) {
      const look = this.screen.look(key);
      if (look === undefined) continue;
      button.className = `face${look.torn ? " torn" : ""}${look.waiting ? " waiting" : ""}`;
      button.setAttribute("aria-pressed", look.torn ? "mixed" : String(look.present));
    }
  }
}
