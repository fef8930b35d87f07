// What takes rolls: on the server's pages, and in the frame that the phone keeps for when there is no network.
import type { SnapshotSession } from "./field/contract";
import { openRuntime, type Runtime } from "./lib/field-runtime";
import { takeUp } from "./lib/left-over";
import { complete, fillPage, readPage } from "./lib/roll-page";
import { RollScreen } from "./lib/roll-screen";
import { guardSignOut, thisPhone } from "./lib/this-phone";
import { drawToday } from "./lib/today-screen";
import { keepWorker } from "./lib/worker";

void start();

async function start(): Promise<void> {
  const shell = document.querySelector<HTMLElement>("[data-shell]");
  const runtime = await openRuntime();
  const taken = runtime === null || (await takeUp(runtime));
  const roll = shell === null ? document.querySelector<HTMLElement>("[data-roll]") : null;
  void keepWorker(runtime, roll === null && !location.pathname.startsWith("/rolls/"));
  if (shell !== null) {
    await fromMemory(shell, runtime, taken);
    return;
  }
  remember(document.documentElement.dataset["theme"] ?? "");
  if (runtime === null) return;
  guardSignOut(runtime);
  if (roll !== null && (await complete(roll))) {
    const session = readPage(roll);
    await runtime.store.keepRoll(runtime.account, session);
    await open(roll, runtime, session, taken);
  }
  const today = document.querySelector<HTMLElement>("[data-today]");
  if (today !== null) {
    thisPhone(today, runtime);
    await bringHome(runtime);
  }
  const key = /^\/rolls\/([0-9a-f-]{36})$/i.exec(location.pathname)?.[1];
  if (roll === null && key !== undefined) await bringHome(runtime, key.toLowerCase());
}

/** The server's page of what the phone has gone further with, one roll or today's: what it says is old until all of that has arrived. */
async function bringHome(runtime: Runtime, key?: string): Promise<void> {
  const owed = async () => (await runtime.store.owed(runtime.account, key)).some((k) => k.trouble === undefined);
  if (!(await owed())) return;
  let renewing = false;
  const look = async () => {
    if ((await owed()) || renewing) return;
    renewing = true;
    location.reload();
  };
  runtime.queue.onChange(() => void look());
  await runtime.queue.flush();
  await look();
}

async function open(root: HTMLElement, runtime: Runtime, session: SnapshotSession, taken: boolean): Promise<RollScreen> {
  // A phone that runs short of room throws away what nobody asked it to keep.
  void navigator.storage?.persist?.();
  const screen = new RollScreen(root, runtime, session);
  if (!taken) screen.sayUnkept("刚才那一下没有存上，再点一次。");
  await screen.begin();
  return screen;
}

async function fromMemory(shell: HTMLElement, runtime: Runtime | null, taken: boolean): Promise<void> {
  const chosen = remembered();
  if (chosen !== "") document.documentElement.dataset["theme"] = chosen;
  const [, key, part] = /^\/rolls\/([0-9a-f-]{36})(?:\/(\w+(?:-\w+)?))?$/i.exec(location.pathname) ?? [];
  const session = key === undefined || runtime === null ? null : await runtime.store.roll(key.toLowerCase());
  const name = runtime === null || (key !== undefined && session === null) ? "none" : session !== null ? "roll" : "today";
  const frame = document.querySelector<HTMLTemplateElement>(`template[data-frame="${name}"]`)!;
  shell.replaceChildren(frame.content.cloneNode(true));
  if (runtime === null || name === "none") return;
  if (session !== null) {
    document.title = `点名 · ${session.title}`;
    const root = shell.querySelector<HTMLElement>("[data-roll]")!;
    fillPage(root, session);
    delete root.dataset["now"];
    const screen = await open(root, runtime, session, taken);
    const panel = part === "find" ? "find" : part === "walk-in" ? "add" : null;
    if (panel !== null) root.querySelector<HTMLElement>(`[data-open="${panel}"]`)?.click();
    void screen;
    return;
  }
  document.title = "今天的课";
  const root = shell.querySelector<HTMLElement>("[data-today]")!;
  await drawToday(root, runtime);
  thisPhone(root, runtime);
  // Back on the line, the server's own page says more.
  window.addEventListener("online", () => void runtime.queue.flush().then(() => location.reload()));
}

/** The kept frame cannot see the cookie that says light or dark: the last page that could leaves word. */
function remember(theme: string): void {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Then the frame looks as the phone does.
  }
}

function remembered(): string {
  try {
    return localStorage.getItem("theme") ?? "";
  } catch {
    return "";
  }
}
