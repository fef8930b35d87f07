// The phone's storage: fake-indexeddb keeps what was committed when everything else of a phone is dropped. It can be full, and it can be
// torn out of a running program.
import "fake-indexeddb/auto";
import { unwrap, type IDBPDatabase } from "idb";

/** At the write itself, or only when the transaction would be complete: browsers do either. */
export type Full = "write" | "commit";

interface RawTransaction {
  mode: string;
  db: { name: string };
  wrote?: boolean;
  _state: string;
  _requests: { request: { readyState: string } }[];
  _start(): void;
  _abort(name: string | null): void;
}

const full = new Map<string, Full>();
export const setFull = (disk: string, how: Full | null): void => void (how === null ? full.delete(disk) : full.set(disk, how));
export const isFull = (disk: string): boolean => full.has(disk);

const quota = (): DOMException => new DOMException("The disk is full.", "QuotaExceededError");

for (const name of ["put", "add"] as const) {
  const original = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
    const transaction = this.transaction as unknown as RawTransaction;
    if (full.get(transaction.db.name) === "write") throw quota();
    transaction.wrote = true;
    return original.apply(this, given);
  };
}

const raw = IDBTransaction.prototype as unknown as RawTransaction;
const start = raw._start;
raw._start = function (this: RawTransaction) {
  const isLast = !this._requests.some((r) => r.request.readyState !== "done");
  if (isLast && this.wrote === true && this._state !== "finished" && full.get(this.db.name) === "commit") {
    this._abort("QuotaExceededError");
    return;
  }
  start.call(this);
};

/** What a killed program leaves: transactions that are not complete never were. */
export function tearOut(db: IDBPDatabase): void {
  const connection = unwrap(db) as unknown as { _rawDatabase: { transactions: (RawTransaction & { db: unknown })[] }; close(): void };
  for (const transaction of [...connection._rawDatabase.transactions]) {
    if (transaction.db === (connection as unknown) && transaction._state !== "finished") transaction._abort("AbortError");
  }
  connection.close();
}

export function wipe(disk: string): Promise<void> {
  return new Promise((done) => {
    const request = indexedDB.deleteDatabase(disk);
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });
}
