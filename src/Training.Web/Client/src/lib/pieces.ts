// The plain film, fragment by fragment from any second of it, for a line too thin for hls.js: its script alone takes five seconds there, and the
// browser's own way to a place in a plain file asks for half a dozen others first. The head is fetched once, then only what is about to be seen.
import { filmHead, fragmentAt, headBytes, type FilmHead } from "./fragments";

export interface Pieces { stop(): void }

/** Seconds that are fetched ahead, and kept behind. */
const AHEAD = 20;
const BEHIND = 30;

/** A film of 24 minutes has a head of ten kilobytes, one of four hours of twelve. */
const HEAD_BYTES = 12 * 1024;

const AGAIN_MS = 1_500;

/** What the film is, or null where this browser or this film cannot be played so. */
export async function head(file: string): Promise<FilmHead | null> {
  if (typeof MediaSource === "undefined" || typeof ReadableStream === "undefined") return null;
  try {
    let bytes = await fetched(file, 0, HEAD_BYTES - 1);
    for (let more = headBytes(bytes); more === null && bytes.length < 1 << 17; more = headBytes(bytes)) {
      const next = await fetched(file, bytes.length, bytes.length + HEAD_BYTES - 1);
      if (next.length === 0) return null;
      const both = new Uint8Array(bytes.length + next.length);
      both.set(bytes);
      both.set(next, bytes.length);
      bytes = both;
    }
    const found = filmHead(bytes);
    return found && MediaSource.isTypeSupported(found.type) ? found : null;
  } catch { return null; }
}

/** Takes the element over. `lost` and `back` tell of the line, `broken` of what no waiting mends. */
export function pieces(media: HTMLVideoElement, file: string, film: FilmHead, start: () => number, line: { lost(): void; back(): void; broken(): void }): Pieces {
  const source = new MediaSource();
  const address = URL.createObjectURL(source);
  let buffer: SourceBuffer | null = null;
  let under: AbortController | null = null;
  let stopped = false;
  /** The fragment that is on its way. */
  let coming = -1;

  const appended = (bytes: BufferSource): Promise<void> => new Promise((done, failed) => {
    const to = buffer!;
    to.addEventListener("updateend", () => done(), { once: true });
    to.addEventListener("error", () => failed(new Error("append")), { once: true });
    to.appendBuffer(bytes);
  });
  const cleared = (until: number): Promise<void> => new Promise((done) => {
    if (until <= 0 || !buffer || buffer.buffered.length === 0 || buffer.buffered.start(0) >= until) { done(); return; }
    buffer.addEventListener("updateend", () => done(), { once: true });
    buffer.remove(0, until);
  });
  const ahead = () => {
    for (let n = 0; n < media.buffered.length; n++) if (media.currentTime >= media.buffered.start(n) - 0.1 && media.currentTime <= media.buffered.end(n)) return media.buffered.end(n) - media.currentTime;
    return 0;
  };
  /** Until something is to be fetched again. */
  const enough = (signal: AbortSignal): Promise<void> => new Promise((done) => {
    const look = () => {
      if (!signal.aborted && ahead() > AHEAD) return;
      media.removeEventListener("timeupdate", look);
      signal.removeEventListener("abort", look);
      done();
    };
    media.addEventListener("timeupdate", look);
    signal.addEventListener("abort", look);
    look();
  });

  const run = async (from: number, signal: AbortSignal): Promise<void> => {
    for (let n = fragmentAt(film.fragments, from); n < film.fragments.length && !signal.aborted;) {
      const { first, last } = film.fragments[n]!;
      coming = n;
      try {
        const answer = await fetch(file, { headers: { Range: `bytes=${first}-${last}` }, cache: "no-store", signal });
        if (answer.status !== 206 || !answer.body) { line.broken(); return; }
        const reader = answer.body.getReader();
        for (let read = await reader.read(); !read.done && !signal.aborted; read = await reader.read()) await appended(read.value);
        if (signal.aborted) return;
        line.back();
        coming = -1;
        n++;
        await cleared(media.currentTime - BEHIND);
        await enough(signal);
      } catch (problem) {
        if (signal.aborted || stopped) return;
        if (!(problem instanceof TypeError)) { line.broken(); return; }
        // The line: the fragment is asked for again from its beginning.
        line.lost();
        await new Promise((next) => setTimeout(next, AGAIN_MS));
        if (!signal.aborted && buffer && source.readyState === "open") buffer.abort();
      }
    }
    if (!signal.aborted && source.readyState === "open") source.endOfStream();
  };

  let turn = Promise.resolve();
  const go = (from: number): void => {
    under?.abort();
    coming = -1;
    const mine = under = new AbortController();
    turn = turn.then(async () => {
      if (stopped || mine.signal.aborted || !buffer) return;
      if (buffer.updating) await new Promise((done) => buffer!.addEventListener("updateend", done, { once: true }));
      // A half fragment is forgotten, and what is appended next begins anew. A film that had come to its end is open again by it.
      if (source.readyState === "open") buffer.abort();
      await run(from, mine.signal);
    });
  };
  const sought = () => { if (ahead() <= 0.2 && fragmentAt(film.fragments, media.currentTime) !== coming) go(media.currentTime); };

  source.addEventListener("sourceopen", () => {
    URL.revokeObjectURL(address);
    if (stopped) return;
    buffer = source.addSourceBuffer(film.type);
    source.duration = film.length;
    void appended(film.init).then(() => {
      media.addEventListener("seeking", sought);
      go(start());
    }, () => line.broken());
  }, { once: true });
  media.src = address;

  return {
    stop() {
      stopped = true;
      under?.abort();
      media.removeEventListener("seeking", sought);
    },
  };
}

async function fetched(file: string, from: number, to: number): Promise<Uint8Array> {
  const answer = await fetch(file, { headers: { Range: `bytes=${from}-${to}` }, cache: "no-store" });
  return answer.status === 206 ? new Uint8Array(await answer.arrayBuffer()) : new Uint8Array();
}
