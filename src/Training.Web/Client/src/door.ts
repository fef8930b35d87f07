// The code at the door: fetched anew when the server says that the next one follows, and taken away when it has grown old. The screen
// stays on where the browser lets it.
import { getJson, Refused } from "./lib/http";

interface Code {
  path: string;
  size: number;
  present: number;
  changesInMs: number;
}

const frame = document.querySelector<HTMLElement>("[data-door]");
if (frame) start(frame);

function start(frame: HTMLElement): void {
  const url = `/rolls/${frame.dataset["door"]}/door/code`;
  const picture = frame.querySelector<SVGSVGElement>("[data-door-code]")!;
  const ground = picture.querySelector("rect")!;
  const squares = picture.querySelector("path")!;
  const present = document.querySelector<HTMLElement>("[data-door-present]")!;
  const trouble = document.querySelector<HTMLElement>("[data-door-trouble]")!;
  const STEP_MS = 30_000;
  const RETRY_MS = 3_000;
  let shownAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function show(code: Code): void {
    shownAt = Date.now();
    picture.setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
    ground.setAttribute("width", String(code.size));
    ground.setAttribute("height", String(code.size));
    squares.setAttribute("d", code.path);
    if (present.textContent !== String(code.present)) present.textContent = String(code.present);
    trouble.hidden = true;
    frame.classList.remove("old");
  }

  function say(words: string): void {
    trouble.textContent = words;
    trouble.hidden = false;
  }

  async function next(): Promise<void> {
    clearTimeout(timer);
    let wait = RETRY_MS;
    try {
      const code = await getJson<Code>(url);
      show(code);
      wait = code.changesInMs + 100;
    } catch (error) {
      if (error instanceof Refused && error.status < 500) {
        ended = true;
        frame.classList.add("old");
        say(error.status === 401 ? "登录过期了，重新登录再打开这一页。" : error.message);
        return;
      }
      // A code that nobody can use any more is worse than none.
      if (Date.now() - shownAt > 2 * STEP_MS) {
        frame.classList.add("old");
        say("没有网络，签到码停了。请站点负责人点名，连上网会自己出来。");
      }
    }
    timer = setTimeout(() => void next(), wait);
  }

  async function stayAwake(): Promise<void> {
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
      // Low battery or an old browser: the page goes dark as it would anyway.
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || ended) return;
    void stayAwake();
    void next();
  });
  window.addEventListener("online", () => {
    if (!ended) void next();
  });
  void stayAwake();
  void next();
}
