// What a form of a roll said that was posted on a dead line, before the page's script had taken over: the same operations as a tap makes.
import { dashed } from "../lib/uuid7";
import type { Draft } from "./contract";

export interface Left {
  /** "mark" or "walk-in". */
  form: string;
  fields: [string, string][];
}

/**
 * Empty where the form said nothing that can be kept. The server may have it already, the answer being what was lost: a walk-in has the key
 * that the page gave to the person, and a mark replaces the same marks as the form's did, so that both agree.
 */
export function draftsOf({ form, fields }: Left): Draft[] {
  const said = new Map(fields);
  if (form === "mark") {
    const [, attendee, to, heads] = /^([0-9a-f]{32})~([PA])~((?:[0-9a-f]{32}\.?)*)$/.exec(said.get("m") ?? "") ?? [];
    if (attendee === undefined) return [];
    return [mark(dashed(attendee), to === "P", heads!.split(".").filter((h) => h !== "").map(dashed))];
  }
  const [key, name] = [said.get("Person") ?? "", said.get("Name") ?? ""];
  if (form !== "walk-in" || !/^[0-9a-f-]{36}$/.test(key) || name.trim() === "") return [];
  return [{ kind: "walkIn", key, name, phoneTail: said.get("PhoneTail") || null }, mark(key, true, [])];
}

function mark(attendee: string, present: boolean, supersedes: string[]): Draft {
  return { kind: "mark", attendee, present, supersedes, until: null, reason: null };
}
