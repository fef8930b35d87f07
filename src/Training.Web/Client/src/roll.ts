// Taking the roll by thumb: a tap shows at once, is sent with an id of its own, and counts as uploaded when the server has said so.
import { postJson, Refused } from "./lib/http";
import { Meter } from "./lib/roll-meter";
import { Outbox, Unwelcome, type Answer, type WalkInOperation } from "./lib/roll-outbox";
import { fold, make, matches, read, show, type Tile } from "./lib/roll-tiles";
import { uuid7 } from "./lib/uuid7";

interface Found {
  key: string;
  name: string;
  label: string;
  present: boolean;
  heads: string[];
}

const root = document.querySelector<HTMLElement>("[data-roll]");
if (root) start(root);

function start(root: HTMLElement): void {
  const url = `/rolls/${root.dataset["roll"]}`;
  const names = root.querySelector<HTMLFormElement>("form.names")!;
  const others = root.querySelector<HTMLElement>("[data-others]")!;
  const offline = root.querySelector<HTMLElement>("[data-offline]")!;
  const toast = root.querySelector<HTMLElement>("[data-toast]")!;
  const toastWords = root.querySelector<HTMLElement>("[data-toast-words]")!;
  const meter = new Meter(root);
  const tiles = new Map<string, Tile>();
  let present = Number(root.dataset["present"]);
  let sequence = Date.now();
  let undo: Tile | undefined;
  let toastTimer: ReturnType<typeof setTimeout> | undefined;
  const failed = new Set<string>();

  for (const button of names.querySelectorAll<HTMLButtonElement>("button.tile")) {
    const tile = read(button);
    tiles.set(tile.key, tile);
  }

  const outbox = new Outbox(device(), (batch) => send(`${url}/marks`, batch), {
    answered,
    refused,
    unreachable: (waiting) => warn(`没有网络，照常点名。${waiting} 条还没传上去，先别关这一页，有网自动上传。`),
    stopped: (message, waiting) => warn(`${message} ${waiting} 条还没传上去，先别关这一页。`),
  });

  function mark(tile: Tile, to: boolean, walkIn?: WalkInOperation): void {
    const key = uuid7();
    outbox.add(
      { key, attendee: tile.key, present: to, supersedes: tile.heads, sequence: sequence++, at: new Date().toISOString() },
      walkIn,
    );
    tile.heads = [key];
    tile.present = to;
    tile.torn = false;
    tile.waiting++;
    show(tile);
    count();
  }

  function answered(answer: Answer): void {
    present = answer.present;
    offline.hidden = failed.size === 0;
    for (const now of answer.attendees) {
      const tile = tiles.get(now.key);
      if (!tile) continue;
      tile.confirmed = now.present;
      tile.confirmedHeads = now.heads;
      tile.waiting = 0;
      // A tap made since the batch left has a newer head of its own; its answer will follow.
      if (outbox.waiting === 0 || now.heads.some((h) => tile.heads.includes(h))) {
        tile.present = now.present;
        tile.torn = now.inConflict;
        tile.heads = now.heads;
      } else {
        tile.waiting = 1;
      }
      show(tile);
    }
    count();
  }

  function refused(attendee: string, message: string): void {
    const tile = tiles.get(attendee);
    if (!tile) return;
    failed.add(attendee);
    tile.waiting = 0;
    tile.present = tile.confirmed;
    tile.heads = tile.confirmedHeads;
    show(tile);
    warn(`${tile.name}：${message}`);
  }

  function count(): void {
    const people = [...tiles.values()].filter((t) => !t.staff);
    const queued = people.filter((t) => t.present && !t.confirmed && t.waiting > 0).length;
    const taken = people.filter((t) => !t.present && t.confirmed && t.waiting > 0).length;
    meter.show({
      uploaded: present - taken,
      queued,
      listed: people.length,
      absent: people.filter((t) => !t.present).length,
    });
  }

  function warn(words: string): void {
    offline.textContent = words;
    offline.hidden = false;
    count();
  }

  function say(words: string, tile: Tile): void {
    undo = tile;
    toastWords.textContent = words;
    toast.hidden = false;
    keepToast();
  }

  function keepToast(): void {
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => {
      if (toast.contains(document.activeElement)) keepToast();
      else toast.hidden = true;
    }, 10_000);
  }

  function tapped(event: Event): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("button.tile");
    if (!button) return;
    event.preventDefault();
    const tile = [...tiles.values()].find((t) => t.button === button);
    if (!tile) return;
    mark(tile, !tile.present);
    if (!tile.present) say(`${tile.name} 改成了没到`, tile);
    else if (undo === tile) toast.hidden = true;
  }

  /** Moves somebody who was found, or came unexpected, among the tiles. */
  function seat(key: string, name: string, label: string, at: boolean, heads: string[]): Tile {
    const known = tiles.get(key);
    if (known) return known;
    const button = make(key, name, label, at, heads);
    names.append(button);
    const tile = read(button);
    tiles.set(key, tile);
    return tile;
  }

  names.addEventListener("click", tapped);
  toast.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("button") || !undo) return;
    event.preventDefault();
    mark(undo, !undo.present);
    toast.hidden = true;
    undo.button.focus();
  });
  toast.addEventListener("submit", (event) => {
    if (undo) event.preventDefault();
  });
  window.addEventListener("online", () => void outbox.flush());
  window.addEventListener("beforeunload", (event) => {
    if (outbox.waiting > 0) event.preventDefault();
  });
  // The closing page counts what the server has: it waits for what is under way.
  root.querySelector("[data-leave]")?.addEventListener("click", (event) => {
    if (outbox.waiting === 0) return;
    event.preventDefault();
    const href = (event.currentTarget as HTMLAnchorElement).href;
    void outbox.flush().then(() => {
      if (outbox.waiting === 0) location.href = href;
      else warn(`${outbox.waiting} 条还没传上去，传完再收册。`);
    });
  });
  setInterval(() => meter.tick(), 5000);
  panels(root, url, {
    filter(text) {
      for (const tile of tiles.values()) tile.button.hidden = !matches(tile, text);
      return [...tiles.values()].filter((t) => !t.button.hidden).length;
    },
    others(found) {
      const strangers = found.filter((p) => !tiles.has(p.key));
      others.hidden = strangers.length === 0;
      others.replaceChildren(...(strangers.length === 0 ? [] : [heading("名单外")]));
      for (const person of strangers) {
        const button = make(person.key, person.name, person.label, person.present, person.heads);
        button.type = "button";
        button.addEventListener("click", () => {
          const tile = seat(person.key, person.name, person.label, person.present, person.heads);
          button.remove();
          mark(tile, true);
          tile.button.scrollIntoView({ block: "nearest" });
          say(`${person.name} 记了到`, tile);
        });
        others.append(button);
      }
      return strangers.length;
    },
    sameName: (name) => [...tiles.values()].filter((t) => fold(t.name) === fold(name)),
    add(name, tail) {
      const key = uuid7();
      const tile = seat(key, name, tail === null ? "新来" : `新来 · 尾号 ${tail}`, false, []);
      mark(tile, true, { key, name, phoneTail: tail });
      tile.button.scrollIntoView({ block: "nearest" });
      say(`${name} 加上了`, tile);
    },
  });
}

interface Room {
  filter(text: string): number;
  others(found: Found[]): number;
  sameName(name: string): Tile[];
  add(name: string, tail: string | null): void;
}

function panels(root: HTMLElement, url: string, room: Room): void {
  const finder = root.querySelector<HTMLElement>('[data-panel="find"]')!;
  const adder = root.querySelector<HTMLFormElement>('[data-panel="add"]')!;
  const text = finder.querySelector<HTMLInputElement>("input")!;
  const say = finder.querySelector<HTMLElement>("[data-find-say]")!;
  const name = adder.querySelector<HTMLInputElement>("#add-name")!;
  const tail = adder.querySelector<HTMLInputElement>("#add-tail")!;
  const error = adder.querySelector<HTMLElement>("[data-add-error]")!;
  const addButton = adder.querySelector<HTMLButtonElement>("[data-add]")!;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sure = "";

  function open(which: HTMLElement): void {
    for (const panel of [finder, adder]) panel.hidden = panel !== which;
    which.querySelector("input")?.focus();
  }

  function close(which: HTMLElement): void {
    which.hidden = true;
    text.value = "";
    room.filter("");
    room.others([]);
    say.textContent = "";
    root.querySelector<HTMLElement>(`[data-open="${which.dataset["panel"]}"]`)?.focus();
  }

  for (const link of root.querySelectorAll<HTMLElement>("[data-open]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(link.dataset["open"] === "find" ? finder : adder);
    });
  }
  for (const panel of [finder, adder]) {
    panel.querySelector("[data-close]")?.addEventListener("click", () => close(panel));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close(panel);
    });
  }

  text.addEventListener("input", () => {
    const here = room.filter(text.value);
    say.textContent = text.value === "" ? "" : `名单里 ${here} 位`;
    clearTimeout(timer);
    const turn = ++asked;
    if (fold(text.value) === "") {
      room.others([]);
      return;
    }
    timer = setTimeout(() => {
      postJson<Found[]>(`${url}/people`, { text: text.value }).then(
        (found) => {
          if (turn !== asked) return;
          const more = room.others(found);
          say.textContent = here + more === 0 ? "没有找到。看看字对不对，或者点“加人”。" : `名单里 ${here} 位，名单外 ${more} 位`;
        },
        () => {
          if (turn === asked) say.textContent = `名单里 ${here} 位。没有网络，名单外的现在找不了。`;
        },
      );
    }, 250);
  });

  adder.addEventListener("submit", (event) => {
    event.preventDefault();
    const who = name.value.trim();
    const digits = tail.value.trim();
    const same = room.sameName(who);
    const problem = fold(who) === "" ? "写上姓名。"
      : digits !== "" && !/^\d{4}$/.test(digits) ? "手机号后四位是 4 个数字。记不得就空着。"
      : "";
    error.hidden = true;
    if (problem !== "") {
      error.textContent = problem;
      error.hidden = false;
      return;
    }
    if (same.length > 0 && sure !== fold(who)) {
      sure = fold(who);
      error.textContent = `名单里有${same.length === 1 ? "一" : same.length}位${who}（${same.map((t) => t.button.querySelector(".ad")?.textContent || "没写楼号").join("，")}）。不是这位，再点一次。`;
      error.hidden = false;
      addButton.textContent = "不是，另加一位";
      return;
    }
    room.add(who, digits === "" ? null : digits);
    sure = name.value = tail.value = "";
    addButton.textContent = "加上，记到";
    close(adder);
  });
}

function heading(words: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "label";
  line.textContent = words;
  return line;
}

async function send(url: string, batch: unknown): Promise<Answer> {
  try {
    return await postJson<Answer>(url, batch);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) throw new Unwelcome("登录过期了，另开一页登录，再回来。");
    if (error.status >= 500 || error.status === 408 || error.status === 429) throw error;
    throw new Unwelcome(error.message);
  }
}

/** A random id of this browser; without storage one of this page. */
function device(): string {
  try {
    const kept = localStorage.getItem("device") ?? uuid7();
    localStorage.setItem("device", kept);
    return kept;
  } catch {
    return uuid7();
  }
}
