// The service worker: put in place once, and a newer one let in only when nothing is under way.
import type { Runtime } from "./field-runtime";
import { hasOwnReader } from "./scanner";

/** <c>calm</c>: a page from which a newer version may start at once. In the middle of a roll it waits. */
export async function keepWorker(runtime: Runtime | null, calm: boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const first = navigator.serviceWorker.controller === null;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register("/sw.js");
  } catch {
    return;
  }
  if (runtime === null || !calm) return;
  if (!first) navigator.serviceWorker.addEventListener("controllerchange", () => say("网页换成新版了。存着的课和没传的记录都在。"));
  const letIn = async () => {
    if (registration.waiting === null) return;
    const { waiting } = await runtime.queue.state();
    if (waiting === 0) registration.waiting?.postMessage("start");
    else say("网页有新版，等记录都传上去就换。");
  };
  runtime.queue.onChange(() => void letIn());
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", () => void letIn()));
  void letIn();
  void keepReader();
}

/** Cards are to be scanned without network too. Browsers that read codes by themselves, and people who pay by the byte, are spared it. */
async function keepReader(): Promise<void> {
  const { saveData } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {};
  if (saveData === true || (await hasOwnReader())) return;
  (await navigator.serviceWorker.ready).active?.postMessage("reader");
}

function say(words: string): void {
  const line = document.querySelector<HTMLElement>("[data-version]");
  if (line === null) return;
  line.textContent = words;
  line.hidden = false;
}
