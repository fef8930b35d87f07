// One request to the site, under the account that the work belongs to; what kept it from being answered is told apart here.
import type { Pass } from "./contract";
import type { Net, NetReply, NetRequest } from "./ports";

export class Unreachable extends Error {
  constructor(
    readonly after?: number,
    /** The server is there and cannot do this one: others may still get through. */
    readonly onlyThis = false,
  ) {
    super("unreachable");
  }
}

export class Stopped extends Error {
  constructor(readonly line: "signedOut" | "otherAccount") {
    super(line);
  }
}

export class Talk {
  constructor(private readonly net: Net, private readonly account: string, private token: string | null = null) {}

  /** With the token of whoever is signed in; asked anew once when the server does not know the token any more. */
  async ask(request: NetRequest): Promise<NetReply> {
    for (let anew = false; ; anew = true) {
      const token = request.method === "GET" ? null : await this.tokenOf(anew);
      const reply = await this.send({
        ...request,
        headers: {
          accept: "application/json",
          ...(typeof request.body === "string" ? { "content-type": "application/json" } : {}),
          ...(token === null ? {} : { "x-csrf-token": token }),
          ...request.headers,
        },
      });
      // A stale token is answered without a sentence.
      if (reply.status === 400 && messageOf(reply) === undefined && token !== null && !anew) continue;
      return reply;
    }
  }

  private async tokenOf(anew: boolean): Promise<string> {
    if (this.token !== null && !anew) return this.token;
    const reply = await this.send({ method: "GET", path: "/field/pass", headers: { accept: "application/json" } });
    if (reply.status === 403) throw new Stopped("otherAccount");
    const pass = read<Pass>(reply);
    if (pass === undefined || typeof pass.token !== "string") throw new Unreachable();
    if (pass.accountKey !== this.account) throw new Stopped("otherAccount");
    return (this.token = pass.token);
  }

  private async send(request: NetRequest): Promise<NetReply> {
    let reply: NetReply;
    try {
      reply = await this.net.send(request);
    } catch {
      throw new Unreachable();
    }
    if (reply.status === 401) {
      this.token = null;
      throw new Stopped("signedOut");
    }
    if (reply.status === 408 || reply.status === 429 || reply.status >= 500) {
      const seconds = Number(reply.header("retry-after"));
      throw new Unreachable(Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : undefined, reply.status === 500);
    }
    return reply;
  }
}

/** Undefined unless it is what the site says: a line that asks for a log-in of its own answers everything with a page. */
export function read<T>(reply: NetReply): T | undefined {
  if (reply.status < 200 || reply.status > 299) return undefined;
  try {
    const json: unknown = JSON.parse(reply.text);
    return typeof json === "object" && json !== null ? (json as T) : undefined;
  } catch {
    return undefined;
  }
}

export function messageOf(reply: NetReply): string | undefined {
  try {
    const message = (JSON.parse(reply.text) as { message?: unknown } | null)?.message;
    return typeof message === "string" && message !== "" ? message : undefined;
  } catch {
    return undefined;
  }
}
