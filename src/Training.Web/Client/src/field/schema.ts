// The phone's own tables. Nothing personal lies in them unsealed: keys are random, days and counts say nothing of a person.
import type { DBSchema } from "idb";
import type { AttendeeState, RollFacts } from "./contract";
import type { Sealed } from "./seal";

export interface FieldSchema extends DBSchema {
  /** device, sequence, key, account, clockOffsetMs, serverSeenMs, snapshotTag, facesDue. */
  settings: { key: string; value: unknown };
  rolls: { key: string; value: RollRecord };
  operations: { key: string; value: OperationRecord; indexes: { roll: string } };
  files: { key: string; value: FileRecord; indexes: { roll: string } };
  /** The files themselves, apart, so that counting them does not read them. */
  blobs: { key: string; value: Sealed };
  /** Small portraits of people on the rolls here, by person and mark ("person/mark"). */
  faces: { key: string; value: Sealed };
}

export interface RollRecord {
  key: string;
  account: string;
  day: string;
  /** Title, place and lines without their states. */
  sealed: Sealed;
  facts: RollFacts;
  /** As the server last said, by attendee. */
  states: Record<string, AttendeeState>;
  /** Lines of people whom this phone wrote down and the server has taken since the lines above were read, by attendee. */
  added?: Record<string, Sealed>;
  /** When the device's clock first said that its day is past, while nobody could confirm it. */
  pastSinceMs?: number;
}

/** What lies on the phone until the server's receipt is the same as our own. */
interface Owed {
  key: string;
  roll: string;
  /** Whoever made it: it is sent under that account alone. */
  account: string;
  /** The session's day, to speak of it when the roll itself is forgotten. */
  day: string;
  sequence: number;
  /** The operation; of a file its kind, type, time and place. */
  sealed: Sealed;
  /** Set when the server answered and did not take it, or took something else. */
  trouble?: Trouble;
}

export type OperationRecord = Owed;

export interface FileRecord extends Owed {
  sha256: string;
  size: number;
}

export interface Trouble {
  kind: "refused" | "different" | "unreadable";
  message: string;
}
