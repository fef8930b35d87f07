// Keeps the page of the background work fresh: asks for the changing part every five seconds while somebody looks at it.
const board = document.querySelector<HTMLElement>("[data-board]");
const fresh = document.querySelector<HTMLElement>("[data-fresh]");
const every = 5000;

function keyed(key: string | undefined): HTMLElement | null {
  return key ? board?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? null : null;
}

async function refresh(): Promise<void> {
  if (!board || document.hidden) return;
  const response = await fetch(board.dataset["board"] ?? "", { credentials: "same-origin", headers: { accept: "text/html" }, redirect: "error" });
  if (!response.ok) throw new Error(String(response.status));
  const html = await response.text();

  // What the reader is at stays: the control that has the focus, what is unfolded, how far a table is scrolled.
  const focused = (document.activeElement as HTMLElement | null)?.dataset["key"];
  const open = [...board.querySelectorAll<HTMLElement>("details[open][data-key]")].map((fold) => fold.dataset["key"]);
  const scrolled = [...board.querySelectorAll(".scroll-x")].map((box) => box.scrollLeft);
  board.innerHTML = html;
  for (const key of open) keyed(key)?.setAttribute("open", "");
  board.querySelectorAll(".scroll-x").forEach((box, index) => { box.scrollLeft = scrolled[index] ?? 0; });
  keyed(focused)?.focus();
  if (fresh) fresh.textContent = `每 5 秒自动更新，${board.querySelector<HTMLElement>("[data-now]")?.dataset["now"] ?? ""}`;
}

function again(): void {
  window.setTimeout(() => {
    refresh()
      .catch(() => { if (fresh) fresh.textContent = "没连上，下面是刚才的情况。会接着试。"; })
      .finally(again);
  }, every);
}

if (board) again();
