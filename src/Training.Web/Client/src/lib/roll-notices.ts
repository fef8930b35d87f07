// Says honestly where the marks are: kept on this phone, on their way, taken, or not taken.
import { clockTolerance, type FieldQueue, type QueueState } from "../field/queue";
import type { Kept } from "../field/store";
import { dayWords, timeOf } from "./moments";

const saidFor = 10_000;

export class Notices {
  private readonly line: HTMLElement | null;
  private most = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly root: HTMLElement, private readonly queue: FieldQueue, private readonly options: {
    /** Only what concerns this roll is listed. */
    roll?: string;
    nameOf?: (kept: Kept) => string | undefined;
  } = {}) {
    this.line = root.querySelector<HTMLElement>("[data-line]");
    queue.onChange((state) => this.show(state));
    window.addEventListener("offline", () => void this.again());
    window.addEventListener("online", () => void this.again());
    void this.again();
  }

  /** Nothing of the last tap lies on the phone: said until a later one does. */
  unkept(words: string | null): void {
    const box = this.root.querySelector<HTMLElement>("[data-unkept]");
    if (box === null) return;
    box.hidden = words === null;
    box.textContent = words ?? "";
  }

  private async again(): Promise<void> {
    this.show(await this.queue.state());
  }

  private show(state: QueueState): void {
    this.sayLine(state);
    this.sayClock(state);
    this.list(state.troubled.filter((t) => this.options.roll === undefined || t.roll === this.options.roll));
  }

  private sayLine(state: QueueState): void {
    const { line } = this;
    if (line === null) return;
    const blocked = state.blocked.find((b) => this.options.roll === undefined || b.roll === this.options.roll);
    const kept = state.waiting > 0 ? `${state.waiting} 条已存在手机里` : "";
    const words = state.line === "otherAccount" ? `这个浏览器现在登录的是别的账号。${kept === "" ? "" : `${kept}，`}原来的账号登录以后接着上传。`
      : state.line === "signedOut" ? `登录过期了。${kept === "" ? "" : `${kept}，`}登录以后自动上传。`
      : blocked !== undefined ? `${blocked.message} ${kept}。`
      : state.line === "unreachable" || !navigator.onLine ? `没有网络，照常点名。${kept === "" ? "" : `${kept}，有网自动上传。`}`
      : "";
    clearTimeout(this.timer);
    if (words !== "") {
      this.most = Math.max(this.most, state.waiting);
      line.className = line.classList.contains("boxed") ? "banner boxed" : "banner";
      line.replaceChildren(words);
      if (state.line === "signedOut" || state.line === "otherAccount") line.append(signIn());
      line.hidden = false;
      return;
    }
    if (state.waiting > 0) {
      if (this.most > 0) line.textContent = `正在传，还有 ${state.waiting} 条。`;
      this.most = Math.max(this.most, line.hidden ? 0 : state.waiting);
      return;
    }
    if (this.most > 0) {
      line.className = line.classList.contains("boxed") ? "banner boxed ok" : "banner ok";
      line.textContent = `${this.most} 条都传好了，${timeOf(Date.now())}。`;
      this.most = 0;
      this.timer = setTimeout(() => (line.hidden = true), saidFor);
      return;
    }
    if (!line.classList.contains("ok")) line.hidden = true;
    else this.timer = setTimeout(() => (line.hidden = true), saidFor);
  }

  private sayClock({ clockOffsetMs, clockSure }: QueueState): void {
    const box = this.root.querySelector<HTMLElement>("[data-clock]");
    if (box === null) return;
    const off = Math.abs(clockOffsetMs ?? 0);
    box.hidden = clockSure && off <= clockTolerance;
    if (box.hidden) return;
    const much = off < 2 * 3600_000 ? `${Math.round(off / 60_000)} 分钟` : off < 48 * 3600_000 ? `${Math.round(off / 3600_000)} 小时` : `${Math.round(off / 86400_000)} 天`;
    const words = !clockSure ? "手机的时间不对，比上次联网的时候还早" : `手机的时间${clockOffsetMs! > 0 ? "快" : "慢"}了 ${much}`;
    box.textContent = `${words}。照常点名，记录不会丢；上完课把手机的时间调准。`;
  }

  private list(troubled: Kept[]): void {
    const box = this.root.querySelector<HTMLElement>("[data-refused]");
    if (box === null) return;
    box.hidden = troubled.length === 0;
    box.querySelector("ul")!.replaceChildren(...troubled.map((kept) => {
      const item = document.createElement("li");
      const words = document.createElement("span");
      words.className = "grow";
      words.textContent = `${this.options.nameOf?.(kept) ?? `${dayWords(kept.day)} 的${what(kept)}`}：${kept.trouble!.message}`;
      item.append(words);
      if (kept.trouble!.kind === "refused") {
        const put = (label: string, work: () => Promise<void>) => {
          const button = document.createElement("button");
          button.className = "btn";
          button.type = "button";
          button.textContent = label;
          button.addEventListener("click", () => void work());
          item.append(button);
        };
        if (kept.isFile) put("再传一次", () => this.queue.sendAgain(kept.key));
        put(kept.isFile ? "不要了" : "知道了", () => this.queue.acknowledge(kept.key));
      }
      return item;
    }));
  }
}

function what({ operation, isFile }: Kept): string {
  return isFile ? "照片" : operation === null ? "一条记录" : { open: "开始点名", walkIn: "加人", mark: "点名", close: "收册" }[operation.kind];
}

function signIn(): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = "登录";
  return link;
}
