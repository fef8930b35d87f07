// What opens over the names: finding, adding, deciding. One at a time; closing leads back to where it was opened.
import { fold } from "../field/search";
import { postJson, token } from "./http";
import type { FaceGrid } from "./roll-faces";
import type { RollScreen } from "./roll-screen";

export class Panels {
  private readonly panels: HTMLElement[];
  private opener: HTMLElement | undefined;
  private readonly onClose: (() => void)[] = [];
  private readonly onOpen = new Map<string, () => void>();

  constructor(private readonly root: HTMLElement) {
    this.panels = [...root.querySelectorAll<HTMLElement>("[data-panel]")];
    for (const link of root.querySelectorAll<HTMLElement>("[data-open]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.open(link.dataset["open"]!, link);
      });
    }
    for (const panel of this.panels) {
      for (const button of panel.querySelectorAll("[data-close]")) button.addEventListener("click", () => this.close());
      panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.close();
      });
    }
  }

  get(name: string): HTMLElement {
    return this.panels.find((p) => p.dataset["panel"] === name)!;
  }

  open(name: string, opener?: HTMLElement): void {
    this.close(false);
    this.opener = opener;
    const panel = this.get(name);
    panel.hidden = false;
    this.onOpen.get(name)?.();
    panel.querySelector<HTMLElement>("input, button")?.focus();
  }

  close(back = true): void {
    for (const panel of this.panels) panel.hidden = true;
    for (const work of this.onClose) work();
    if (back) (this.opener ?? this.root.querySelector<HTMLElement>("#main"))?.focus();
  }

  opening(name: string, work: () => void): void {
    this.onOpen.set(name, work);
  }

  closing(work: () => void): void {
    this.onClose.push(work);
  }
}

interface Found {
  key: string;
  name: string;
  label: string;
  present: boolean;
  heads: string[];
}

/** In the list on the phone at once, beyond it where there is a line. */
export class FindPanel {
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly say: HTMLElement;
  private readonly others: HTMLElement;

  constructor(private readonly root: HTMLElement, panels: Panels, private readonly screen: RollScreen) {
    const panel = panels.get("find");
    const text = panel.querySelector<HTMLInputElement>("input")!;
    this.say = panel.querySelector<HTMLElement>("[data-find-say]")!;
    this.others = root.querySelector<HTMLElement>("[data-others]")!;
    text.addEventListener("input", () => this.typed(text.value));
    this.faces(panels);
    panels.closing(() => {
      text.value = "";
      this.typed("");
    });
  }

  /** Where somebody has a portrait, people are picked by their faces too; what draws them is loaded then. */
  private faces(panels: Panels): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn wide";
    button.textContent = "按相片找";
    this.say.after(button);
    let grid: Promise<FaceGrid> | undefined;
    panels.opening("find", () => (button.hidden = !this.screen.model.seats().some((s) => s.person.face)));
    panels.closing(() => void grid?.then((g) => g.close()));
    button.addEventListener("click", () => {
      panels.close(false);
      grid ??= import("./roll-faces").then((m) => new m.FaceGrid(this.screen, this.root.querySelector<HTMLElement>("form.names")!, () => panels.close()));
      void grid.then((g) => g.open()).catch(() => (grid = undefined));
    });
  }

  private typed(text: string): void {
    const here = this.screen.filter(text);
    const turn = ++this.asked;
    clearTimeout(this.timer);
    this.list([]);
    const none = "没有找到。看看字对不对，或者点“加人”。";
    this.say.textContent = fold(text) === "" ? "" : `名单里 ${here} 位`;
    if (fold(text) === "") return;
    if (!navigator.onLine || token() === "") {
      this.say.textContent = here === 0 ? none : `名单里 ${here} 位。没有网络，名单外的现在找不了。`;
      return;
    }
    this.timer = setTimeout(() => {
      postJson<Found[]>(`/rolls/${this.screen.key}/people`, { text }).then(
        (found) => {
          if (turn !== this.asked) return;
          const strangers = found.filter((p) => this.screen.model.seat(p.key) === undefined);
          this.list(strangers);
          this.say.textContent = here + strangers.length === 0 ? none : `名单里 ${here} 位，名单外 ${strangers.length} 位`;
        },
        () => {
          if (turn === this.asked) this.say.textContent = `名单里 ${here} 位。没有网络，名单外的现在找不了。`;
        },
      );
    }, 250);
  }

  private list(people: Found[]): void {
    this.others.hidden = people.length === 0;
    if (people.length === 0) {
      this.others.replaceChildren();
      return;
    }
    const heading = document.createElement("p");
    heading.className = "label";
    heading.textContent = "名单外";
    const template = this.root.querySelector<HTMLTemplateElement>("template[data-tile]")!.content.firstElementChild!;
    this.others.replaceChildren(heading, ...people.map((person) => {
      const button = template.cloneNode(true) as HTMLButtonElement;
      button.type = "button";
      button.removeAttribute("id");
      button.querySelector(".nm")!.textContent = person.name;
      button.querySelector(".ad")!.textContent = person.label;
      button.addEventListener("click", () => {
        button.remove();
        void this.screen.bring(person, person.present, person.heads);
      });
      return button;
    }));
  }
}

/** Somebody who came unexpected: a name, and the end of a phone number where two may be called alike. */
export class AddPanel {
  private sure = "";

  constructor(root: HTMLElement, panels: Panels, screen: RollScreen) {
    const form = panels.get("add") as HTMLFormElement;
    const name = form.querySelector<HTMLInputElement>("#add-name")!;
    const tail = form.querySelector<HTMLInputElement>("#add-tail")!;
    const error = form.querySelector<HTMLElement>("[data-add-error]")!;
    const button = form.querySelector<HTMLButtonElement>("[data-add]")!;
    const refuse = (words: string) => {
      error.textContent = words;
      error.hidden = words === "";
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const who = name.value.trim();
      const digits = tail.value.trim();
      const same = screen.model.seats().filter((s) => fold(s.person.name) === fold(who));
      refuse(fold(who) === "" ? "写上姓名。" : digits !== "" && !/^\d{4}$/.test(digits) ? "手机号后四位是 4 个数字。记不得就空着。" : "");
      if (!error.hidden) return;
      if (same.length > 0 && this.sure !== fold(who)) {
        this.sure = fold(who);
        refuse(`名单里有${same.length === 1 ? "一" : same.length}位${who}（${same.map((s) => s.person.label || "没写楼号").join("，")}）。不是这位，再点一次。`);
        button.textContent = "不是，另加一位";
        return;
      }
      void screen.walkIn(who, digits === "" ? null : digits).then((kept) => {
        // What was typed stays until it lies on the phone.
        if (!kept) return;
        this.sure = name.value = tail.value = "";
        button.textContent = "加上，记到";
        panels.close();
      });
    });
    panels.closing(() => refuse(""));
    void root;
  }
}

/** Two phones disagree: a person decides, and both marks stay. */
export class TornPanel {
  private key = "";

  constructor(private readonly root: HTMLElement, private readonly panels: Panels, decide: (key: string, present: boolean) => void) {
    for (const button of panels.get("torn").querySelectorAll<HTMLElement>("[data-decide]")) {
      button.addEventListener("click", () => {
        panels.close();
        decide(this.key, button.dataset["decide"] === "true");
      });
    }
  }

  ask(key: string, name: string): void {
    this.key = key;
    this.root.querySelector("[data-torn-who]")!.textContent = `${name}：一边记了到，一边记了没到。到底到没到？两边记的都留着，以您现在定的为准。`;
    this.panels.open("torn");
  }
}
