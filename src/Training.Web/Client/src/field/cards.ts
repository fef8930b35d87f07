// A scanned household card against the people whom the phone holds: recognised by the hash of its code, without network. The phone never
// holds a code. docs/adr/0019

const SIGNS = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** The code in what a camera read: the address on the card, or the code alone. Null: no household card. */
export function cardCode(scanned: string): string | null {
  const last = scanned.trim().split(/[?#]/, 1)[0]!.split("/").pop()!;
  const inAddress = /^https?:\/\//i.test(scanned.trim());
  if (inAddress && !/\/k\/[^/]+$/i.test(scanned.trim().split(/[?#]/, 1)[0]!)) return null;
  const code = last.normalize("NFKC").toUpperCase().replace(/[\s\-·]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return SIGNS.test(code) ? code : null;
}

/** SHA-256 of the code's signs in lower hex, as the server keeps it. */
export async function cardHash(code: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
