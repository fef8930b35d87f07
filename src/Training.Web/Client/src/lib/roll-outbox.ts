// What was marked and not yet answered for. Each operation has its id from the moment of the tap, so it may be sent as often as the
// line needs; it leaves the queue only when the server has answered for it by that id.

export interface MarkOperation {
  key: string;
  attendee: string;
  present: boolean;
  supersedes: string[];
  sequence: number;
  at: string;
}

export interface WalkInOperation {
  key: string;
  name: string;
  phoneTail: string | null;
}

export interface Batch {
  device: string;
  deviceNow: string;
  walkIns: WalkInOperation[];
  marks: MarkOperation[];
}

export interface Answer {
  answers: { key: string; outcome: "accepted" | "alreadyThere" | "refused"; refusal: string | null; message: string | null }[];
  attendees: { key: string; present: boolean; inConflict: boolean; heads: string[] }[];
  present: number;
}

export interface OutboxEvents {
  answered(answer: Answer): void;
  refused(attendee: string, message: string): void;
  /** Nothing came back: the operations stay and are sent again. */
  unreachable(waiting: number): void;
  /** The server refuses the request as such; sending again would not help. */
  stopped(message: string, waiting: number): void;
}

/** Thrown by the sender when the server answered and will not take the batch. */
export class Unwelcome extends Error {}

const MOST_AT_ONCE = 200;
const LONGEST_PAUSE = 30_000;

export class Outbox {
  private readonly walkIns: WalkInOperation[] = [];
  private readonly marks: MarkOperation[] = [];
  private sending = false;
  private pause = 1000;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly device: string,
    private readonly send: (batch: Batch) => Promise<Answer>,
    private readonly events: OutboxEvents,
  ) {}

  get waiting(): number {
    return this.marks.length;
  }

  add(mark: MarkOperation, walkIn?: WalkInOperation): void {
    if (walkIn) this.walkIns.push(walkIn);
    this.marks.push(mark);
    if (this.timer === undefined) void this.flush();
  }

  /** Sends now what waits, for example because the line is back. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.sending || this.marks.length === 0) return;
    this.sending = true;
    const marks = this.marks.slice(0, MOST_AT_ONCE);
    const attendees = new Set(marks.map((m) => m.attendee));
    const walkIns = this.walkIns.filter((w) => attendees.has(w.key));
    try {
      const answer = await this.send({ device: this.device, deviceNow: new Date().toISOString(), walkIns, marks });
      this.take(answer);
      this.pause = 1000;
    } catch (error) {
      if (error instanceof Unwelcome) {
        this.events.stopped(error.message, this.waiting);
      } else {
        this.events.unreachable(this.waiting);
        this.timer = setTimeout(() => void this.flush(), this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      }
      return;
    } finally {
      this.sending = false;
    }
    if (this.marks.length > 0) await this.flush();
  }

  private take(answer: Answer): void {
    const refusals = new Map<string, string>();
    const answered = new Set<string>();
    for (const one of answer.answers) {
      answered.add(one.key);
      if (one.outcome === "refused") refusals.set(one.key, one.message ?? "没有收下。");
    }
    for (const walkIn of drop(this.walkIns, answered)) {
      const why = refusals.get(walkIn.key);
      if (why !== undefined) this.events.refused(walkIn.key, why);
    }
    for (const mark of drop(this.marks, answered)) {
      const why = refusals.get(mark.key);
      if (why !== undefined && !refusals.has(mark.attendee)) this.events.refused(mark.attendee, why);
    }
    this.events.answered(answer);
  }
}

function drop<T extends { key: string }>(queue: T[], answered: Set<string>): T[] {
  const gone = queue.filter((one) => answered.has(one.key));
  const kept = queue.filter((one) => !answered.has(one.key));
  queue.splice(0, queue.length, ...kept);
  return gone;
}
