// What this browser played before anybody signed in, offered to the account once. Nothing is handed over without a tap.
import { PREFIX } from "./lib/bookmark";

const LESSON = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const form = document.querySelector<HTMLFormElement>("[data-watched]");
if (form) start(form);

function start(offer: HTMLFormElement): void {
  const mine = found();
  if (offer.dataset["watched"] === "taken") { forget(mine); return; }
  const fields = offer.querySelector("[data-watched-fields]");
  const count = offer.querySelector("[data-watched-count]");
  if (mine.length === 0 || !fields || !count) return;
  count.textContent = String(mine.length);
  for (const [lesson, seconds] of mine) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "kept";
    field.value = `${lesson}:${seconds}`;
    fields.append(field);
  }
  offer.hidden = false;
  offer.querySelector("[data-watched-no]")?.addEventListener("click", () => { forget(mine); offer.hidden = true; });
}

function found(): [lesson: string, seconds: number][] {
  try {
    const mine: [string, number][] = [];
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i) ?? "";
      const lesson = key.slice(PREFIX.length);
      const seconds = Number(localStorage.getItem(key));
      if (key.startsWith(PREFIX) && LESSON.test(lesson) && seconds > 0) mine.push([lesson, Math.floor(seconds)]);
    }
    return mine;
  } catch { return []; }
}

function forget(mine: [string, number][]): void {
  for (const [lesson] of mine) localStorage.removeItem(PREFIX + lesson);
}
