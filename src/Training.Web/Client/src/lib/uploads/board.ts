import { bar } from "../sending";
import { left, size } from "../words";
import { Pace } from "./pace";
import { Sender, type SendState } from "./sender";

/** The list of files under way: one is sent at a time, so that on a thin line the first lesson is whole soon. */
export class Board {
  private readonly list: HTMLElement;
  private readonly rows = new Map<Sender, HTMLElement>();
  private busy = false;
  private lock: WakeLockSentinel | undefined;

  constructor(private readonly root: HTMLElement, private readonly whenDone: () => void) {
    this.list = root.querySelector<HTMLElement>("[data-list]")!;
    window.addEventListener("online", () => this.senders().forEach((sender) => sender.nudge()));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.senders().forEach((sender) => sender.nudge());
      void this.stayAwake();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.senders().some((sender) => sender.isActive)) event.preventDefault();
    });
  }

  add(file: File, title: string | undefined): void {
    if ([...this.rows].some(([sender, row]) => sender.isOpen && row.dataset.file === nameOf(file))) return;
    const known = [...this.list.querySelectorAll<HTMLElement>("[data-upload]")]
      .find((row) => row.dataset.name === file.name && row.dataset.bytes === String(file.size));
    const row = this.rowFor(file, title, known);
    const words = (name: string) => row.querySelector<HTMLElement>(`[data-${name}]`)!;
    const tool = (name: string) => row.querySelector<HTMLButtonElement>(`[data-${name}]`)!;
    const pace = new Pace();
    const sender = new Sender(
      {
        file, title, course: this.root.dataset.course!, endpoint: this.root.dataset.uploads!, piece: Number(this.root.dataset.piece),
        place: known ? `${this.root.dataset.uploads!}/${known.dataset.upload!}` : undefined,
      },
      {
        state: (state, said) => {
          row.dataset.now = state;
          words("state").textContent = said;
          if (state !== "sending") words("left").textContent = "";
          tool("pause").hidden = !(state === "sending" || state === "waiting" || state === "queued");
          tool("go").hidden = state !== "paused";
          tool("drop").hidden = state === "checking" || state === "done" || state === "stopped";
          if (state === "done") this.whenDone();
        },
        progress: (sent, total) => {
          pace.add(sent, Date.now());
          bar(row, (sent / total) * 100);
          const now = pace.now;
          words("left").textContent = `传了 ${Math.floor((sent / total) * 100)}%` + (now > 0 ? `，每秒 ${size(now)}，${left((total - sent) / now)}` : "");
        },
      });
    this.rows.set(sender, row);
    tool("pause").onclick = () => sender.pause();
    tool("go").onclick = () => { sender.queue(); this.next(); };
    tool("drop").onclick = () => void sender.drop();
    sender.queue();
    this.next();
  }

  private next(): void {
    if (this.busy) return;
    const sender = this.senders().find((one) => one.isQueued);
    if (!sender) {
      void this.lock?.release();
      return;
    }
    this.busy = true;
    void this.stayAwake();
    void sender.start().then(() => {
      this.busy = false;
      this.next();
    });
  }

  private senders(): Sender[] { return [...this.rows.keys()]; }

  private rowFor(file: File, title: string | undefined, known: HTMLElement | undefined): HTMLElement {
    const template = this.root.querySelector<HTMLTemplateElement>("template[data-row]")!;
    const row = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    row.dataset.file = nameOf(file);
    row.querySelector<HTMLElement>("[data-title]")!.textContent = title ?? file.name;
    row.querySelector<HTMLElement>("[data-size]")!.textContent = size(file.size);
    row.querySelector(".progress")?.setAttribute("aria-label", `${file.name} 上传进度`);
    if (known) known.replaceWith(row);
    else this.list.append(row);
    this.list.hidden = false;
    return row;
  }

  /** A screen that goes dark stops the sending on most phones. Where it cannot be kept on, nothing is lost by it. */
  private async stayAwake(): Promise<void> {
    if (!this.busy || !("wakeLock" in navigator)) return;
    try { this.lock = await navigator.wakeLock.request("screen"); } catch { /* not now */ }
  }
}

const nameOf = (file: File): string => `${file.name} ${file.size} ${file.lastModified}`;

export type { SendState };
