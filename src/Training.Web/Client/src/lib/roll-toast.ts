// What was just done, with a way back. It goes after ten seconds unless somebody is on it.
const shownFor = 10_000;

export class Toast {
  private readonly box: HTMLElement;
  private undo: (() => void) | undefined;
  private about: HTMLElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement) {
    this.box = root.querySelector<HTMLElement>("[data-toast]")!;
    // What stands there from a page without scripts goes by its own form no more.
    this.box.hidden = true;
    this.box.addEventListener("submit", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => {
      if ((event.target as Element).closest("button") === null) return;
      event.preventDefault();
      this.box.hidden = true;
      this.undo?.();
      this.about?.focus();
    });
  }

  say(words: string, undo: () => void, about?: HTMLElement): void {
    this.undo = undo;
    this.about = about;
    this.box.querySelector("[data-toast-words]")!.textContent = words;
    this.box.hidden = false;
    this.stay();
  }

  hide(about?: HTMLElement): void {
    if (about !== undefined && this.about === about) this.box.hidden = true;
  }

  private stay(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.box.contains(document.activeElement)) this.stay();
      else this.box.hidden = true;
    }, shownFor);
  }
}
