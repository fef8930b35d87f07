// The other end of the pipe: whoever owns the server's process and its database (FaultRun.cs). A line of JSON each way.
import { createInterface } from "node:readline";
import type { Entry } from "./phone";

export interface Stage {
  site: string;
  roll: string;
  /** Two coordinators of the station. */
  accounts: { account: string; cookies: string }[];
}

export interface Finding {
  kind: "lost" | "doubled" | "early" | "other";
  text: string;
}

export class Host {
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private next = 0;

  constructor() {
    createInterface({ input: process.stdin }).on("line", (line) => {
      const { id, answer } = JSON.parse(line) as { id: number; answer: unknown };
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
    }).on("close", () => process.exit(0));
  }

  /** A class of its own, with its station's people. */
  stage(): Promise<Stage> {
    return this.ask({ ask: "stage" });
  }

  /** Which of these (keys; of photos their hashes) are not in the database now. */
  missing(roll: string, keys: string[]): Promise<string[]> {
    return this.ask({ ask: "missing", roll, keys });
  }

  /** kill -9 after so many milliseconds, then a start; resolves when the site answers again. */
  killSite(afterMs: number): Promise<void> {
    return this.ask({ ask: "kill", afterMs });
  }

  /** What the database says about everything that was done. */
  verify(roll: string, entries: Entry[]): Promise<Finding[]> {
    return this.ask({ ask: "verify", roll, entries });
  }

  tell(what: object): void {
    process.stdout.write(JSON.stringify(what) + "\n");
  }

  private ask<T>(question: object): Promise<T> {
    const id = ++this.next;
    return new Promise((done) => {
      this.waiting.set(id, done as (answer: unknown) => void);
      this.tell({ id, ...question });
    });
  }
}
