// The editor of captions: the text box becomes a list of sentences beside the player. What is typed goes to the server every second as a
// draft; until the server has it, it lies in this browser.
import { merge, read, seconds, shift, split, stamp, write, wrong, type Cue } from "./lib/cues";

const SAVE_MS = 900;
const NEW_SECONDS = 3;

const desk = document.querySelector<HTMLFormElement>("[data-captions]");
if (desk) start(desk);

function start(form: HTMLFormElement): void {
  const part = <T extends HTMLElement>(name: string) => form.querySelector<T>(`[data-${name}]`)!;
  const box = form.querySelector<HTMLTextAreaElement>("#Text")!;
  const video = form.querySelector("video");
  const list = part<HTMLOListElement>("cues");
  const said = part("saved");
  const live = part("live");
  const key = form.dataset.kept!;
  const length = Number(form.dataset.length) / 1000;
  const [lineWidth, mostLines] = [Number(form.dataset.width), Number(form.dataset.lines)];

  const lesson = key.replace(/\d+$/, "");
  local(() => Object.keys(localStorage).filter((k) => k.startsWith(lesson) && k !== key).forEach((k) => localStorage.removeItem(k)));
  const left = local(() => localStorage.getItem(key));
  const parsed = read(left ?? box.value);
  if (!parsed) {
    said.textContent = "这段文字有读不懂的地方，先在下面按行改，保存时会告诉您哪一行。";
    return;
  }

  let cues: Cue[] = parsed;
  let at = 0;
  const past: string[] = [];
  let timer = 0;
  let sent = box.value;
  if (left !== null && left !== box.value) {
    said.textContent = "上次没来得及存上的，接着写。";
  }

  form.classList.add("ready");
  part("tools").hidden = false;
  part("plain").hidden = true;
  list.hidden = false;
  live.hidden = video === null;

  const row = (index: number) => list.children[index] as HTMLLIElement | undefined;
  const now = () => Math.round((video?.currentTime ?? 0) * 1000) / 1000;

  const check = () => {
    cues.forEach((_, i) => {
      const line = row(i)?.querySelector<HTMLElement>(".wrong");
      const problem = wrong(cues, i, length, lineWidth, mostLines);
      if (line && line.textContent !== (problem ?? "")) line.textContent = problem ?? "";
    });
  };

  const keep = async () => {
    timer = 0;
    const text = write(cues);
    if (text === sent) return;
    box.value = text;
    local(() => localStorage.setItem(key, text));
    try {
      const answer = await fetch(form.dataset.draft!, {
        method: "POST", body: body(text), headers: { Accept: "application/json" }, redirect: "manual", keepalive: text.length < 50_000,
      });
      if (answer.status !== 204) throw new Error(String(answer.status));
      sent = text;
      if (write(cues) === text) local(() => localStorage.removeItem(key));
      said.textContent = `草稿存好了，${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;
    } catch {
      said.textContent = "没连上，先存在这台电脑里，连上了再传。";
      plan(5_000);
    }
  };
  const plan = (ms = SAVE_MS) => { window.clearTimeout(timer); timer = window.setTimeout(() => void keep(), ms); };
  const body = (text: string) => new URLSearchParams({
    language: form.querySelector<HTMLInputElement>("[name=language]")!.value, text,
    __RequestVerificationToken: form.querySelector<HTMLInputElement>("[name=__RequestVerificationToken]")!.value,
  });
  const changed = () => { check(); box.value = write(cues); local(() => localStorage.setItem(key, box.value)); plan(); };
  const remember = () => { past.push(write(cues)); if (past.length > 100) past.shift(); };

  const choose = (index: number, focus = false) => {
    row(at)?.classList.remove("on");
    at = Math.max(0, Math.min(index, cues.length - 1));
    row(at)?.classList.add("on");
    if (focus) row(at)?.querySelector("textarea")?.focus();
  };

  const field = (cue: Cue, side: "start" | "end", number: number) => {
    const input = document.createElement("input");
    input.className = "input";
    input.value = stamp(cue[side]);
    input.setAttribute("aria-label", `第 ${number} 句${side === "start" ? "开始" : "结束"}`);
    input.inputMode = "decimal";
    input.addEventListener("change", () => {
      const typed = seconds(input.value);
      if (typed !== null) { remember(); cue[side] = typed; changed(); }
      input.value = stamp(cue[side]);
    });
    return input;
  };

  const draw = (focus = false) => {
    list.replaceChildren(...cues.map((cue, i) => {
      const item = document.createElement("li");
      item.className = "caption-cue";
      const number = document.createElement("span");
      number.className = "no";
      number.textContent = String(i + 1);
      const text = document.createElement("textarea");
      text.className = "input";
      text.rows = 2;
      text.value = cue.text;
      text.setAttribute("aria-label", `第 ${i + 1} 句的字`);
      text.addEventListener("focus", remember, { once: true });
      text.addEventListener("input", () => { cue.text = text.value; changed(); });
      const problem = document.createElement("p");
      problem.className = "wrong";
      item.append(number, field(cue, "start", i + 1), field(cue, "end", i + 1), text, problem);
      item.addEventListener("focusin", () => choose(i));
      return item;
    }));
    choose(at, focus);
    changed();
  };

  const does: Record<string, () => void> = {
    add: () => {
      const begin = video ? now() : (cues.at(-1)?.end ?? 0);
      const place = cues.findIndex((c) => c.start > begin);
      const index = place < 0 ? cues.length : place;
      const until = Math.min(begin + NEW_SECONDS, cues[index]?.start ?? Infinity, length > 0 ? length : Infinity);
      remember();
      cues.splice(index, 0, { start: begin, end: Math.max(until, begin + 0.1), text: "" });
      at = index;
      draw(true);
    },
    start: () => set("start"),
    end: () => set("end"),
    play: () => { if (video && cues[at]) { video.currentTime = cues[at]!.start; void video.play().catch(() => undefined); } },
    split: () => { if (cues[at]) { remember(); cues.splice(at, 1, ...split(cues[at]!, row(at)?.querySelector("textarea")?.selectionStart ?? 0)); draw(true); } },
    merge: () => { if (cues[at + 1]) { remember(); cues.splice(at, 2, merge(cues[at]!, cues[at + 1]!)); draw(true); } },
    remove: () => { if (cues[at]) { remember(); cues.splice(at, 1); draw(true); } },
    shift: () => { remember(); cues = shift(cues, Number(form.querySelector<HTMLInputElement>("#shift")!.value) || 0); draw(); },
    undo: () => { const text = past.pop(); if (text !== undefined) { cues = read(text) ?? cues; draw(); } },
  };
  const set = (side: "start" | "end") => {
    if (!cues[at]) return;
    remember();
    cues[at]![side] = now();
    const inputs = row(at)?.querySelectorAll("input");
    if (inputs) inputs[side === "start" ? 0 : 1]!.value = stamp(cues[at]![side]);
    changed();
  };

  part("tools").addEventListener("click", (event) => does[(event.target as HTMLElement).closest<HTMLElement>("[data-do]")?.dataset.do ?? ""]?.());
  form.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const act = ({ Comma: does.start, Period: does.end, Enter: does.add, ArrowUp: () => choose(at - 1, true), ArrowDown: () => choose(at + 1, true),
      Slash: () => { if (video) { if (video.paused) void video.play().catch(() => undefined); else video.pause(); } } } as Record<string, (() => void) | undefined>)[event.code];
    if (act) { event.preventDefault(); act(); }
  });
  video?.addEventListener("timeupdate", () => {
    const heard = cues.findIndex((c) => c.start <= video.currentTime && video.currentTime < c.end);
    live.textContent = cues[heard]?.text ?? "";
    cues.forEach((_, i) => row(i)?.classList.toggle("heard", i === heard));
  });
  // What lies in this browser stays until the server has taken the text: then its number, and so the name it lies under, is another.
  form.addEventListener("submit", () => { box.value = write(cues); window.clearTimeout(timer); timer = 0; });
  window.addEventListener("pagehide", () => { if (timer !== 0) void keep(); });
  draw();
  if (left === null) { window.clearTimeout(timer); timer = 0; local(() => localStorage.removeItem(key)); }
}

/** A browser may keep nothing. */
function local<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
