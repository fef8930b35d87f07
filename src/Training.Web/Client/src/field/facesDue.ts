// Which faces of a snapshot are still to be fetched. What fetches and opens them (faces.ts) is loaded only where there are any.
import type { Snapshot } from "./contract";

/** Random keys alone: they may lie in the open. */
export interface FaceDue {
  roll: string;
  person: string;
  mark: string;
}

interface Writing {
  objectStore(name: "faces"): { getAllKeys(): Promise<IDBValidKey[]>; delete(key: string): Promise<void> };
  objectStore(name: "settings"): { put(value: unknown, key: string): Promise<unknown>; delete(key: string): Promise<void> };
}

/** Forgets faces that the snapshot does not name any more, and notes those that it names and that are not here. */
export async function expectFaces(tx: Writing, { sessions }: Snapshot): Promise<void> {
  const named = new Map<string, FaceDue>();
  for (const { key: roll, lines } of sessions) for (const { key: person, face } of lines) if (face) named.set(`${person}/${face}`, { roll, person, mark: face });
  const faces = tx.objectStore("faces");
  for (const key of await faces.getAllKeys()) if (!named.delete(String(key))) await faces.delete(String(key));
  if (named.size > 0) await tx.objectStore("settings").put([...named.values()], "facesDue");
  else await tx.objectStore("settings").delete("facesDue");
}
