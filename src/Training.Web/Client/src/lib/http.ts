/** What an island sends carries the page's token; a refusal comes back as a sentence for the person. */
export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(url, { headers: { accept: "application/json" }, credentials: "same-origin", ...(signal ? { signal } : {}) }));
}

export async function postJson<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(url, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json", "x-csrf-token": token() },
    credentials: "same-origin",
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  }));
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  const json: unknown = text === "" ? undefined : JSON.parse(text);
  if (response.ok) return json as T;
  const message = (json as { message?: string } | undefined)?.message;
  throw new Refused(response.status, message ?? "这次没办成，过一会儿再试。");
}
