// node harness.mjs SEED COUNT [BREAKAGE]: so many schedules from this seed on, told one a line. Stops at the first finding of a broken rule
// that was broken on purpose; otherwise goes on.
import type { Breakage } from "./breakages";
import { Host } from "./host";
import { Schedule } from "./schedule";

const [seed, count, breakage] = [Number(process.argv[2]), Number(process.argv[3]), (process.argv[4] ?? null) as Breakage | null];
// A dead page's promises are rejected with nobody there to hear it.
process.on("unhandledRejection", () => undefined);
console.error = () => undefined;

const host = new Host();
for (let n = 0; n < count; n++) {
  const told = await new Schedule(seed + n, host, breakage).run();
  host.tell({ told });
  if (breakage !== null && told.findings.length > 0) break;
}
host.tell({ done: true });
process.exit(0);
