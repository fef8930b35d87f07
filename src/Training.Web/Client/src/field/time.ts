// What time it is, as far as a phone can know. Its own clock may be wrong, and may be set back or forward while there is no network.
export interface HeardTime {
  /** Device clock minus server clock when they last spoke. */
  offsetMs: number;
  /** The latest instant that the server ever named. */
  seenMs: number;
}

export interface Believed {
  now: number;
  /** False: by its own clock it is earlier than the server has said already. Nobody here knows the time then. */
  sure: boolean;
}

/** An answer under way makes that much of a difference at most. */
const slack = 60_000;

export function believed(deviceNow: number, heard: HeardTime | null): Believed {
  if (heard === null) return { now: deviceNow, sure: true };
  const now = deviceNow - heard.offsetMs;
  return now >= heard.seenMs - slack ? { now, sure: true } : { now: heard.seenMs, sure: false };
}
