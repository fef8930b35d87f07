// Where the server is still at work on something, the page says how far it is and shows what came of it, without anybody asking again.
const every = 3000;

const lines = (within: ParentNode) => [...within.querySelectorAll<HTMLElement>("[data-under-way]")];

async function look(): Promise<void> {
  if (document.hidden) return;
  const response = await fetch(location.pathname + location.search, { credentials: "same-origin", headers: { accept: "text/html" }, redirect: "error" });
  if (!response.ok) throw new Error(String(response.status));
  const now = lines(new DOMParser().parseFromString(await response.text(), "text/html"));
  for (const line of lines(document)) {
    const fresh = now.find((other) => other.dataset["underWay"] === line.dataset["underWay"]);
    if (!fresh) return ended(line);
    say(fresh);
    if (fresh.textContent !== line.textContent) line.replaceChildren(...fresh.childNodes);
  }
}

/** Whoever is writing on this page keeps what she wrote, and looks when she likes. */
function ended(line: HTMLElement): void {
  if (!isWriting()) return location.reload();
  const link = document.createElement("a");
  link.href = location.pathname + location.search;
  link.textContent = "做完了，看结果";
  line.removeAttribute("data-under-way");
  line.setAttribute("role", "status");
  line.replaceChildren(link);
}

function isWriting(): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("main :is(input:not([type=hidden]), textarea, select)")];
  return fields.some((field) => field === document.activeElement
    || (field instanceof HTMLSelectElement ? [...field.options].some((option) => option.selected !== option.defaultSelected && field.selectedIndex > 0)
      : field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue));
}

function say(line: HTMLElement): void {
  const byHand = line.querySelector("[data-by-hand]");
  if (byHand) byHand.textContent = "会自己更新。";
}

function again(): void {
  window.setTimeout(() => void look().catch(() => undefined).finally(() => { if (lines(document).length > 0) again(); }), every);
}

lines(document).forEach(say);
if (lines(document).length > 0) again();

export {};
