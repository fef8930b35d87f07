// Three big buttons with words over a plain <video>. The page comes with the low, progressive file and the browser's own controls;
// this takes over the controls, and fetches hls.js once the page is quiet, for a picture that follows the line.
import type Hls from "hls.js";
import { inBrowser, onServer } from "./lib/bookmark";
import { clock, spoken } from "./lib/words";

/** How often a playing lesson is bookmarked. */
const BOOKMARK_MS = 15_000;

const SPEEDS = [{ rate: 1, words: "正常" }, { rate: 0.75, words: "慢一点" }, { rate: 1.25, words: "快一点" }];

interface Connection { saveData?: boolean; effectiveType?: string }

const root = document.querySelector<HTMLElement>("[data-player]");
const controls = document.querySelector<HTMLElement>("[data-controls]");
const video = root?.querySelector("video");
if (root && controls && video) start(root, controls, video);

function start(screen: HTMLElement, panel: HTMLElement, media: HTMLVideoElement): void {
  const part = <T extends HTMLElement>(name: string) => panel.querySelector<T>(`[data-${name}]`);
  const track = part<HTMLInputElement>("track");
  const now = part("now");
  const words = part("play-words");
  const trouble = part("trouble");
  const soundButton = part("sound-only");
  const soundWords = part("sound-words");
  let hls: Hls | null = null;
  let dragging = false;
  let speed = 0;

  media.controls = false;
  panel.hidden = false;

  const length = () => (Number.isFinite(media.duration) && media.duration > 0 ? media.duration : Number(track?.max ?? 0));
  const show = () => {
    const at = media.currentTime;
    if (track && !dragging) {
      track.max = String(Math.max(1, Math.round(length())));
      track.value = String(Math.round(at));
    }
    track?.setAttribute("aria-valuetext", spoken(at));
    if (now) now.textContent = clock(at);
  };
  const say = (message: string | null) => {
    if (!trouble) return;
    trouble.hidden = message === null;
    trouble.textContent = message ?? "";
  };
  const state = () => {
    panel.classList.toggle("playing", !media.paused);
    if (words) words.textContent = media.paused ? (media.currentTime > 1 ? "接着放" : "播放") : "暂停";
  };
  const play = () => void media.play().catch(() => state());

  part("play")?.addEventListener("click", () => (media.paused ? play() : media.pause()));
  screen.addEventListener("click", () => (media.paused ? play() : media.pause()));
  part("back")?.addEventListener("click", () => { media.currentTime = Math.max(0, media.currentTime - 15); show(); });
  part("again")?.addEventListener("click", () => { media.currentTime = 0; play(); });
  part("speed")?.addEventListener("click", () => {
    speed = (speed + 1) % SPEEDS.length;
    const chosen = SPEEDS[speed]!;
    media.defaultPlaybackRate = media.playbackRate = chosen.rate;
    const label = part("speed-words");
    if (label) label.textContent = chosen.words;
  });
  track?.addEventListener("input", () => { dragging = true; if (now) now.textContent = clock(Number(track.value)); });
  track?.addEventListener("change", () => { dragging = false; media.currentTime = Number(track.value); show(); });

  for (const event of ["play", "pause", "ended"]) media.addEventListener(event, state);
  for (const event of ["timeupdate", "durationchange", "seeked"]) media.addEventListener(event, show);
  media.addEventListener("waiting", () => say(navigator.onLine ? null : "网断了，画面停在这里。有网接着放。"));
  media.addEventListener("playing", () => say(null));
  media.addEventListener("error", () => say("画面放不出来。刷新这一页再试，或者打 12349。"));
  const lesson = screen.dataset.key ?? "";
  const bookmark = screen.dataset.keep === "account" ? onServer(lesson, Number(screen.dataset.left ?? 0), length) : inBrowser(lesson);
  if (bookmark.at > 0) media.currentTime = bookmark.at;
  const keep = () => bookmark.keep(media.currentTime, media.ended);
  const leave = () => bookmark.leave(media.currentTime, media.ended);
  setInterval(() => { if (!media.paused) keep(); }, BOOKMARK_MS);
  media.addEventListener("pause", keep);
  media.addEventListener("ended", keep);
  window.addEventListener("pagehide", leave);
  // A phone that puts the browser away often says no more than this.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });

  const switchTo = (attach: () => void) => {
    const at = media.currentTime;
    const playing = !media.paused;
    attach();
    media.addEventListener("loadedmetadata", () => { if (at > 0) media.currentTime = at; }, { once: true });
    media.playbackRate = SPEEDS[speed]!.rate;
    if (playing) play();
  };

  const load = async (address: string): Promise<void> => {
    const { default: Player } = await import("hls.js");
    if (!Player.isSupported()) {
      if (media.canPlayType("application/vnd.apple.mpegurl")) switchTo(() => { media.src = address; });
      return;
    }
    switchTo(() => {
      hls?.destroy();
      // No worker: the page's policy lets no script run from memory.
      hls = new Player({ enableWorker: false, startLevel: 0, maxBufferLength: 20, capLevelToPlayerSize: true });
      hls.on(Player.Events.ERROR, (_, problem) => {
        if (!problem.fatal) return;
        if (problem.type === Player.ErrorTypes.NETWORK_ERROR) {
          say("网不好，画面卡住了。可以只听声音，省流量。");
          hls?.startLoad();
        } else if (problem.type === Player.ErrorTypes.MEDIA_ERROR) hls?.recoverMediaError();
      });
      hls.on(Player.Events.FRAG_LOADED, () => say(null));
      hls.loadSource(address);
      hls.attachMedia(media);
    });
  };

  let soundOnly = false;
  soundButton?.addEventListener("click", () => {
    soundOnly = !soundOnly;
    soundButton.setAttribute("aria-pressed", String(soundOnly));
    if (soundWords) soundWords.textContent = soundOnly ? "开着，省流量" : "没开，开了省流量";
    void load((soundOnly ? screen.dataset.sound : screen.dataset.master) ?? "");
  });

  const line = (navigator as Navigator & { connection?: Connection }).connection;
  const slow = line?.saveData === true || /2g/.test(line?.effectiveType ?? "");
  const upgrade = () => { if (!slow && !soundOnly && hls === null) void load(screen.dataset.master ?? "").then(() => { screen.dataset.stream = "hls"; }); };
  // Never in the middle of watching: before the first play, or at the next pause.
  if (document.readyState === "complete") upgrade();
  else window.addEventListener("load", () => (media.paused ? upgrade() : media.addEventListener("pause", upgrade, { once: true })), { once: true });
  show();
  state();
}
