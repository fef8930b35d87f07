// Rules broken on purpose, to see that the harness finds it.
import type { Batch } from "../../../src/Training.Web/Client/src/field/contract";
import type { NetRequest } from "../../../src/Training.Web/Client/src/field/ports";
import { receiptOf } from "../../../src/Training.Web/Client/src/field/receipt";
import { uuid7 } from "../../../src/Training.Web/Client/src/lib/uuid7";
import type { Phone } from "./phone";

export const breakages = {
  /** The phone forgets what it sends before the receipt is there. */
  forgetsBeforeReceipt(phone: Phone): void {
    phone.line.tamper = {
      async request(request) {
        const batch = batchOf(request);
        if (batch !== null) {
          const answers = await Promise.all(batch.operations.map(async (o) => (
            { key: o.key, outcome: "accepted" as const, receipt: await receiptOf(crypto, o, phone.roll, batch.device) })));
          await phone.store?.settle(phone.roll, batch.operations, { answers, attendees: [], present: 0, roll: { status: "open" }, serverNow: "" }).catch(() => undefined);
        }
        return request;
      },
    };
  },

  /** 已存 before the transaction is complete. */
  saysKeptTooEarly(phone: Phone): void {
    phone.saysKeptTooEarly = true;
  },

  /** Sent again under a new key: the server cannot know it for the same. */
  makesNewKeys(phone: Phone): void {
    phone.line.tamper = {
      async request(request) {
        const batch = batchOf(request);
        if (batch === null) return request;
        const again = batch.operations.flatMap((o) => (o.kind === "mark" ? [{ ...o, key: uuid7(phone.clock.now()) }] : []));
        return { ...request, body: JSON.stringify({ ...batch, operations: [...batch.operations, ...again] }) };
      },
    };
  },
} as const;

export type Breakage = keyof typeof breakages;

function batchOf(request: NetRequest): Batch | null {
  return request.path.endsWith("/operations") ? (JSON.parse(request.body as string) as Batch) : null;
}
