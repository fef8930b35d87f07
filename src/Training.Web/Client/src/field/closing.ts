// What the clock times mean that people write when they close a roll: the same as ClosingRules on the server, which decides.
import { dayOf, instantOf } from "../lib/moments";

export const mostHours = 12;
/** A class planned before midnight may begin after it, and the other way round; so far from the plan and no further. */
const acrossMidnight = 6 * 3600_000;
const dayLong = 24 * 3600_000;

/** On the planned day, unless only the day beside it lies near the plan. NaN when the field holds no time. */
export function startOf(planned: number, field: string): number {
  const same = instantOf(dayOf(planned), field);
  if (Number.isNaN(same) || Math.abs(same - planned) <= mostHours * 3600_000) return same;
  return [same + dayLong, same - dayLong].find((at) => Math.abs(at - planned) <= acrossMidnight) ?? same;
}

/** Earlier than the start is the next day, if that can be one class. */
export function endOf(started: number, field: string): number {
  const same = Number.isNaN(started) ? NaN : instantOf(dayOf(started), field);
  return same < started && same + dayLong - started <= mostHours * 3600_000 ? same + dayLong : same;
}
