// The field core in a browser: its store, its queue, and what wakes them. One for a page.
import type { Net } from "../field/ports";
import { systemClock } from "../field/ports";
import { FieldQueue } from "../field/queue";
import { FieldStore } from "../field/store";
import { believed } from "../field/time";
import { token } from "./http";
import { dayOf } from "./moments";

export interface Runtime {
  store: FieldStore;
  queue: FieldQueue;
  account: string;
  /** Now by the server's clock as far as it is known. */
  now(): number;
  /** False: the phone's clock was set back, and <c>now</c> is only the last that the server said. */
  sure(): boolean;
  today(): string;
  /** Another page of this browser did something. */
  onElsewhere(listener: () => void): void;
  told(): void;
}

const patience = 30_000;
const betweenSnapshots = 3 * 60_000;
/** Whether a line that was gone is back, where nothing waits to be sent. */
const betweenKnocks = 8_000;

export const browserNet: Net = {
  async send({ method, path, body, headers }) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), body instanceof Blob ? 4 * patience : patience);
    try {
      const response = await fetch(path, {
        method, credentials: "same-origin", cache: "no-store", signal: abort.signal,
        ...(headers === undefined ? {} : { headers }), ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      return { status: response.redirected ? 401 : response.status, header: (name) => response.headers.get(name), text };
    } finally {
      clearTimeout(timer);
    }
  },
};

let opened: Promise<Runtime | null> | undefined;

/** Null where a browser cannot keep anything safely (no HTTPS, no memory): the page then works as it does without scripts. */
export function openRuntime(): Promise<Runtime | null> {
  return (opened ??= open());
}

async function open(): Promise<Runtime | null> {
  if (globalThis.crypto?.subtle === undefined || globalThis.indexedDB === undefined) return null;
  let store: FieldStore;
  try {
    store = await FieldStore.open({ ciphers: crypto, clock: systemClock });
  } catch {
    return null;
  }
  const signedIn = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content ?? "";
  if (signedIn !== "") await store.enter(signedIn);
  // Only the kept frame may not say who is signed in; any other page without a word on it belongs to somebody who takes no rolls.
  const account = signedIn !== "" ? signedIn : document.querySelector("[data-shell]") === null ? null : await store.account();
  if (account === null) {
    store.close();
    return null;
  }

  const queue = new FieldQueue({
    store, net: browserNet, clock: systemClock, account, ...(token() === "" ? {} : { token: token() }),
    ...("locks" in navigator ? { exclusive: <T>(work: () => Promise<T>) => navigator.locks.request("field", work) as Promise<T> } : {}),
  });
  let heard = await store.heardTime();
  queue.onChange(() => void store.heardTime().then((time) => (heard = time)));
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("field") : null;
  const runtime: Runtime = {
    store, queue, account,
    now: () => believed(Date.now(), heard).now,
    sure: () => believed(Date.now(), heard).sure,
    today: () => dayOf(runtime.now()),
    onElsewhere: (listener) => channel?.addEventListener("message", listener),
    told: () => channel?.postMessage(null),
  };
  await store.forget(runtime.today(), false);
  wakeUp(runtime);
  return runtime;
}

function wakeUp(runtime: Runtime): void {
  const { queue, store } = runtime;
  // The kept frame stands here because the server did not answer: whether it does now is asked at once.
  const frame = document.querySelector("[data-shell]") !== null;
  const refresh = async () => {
    await queue.flush();
    // From page to page within seconds nothing is new: the server's page itself was.
    if (document.hidden || (!frame && performance.timeOrigin + performance.now() - lastAsked() < betweenSnapshots / 3 && (await store.snapshotTag()) !== null)) return;
    remember(performance.timeOrigin + performance.now());
    await queue.refresh();
    // Portraits, where there are any: forty are 120 kB, which people who pay by the byte fetch only when they want to look.
    if (await store.lacksFaces() && (navigator as { connection?: { saveData?: boolean } }).connection?.saveData !== true) await (await import("./roll-faces")).fetchFaces(runtime);
  };
  let again: ReturnType<typeof setTimeout> | undefined;
  queue.onChange(({ line, waiting }) => {
    if (line !== "unreachable" || waiting > 0 || again !== undefined) return;
    again = setTimeout(() => {
      again = undefined;
      void queue.refresh();
    }, betweenKnocks);
  });
  window.addEventListener("online", () => {
    queue.kick();
    void queue.refresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    queue.kick();
    void refresh();
  });
  setInterval(() => void refresh(), betweenSnapshots);
  void refresh();
}

function lastAsked(): number {
  try {
    return Number(sessionStorage.getItem("asked") ?? 0);
  } catch {
    return 0;
  }
}

function remember(when: number): void {
  try {
    sessionStorage.setItem("asked", String(when));
  } catch {
    // Then it is asked more often.
  }
}
