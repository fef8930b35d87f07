// Entry beside the photo of a filled sheet: keys from row to row, a count, and a photo that grows by buttons. Without it the page is a form.
const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
const count = document.querySelector<HTMLElement>("[data-count]");
const kinds = ["Came", "Absent", "Unreadable"];

document.querySelector("[data-keys]")?.removeAttribute("hidden");
document.querySelector("[data-zoom]")?.removeAttribute("hidden");
document.querySelector<HTMLElement>("[data-rows]")?.addEventListener("keydown", press);
document.querySelector<HTMLElement>("[data-rows]")?.addEventListener("change", say);
document.querySelector<HTMLElement>("[data-rows]")?.addEventListener("input", wrote);
say();
startZoom();

function radios(row: HTMLElement): HTMLInputElement[] {
  return [...row.querySelectorAll<HTMLInputElement>(".pr-choice input")];
}

function press(event: KeyboardEvent): void {
  const field = event.target as HTMLInputElement;
  const row = field.closest<HTMLElement>("[data-row]");
  if (!row || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || field.closest(".pr-namesakes")) return;
  const isChoice = field.type === "radio";
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(row, field, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    // The Enter key would send the form with half of the rows.
    event.preventDefault();
    step(row, field, 1);
  } else if (isChoice && event.key === " ") {
    event.preventDefault();
    choose(row, chosen(row) === "Came" ? "Absent" : "Came");
  } else if (isChoice && event.key.toLowerCase() === "x") {
    choose(row, "Unreadable");
  } else if (isChoice && "123".includes(event.key)) {
    // One key a row: the reading as the choices stand, and on to the next.
    event.preventDefault();
    const reading = radios(row)[Number(event.key) - 1];
    if (!reading) return;
    choose(row, reading.value);
    step(row, reading, 1);
  }
}

function step(row: HTMLElement, field: HTMLInputElement, by: number): void {
  const next = rows[rows.indexOf(row) + by];
  if (!next) return;
  const part = field.name.slice(field.name.indexOf("."));
  const same = field.type === "radio" ? null : [...next.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")].find((i) => i.name.endsWith(part));
  const goal = same ?? next.querySelector<HTMLInputElement>("[data-name]") ?? radios(next).find((r) => r.checked) ?? radios(next)[0];
  goal?.focus();
  next.scrollIntoView({ block: "nearest" });
}

function chosen(row: HTMLElement): string {
  return radios(row).find((r) => r.checked)?.value ?? "Absent";
}

function choose(row: HTMLElement, value: string): void {
  const one = radios(row).find((r) => r.value === value);
  if (!one) return;
  one.checked = true;
  one.focus();
  say();
}

// Whoever wrote a name on a blank row came.
function wrote(event: Event): void {
  const field = event.target as HTMLInputElement;
  const row = field.closest<HTMLElement>("[data-row]");
  if (!row || !("name" in field.dataset)) return;
  const one = radios(row).find((r) => r.value === (field.value === "" ? "Absent" : "Came"));
  if (one) one.checked = true;
  say();
}

function say(): void {
  if (!count) return;
  const found = rows.map(chosen);
  const [came, , unreadable] = kinds.map((kind) => found.filter((f) => f === kind).length);
  count.textContent = ` 现在：到 ${came} 人${unreadable ? `，看不清 ${unreadable} 行` : ""}`;
}

function startZoom(): void {
  const frame = document.querySelector<HTMLElement>("[data-frame]");
  if (!frame) return;
  const most = 4;
  let [size, turn] = [0, 0];
  const show = (): void => {
    frame.className = `pr-frame pr-zoom-${size} pr-turn-${turn}`;
  };
  document.querySelector("[data-larger]")?.addEventListener("click", () => { size = Math.min(most, size + 1); show(); });
  document.querySelector("[data-smaller]")?.addEventListener("click", () => { size = Math.max(0, size - 1); show(); });
  document.querySelector("[data-turn]")?.addEventListener("click", () => { turn = (turn + 1) % 4; show(); });
}
export {};
