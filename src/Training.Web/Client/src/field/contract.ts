// What phone and server say to each other about a roll. The roll's key is its session's key. Keys are lower-case UUIDs with dashes,
// instants are ISO in UTC with milliseconds. docs/adr/0017 and 0018.

interface Made {
  /** Version 7, made here. Of a walk-in it is the key of the attendee too. */
  key: string;
  /** Counts up on this device and outlives the page. */
  sequence: number;
  /** The device's clock at the tap. */
  at: string;
}

export interface OpenOperation extends Made {
  kind: "open";
}

export interface WalkInOperation extends Made {
  kind: "walkIn";
  name: string;
  phoneTail: string | null;
}

export interface MarkOperation extends Made {
  kind: "mark";
  attendee: string;
  present: boolean;
  /** The marks that this one replaces. */
  supersedes: string[];
  /** Left before the end. */
  until?: string | null;
  reason?: string | null;
}

export interface CloseOperation extends Made {
  kind: "close";
  started: string;
  ended: string;
  headCount?: number | null;
}

export type Operation = OpenOperation | WalkInOperation | MarkOperation | CloseOperation;

/** An operation before it is kept: key, sequence and time are given to it by the store. */
export type Draft = DraftOf<OpenOperation> | DraftOf<WalkInOperation> | DraftOf<MarkOperation> | DraftOf<CloseOperation>;
type DraftOf<T extends Made> = Omit<T, keyof Made> & { key?: string };

/** POST /rolls/{key}/operations */
export interface Batch {
  device: string;
  deviceNow: string;
  operations: Operation[];
}

export interface AttendeeState {
  present: boolean;
  inConflict: boolean;
  heads: string[];
  until?: string | null;
}

export interface RollFacts {
  status: RollStatus;
  startedUtc?: string | null;
  endedUtc?: string | null;
  headCount?: number | null;
}

export type RollStatus = "planned" | "open" | "closed" | "cancelled";

export interface BatchAnswer {
  answers: OperationAnswer[];
  attendees: ({ key: string } & AttendeeState)[];
  present: number;
  roll: RollFacts;
  serverNow: string;
}

export interface OperationAnswer {
  key: string;
  outcome: "accepted" | "alreadyThere" | "refused";
  receipt?: string | null;
  refusal?: string | null;
  message?: string | null;
}

/** GET /field/snapshot: what this account may take in these days. */
export interface Snapshot {
  accountKey: string;
  serverNow: string;
  sessions: SnapshotSession[];
}

export interface SnapshotSession extends RollFacts {
  key: string;
  title: string;
  stationName: string;
  /** The day in Shanghai, 2026-11-22. */
  day: string;
  plannedStartUtc: string;
  plannedEndUtc: string;
  cancelReason?: string | null;
  /** What the standard asks: people and minutes. */
  people: number;
  minutes: number;
  lines: SnapshotLine[];
}

export type LineKind = "member" | "guest" | "walkIn" | "staff";

export interface SnapshotLine extends AttendeeState {
  key: string;
  name: string;
  label: string;
  /** Pinyin initials in lower case. */
  initials: string;
  kind: LineKind;
  /** Last four digits, for search. */
  phoneTail?: string | null;
  idTail?: string | null;
  /** The other line of the same person: both together are one head. */
  sameAs?: string | null;
  /** SHA-256 of the codes on the household's live cards: each station may have issued one. */
  cards?: string[] | null;
  /** Somebody with a portrait: changes with it. The picture is asked for by itself (POST /rolls/{key}/faces). */
  face?: string | null;
}

/** GET /field/pass: who is signed in, and the token that everything sent has to carry. */
export interface Pass {
  accountKey: string;
  token: string;
}

/** POST /rolls/{key}/photos answers with the hash of the stored file. */
export interface FileAnswer {
  receipt?: string | null;
  message?: string | null;
}
