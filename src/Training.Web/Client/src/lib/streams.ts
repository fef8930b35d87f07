// What the <video> plays: the plain low file that came with the page, the lesson as a stream that follows the line, or its sound alone.
// The browser's own HLS is used where there is one and hls.js does not run; hls.js itself is fetched only when a stream is wanted.
import type Hls from "hls.js";
import { isSlow } from "./line";
import { head, pieces, type Pieces } from "./pieces";

export interface Streams {
  /** The ladder; false: this browser plays no streams, and the plain file stays. */
  picture(): Promise<boolean>;
  /**
   * From a second that the plain file has not come to yet: on a thin line the same file fragment by fragment, else the ladder. The file lets go of the
   * line at once: a jump in it asks for several places one after the other, and a browser that keeps files makes each of them wait for the last.
   */
  far(to: () => number): Promise<void>;
  sound(): Promise<boolean>;
  /** Back to the plain file. */
  plain(): void;
  /** Speaks otherwise: by the name of the sound track. */
  speak(name: string): void;
  readonly kind: "plain" | "pieces" | "picture" | "sound";
}

export interface Line { lost(): void; back(): void; broken(): void }

export function streams(media: HTMLVideoElement, addresses: { master: string; sound: string }, line: Line): Streams {
  const file = media.querySelector("source")?.getAttribute("src")?.replace(/#.*$/, "") ?? "";
  let hls: Hls | null = null;
  let parts: Pieces | null = null;
  let kind: Streams["kind"] = "plain";
  let voice = "";

  /** Goes on in the new source where the old one stood. */
  const switchTo = (attach: () => void, playing = !media.paused, where?: () => number): void => {
    const stood = media.currentTime;
    const rate = media.playbackRate;
    hls?.destroy();
    hls = null;
    parts?.stop();
    parts = null;
    media.addEventListener("loadedmetadata", () => {
      const at = where?.() ?? stood;
      if (at > 0) media.currentTime = at;
      media.playbackRate = rate;
    }, { once: true });
    attach();
    if (playing) void media.play().catch(() => undefined);
  };

  const letGo = (): void => {
    parts?.stop();
    parts = null;
    media.removeAttribute("src");
    media.querySelector("source")?.remove();
    media.load();
  };

  const load = async (address: string, where?: () => number, playing = !media.paused): Promise<boolean> => {
    if (address === "") return false;
    if (where) letGo();
    let Player: typeof Hls;
    try { Player = (await import("hls.js")).default; } catch { return false; }
    if (!Player.isSupported()) {
      if (media.canPlayType("application/vnd.apple.mpegurl") === "") return false;
      switchTo(() => { media.src = address; }, where ? playing || !media.paused : undefined, where);
      return true;
    }
    switchTo(() => {
      // No worker: the page's policy lets no script run from memory.
      const made = new Player({ enableWorker: false, startLevel: 0, maxBufferLength: 20, capLevelToPlayerSize: true });
      hls = made;
      made.on(Player.Events.ERROR, (_, problem) => {
        if (!problem.fatal) return;
        if (problem.type === Player.ErrorTypes.NETWORK_ERROR) { line.lost(); made.startLoad(); }
        else if (problem.type === Player.ErrorTypes.MEDIA_ERROR) made.recoverMediaError();
        else line.broken();
      });
      made.on(Player.Events.FRAG_LOADED, () => line.back());
      made.on(Player.Events.AUDIO_TRACKS_UPDATED, () => speak(voice));
      made.loadSource(address);
      made.attachMedia(media);
    }, where ? playing || !media.paused : undefined, where);
    return true;
  };

  const speak = (name: string): void => {
    voice = name;
    if (!hls) return;
    const at = hls.audioTracks.findIndex((t) => t.name === name);
    const wanted = at >= 0 ? at : Math.max(0, hls.audioTracks.findIndex((t) => t.default));
    if (hls.audioTracks.length > 0 && hls.audioTrack !== wanted) hls.audioTrack = wanted;
  };

  return {
    get kind() { return kind; },
    async picture() {
      if (!await load(addresses.master)) return false;
      kind = "picture";
      return true;
    },
    async far(to) {
      const playing = !media.paused;
      if (file !== "" && isSlow()) {
        letGo();
        const film = await head(file);
        if (film) {
          switchTo(() => { parts = pieces(media, file, film, to, line); }, playing || !media.paused, to);
          kind = "pieces";
          return;
        }
      }
      if (await load(addresses.master, to, playing)) kind = "picture";
      else if (file !== "") {
        switchTo(() => { media.src = file; }, playing, to);
        kind = "plain";
      }
    },
    async sound() {
      if (!await load(addresses.sound)) return false;
      kind = "sound";
      return true;
    },
    plain() {
      if (file !== "" && kind !== "plain") switchTo(() => { media.src = file; });
      kind = "plain";
    },
    speak,
  };
}
