/** What an answer, or none, means for the person and for what the page does next. */
export type Verdict =
  | { go: "again"; words: string }
  /** Nothing that the page can do: the words say what the person can. */
  | { go: "stop"; words: string };

export const OFFLINE = "断网了，接上会自己接着传。";
const FULL = "服务器的磁盘满了，先停在这里。有地方了会自己接着传，传过的不用重传。";
const SIGN_IN = "登录过期了。重新登录，再选一次同一个文件，会接着传。";
const RELOAD = "这一页开得太久了。刷新一下，再选一次同一个文件，会接着传。";
/** The file itself is no longer what was chosen. */
export const UNREADABLE = "读不到这个文件了，可能改过或者移走了。再选一次文件。";
const LOST = "没有传成。文件还在您这里，再选一次就行。";

/** @param status Of the answer; 0 when none came. @param body As it came. */
export function judge(status: number, body: string): Verdict {
  const told = sentence(body);
  if (status === 0) return { go: "again", words: OFFLINE };
  if (status === 507 || status === 503) return { go: "again", words: told ?? FULL };
  if (status === 409 || status === 423 || status === 460 || status === 429 || status === 408 || status >= 500) return { go: "again", words: "正在接上。" };
  if (status === 401 || status === 403 || status < 400) return { go: "stop", words: SIGN_IN };
  if (status === 400 && told === undefined) return { go: "stop", words: RELOAD };
  return { go: "stop", words: told ?? LOST };
}

/** After so many failures in a row. The first tries come at once, a long silence is asked about every quarter of a minute. */
export function wait(failures: number): number {
  return [0, 1000, 2000, 4000, 8000][failures] ?? 15_000;
}

function sentence(body: string): string | undefined {
  try {
    const message = (JSON.parse(body) as { message?: unknown }).message;
    return typeof message === "string" && message !== "" ? message : undefined;
  } catch { return undefined; }
}
