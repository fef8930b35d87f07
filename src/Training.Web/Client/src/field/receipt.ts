// The receipt of an operation is the hash of its canonical text. The server makes it from what it has stored; the same text made here
// must give the same hash before the copy on the phone is forgotten.
import type { Operation } from "./contract";
import type { Ciphers } from "./ports";

export function canonicalText(operation: Operation, roll: string, device: string): string {
  switch (operation.kind) {
    case "open":
      return ["open", operation.key, roll].join("\n");
    case "walkIn":
      return ["walkIn", operation.key, roll, operation.name, operation.phoneTail ?? ""].join("\n");
    case "mark":
      return [
        "mark", operation.key, roll, operation.attendee, operation.present ? "P" : "A", [...operation.supersedes].sort().join(","),
        device, operation.sequence, operation.at, operation.until ?? "", operation.reason ?? "",
      ].join("\n");
    case "close":
      return ["close", operation.key, roll, operation.started, operation.ended, operation.headCount ?? ""].join("\n");
  }
}

export async function receiptOf(ciphers: Ciphers, operation: Operation, roll: string, device: string): Promise<string> {
  return sha256(ciphers, new TextEncoder().encode(canonicalText(operation, roll, device)));
}

/** Lower-case hex. */
export async function sha256(ciphers: Ciphers, bytes: BufferSource): Promise<string> {
  return Array.from(new Uint8Array(await ciphers.subtle.digest("SHA-256", bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
}
