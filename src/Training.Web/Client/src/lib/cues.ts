// Captions as an editor holds them: pure, so that they are tried without a browser. The server's reading is stricter and decides.

export interface Cue { start: number; end: number; text: string }

/** Seconds from 1:02.5, 00:01:02.500 or 62.5; null when it is none of them. */
export function seconds(typed: string): number | null {
  const parts = typed.trim().replace(/：/g, ":").replace(/，|,/g, ".").split(":");
  if (parts.length > 3 || parts.some((part) => !/^\d+(\.\d*)?$/.test(part))) return null;
  return Math.round(parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000) / 1000;
}

/** 0:01:02.500 without hours that are none: 01:02.500. */
export function stamp(at: number, hours = false): string {
  const ms = Math.max(0, Math.round(at * 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(ms / 3_600_000);
  const rest = `${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, "0")}`;
  return hours || h > 0 ? `${two(h)}:${rest}` : rest;
}

const plain = (text: string) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Null when there is something in it that a list of sentences could not keep. */
export function read(vtt: string): Cue[] | null {
  const blocks = vtt.replace(/\r\n?/g, "\n").split(/\n{2,}/).map((block) => block.replace(/^\n+|\n+$/g, "")).filter((block) => block !== "");
  if (blocks.length === 0) return [];
  if (!/^\uFEFF?WEBVTT(\s|$)/.test(blocks[0]!)) return null;
  const cues: Cue[] = [];
  for (const block of blocks.slice(1)) {
    const lines = block.split("\n");
    const at = lines[0]!.includes("-->") ? 0 : 1;
    const times = /^(\S+)\s+-->\s+(\S+)/.exec(lines[at] ?? "");
    const start = seconds(times?.[1] ?? "");
    const end = seconds(times?.[2] ?? "");
    if (start === null || end === null) return null;
    cues.push({ start, end, text: plain(lines.slice(at + 1).join("\n")) });
  }
  return cues;
}

/** A blank line would end a sentence, so within one there is none. */
export function write(cues: readonly Cue[]): string {
  const body = cues.map((c) => `${stamp(c.start, true)} --> ${stamp(c.end, true)}\n${escaped(c.text.replace(/\n{2,}/g, "\n").replace(/^\n|\n$/g, ""))}\n`);
  return `WEBVTT\n${body.map((b) => `\n${b}`).join("")}`;
}

const width = (line: string) => [...line].reduce((sum, c) => sum + (c.codePointAt(0)! < 0x2e80 && !/[\u2010-\u2027\u00b7]/.test(c) ? 0.5 : 1), 0);

/** What is wrong with the sentence at a place, or null. */
export function wrong(cues: readonly Cue[], at: number, length: number, lineWidth: number, mostLines: number): string | null {
  const cue = cues[at]!;
  const before = cues[at - 1];
  const lines = cue.text.split("\n").filter((line) => line !== "");
  if (lines.length === 0 || cue.text.trim() === "") return "这一句没有字";
  if (cue.end <= cue.start) return "结束要在开始后面";
  if (before && cue.start < before.start) return "比上一句还早";
  if (before && cue.start < before.end) return `和上一句重叠，上一句到 ${stamp(before.end)} 才完`;
  if (length > 0 && cue.end > length + 0.5) return "超出了这一课";
  if (lines.length > mostLines) return `最多 ${mostLines} 行`;
  if (lines.some((line) => width(line) > lineWidth)) return `一行最多 ${lineWidth} 个字`;
  return null;
}

/** In two at the cursor, the time shared by the letters. */
export function split(cue: Cue, cursor: number): [Cue, Cue] {
  const at = cursor > 0 && cursor < cue.text.length ? cursor : Math.ceil(cue.text.length / 2);
  const share = cue.text.length === 0 ? 0.5 : at / cue.text.length;
  const middle = Math.round((cue.start + (cue.end - cue.start) * share) * 1000) / 1000;
  return [{ start: cue.start, end: middle, text: cue.text.slice(0, at).trim() }, { start: middle, end: cue.end, text: cue.text.slice(at).trim() }];
}

export const merge = (one: Cue, next: Cue): Cue => ({ start: one.start, end: Math.max(one.end, next.end), text: [one.text, next.text].filter((t) => t !== "").join("\n") });

/** All by so many seconds; nothing before the beginning. */
export const shift = (cues: readonly Cue[], by: number): Cue[] => cues.map((c) => ({
  ...c, start: Math.max(0, Math.round((c.start + by) * 1000) / 1000), end: Math.max(0, Math.round((c.end + by) * 1000) / 1000),
}));
