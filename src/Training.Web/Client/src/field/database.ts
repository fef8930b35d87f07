// Opens the phone's tables, and writes to them all or nothing.
import { openDB, type IDBPDatabase } from "idb";
import type { FieldSchema } from "./schema";

export const databaseName = "field";
const databaseVersion = 2;

export type Database = IDBPDatabase<FieldSchema>;

export function openDatabase(name: string = databaseName): Promise<Database> {
  return openDB<FieldSchema>(name, databaseVersion, {
    upgrade(made, before) {
      made.createObjectStore("faces");
      if (before > 0) return;
      made.createObjectStore("settings");
      made.createObjectStore("rolls", { keyPath: "key" });
      made.createObjectStore("operations", { keyPath: "key" }).createIndex("roll", "roll");
      made.createObjectStore("files", { keyPath: "key" }).createIndex("roll", "roll");
      made.createObjectStore("blobs");
    },
    // A newer page in another tab must not wait for this one.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
}

type Writing<N extends TableName> = ReturnType<typeof begin<N>>;
export const tables = ["settings", "rolls", "operations", "files", "blobs", "faces"] as const;
export type TableName = (typeof tables)[number];

function begin<N extends TableName>(db: Database, names: N[]) {
  // Strict: complete means on disk, so that an empty battery takes nothing back.
  return db.transaction(names, "readwrite", { durability: "strict" });
}

/** All of the work or nothing of it, and only when it is complete. */
export async function write<N extends TableName, T>(db: Database, names: N[], work: (tx: Writing<N>) => Promise<T>): Promise<T> {
  const tx = begin(db, names);
  const done = tx.done;
  done.catch(() => undefined);
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It had ended already.
    }
    throw error;
  }
  await done;
  return result;
}

export function isFull(error: unknown): boolean {
  return (error as { name?: string } | null)?.name === "QuotaExceededError";
}
