// The papers of a record: the form sends with progress, and photos that are still being copied appear when they are ready.
import { sending } from "./lib/sending";

const POLL = 2000;
const MOST_LOOKS = 150;

const form = document.querySelector<HTMLFormElement>("[data-papers] [data-upload]");
if (form) sending(form);
document.querySelectorAll<HTMLElement>("[data-papers]").forEach((section) => following(section));

// Only the lines that waited are exchanged: somebody may be writing a reason in another.
function following(section: HTMLElement): void {
  const waiting = () => [...section.querySelectorAll<HTMLElement>("[data-waiting=yes]")];
  let looks = 0;
  const look = async (): Promise<void> => {
    if (waiting().length === 0 || ++looks > MOST_LOOKS) return;
    try {
      const response = await fetch(`${section.dataset.papers}?list=true`, { credentials: "same-origin" });
      if (response.ok) {
        const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
        for (const old of waiting()) {
          const line = fresh.querySelector(`[data-paper="${old.dataset.paper}"]:not([data-waiting=yes])`);
          if (line) old.replaceWith(document.adoptNode(line));
        }
      }
    } catch { /* the next look asks again */ }
    window.setTimeout(() => void look(), POLL);
  };
  window.setTimeout(() => void look(), POLL);
}
