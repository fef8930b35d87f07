// Tells the server what plays, about every quarter of a minute, so that it can count what was watched. Nothing waits for it and nobody is
// told when it fails: what could not be sent comes with the next beat, and the server believes as much of it as its own clock allows.
import { token } from "./http";
import { Played } from "./played";

/** The server hears no more pieces at once. */
const MOST = 12;

/** A picture that nobody sees is not watched; a sound that is only heard is. */
export function watching(lesson: string, media: HTMLMediaElement, onlySound: () => boolean): void {
  const played = new Played();
  let sitting: string | null = null;
  let every = 15;
  let number = 0;
  let rate = media.playbackRate;
  let opening = false;
  let counted = true;
  let last = 0;

  const seen = () => document.visibilityState === "visible" || onlySound();
  const look = () => { if (!media.paused && !media.seeking && seen()) played.at(media.currentTime, media.playbackRate, performance.now()); };

  const open = async (): Promise<void> => {
    if (sitting || opening || !counted) return;
    opening = true;
    try {
      const answer = await fetch(`/watch/${lesson}`, { method: "POST", credentials: "same-origin", headers: { "x-csrf-token": token() } });
      if (answer.status === 200) {
        const made = (await answer.json()) as { sitting: string; every: number };
        [sitting, every, number, last] = [made.sitting, made.every, 0, performance.now()];
      } else if (answer.status === 204 || answer.status === 404) counted = false;
    } catch { /* asked again at the next look */ } finally { opening = false; }
  };

  const words = (told: string, at: number): URLSearchParams => new URLSearchParams({
    sitting: sitting ?? "", number: String(++number), rate: at.toFixed(2), played: told, __RequestVerificationToken: token(),
  });

  const beat = async (): Promise<void> => {
    if (!sitting || played.empty) return;
    const told = played.take(MOST);
    last = performance.now();
    try {
      const answer = await fetch("/watch/beat", { method: "POST", credentials: "same-origin", body: words(told, rate) });
      if (answer.status === 410) sitting = null;
      else if (!answer.ok && answer.status !== 400) played.back(told);
    } catch { played.back(told); }
  };

  const leave = (): void => {
    look();
    if (!seen()) played.stop();
    if (sitting && !played.empty) navigator.sendBeacon("/watch/beat", words(played.take(MOST), rate));
  };

  media.addEventListener("playing", () => void open());
  media.addEventListener("timeupdate", () => {
    look();
    if (!media.paused && !sitting) void open();
    if (performance.now() - last > every * 1000) void beat();
  });
  media.addEventListener("seeking", () => played.stop());
  media.addEventListener("emptied", () => played.stop());
  media.addEventListener("ratechange", () => { if (media.playbackRate !== rate) { void beat(); rate = media.playbackRate; } });
  for (const event of ["pause", "ended"]) media.addEventListener(event, () => { played.stop(); void beat(); });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
}
