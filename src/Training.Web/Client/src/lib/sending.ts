import { token } from "./http";
import { left, size } from "./words";

/** Sends a form with files and shows how far it is; a refusal comes back as a sentence under the choice of files. */
export function sending(target: HTMLFormElement): void {
  const panel = target.querySelector<HTMLElement>("[data-uploading]")!;
  const stop = target.querySelector<HTMLButtonElement>("[data-stop]")!;
  const send = target.querySelector<HTMLButtonElement>("button.act")!;
  const words = (name: string) => panel.querySelector<HTMLElement>(`[data-${name}]`)!;
  const file = target.querySelector<HTMLInputElement>("input[type=file]")!;

  target.addEventListener("submit", (event) => {
    const chosen = [...file.files ?? []];
    event.preventDefault();
    if (chosen.length === 0) {
      refuse("还没有选文件。先点“选文件”，再点“上传”。");
      return;
    }
    const request = new XMLHttpRequest();
    const began = performance.now();
    clear();
    panel.hidden = false;
    stop.hidden = false;
    send.disabled = true;
    words("name").textContent = chosen.length === 1 ? chosen[0]!.name : `${chosen.length} 份`;
    words("size").textContent = size(chosen.reduce((sum, one) => sum + one.size, 0));
    words("left").textContent = "正在上传，先别关这一页";
    request.upload.addEventListener("progress", (step) => {
      if (!step.lengthComputable) return;
      bar(panel, (step.loaded / step.total) * 100);
      const seconds = (performance.now() - began) / 1000;
      words("left").textContent = step.loaded === step.total
        ? "传完了，正在核对，先别关这一页"
        : `传了 ${Math.floor((step.loaded / step.total) * 100)}%，${left((seconds / step.loaded) * (step.total - step.loaded))}。先别关这一页`;
    });
    const ready = () => {
      send.disabled = false;
      stop.hidden = true;
    };
    request.addEventListener("load", () => {
      ready();
      const answer = read(request.responseText);
      if (request.status < 300 && answer.next) location.assign(answer.next);
      else if (request.status === 413) refuse("这个文件太大了，没有收下。剪短一些，或者压小一点再传。");
      else refuse(answer.message ?? "没有传成。文件还在您这里，过一会儿再传。");
    });
    request.addEventListener("error", () => {
      ready();
      refuse(navigator.onLine ? "没有传成。文件还在您这里，再点一次“上传”。" : "网断了，没有传完。有网再点一次“上传”。");
    });
    request.addEventListener("abort", () => {
      ready();
      panel.hidden = true;
    });
    stop.onclick = () => request.abort();
    request.open("POST", target.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", token());
    request.send(new FormData(target));
  });

  const refuse = (message: string) => {
    clear();
    panel.hidden = true;
    const field = file.closest<HTMLElement>(".field")!;
    field.classList.add("bad");
    const line = document.createElement("p");
    line.className = "error";
    line.id = `${file.id}-error`;
    line.setAttribute("role", "alert");
    line.textContent = message;
    field.append(line);
    file.setAttribute("aria-invalid", "true");
    file.focus();
  };
  const clear = () => {
    const field = file.closest<HTMLElement>(".field")!;
    field.classList.remove("bad");
    field.querySelectorAll(".error").forEach((line) => line.remove());
    file.removeAttribute("aria-invalid");
  };
}

export function bar(inside: HTMLElement, percent: number): void {
  const drawing = inside.querySelector(".progress");
  drawing?.setAttribute("aria-valuenow", String(Math.round(percent)));
  drawing?.querySelector(".fill")?.setAttribute("width", `${percent.toFixed(1)}%`);
}

function read(text: string): { next?: string; message?: string } {
  try { return JSON.parse(text) as { next?: string; message?: string }; } catch { return {}; }
}
