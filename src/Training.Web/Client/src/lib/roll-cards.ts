// A household card before the roll: the people of the household, one tap each. Recognised on the phone; a card that it does not hold is
// asked of the server where there is a line.
import { cardCode, cardHash } from "../field/cards";
import { postJson, Refused, token } from "./http";
import type { Panels } from "./roll-panels";
import type { RollScreen } from "./roll-screen";
import { Scanner } from "./scanner";

interface Holder {
  key: string;
  name: string;
  label: string;
  present: boolean;
  heads: string[];
}

export class CardPanel {
  private readonly say: HTMLElement;
  private readonly list: HTMLElement;
  private readonly scanner: Scanner;
  private turn = 0;

  constructor(panels: Panels, private readonly screen: RollScreen) {
    const panel = panels.get("card");
    this.say = panel.querySelector<HTMLElement>("[data-card-say]")!;
    this.list = panel.querySelector<HTMLElement>("[data-card-list]")!;
    this.scanner = new Scanner(panel.querySelector<HTMLElement>("[data-card-camera]")!, (text) => void this.read(text), { say: (words) => this.tell(words) });
    panel.querySelector("form")!.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.read(panel.querySelector<HTMLInputElement>("input")!.value);
    });
    panels.opening("card", () => {
      this.show([]);
      if (Scanner.possible) void this.scanner.start();
      else this.tell("这台手机的相机打不开。写卡号，或者用名字找。");
    });
    panels.closing(() => this.scanner.stop());
    window.addEventListener("pagehide", () => this.scanner.stop());
  }

  private async read(text: string): Promise<void> {
    const turn = ++this.turn;
    const code = cardCode(text);
    const here = code === null ? [] : this.screen.model.byCard(await cardHash(code));
    if (turn !== this.turn) return;
    if (here.length > 0) {
      this.show(here.map((seat) => ({ ...seat.person, present: seat.state.present, heads: seat.state.heads })));
      return;
    }
    this.show([]);
    if (!navigator.onLine || token() === "") {
      this.tell(code === null ? "写卡号要有网络。没有网络，扫二维码，或者用名字找。" : "手机里没有这张卡。没有网络，用名字找，或者点“加人”。");
      return;
    }
    try {
      const holders = await postJson<Holder[]>(`/rolls/${this.screen.key}/card/read`, { code: code ?? text });
      if (turn === this.turn) this.show(holders);
    } catch (error) {
      if (turn === this.turn) this.tell(error instanceof Refused ? error.message : "没有网络，手机里没有这张卡。用名字找，或者点“加人”。");
    }
  }

  private show(holders: Holder[]): void {
    this.list.replaceChildren(...holders.map((holder) => this.row(holder)));
    if (holders.length > 0) this.tell(`这一户 ${holders.length} 位，谁来了点谁。`);
  }

  private row(holder: Holder): HTMLElement {
    const row = document.createElement("li");
    row.className = "found-row";
    const words = document.createElement("span");
    words.className = "grow";
    const name = document.createElement("b");
    name.textContent = holder.name;
    const label = document.createElement("span");
    label.className = "small quiet";
    label.textContent = holder.label;
    words.append(name, label);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    const come = (): void => {
      button.textContent = "已经到了";
      button.disabled = true;
    };
    button.textContent = "记到";
    button.setAttribute("aria-label", `记 ${holder.name} ${holder.label} 到`);
    if (this.screen.model.seat(holder.key)?.state.present ?? holder.present) come();
    button.addEventListener("click", () => {
      const known = this.screen.model.seat(holder.key) !== undefined;
      void (known ? this.screen.mark([holder.key], true) : this.screen.bring(holder, holder.present, holder.heads).then(() => true)).then((kept) => {
        if (kept) come();
      });
    });
    row.append(words, button);
    return row;
  }

  private tell(words: string): void {
    this.say.textContent = words;
  }
}
