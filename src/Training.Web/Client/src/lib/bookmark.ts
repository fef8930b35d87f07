// Where a lesson was left. A visitor's browser keeps it; for a signed-in family the server does, and this browser keeps nothing, since a
// phone is often shared.
import { token } from "./http";

export const PREFIX = "watched:";
const TOO_EARLY = 5;

export interface Bookmark {
  /** Seconds to begin at. */
  readonly at: number;
  keep(seconds: number, ended: boolean): void;
  /** The page is going: what is sent now has to outlive it. */
  leave(seconds: number, ended: boolean): void;
}

export function inBrowser(lesson: string): Bookmark {
  const place = PREFIX + lesson;
  const keep = (seconds: number, ended: boolean): void => {
    try {
      if (ended || seconds < TOO_EARLY) localStorage.removeItem(place);
      else localStorage.setItem(place, String(Math.floor(seconds)));
    } catch { /* a phone that keeps nothing starts again from the beginning */ }
  };
  return { at: kept(place), keep, leave: keep };
}

export function onServer(lesson: string, at: number, length: () => number): Bookmark {
  const url = `/family/left/${lesson}`;
  let told = at;
  const words = (seconds: number, ended: boolean): URLSearchParams =>
    new URLSearchParams({ seconds: (ended ? length() : seconds).toFixed(1), __RequestVerificationToken: token() });
  return {
    at,
    keep(seconds, ended) {
      if (!ended && Math.abs(seconds - told) < 1) return;
      told = seconds;
      // Without network it is told at the next pause; nothing waits for it.
      void fetch(url, { method: "POST", credentials: "same-origin", body: words(seconds, ended) }).catch(() => { told = -1; });
    },
    leave(seconds, ended) {
      if (!ended && Math.abs(seconds - told) < 1) return;
      told = seconds;
      navigator.sendBeacon(url, words(seconds, ended));
    },
  };
}

function kept(place: string): number {
  try {
    const at = Number(localStorage.getItem(place) ?? 0);
    return Number.isFinite(at) && at > 0 ? at : 0;
  } catch { return 0; }
}
