import { sha256 } from "@noble/hashes/sha2.js";

const SLICE = 1 << 20;

/**
 * SHA-256 of a whole file, read in slices so that a film of gigabytes never stands in memory. The browser's own digest wants the whole at
 * once, and is not there on a plain http address.
 */
export async function hashOf(file: Blob, signal: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += SLICE) {
    if (signal.aborted) throw new DOMException("stopped", "AbortError");
    hash.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()));
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
