// Days and times in Shanghai (UTC+8, without summer time since 1991), as pages say them.
const shanghai = 8 * 3600_000;
const weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

const at = (ms: number): Date => new Date(ms + shanghai);
const two = (n: number): string => String(n).padStart(2, "0");

/** 2026-11-22 */
export function dayOf(ms: number): string {
  return at(ms).toISOString().slice(0, 10);
}

/** 9:05 */
export function timeOf(ms: number): string {
  return `${at(ms).getUTCHours()}:${two(at(ms).getUTCMinutes())}`;
}

/** 09:05, as a time field has it. */
export function fieldOf(ms: number): string {
  return `${two(at(ms).getUTCHours())}:${two(at(ms).getUTCMinutes())}`;
}

/** The instant of a time field's value on a day; NaN when it is none. */
export function instantOf(day: string, time: string): number {
  const parts = /^(\d{1,2})[:：](\d{2})(?::\d{2})?$/.exec(time.trim());
  if (parts === null || Number(parts[1]) > 23 || Number(parts[2]) > 59) return NaN;
  return Date.parse(`${day}T${two(Number(parts[1]))}:${parts[2]}:00.000Z`) - shanghai;
}

/** 11月22日 星期日; with the year where <c>full</c>. */
export function dayWords(day: string, full = false): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${full ? `${year}年` : ""}${month}月${date}日 ${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]}`;
}

/** 上午 9:00 到 10:30 */
export function hoursOf(from: number, until: number): string {
  const [start, end] = [part(from), part(until)];
  return `${start.join(" ")} 到 ${start[0] === end[0] ? end[1] : end.join(" ")}`;
}

function part(ms: number): [string, string] {
  const hour = at(ms).getUTCHours();
  const name = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  return [name, `${hour > 12 ? hour - 12 : hour}:${two(at(ms).getUTCMinutes())}`];
}
