// The service worker: put in place once, and a newer one let in only when nothing is under way.
import type { Runtime } from "./field-runtime";

/** <c>calm</c>: a page from which a newer version may start at once. In the middle of a roll it waits. */
export async function keepWorker(runtime: Runtime | null, calm: boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
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
  };
  runtime.queue.onChange(() => void letIn());
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", () => void letIn()));
  void letIn();
}
