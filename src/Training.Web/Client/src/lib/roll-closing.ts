// Closing a roll on the phone, where the server's own page cannot be had. The same rules as ClosingRules on the server, which decides.
import { endOf, mostHours, startOf } from "../field/closing";
import { fieldOf } from "./moments";
import { photoHeaders, readyPhoto } from "./photo";
import type { Panels } from "./roll-panels";
import type { RollScreen } from "./roll-screen";

const mostHeads = 2000;

export class ClosingPanel {
  private seen = "";

  constructor(private readonly root: HTMLElement, private readonly panels: Panels, private readonly screen: RollScreen) {
    panels.get("close").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
  }

  open(): void {
    const { screen } = this;
    const [start, end] = [this.input("#close-start"), this.input("#close-end")];
    if (start.value === "") start.value = fieldOf(screen.startedAt());
    end.value = fieldOf(screen.runtime.now());
    this.seen = "";
    this.say("[data-close-words]", "先在手机上收册，有网自动上传。讲义有网了再补。");
    this.say("[data-close-lacks]", "");
    this.say("[data-close-error]", "");
    this.offerPhotos();
    this.panels.open("close");
  }

  /** Photos wait on the phone like everything else. */
  private offerPhotos(): void {
    if (this.root.querySelector("#close-photos") !== null) return;
    const [label, input, say] = [document.createElement("label"), document.createElement("input"), document.createElement("p")];
    label.htmlFor = input.id = "close-photos";
    label.textContent = "现场照片";
    input.type = "file";
    input.accept = "image/*";
    input.multiple = true;
    input.className = "input";
    say.className = "small";
    say.setAttribute("role", "status");
    let kept = 0;
    input.addEventListener("change", () => {
      const files = [...input.files ?? []];
      input.value = "";
      void (async () => {
        for (const file of files) {
          say.textContent = "正在缩小";
          const photo = await readyPhoto(file, Date.now());
          try {
            await this.screen.addPhoto(photo.blob, photoHeaders(photo));
            say.textContent = `${++kept} 张已存在手机里，有网自动上传。`;
          } catch (error) {
            say.textContent = (error as Error).message;
          }
        }
      })();
    });
    this.root.querySelector("[data-close-error]")!.before(label, input, say);
  }

  /** The dock gives way to what became of the roll. */
  closed(shut: boolean, onServer: boolean): void {
    const dock = this.root.querySelector<HTMLElement>(".dock .three")!;
    dock.hidden = shut;
    let words = this.root.querySelector<HTMLElement>("[data-shut]");
    if (!shut) {
      words?.remove();
      return;
    }
    if (words === null) {
      words = document.createElement("p");
      words.className = "shut-words";
      words.dataset["shut"] = "";
      dock.after(words);
    }
    if (words.dataset["shut"] === String(onServer)) return;
    words.dataset["shut"] = String(onServer);
    if (!onServer) {
      words.textContent = "收册了，存在手机里，有网自动上传。";
      return;
    }
    const link = document.createElement("a");
    link.className = "btn wide";
    link.href = `/rolls/${this.screen.key}`;
    link.textContent = "收册了，看点名册";
    words.replaceChildren(link);
  }

  private async submit(): Promise<void> {
    const { screen } = this;
    const { plannedStartUtc, people, minutes } = screen.facts;
    const started = startOf(Date.parse(plannedStartUtc), this.input("#close-start").value);
    const ended = endOf(started, this.input("#close-end").value);
    const typed = this.input("#close-heads").value.trim();
    const heads = typed === "" ? null : /^\d+$/.test(typed) ? Number(typed) : NaN;
    const error = Number.isNaN(started) || Number.isNaN(ended) ? "时间写成 9:05 这样。"
      : ended <= started ? "下课时间要在上课时间后面，您再看看。"
      : ended > screen.runtime.now() + 60_000 && screen.runtime.sure() ? `下课时间还没到，现在是 ${fieldOf(screen.runtime.now())}。`
      : ended - started > mostHours * 3600_000 ? `一次课最长 ${mostHours} 小时，核对一下上课和下课时间。`
      : heads !== null && !(heads <= mostHeads) ? `数到的人数是 0 到 ${mostHeads} 的整数。没有数就空着。`
      : "";
    this.say("[data-close-error]", error);
    if (error !== "") return;
    const counts = screen.model.counts();
    const here = counts.uploaded + counts.queued;
    const taught = Math.floor((ended - started) / 60_000);
    const lacks = [
      here < people ? `到了 ${here} 人，差 ${people - here} 人满 ${people} 人` : "",
      taught < minutes ? `上了 ${taught} 分钟，差 ${minutes - taught} 分钟满 ${minutes} 分钟` : "",
    ].filter((w) => w !== "").join("；");
    const button = this.root.querySelector<HTMLElement>("[data-close-now]")!;
    if (lacks !== "" && this.seen !== lacks) {
      this.seen = lacks;
      this.say("[data-close-lacks]", `${lacks}。这次课算上过，不计入合格次数。没错就再点一次。`);
      button.textContent = "没错，收册";
      return;
    }
    const kept = await screen.close({ started: new Date(started).toISOString(), ended: new Date(ended).toISOString(), headCount: heads });
    if (kept) this.panels.close();
  }

  private say(selector: string, words: string): void {
    const box = this.root.querySelector<HTMLElement>(selector)!;
    box.textContent = words;
    box.hidden = words === "";
  }

  private input(selector: string): HTMLInputElement {
    return this.root.querySelector<HTMLInputElement>(selector)!;
  }
}
