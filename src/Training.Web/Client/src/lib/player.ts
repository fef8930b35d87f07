// Big buttons with words over a plain <video>. The page comes with the low, progressive file and the browser's own controls; this takes over
// the controls, and fetches a stream that follows the line only where the line carries one.
import { inBrowser, onServer } from "./bookmark";
import { captions } from "./captions";
import { isSlow } from "./line";
import { story } from "./story";
import { streams } from "./streams";
import { watching } from "./watching";
import { clock, spoken } from "./words";

/** How often a playing lesson is bookmarked. */
const BOOKMARK_MS = 15_000;

const STEP = 10;

/** So far ahead of what has come, the plain file is waited for. */
const SOON = 10;

const SOUND_ONLY = "sound-only";

const SPEEDS = [{ rate: 1, words: "正常" }, { rate: 0.75, words: "慢一点" }, { rate: 1.25, words: "快一点" }, { rate: 1.5, words: "再快点" }];

const root = document.querySelector<HTMLElement>("[data-player]");
const controls = document.querySelector<HTMLElement>("[data-controls]");
const video = root?.querySelector("video");
if (root && controls && video) start(root, controls, video);

function start(screen: HTMLElement, panel: HTMLElement, media: HTMLVideoElement): void {
  const part = <T extends HTMLElement>(name: string) => panel.querySelector<T>(`[data-${name}]`);
  const over = <T extends HTMLElement>(name: string) => screen.querySelector<T>(`[data-${name}]`);
  const track = part<HTMLInputElement>("track");
  const now = part("now");
  const done = panel.querySelector("[data-done]");
  const words = part("play-words");
  const trouble = over("trouble");
  const others = over("others");
  const soundButton = part("sound-only");
  const soundWords = part("sound-words");
  const chapters = [...document.querySelectorAll<HTMLElement>("[data-chapter]")];
  const lesson = screen.dataset.key ?? "";
  const picture = over("story-picture");
  const pictures = picture ? story(screen.dataset.story ?? "", picture) : null;
  let dragging = false;
  let speed = 0;
  /** Where a jump goes that is still on its way. */
  let goal: number | null = null;
  const at = () => goal ?? media.currentTime;

  media.controls = false;
  panel.hidden = false;

  const length = () => (Number.isFinite(media.duration) && media.duration > 0 ? media.duration : Number(track?.max ?? 0));
  const mark = (at: number) => {
    if (now) now.textContent = clock(at);
    track?.setAttribute("aria-valuetext", spoken(at));
    done?.setAttribute("width", `${length() > 0 ? Math.min(100, (at / length()) * 100).toFixed(2) : 0}%`);
  };
  const show = () => {
    const stands = at();
    if (dragging) return;
    if (track) {
      track.max = String(Math.max(1, Math.round(length())));
      track.value = String(Math.round(stands));
    }
    mark(stands);
    let current: HTMLElement | undefined;
    for (const chapter of chapters) if (Number(chapter.dataset.chapter) <= stands + 0.2) current = chapter;
    for (const chapter of chapters) {
      if (chapter.classList.toggle("now", chapter === current)) chapter.firstElementChild?.setAttribute("aria-current", "step");
      else chapter.firstElementChild?.removeAttribute("aria-current");
    }
  };
  const say = (message: string | null, gone = false) => {
    if (!trouble) return;
    const line = over("trouble-words");
    if (line && message !== null) line.textContent = message;
    trouble.hidden = message === null;
    if (others) others.hidden = !gone;
  };
  const state = () => {
    panel.classList.toggle("playing", !media.paused);
    if (words) words.textContent = !media.paused ? "暂停" : media.ended ? "再看一遍" : at() > 1 ? "接着放" : "播放";
  };
  const play = () => void media.play().catch(() => state());
  const toggle = () => (media.paused ? play() : media.pause());
  const jump = (to: number) => {
    const place = Math.min(Math.max(0, to), Math.max(0, length() - 0.2));
    if (goal !== null) goal = place;
    else if (flow.kind !== "plain" || place <= SOON || near(media, place)) media.currentTime = place;
    else {
      goal = place;
      void flow.far(() => goal ?? place).then(told);
    }
    show();
  };
  const told = () => { screen.dataset.stream = flow.kind === "plain" || flow.kind === "pieces" ? flow.kind : "hls"; };
  const began = () => {
    let from = 0;
    for (const chapter of chapters) if (Number(chapter.dataset.chapter) <= at()) from = Number(chapter.dataset.chapter);
    return from;
  };

  const flow = streams(media, { master: screen.dataset.master ?? "", sound: screen.dataset.sound ?? "" }, {
    lost: () => say(navigator.onLine ? "网不好，画面卡住了。可以只听声音，省流量。" : "网断了，停在这里。有网接着放。"),
    back: () => say(null),
    broken: () => void why(),
  });

  /** What is wrong, asked of the page itself: a lesson that was taken back has none any more. */
  const why = async (): Promise<void> => {
    if (!navigator.onLine) { say("没有网，放不了。连上网，点“再试一次”。"); return; }
    try {
      const answer = await fetch(location.pathname, { method: "GET", credentials: "same-origin", cache: "no-store" });
      if (answer.status === 404 || answer.status === 410) { say("老师把这一课收回了，现在放不了。", true); return; }
    } catch { say("网不通，放不了。等一会儿，点“再试一次”。"); return; }
    say("画面放不出来。点“再试一次”，还不行就打页面最下面的电话。");
  };

  part("play")?.addEventListener("click", toggle);
  media.addEventListener("click", toggle);
  part("back")?.addEventListener("click", () => jump(at() - STEP));
  part("forward")?.addEventListener("click", () => jump(at() + STEP));
  part("again")?.addEventListener("click", () => { jump(began()); play(); });
  part("speed")?.addEventListener("click", () => {
    speed = (speed + 1) % SPEEDS.length;
    const chosen = SPEEDS[speed]!;
    media.defaultPlaybackRate = media.playbackRate = chosen.rate;
    const label = part("speed-words");
    if (label) label.textContent = chosen.words;
  });
  over("retry")?.addEventListener("click", () => {
    const stood = at();
    say(null);
    if (flow.kind === "plain") { media.load(); media.currentTime = stood; play(); } else void (flow.kind === "sound" ? flow.sound() : flow.kind === "pieces" ? flow.far(() => stood) : flow.picture()).then(play);
  });
  for (const chapter of chapters) chapter.addEventListener("click", (e) => { e.preventDefault(); jump(Number(chapter.dataset.chapter)); play(); });

  track?.addEventListener("input", () => { dragging = true; mark(Number(track.value)); pictures?.show(Number(track.value)); });
  track?.addEventListener("change", () => { dragging = false; pictures?.hide(); jump(Number(track.value)); });
  track?.addEventListener("blur", () => pictures?.hide());

  media.addEventListener("seeked", () => { goal = null; });
  for (const event of ["play", "pause", "ended", "seeked"]) media.addEventListener(event, state);
  for (const event of ["timeupdate", "durationchange", "seeked"]) media.addEventListener(event, show);
  media.addEventListener("waiting", () => say(navigator.onLine ? null : "网断了，停在这里。有网接着放。"));
  media.addEventListener("playing", () => say(null));
  for (const failing of [media, media.querySelector("source")]) failing?.addEventListener("error", () => { if (flow.kind === "plain") void why(); });
  window.addEventListener("online", () => { if (trouble && !trouble.hidden) over("retry")?.click(); });

  const captionButton = part("captions");
  const nextCaptions = captionButton ? captions(media, captionButton, part("captions-words")) : null;

  part("full")?.addEventListener("click", () => {
    const old = media as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (old.requestFullscreen) { media.controls = true; void old.requestFullscreen().catch(() => { media.controls = false; }); } else old.webkitEnterFullscreen?.();
  });
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) media.controls = false; });

  document.addEventListener("keydown", (e) => {
    if (e.altKey || e.ctrlKey || e.metaKey || (e.target instanceof Element && e.target.closest("input, select, textarea, [contenteditable]"))) return;
    const act: (() => void) | undefined = {
      ArrowLeft: () => jump(at() - STEP), ArrowRight: () => jump(at() + STEP), k: toggle, c: () => nextCaptions?.(),
      // On a button the space bar is the button's.
      ...(e.target instanceof Element && e.target.closest("button, a, summary") ? {} : { " ": toggle }),
    }[e.key];
    if (act) { e.preventDefault(); act(); }
  });

  const asked = screen.dataset.asked === "yes";
  const bookmark = screen.dataset.keep === "account" ? onServer(lesson, Number(screen.dataset.left ?? 0), length) : inBrowser(lesson);
  if (!asked && bookmark.at > 0) jump(bookmark.at);
  const keep = () => bookmark.keep(at(), media.ended);
  const leave = () => bookmark.leave(at(), media.ended);
  setInterval(() => { if (!media.paused) keep(); }, BOOKMARK_MS);
  media.addEventListener("pause", keep);
  media.addEventListener("ended", keep);
  window.addEventListener("pagehide", leave);
  // A phone that puts the browser away often says no more than this.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  watching(lesson, media, () => flow.kind === "sound" || media.videoWidth === 0);

  let soundOnly = false;
  const listen = async (on: boolean): Promise<void> => {
    soundOnly = on;
    soundButton?.setAttribute("aria-pressed", String(on));
    if (soundWords) soundWords.textContent = on ? "开着，省流量" : "省流量";
    screen.classList.toggle("listening", on);
    try { if (on) localStorage.setItem(SOUND_ONLY, "yes"); else localStorage.removeItem(SOUND_ONLY); } catch { /* chosen for this page */ }
    if (on) await flow.sound();
    else if (isSlow() || !await flow.picture()) flow.plain();
    told();
  };
  soundButton?.addEventListener("click", () => void listen(!soundOnly));

  const voices = ["原声", ...(part("voice")?.dataset.voices ?? "").split("|").filter((v) => v !== "")];
  let voice = 0;
  part("voice")?.addEventListener("click", () => {
    voice = (voice + 1) % voices.length;
    const label = part("voice-words");
    if (label) label.textContent = voices[voice]!;
    flow.speak(voices[voice]!);
    // The plain file speaks with one voice only.
    if (flow.kind === "plain" || flow.kind === "pieces") void flow.picture().then(told);
  });

  const upgrade = () => {
    if (soundOnly || goal !== null || flow.kind !== "plain") return;
    if (isSlow()) told();
    else void flow.picture().then(told);
  };
  const unlessPlaying = () => (media.paused ? upgrade() : media.addEventListener("pause", upgrade, { once: true }));
  let wantsSound = false;
  try { wantsSound = localStorage.getItem(SOUND_ONLY) === "yes"; } catch { /* nothing is remembered */ }
  if (soundButton && wantsSound) void listen(true);
  // Never in the middle of watching: before the first play, or at the next pause.
  else if (document.readyState === "complete") unlessPlaying();
  else window.addEventListener("load", unlessPlaying, { once: true });
  show();
  state();
}

function near(media: HTMLVideoElement, place: number): boolean {
  for (let i = 0; i < media.buffered.length; i++) if (place >= media.buffered.start(i) && place <= media.buffered.end(i) + SOON) return true;
  return false;
}
