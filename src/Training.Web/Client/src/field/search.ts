// Search in the list on the phone, folded as the server folds names (PersonName): look-alike dots, spaces and width do not matter.
import type { Person } from "./rollModel";

export function fold(name: string): string {
  return name.normalize("NFKC").replace(/[\s\p{Cf}\p{Cc}]/gu, "").replace(/[•・．.‧∙⋅]/g, "·").toUpperCase();
}

export function textMatches(person: Pick<Person, "name" | "initials">, text: string): boolean {
  const key = fold(text);
  return fold(person.name).includes(key) || (/^[A-Z]+$/.test(key) && person.initials.toUpperCase().includes(key));
}

/** Two digits at least: one would find half the room. An identity number may end in X. */
export function tailMatches(person: Pick<Person, "phoneTail" | "idTail">, text: string): boolean {
  const digits = text.normalize("NFKC").trim().toUpperCase();
  if (!/^\d{1,3}[\dX]$/.test(digits)) return false;
  return [person.phoneTail, person.idTail].some((tail) => tail != null && tail.toUpperCase().endsWith(digits));
}
