// A form of a roll was posted on a dead line: the worker led here instead of to the browser's own page of errors, and hands over what it said.
import { draftsOf, type Left } from "../field/left";
import type { Runtime } from "./field-runtime";

const patience = 2000;

/** Keeps it as what was tapped here. False: something was posted and cannot be had any more. */
export async function takeUp(runtime: Runtime): Promise<boolean> {
  const id = /^#left-([0-9a-f-]{36})$/.exec(location.hash)?.[1];
  const roll = /^\/rolls\/([0-9a-f-]{36})/i.exec(location.pathname)?.[1]?.toLowerCase();
  if (id === undefined || roll === undefined) return true;
  history.replaceState(history.state, "", location.pathname);
  const left = await handedOver(id);
  const drafts = left === null ? [] : draftsOf(left);
  if (drafts.length === 0) return false;
  try {
    await runtime.queue.add(roll, (await runtime.store.roll(roll))?.day ?? runtime.today(), drafts);
    return true;
  } catch {
    return false;
  }
}

function handedOver(id: string): Promise<Left | null> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<Left | null>) => done(event.data);
    setTimeout(() => done(null), patience);
    navigator.serviceWorker?.controller?.postMessage({ left: id }, [port2]);
  });
}
