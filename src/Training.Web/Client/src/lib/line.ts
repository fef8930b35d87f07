// How much the line carries, from what this page itself has fetched, so that a slow line is never asked for more than the plain file.

/** Below this the plain low file is the best picture there is: what else is fetched would only stand in its way. */
export const ENOUGH_KBITS = 700;

interface Connection { saveData?: boolean; effectiveType?: string; downlink?: number }

/** Kilobits a second; null while nothing tells. Answers of a few bytes and those out of the cache tell of no line. */
export function kilobits(entries: readonly { transferSize: number; responseStart: number; responseEnd: number }[]): number | null {
  let bits = 0;
  let ms = 0;
  for (const e of entries) {
    if (e.transferSize < 4_000 || e.responseStart <= 0 || e.responseEnd <= e.responseStart) continue;
    bits += e.transferSize * 8;
    ms += e.responseEnd - e.responseStart;
  }
  return ms > 0 ? bits / ms : null;
}

export function isSlow(): boolean {
  const line = (navigator as Navigator & { connection?: Connection }).connection;
  if (line?.saveData === true || /2g/.test(line?.effectiveType ?? "")) return true;
  if (line?.downlink !== undefined && line.downlink * 1000 < ENOUGH_KBITS) return true;
  const measured = kilobits(performance.getEntriesByType("resource") as PerformanceResourceTiming[]);
  return measured !== null && measured < ENOUGH_KBITS;
}
