// The counter above the names. Filled: the server has it. Hatched: only this phone has it. Empty: missing.
const MOST_SQUARES = 40;

export interface Count {
  uploaded: number;
  queued: number;
  listed: number;
  absent: number;
}

export function sentence(now: number, required: number, unit: string): string {
  if (now < required) return `还差 ${required - now} ${unit}达标`;
  return now > required ? `够 ${required} ${unit}了，多 ${now - required} ${unit}` : `够 ${required} ${unit}了`;
}

export class Meter {
  private startedAt: number;

  /** Minutes so far as they are known now; from then on a clock counts that nobody can set. */
  constructor(private readonly root: HTMLElement, private readonly people: number, private readonly minutes: number, soFar: number) {
    this.startedAt = performance.now() - soFar * 60_000;
    this.text(".quota .of", `/ ${people} 人`);
  }

  startAgain(soFar: number): void {
    this.startedAt = performance.now() - soFar * 60_000;
    this.tick();
  }

  show(count: Count): void {
    const now = count.uploaded + count.queued;
    this.text('[data-meter="now"]', String(now));
    this.text('[data-meter="gap"]', sentence(now, this.people, "人"));
    this.root.querySelector(".quota .meter")?.classList.toggle("met", now >= this.people);
    this.text("[data-uploaded]", String(count.uploaded));
    this.text("[data-listed]", String(count.listed));
    this.text("[data-absent]", String(count.absent));
    const waiting = this.root.querySelector<HTMLElement>("[data-waiting]");
    if (waiting) {
      waiting.hidden = count.queued === 0;
      this.text("[data-waiting] b", String(count.queued));
    }
    const cells = this.root.querySelector<HTMLElement>('[data-meter="cells"]');
    if (cells) this.squares(cells, count.uploaded, count.queued);
    this.text("[data-say]", `${now} 人，${sentence(now, this.people, "人")}`);
  }

  tick(): void {
    const now = Math.floor((performance.now() - this.startedAt) / 60_000);
    this.text("[data-elapsed]", String(now));
    this.text("[data-minutes-now] b", String(now));
    this.text("[data-minutes-gap]", now >= this.minutes ? `够 ${this.minutes} 分钟了` : `还差 ${this.minutes - now} 分钟`);
  }

  private squares(cells: HTMLElement, uploaded: number, queued: number): void {
    const total = Math.max(this.people, Math.min(uploaded + queued, MOST_SQUARES));
    cells.className = `cells c${Math.ceil(total / 10)}`;
    cells.replaceChildren();
    for (let i = 0; i < total; i++) {
      if (i % 10 === 0) cells.append(document.createElement("span"));
      const square = document.createElement("i");
      square.className = i < uploaded ? (i < this.people ? "on" : "over") : i < uploaded + queued ? "queued" : "";
      cells.lastElementChild?.append(square);
    }
  }

  private text(selector: string, words: string): void {
    const element = this.root.querySelector(selector);
    if (element && element.textContent !== words) element.textContent = words;
  }
}
