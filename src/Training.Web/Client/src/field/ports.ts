// What the core needs of the world. Pages give the browser's own; whoever drives the core elsewhere gives others.
// Stable: FieldStore and FieldQueue take these and nothing else, and touch neither DOM nor window.

export interface Clock {
  /** Milliseconds since 1970 as the device has them: it may be wrong, and it may jump. */
  now(): number;
  /** Milliseconds by a clock that nobody can set. */
  monotonic(): number;
  /** Calls back after so many milliseconds; the answer takes that back. */
  after(ms: number, work: () => void): () => void;
}

export interface NetRequest {
  method: "GET" | "POST";
  path: string;
  /** A string is JSON, a Blob goes as it is. */
  body?: string | Blob;
  headers?: Record<string, string>;
}

export interface NetReply {
  status: number;
  /** Null where the header is missing. */
  header(name: string): string | null;
  text: string;
}

export interface Net {
  /** Resolves with what the server said, whatever it said; rejects when nothing came back. A redirect counts as 401. */
  send(request: NetRequest): Promise<NetReply>;
}

/** The part of WebCrypto that is used: <c>globalThis.crypto</c> in browsers (HTTPS or localhost) and in Node. */
export type Ciphers = Pick<Crypto, "subtle" | "getRandomValues">;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
