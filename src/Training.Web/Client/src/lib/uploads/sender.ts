import { Upload, type DetailedError } from "tus-js-client";
import { token } from "../http";
import { judge, OFFLINE, UNREADABLE, wait, type Verdict } from "./answers";
import { hashOf } from "./hash";

const SILENCE = 30_000;
const TRIES = 10_000;

export type SendState = "queued" | "sending" | "waiting" | "paused" | "checking" | "done" | "stopped";

export interface Sending {
  file: File;
  course: string;
  endpoint: string;
  piece: number;
  title?: string | undefined;
  /** Where an earlier visit began to send it. */
  place?: string | undefined;
}

export interface Listener {
  state(state: SendState, words: string): void;
  progress(sent: number, total: number): void;
}

/**
 * One file on its way. It goes on by itself after everything that passes (no network, a site that is started again, a full disk), and ends
 * only when a lesson was made of it, when it is refused, or when a person says so.
 */
export class Sender {
  private state: SendState = "queued";
  private readonly stop = new AbortController();
  private readonly upload: Upload;
  private readonly hash: Promise<string>;
  private startHash!: () => void;
  private lastMoved = 0;
  private watch = 0;
  private ended: () => void = () => undefined;

  constructor(what: Sending, private readonly to: Listener) {
    this.hash = new Promise<void>((start) => { this.startHash = start; }).then(() => hashOf(what.file, this.stop.signal));
    this.hash.then((sha256) => this.note(sha256), () => undefined);
    this.upload = new Upload(what.file, {
      endpoint: what.endpoint,
      uploadUrl: what.place ?? null,
      chunkSize: what.piece,
      metadata: { course: what.course, filename: what.file.name, ...(what.title ? { title: what.title } : {}) },
      headers: { "X-CSRF-Token": token(), Accept: "application/json" },
      // The site's own list of unfinished uploads is what is resumed from: it is there on another phone too.
      storeFingerprintForResuming: false,
      retryDelays: Array.from({ length: TRIES }, (_, n) => wait(n)),
      onShouldRetry: (error) => this.mayRetry(error),
      onProgress: (sent, total) => {
        this.lastMoved = Date.now();
        if (this.state === "waiting") this.say("sending", "");
        this.to.progress(sent, total);
      },
      onSuccess: () => void this.finish(),
      onError: (error) => this.fail(error as DetailedError),
    });
  }

  get isOpen(): boolean { return this.state !== "done" && this.state !== "stopped"; }

  get isActive(): boolean { return this.state === "sending" || this.state === "waiting" || this.state === "checking"; }

  get isQueued(): boolean { return this.state === "queued"; }

  /** Resolves when the line is free for the next file. */
  start(): Promise<void> {
    this.startHash();
    this.lastMoved = Date.now();
    this.say("sending", "");
    this.upload.start();
    window.clearInterval(this.watch);
    this.watch = window.setInterval(() => this.lookAfter(), 5_000);
    return new Promise((ended) => { this.ended = ended; });
  }

  pause(): void {
    void this.upload.abort();
    this.say("paused", "停下了，传过的都还在。");
    this.release();
  }

  queue(): void { this.say("queued", "排队等着传。"); }

  /** The network is said to be back: no need to wait for the next try. */
  nudge(): void {
    if (this.state !== "waiting") return;
    void this.upload.abort().then(() => {
      if (this.state !== "waiting") return;
      this.lastMoved = Date.now();
      this.upload.start();
    });
  }

  async drop(): Promise<void> {
    this.stop.abort();
    await this.upload.abort();
    this.release();
    const place = this.upload.url;
    this.say("stopped", "取消了。");
    if (place) {
      await fetch(place, {
        method: "DELETE", credentials: "same-origin", headers: { "Tus-Resumable": "1.0.0", "X-CSRF-Token": token() },
      }).catch(() => undefined);
    }
  }

  /** A line that neither carries nor breaks, as when a phone goes from one network to another. */
  private lookAfter(): void {
    if (!(this.state === "sending" || this.state === "waiting") || Date.now() - this.lastMoved < SILENCE) return;
    if (this.state === "sending") this.say("waiting", OFFLINE);
    this.nudge();
  }

  private mayRetry(error: DetailedError): boolean {
    const verdict = this.judge(error);
    if (verdict.go === "stop") return false;
    this.say("waiting", verdict.words);
    return true;
  }

  private fail(error: DetailedError): void {
    this.stop.abort();
    this.give(this.judge(error).words);
  }

  private give(words: string): void {
    this.release();
    this.say("stopped", words);
  }

  private judge(error: DetailedError): Verdict {
    if (!error.originalRequest) return { go: "stop", words: UNREADABLE };
    const response = error.originalResponse;
    return response ? judge(response.getStatus(), response.getBody() ?? "") : judge(0, "");
  }

  /** Told as soon as it is known: should the phone die with the last piece, the site can finish alone. */
  private note(sha256: string): void {
    if (this.upload.url && this.state !== "checking" && this.isOpen) this.tell(this.upload.url, sha256).catch(() => undefined);
  }

  private async finish(): Promise<void> {
    window.clearInterval(this.watch);
    this.say("checking", "传完了，正在核对。");
    let sha256: string;
    try { sha256 = await this.hash; } catch {
      if (!this.stop.signal.aborted) this.give(UNREADABLE);
      return;
    }
    for (let failures = 0; !this.stop.signal.aborted; failures++) {
      let status = 0;
      let body = "";
      try {
        const answer = await this.tell(this.upload.url!, sha256);
        [status, body] = [answer.redirected ? 401 : answer.status, await answer.text()];
      } catch { /* no answer: asked again */ }
      if (status === 200) {
        this.release();
        this.say("done", `收好了，和您选的文件一模一样（指纹 ${sha256.slice(0, 8)}…），排队转码。`);
        return;
      }
      const verdict = status === 202 ? judge(409, "") : judge(status, body);
      if (verdict.go === "stop") {
        this.give(verdict.words);
        return;
      }
      this.say("checking", status === 0 ? OFFLINE : verdict.words);
      await new Promise((go) => window.setTimeout(go, wait(failures + 1)));
    }
  }

  private tell(place: string, sha256: string): Promise<Response> {
    return fetch(`${place}/finish`, {
      method: "POST", credentials: "same-origin", body: JSON.stringify({ sha256 }),
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": token() },
    });
  }

  private release(): void {
    window.clearInterval(this.watch);
    this.ended();
  }

  private say(state: SendState, words: string): void {
    this.state = state;
    this.to.state(state, words);
  }
}
