// The page that takes a typed card number gets a camera beside it: what the camera reads is put into the field and sent.
import { cardCode } from "./field/cards";
import { Scanner } from "./lib/scanner";

const root = document.querySelector<HTMLElement>("[data-scan]");
if (root && Scanner.possible) start(root);

function start(root: HTMLElement): void {
  const button = root.querySelector<HTMLButtonElement>("[data-scan-open]")!;
  const say = root.querySelector<HTMLElement>("[data-scan-say]")!;
  const form = document.querySelector<HTMLFormElement>("[data-scan-form]")!;
  const field = form.querySelector<HTMLInputElement>("input[name=code]")!;
  const scanner = new Scanner(root, (text) => {
    const code = cardCode(text);
    if (!code) {
      say.textContent = "这个二维码不是户卡。";
      return;
    }
    scanner.stop();
    field.value = code;
    form.requestSubmit();
  }, { say: (words) => (say.textContent = words) });

  root.hidden = false;
  button.addEventListener("click", () => {
    if (scanner.open) {
      scanner.stop();
      say.textContent = "";
      button.lastChild!.textContent = "用相机扫卡";
      return;
    }
    button.lastChild!.textContent = "关上相机";
    void scanner.start();
  });
  window.addEventListener("pagehide", () => scanner.stop());
}
