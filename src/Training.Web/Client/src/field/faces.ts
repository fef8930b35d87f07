// Small portraits for picking people on a roll: fetched once, kept sealed beside the rolls, gone with them and with the person's consent.
import type { Database } from "./database";
import type { FaceDue } from "./facesDue";
import type { NetReply, NetRequest } from "./ports";
import type { Sealer } from "./seal";

/** As many as the server gives at once. */
export const mostFaces = 40;

interface Answer {
  key: string;
  mark: string;
  /** Base 64 of the picture. */
  face: string;
}

export class Faces {
  constructor(private readonly kept: { db: Database; sealer: Sealer }) {}

  /** Fetches what is due, roll by roll; what the line does not bring stays due. True when anything came. */
  async fetch(ask: (request: NetRequest) => Promise<NetReply | null>): Promise<boolean> {
    const due = await this.due();
    let came = false;
    for (const roll of new Set(due.map((d) => d.roll))) {
      const people = due.filter((d) => d.roll === roll);
      for (let from = 0; from < people.length; from += mostFaces) {
        const some = people.slice(from, from + mostFaces);
        const reply = await ask({ method: "POST", path: `/rolls/${roll}/faces`, body: JSON.stringify({ people: some.map((d) => d.person) }) });
        if (reply === null || (reply.status !== 200 && (reply.status < 400 || reply.status > 499))) return came;
        // Whom the server does not show is not asked for again until a snapshot names the face anew.
        const answers = reply.status === 200 ? answersOf(reply.text) : [];
        if (answers === null) return came;
        await this.keep(answers, some);
        came = true;
      }
    }
    return came;
  }

  /** Null where it does not lie here. */
  async open(person: string, mark: string): Promise<ArrayBuffer | null> {
    const key = `${person}/${mark}`;
    const sealed = await this.kept.db.get("faces", key);
    return sealed === undefined ? null : this.kept.sealer.open(sealed, `${key}/face`);
  }

  private async due(): Promise<FaceDue[]> {
    return ((await this.kept.db.get("settings", "facesDue")) as FaceDue[] | undefined) ?? [];
  }

  private async keep(answers: Answer[], asked: FaceDue[]): Promise<void> {
    const sealed = await Promise.all(answers.map(async ({ key, mark, face }) => {
      const place = `${key}/${mark}`;
      return [place, await this.kept.sealer.seal(Uint8Array.from(atob(face), (sign) => sign.charCodeAt(0)), `${place}/face`)] as const;
    }));
    const tx = this.kept.db.transaction(["settings", "faces"], "readwrite");
    // Signed out meanwhile, or another snapshot: then nobody waits for them any more.
    const left = ((await tx.objectStore("settings").get("facesDue")) as FaceDue[] | undefined) ?? [];
    const waits = new Set(left.map((d) => `${d.person}/${d.mark}`));
    for (const [place, face] of sealed) if (waits.has(place)) await tx.objectStore("faces").put(face, place);
    const done = new Set(asked.map((d) => d.person));
    await tx.objectStore("settings").put(left.filter((d) => !done.has(d.person)), "facesDue");
    await tx.done;
  }
}

/** Null unless it is what the site says: a line that asks for a log-in of its own answers everything with a page. */
function answersOf(text: string): Answer[] | null {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? (json as Answer[]) : null;
  } catch {
    return null;
  }
}
