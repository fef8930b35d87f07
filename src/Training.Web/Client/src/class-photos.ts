// Photos of a class: each is made smaller and sent as soon as it is chosen, and counts as kept when the server has answered with its hash.
import { openRuntime, type Runtime } from "./lib/field-runtime";
import { token } from "./lib/http";
import { photoHeaders, readyPhoto, sha256, type ReadyPhoto } from "./lib/photo";

const poll = 2000;
const mostLooks = 60;

document.querySelectorAll<HTMLElement>("[data-class-photos]").forEach(start);

function start(section: HTMLElement): void {
  const address = section.dataset["classPhotos"]!;
  const list = section.querySelector<HTMLElement>("[data-photo-list]");
  const choose = section.querySelector<HTMLInputElement>("[data-choose]");
  const sending = section.querySelector<HTMLUListElement>("[data-photo-sending]");
  let looking = false;

  if (list) void follow();
  if (!choose || !sending) return;
  section.closest("form")?.querySelector<HTMLElement>("[data-send]")?.setAttribute("hidden", "");
  section.querySelector<HTMLElement>("[data-send]")?.setAttribute("hidden", "");

  choose.addEventListener("change", takeChosen);
  // Chosen before this script was here.
  if (choose.files?.length) takeChosen();

  function takeChosen(): void {
    const files = [...choose!.files ?? []];
    // What was taken over here is not sent by the form once more.
    choose!.value = "";
    sending!.hidden = false;
    void (async () => {
      for (const file of files) await take(file);
    })();
  }

  async function take(file: File): Promise<void> {
    const line = row(file.name);
    sending!.append(line.element);
    line.say("正在缩小");
    const photo = await readyPhoto(file, Date.now());
    const runtime = await openRuntime();
    if (runtime === null) await send(photo, line);
    else await keep(runtime, photo, line);
  }

  /** On the phone first: from then on it goes by itself, whatever becomes of this page. */
  async function keep(runtime: Runtime, photo: ReadyPhoto, line: ReturnType<typeof row>): Promise<void> {
    const roll = address.split("/")[2]!;
    let key: string;
    try {
      key = await runtime.queue.addFile(roll, runtime.today(), photo.blob, { kind: "scene", headers: photoHeaders(photo) });
    } catch {
      // No room to keep it: then straight away.
      await send(photo, line);
      return;
    }
    const look = async () => {
      const owed = (await runtime.store.owedFiles(runtime.account, roll)).find((f) => f.key === key);
      if (owed === undefined) {
        off();
        line.went();
        void follow();
      } else if (owed.trouble !== undefined) {
        off();
        line.failed(owed.trouble.message);
      } else {
        line.say("存在手机里，有网自动上传");
      }
    };
    const off = runtime.queue.onChange(() => void look());
    await look();
  }

  async function send(photo: ReadyPhoto, line: ReturnType<typeof row>): Promise<void> {
    line.say("正在传，先别关这一页");
    try {
      const hash = await sha256(photo.blob);
      const response = await fetch(address, {
        method: "POST",
        credentials: "same-origin",
        headers: {
          accept: "application/json",
          "content-type": photo.blob.type || "application/octet-stream",
          "x-csrf-token": token(),
          "x-file-sha256": hash,
          "x-device-now": new Date().toISOString(),
          ...photoHeaders(photo),
        },
        body: photo.blob,
      });
      const answer = read(await response.text());
      if (response.ok && answer.receipt === hash) {
        line.went();
        void follow();
      } else if (response.status === 422 || response.status === 413 || response.status === 404 || response.status === 403) {
        line.failed(answer.message ?? "没有收这张照片。");
      } else {
        line.failed("没有传成，照片还在手机里。", () => void send(photo, line));
      }
    } catch {
      line.failed("没有网络，照片还在手机里。", () => void send(photo, line));
    }
  }

  /** Shows what the server has now, and looks again while a photo is being copied. */
  async function follow(): Promise<void> {
    if (looking || !list) return;
    looking = true;
    try {
      for (let looks = 0; looks < mostLooks; looks++) {
        if (looks > 0 || sending?.querySelector(".went")) await show();
        if (!list.querySelector("[data-waiting=yes]")) break;
        await new Promise((later) => window.setTimeout(later, poll));
      }
    } catch { /* the list stays as it is; the next photo asks again */ } finally {
      looking = false;
    }
  }

  async function show(): Promise<void> {
    const response = await fetch(`${address}?list=true`, { credentials: "same-origin" });
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    // Within another form a form of its own may not stand.
    if (list!.dataset["photoList"] === "plain") fresh.querySelectorAll("details").forEach((fold) => fold.remove());
    list!.replaceChildren(...[...fresh.body.childNodes].map((node) => document.adoptNode(node)));
    // The list tells of them from here on.
    sending?.querySelectorAll("li").forEach((line) => {
      if (line.querySelector(".went")) line.remove();
    });
  }
}

function row(name: string) {
  const element = document.createElement("li");
  const [label, state] = [document.createElement("span"), document.createElement("span")];
  label.className = "nm";
  label.textContent = name;
  element.append(label, state);
  return {
    element,
    say(words: string): void {
      state.className = "";
      state.textContent = words;
    },
    went(): void {
      state.className = "went";
      state.textContent = "收好了";
    },
    failed(words: string, again?: () => void): void {
      state.className = "failed";
      state.textContent = words;
      if (!again) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn sm";
      button.textContent = "再传一次";
      button.addEventListener("click", () => {
        again();
        button.remove();
      });
      state.append(" ", button);
    },
  };
}

function read(text: string): { receipt?: string; message?: string } {
  try { return JSON.parse(text) as { receipt?: string; message?: string }; } catch { return {}; }
}
