// The upload form sends by itself without this; with it the teacher sees how far the file is, and the list of lessons follows the work.
import { getJson } from "./lib/http";
import { bar, sending } from "./lib/sending";

const POLL = 2000;

interface Progress { key: string; percent: number; words: string; settled: boolean }

const form = document.querySelector<HTMLFormElement>("[data-upload]");
if (form) sending(form);
const waiting = document.querySelector<HTMLElement>("[data-progress]");
if (waiting) following(waiting);

function following(section: HTMLElement): void {
  const address = section.dataset.progress!;
  const list = section.querySelector<HTMLElement>("[data-lessons]")!;
  const open = () => list.querySelector("[data-waiting=yes]") !== null;

  const look = async (): Promise<void> => {
    if (!open()) return;
    try {
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
    } catch { /* the next look asks again */ }
    window.setTimeout(() => void look(), POLL);
  };
  // A reload also opens the button that publishes; not while somebody is choosing a file below.
  const refresh = async (): Promise<void> => {
    const busy = document.querySelector<HTMLInputElement>("[data-upload] input[type=file]")?.files?.length;
    if (!busy) {
      location.reload();
      return;
    }
    const response = await fetch(`${address}?list=true`, { credentials: "same-origin" });
    if (response.ok) list.innerHTML = await response.text();
  };
  window.setTimeout(() => void look(), POLL);
}
