// Arrow keys move from row to row of a long table by the links in its first column; Home and End go to the first and the last.
const rows = document.querySelector<HTMLTableElement>("table[data-rows]");

rows?.addEventListener("keydown", (event) => {
  const links = [...rows.querySelectorAll<HTMLAnchorElement>("tbody th a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? links.length - 1 : NaN;
  const next = at < 0 ? undefined : links[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.closest("tr")?.scrollIntoView({ block: "nearest" });
});

// The first wrong row has the focus at once: the clerk came to mend.
if (!location.hash) rows?.querySelector<HTMLAnchorElement>("tr.bad th a")?.focus({ preventScroll: true });
