// How the people on a roll stand: what the server said, and on top of it what was done here and is not confirmed. Pure, no clock.
import type { AttendeeState, Draft, LineKind, MarkOperation, Operation, SnapshotLine, WalkInOperation } from "./contract";
import { tailMatches, textMatches } from "./search";

const unmarked: AttendeeState = { present: false, inConflict: false, heads: [], until: null };

export interface MarkFact {
  key: string;
  present: boolean;
  supersedes: string[];
  until?: string | null;
}

/**
 * The same rule as RollProjection on the server, in whatever order the marks came: marks that no other one replaces are the heads; heads
 * that agree are the state, heads that do not are a conflict. Vectors: tests/vectors/projection.json.
 */
export function project(marks: readonly MarkFact[]): AttendeeState {
  const byKey = new Map<string, MarkFact>();
  for (const mark of marks) if (!byKey.has(mark.key)) byKey.set(mark.key, mark);
  if (byKey.size === 0) return unmarked;
  const replaced = new Set<string>();
  for (const mark of byKey.values()) for (const key of mark.supersedes) if (key !== mark.key) replaced.add(key);
  const heads = [...byKey.values()].filter((m) => !replaced.has(m.key)).sort(byKeys);
  // Marks that replace each other in a ring decide nothing.
  if (heads.length === 0) return { present: false, inConflict: true, heads: [...byKey.keys()].sort(), until: null };
  const agree = heads.every((m) => m.present === heads[0]!.present);
  const present = agree && heads[0]!.present;
  return { present, inConflict: !agree, heads: heads.map((m) => m.key), until: present ? earliest(heads.map((m) => m.until ?? null)) : null };
}

/** Of several presences the one that ended first says how long the person stayed. */
function earliest(instants: (string | null)[]): string | null {
  return instants.filter((i): i is string => i !== null).sort()[0] ?? null;
}

/** The server's state with the marks made here on top of it. */
export function stateWith(server: AttendeeState, own: readonly MarkFact[]): AttendeeState {
  if (own.length === 0) return server;
  const known: MarkFact[] = server.heads.map((key) => ({ key, present: server.present, supersedes: [], until: server.until ?? null }));
  const ownKeys = new Set(own.map((m) => m.key));
  if (server.inConflict) {
    // Which head says what is not known here: it stays a conflict until a mark made here replaces all of them.
    const replaced = new Set(own.flatMap((m) => m.supersedes));
    const left = server.heads.filter((h) => !replaced.has(h) && !ownKeys.has(h));
    if (left.length > 0) return { ...server, heads: [...new Set([...left, ...project(own).heads])].sort() };
    return project(own);
  }
  // A mark of ours that the server has already stands there as one of its heads; ours says what it replaced.
  return project([...own, ...known.filter((m) => !ownKeys.has(m.key))]);
}

function byKeys(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

export interface Person {
  key: string;
  name: string;
  label: string;
  initials: string;
  kind: LineKind;
  phoneTail?: string | null;
  idTail?: string | null;
  cards?: string[] | null;
  sameAs?: string | null;
  face?: string | null;
}

/** Somebody who was written down here, until the server says more of him or her. */
export function newcomer({ key, name, phoneTail }: WalkInOperation): Person {
  return { key, name, label: phoneTail === null ? "新来" : `新来 · 尾号 ${phoneTail}`, initials: "", kind: "walkIn", phoneTail };
}

/** How somebody's tile looks. Waiting: kept on this phone, not confirmed by the server. */
export interface Seat {
  person: Person;
  state: AttendeeState;
  server: AttendeeState;
  waiting: boolean;
}

export interface Counts {
  /** Present by the server's word, and not taken back here. */
  uploaded: number;
  /** Present by this phone alone. */
  queued: number;
  /** On the list, staff left out. */
  listed: number;
  absent: number;
  conflicts: number;
}

/** One roll: its people, the server's word on each, and the marks of this phone that are still owed. */
export class RollModel {
  private readonly people = new Map<string, Person>();
  private readonly states = new Map<string, AttendeeState>();
  private readonly own = new Map<string, MarkOperation[]>();

  constructor(lines: readonly SnapshotLine[], owed: readonly Operation[] = []) {
    this.merge(lines);
    this.owe(owed);
  }

  /** Lines as the server gives them now. People who are not among them stay: somebody may have been added here. */
  merge(lines: readonly SnapshotLine[]): void {
    for (const { present, inConflict, heads, until, ...person } of lines) {
      const before = this.people.get(person.key);
      this.people.set(person.key, {
        ...before, ...person,
        phoneTail: person.phoneTail ?? before?.phoneTail ?? null, idTail: person.idTail ?? before?.idTail ?? null, cards: person.cards ?? before?.cards ?? null,
      });
      this.states.set(person.key, { present, inConflict, heads, until: until ?? null });
    }
  }

  /** The server's word about some of them, for example from its answer to a batch. */
  say(attendees: readonly ({ key: string } & AttendeeState)[]): void {
    for (const { key, ...state } of attendees) this.states.set(key, state);
  }

  /** All that is owed for this roll now; replaces what was owed before. */
  owe(operations: readonly Operation[]): void {
    this.own.clear();
    for (const operation of operations) this.note(operation);
  }

  /** One more operation that lies on this phone now. */
  note(operation: Operation): void {
    if (operation.kind === "walkIn") this.add(newcomer(operation));
    if (operation.kind !== "mark") return;
    const marks = this.own.get(operation.attendee);
    if (marks === undefined) this.own.set(operation.attendee, [operation]);
    else if (!marks.some((m) => m.key === operation.key)) marks.push(operation);
  }

  /** Somebody who was not on the list. */
  add(person: Person, state: AttendeeState = unmarked): void {
    if (this.people.has(person.key)) return;
    this.people.set(person.key, person);
    if (!this.states.has(person.key)) this.states.set(person.key, state);
  }

  get size(): number {
    return this.people.size;
  }

  seat(key: string): Seat | undefined {
    const person = this.people.get(key);
    if (person === undefined) return undefined;
    const server = this.states.get(key) ?? unmarked;
    const own = this.own.get(key) ?? [];
    return { person, server, state: stateWith(server, own), waiting: own.length > 0 };
  }

  seats(): Seat[] {
    return [...this.people.keys()].map((key) => this.seat(key)!);
  }

  /** Staff never count. A person in conflict counts for nothing until somebody decides; one on two lines counts once. */
  counts(): Counts {
    const seats = this.seats();
    const heads = new Map<string, Seat[]>();
    for (const seat of seats) {
      if (seat.person.kind === "staff") continue;
      const head = seat.person.sameAs ?? seat.person.key;
      heads.set(head, [...heads.get(head) ?? [], seat]);
    }
    const here = [...heads.values()].map((one) => one.filter((s) => s.state.present && !s.state.inConflict)).filter((one) => one.length > 0);
    const uploaded = here.filter((one) => one.some((s) => s.server.present && !s.server.inConflict)).length;
    return {
      uploaded, queued: here.length - uploaded, listed: heads.size, absent: heads.size - here.length,
      conflicts: seats.filter((s) => s.state.inConflict).length,
    };
  }

  /** Marks somebody; it replaces whatever is known here about him or her. */
  mark(key: string, present: boolean, more: { until?: string | null; reason?: string | null } = {}): Draft {
    return {
      kind: "mark", attendee: key, present, supersedes: [...(this.seat(key)?.state.heads ?? [])], reason: more.reason ?? null,
      // As both sides write an instant, whoever gave it.
      until: more.until == null ? null : new Date(more.until).toISOString(),
    };
  }

  /** 常来的都到了: one mark for each regular about whom nothing was said yet. */
  markRegulars(): Draft[] {
    return this.seats()
      .filter((s) => s.person.kind === "member" && s.state.heads.length === 0 && !s.state.present && !s.state.inConflict)
      .map((s) => this.mark(s.person.key, true));
  }

  /** By name, pinyin initials, or the last four digits of phone or identity number; all of them for an empty text. */
  find(text: string): Seat[] {
    const typed = text.trim();
    return this.seats().filter(({ person }) => textMatches(person, typed) || tailMatches(person, typed));
  }

  /** Whose household card this is: the hash of its code. Several people of one household may share a card. */
  byCard(hash: string): Seat[] {
    return this.seats().filter((s) => s.person.cards?.includes(hash));
  }
}
