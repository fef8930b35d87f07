// The service worker: put in place once, and a newer one let in only when nothing is under way.
import type { Runtime } from "./field-runtime";
import { hasOwnReader } from "./scanner";

/** <c>calm</c>: a page from which a newer version may start at once. In the middle of a roll it waits. */
export async function keepWorker(runtime: Runtime | null, calm: boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("controllerchange", tellRenewed);
  tellRenewed();
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register("/sw.js");
  } catch {
    return;
  }
  if (runtime === null || !calm) return;
  const letIn = async () => {
    if (registration.waiting === null) return;
    const { waiting } = await runtime.queue.state();
    if (waiting === 0) registration.waiting?.postMessage("start");
    else say("网页有新版，等记录都传上去就换。");
  };
  runtime.queue.onChange(() => void letIn());
  const follow = () => registration.installing?.addEventListener("statechange", () => void letIn());
  registration.addEventListener("updatefound", follow);
  // It may have been found before this page was there, and be on its way still.
  follow();
  void letIn();
  void keepReader();
}

const renewed = "site-version";
/** The page comes again by itself once the last mark has arrived, often in the very moment of the change: for so long its next one says it too. */
const fresh = 60_000;

/** On today's page: says that the site's pages are newer than when it was last said. What was seen is kept beyond the page: the change may fall between two. */
function tellRenewed(): void {
  const asked = new MessageChannel();
  asked.port1.onmessage = ({ data }: MessageEvent<string>) => {
    try {
      const [last, since] = localStorage.getItem(renewed)?.split(" ") ?? [];
      const now = Date.now();
      const changed = last !== undefined && last !== data;
      if (changed && document.querySelector("[data-version]") === null) return;
      if (last !== data) localStorage.setItem(renewed, `${data} ${changed ? now : 0}`);
      if (changed || Math.abs(now - Number(since ?? 0)) < fresh) say("网页换成新版了。存着的课和没传的记录都在。");
    } catch {
      // A phone that keeps nothing: then it is not said.
    }
  };
  navigator.serviceWorker.controller?.postMessage("version", [asked.port2]);
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
