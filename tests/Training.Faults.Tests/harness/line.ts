// The line between a phone and the real server, with everything that a village's line does to it.
import type { Net, NetReply, NetRequest } from "../../../src/Training.Web/Client/src/field/ports";
import type { Dice } from "./dice";

export const fates = [
  "whole",
  /** Never got there. */ "cutBefore",
  /** Got there and was applied; the answer was lost. */ "cutAfter",
  /** Got there twice at the same time. */ "twice",
  /** Seemed lost; gets there later, behind newer ones. */ "late",
  /** The answer came half. */ "torn",
  /** A café's log-in page answered, with 200. */ "page",
  /** Applied, and a gateway said 502. */ "gateway",
] as const;
export type Fate = (typeof fates)[number];
export type Weather = readonly (readonly [number, Fate])[];

export const clear: Weather = [[1, "whole"]];
export const none: Weather = [[1, "cutBefore"]];

export interface Tamper {
  /** Before a request leaves. */
  request?(request: NetRequest): Promise<NetRequest | null>;
}

export class Line {
  weather: Weather = clear;
  tamper: Tamper = {};
  signedIn = true;
  readonly counts = new Map<Fate, number>();
  private readonly held: (() => Promise<unknown>)[] = [];
  private away = 0;

  constructor(private readonly site: string, private readonly cookies: string, private readonly dice: Dice) {}

  get isQuiet(): boolean {
    return this.away === 0;
  }

  /** What seemed lost arrives, in any order. */
  async deliver(): Promise<void> {
    while (this.held.length > 0) await this.held.splice(this.dice.below(this.held.length), 1)[0]!();
  }

  /** For one life of the page: a dead page hears nothing more. */
  net(isAlive: () => boolean): Net {
    const deaf = <T>(value: Promise<T>): Promise<T> => new Promise((done, failed) => {
      value.then((v) => isAlive() && done(v), (e: unknown) => isAlive() && failed(e));
    });
    return { send: (request) => deaf(this.send(request)) };
  }

  private async send(request: NetRequest): Promise<NetReply> {
    const fate = this.dice.weighted(this.weather);
    this.counts.set(fate, (this.counts.get(fate) ?? 0) + 1);
    this.away++;
    try {
      const tampered = this.tamper.request === undefined ? request : await this.tamper.request(request);
      if (tampered === null) throw new TypeError("tampered");
      return await this.meet(fate, tampered);
    } finally {
      this.away--;
    }
  }

  private async meet(fate: Fate, request: NetRequest): Promise<NetReply> {
    switch (fate) {
      case "whole":
        return this.ask(request);
      case "cutBefore":
        throw new TypeError("no line");
      case "cutAfter":
        await this.ask(request);
        throw new TypeError("the answer was lost");
      case "twice": {
        const [first, second] = await Promise.all([this.ask(request), this.ask(request)]);
        return this.dice.chance(0.5) ? first : second;
      }
      case "late":
        if (request.method === "POST") this.held.push(() => this.ask(request).catch(() => undefined));
        throw new TypeError("timed out");
      case "torn": {
        const reply = await this.ask(request);
        return { ...reply, text: reply.text.slice(0, this.dice.below(reply.text.length + 1)) };
      }
      case "page":
        return { status: 200, header: () => null, text: "<html><title>Wi-Fi</title></html>" };
      case "gateway":
        await this.ask(request);
        return { status: 502, header: () => null, text: "<h1>502 Bad Gateway</h1>" };
    }
  }

  private async ask(request: NetRequest): Promise<NetReply> {
    const response = await fetch(this.site + request.path, {
      method: request.method, body: request.body ?? null, redirect: "manual",
      headers: { ...request.headers, ...(this.signedIn ? { cookie: this.cookies } : {}) },
    });
    const text = await response.text();
    return {
      status: response.status >= 300 && response.status < 400 && response.status !== 304 ? 401 : response.status,
      header: (name) => response.headers.get(name), text,
    };
  }
}
