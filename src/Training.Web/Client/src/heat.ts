// Arrow keys move over the cells of the heat map; Enter follows the cell's own link.
const table = document.querySelector<HTMLTableElement>("table[data-heat]");

function cellAt(row: Element | undefined, column: number): HTMLElement | null {
  return (row?.children[column]?.querySelector("a.cell") as HTMLElement | null) ?? null;
}

table?.addEventListener("keydown", (event) => {
  const from = (event.target as Element).closest("td");
  const row = from?.parentElement;
  if (!from || !row || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) return;
  const rows = [...table.querySelectorAll("tbody tr:not(.grp)")];
  let line = rows.indexOf(row);
  let column = [...row.children].indexOf(from);
  const down = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const right = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  for (let tries = 0; tries < 400; tries++) {
    line += down;
    column += right;
    if (line < 0 || line >= rows.length || column < 1 || column > 12) return;
    const next = cellAt(rows[line], column);
    if (next) {
      event.preventDefault();
      next.focus();
      return;
    }
  }
});
