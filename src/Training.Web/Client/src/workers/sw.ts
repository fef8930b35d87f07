// Keeps the frame of the field pages on the phone, and answers with it where the network does not. Never keeps a page with people on it:
// those lie sealed in the phone's own store, and the frame's script fills them in.
import type { Left } from "../field/left";
import { uuid7 } from "../lib/uuid7";

declare const __VERSION__: string;
declare const __FILES__: string[];
/** Of the field pages' scripts those that only some phones need: the reader of codes, where the browser has none. */
declare const __LATER__: string[];

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Asked extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response> | Response): void;
}

interface Worker {
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent & Lasting) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;
const kept = `field-${__VERSION__}`;
const shell = "/field/shell";
const files = [...__FILES__, "/dist/favicon.svg", "/dist/app.webmanifest"];
/** How long a slow line is waited for before the frame is shown. */
const patience = 3000;
const fieldPages = /^\/(today|rolls\/[0-9a-f-]{36}(\/(close|find|walk-in))?)$/i;
const opening = /^\/sessions\/([0-9a-f-]{36})\/roll$/i;
/** Forms of a roll that a thumb sends off before the page's script has taken over. The large form of closing stays with the browser, which keeps it whole. */
const forms = /^\/rolls\/([0-9a-f-]{36})\/(mark|walk-in|find)$/i;
/** What such a form said on a dead line, until the page that follows asks for it. Never on disk: there may be a name in it. */
const left = new Map<string, Left>();

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (event.data === "start") void worker.skipWaiting();
  if (event.data === "reader") event.waitUntil(keepLater());
  if (event.data === "version") event.ports[0]?.postMessage(kept);
  const id = (event.data as { left?: string } | null)?.left;
  if (id !== undefined) {
    event.ports[0]?.postMessage(left.get(id) ?? null);
    left.delete(id);
  }
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (request.method === "GET" && fieldPages.test(url.pathname)) event.respondWith(page(request));
    // 开始点名 without network: the roll's own frame offers it again, and keeps it.
    const session = request.method === "POST" ? opening.exec(url.pathname)?.[1] : undefined;
    if (session !== undefined) event.respondWith(fetch(request).catch(() => Response.redirect(`/rolls/${session}`, 303)));
    const [, roll, form] = (request.method === "POST" ? forms.exec(url.pathname) : null) ?? [];
    if (roll !== undefined) event.respondWith(posted(request, roll, form!.toLowerCase()));
    return;
  }
  if (request.method === "GET" && url.pathname.startsWith("/dist/")) event.respondWith(file(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(kept);
  // The page that brought this worker has fetched most of them just now; the browser still has those.
  await cache.addAll(files);
  // Without cookies: whoever is signed in, the frame is the same.
  const frame = await fetch(shell, { credentials: "omit", cache: "no-store" });
  if (!frame.ok || frame.redirected) throw new Error(`${shell}: ${frame.status}`);
  await cache.put(shell, frame);
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("field-") && name !== kept) await caches.delete(name);
  await worker.clients.claim();
}

/** The server's page where it comes soon enough, else the frame. A server that is down counts as no network. */
async function page(request: Request): Promise<Response> {
  const answer = fetch(request).then((response) => (down(response) ? null : response), () => null);
  const slow = new Promise<null>((done) => setTimeout(() => done(null), patience));
  const soon = await Promise.race([answer, slow]);
  if (soon !== null) return soon;
  return (await caches.match(shell, { cacheName: kept })) ?? (await answer) ?? Response.error();
}

/** A form of a roll: without network the roll's own frame comes instead of the browser's page of errors, and takes up what was said. */
async function posted(request: Request, roll: string, form: string): Promise<Response> {
  const copy = request.clone();
  try {
    const answer = await fetch(request);
    if (!down(answer)) return answer;
  } catch {
    // No network.
  }
  if (form === "find") return Response.redirect(`/rolls/${roll}/find`, 303);
  const id = uuid7();
  const fields = [...(await copy.formData())].flatMap(([name, value]): [string, string][] => (typeof value === "string" ? [[name, value]] : []));
  left.set(id, { form, fields });
  return Response.redirect(`/rolls/${roll}#left-${id}`, 303);
}

/** A proxy's answer for a site that is down. */
function down({ status }: Response): boolean {
  return status === 502 || status === 503 || status === 504;
}

async function file(request: Request): Promise<Response> {
  const there = await caches.match(request, { cacheName: kept });
  if (there !== undefined) return there;
  const answer = await fetch(request);
  if (answer.ok && __LATER__.includes(new URL(request.url).pathname)) await (await caches.open(kept)).put(request, answer.clone());
  return answer;
}

async function keepLater(): Promise<void> {
  const cache = await caches.open(kept);
  for (const address of __LATER__) if ((await cache.match(address)) === undefined) await cache.add(address);
}
