// What of the phone's work lies in its store, as the pages are told of it.
import type { Operation } from "./contract";
import type { Trouble } from "./schema";

/** An operation as it lies here. Operation is null when it cannot be opened any more; it stays and is shown. */
export interface Kept {
  key: string;
  roll: string;
  day: string;
  sequence: number;
  operation: Operation | null;
  trouble?: Trouble;
  /** A photo, not an operation. */
  isFile?: true;
}

export interface FileAbout {
  /** "scene" or "signed-sheet". */
  kind: string;
  type: string;
  takenAt?: string;
  /** What more is known of time and place, as the request's headers say it (docs/adr/0022). */
  headers?: Record<string, string>;
}

export interface Debts {
  waiting: number;
  troubled: Kept[];
  others: number;
}

export interface KeptFile extends Omit<Kept, "operation" | "isFile"> {
  about: FileAbout;
  sha256: string;
  bytes: ArrayBuffer;
}

/** Nothing of what was asked lies on disk. */
export class NotKept extends Error {
  constructor(readonly full: boolean, cause: unknown) {
    super(full ? "手机存不下了，这一下没有存上。清出一点空间再点。" : "手机没有存上这一下，再点一次。", { cause });
  }
}
