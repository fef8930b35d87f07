// The two side by side by keyboard: Y goes to merging, X to saying that they are two, N to the next pair. Y and X only put the focus
// there once a reason stands in the field, and into the field before that: nothing is decided by one key.
const why = document.querySelector<HTMLInputElement>("[data-key-why]");

function towards(selector: string): void {
  const target = document.querySelector<HTMLElement>(selector);
  if (!target) return;
  (why && why.value.trim() === "" ? why : target).focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  switch (event.key.toLowerCase()) {
    case "y":
      event.preventDefault();
      towards("[data-key-merge]");
      break;
    case "x":
      event.preventDefault();
      towards("[data-key-apart]");
      break;
    case "n":
      document.querySelector<HTMLAnchorElement>("[data-key-next]")?.click();
      break;
  }
});
