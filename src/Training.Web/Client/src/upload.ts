// The upload form sends one file by itself without this; with it many go up in pieces that no broken line loses, and the list of lessons
// follows the work.
import { getJson } from "./lib/http";
import { bar } from "./lib/sending";
import { Board } from "./lib/uploads/board";

const POLL = 2000;

interface Progress { key: string; percent: number; words: string; settled: boolean }

const waiting = document.querySelector<HTMLElement>("[data-progress]");
const look = waiting ? following(waiting) : () => undefined;
const uploads = document.querySelector<HTMLElement>("[data-uploads]");
if (uploads) choosing(uploads, new Board(uploads, look));

function choosing(section: HTMLElement, board: Board): void {
  const form = section.querySelector<HTMLFormElement>("[data-send]")!;
  const file = form.querySelector<HTMLInputElement>("input[type=file]")!;
  const title = form.querySelector<HTMLInputElement>("input[name=Title]")!;
  const field = file.closest<HTMLElement>(".field")!;
  file.multiple = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = [...file.files ?? []];
    field.querySelectorAll(".error").forEach((line) => line.remove());
    field.classList.toggle("bad", chosen.length === 0);
    if (chosen.length === 0) {
      const line = document.createElement("p");
      line.className = "error";
      line.setAttribute("role", "alert");
      line.textContent = "还没有选文件。先点“选文件”，再点“上传”。";
      field.append(line);
      file.focus();
      return;
    }
    const own = chosen.length === 1 && title.value.trim() !== "" ? title.value : undefined;
    for (const one of chosen) board.add(one, own);
    form.reset();
  });
}

/** Answers what brings the list up to date at once. */
function following(section: HTMLElement): () => void {
  const address = section.dataset.progress!;
  const list = section.querySelector<HTMLElement>("[data-lessons]")!;
  const open = () => list.querySelector("[data-waiting=yes]") !== null;

  const look = async (): Promise<void> => {
    try {
      if (!open()) return;
      const lessons = await getJson<Progress[]>(address);
      let settled = false;
      for (const lesson of lessons) {
        const row = list.querySelector<HTMLElement>(`[data-lesson="${lesson.key}"]`);
        const words = row?.querySelector<HTMLElement>("[data-words]");
        if (!row || !words) continue;
        if (lesson.settled) settled = true;
        words.textContent = lesson.words;
        bar(row, lesson.percent);
      }
      if (settled) await refresh();
    } catch { /* the next look asks again */ } finally {
      window.setTimeout(() => void look(), POLL);
    }
  };
  // A reload also opens the button that publishes; not while files are under way or somebody is choosing one.
  const refresh = async (): Promise<void> => {
    const busy = document.querySelector<HTMLInputElement>("[data-send] input[type=file]")?.files?.length
      || document.querySelector("[data-now=sending], [data-now=waiting], [data-now=checking], [data-now=queued], [data-now=paused]");
    if (!busy && open()) {
      location.reload();
      return;
    }
    await fill();
  };
  const fill = async (): Promise<void> => {
    const response = await fetch(`${address}?list=true`, { credentials: "same-origin" });
    if (response.ok) list.innerHTML = await response.text();
  };
  window.setTimeout(() => void look(), POLL);
  return () => void fill();
}
