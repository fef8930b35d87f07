// A portrait is cut to a square and made small on the phone before it is sent: what the camera wrote beside it stays there.
const side = 640;

const form = document.querySelector<HTMLFormElement>("[data-portrait]");
if (form !== null) start(form);
const waiting = document.querySelector<HTMLElement>('[data-portrait-status="Waiting"]');
if (waiting !== null) setTimeout(() => location.reload(), 3000);

function start(target: HTMLFormElement): void {
  const file = target.querySelector<HTMLInputElement>("[data-portrait-file]")!;
  const preview = target.querySelector<HTMLElement>("[data-portrait-preview]")!;
  file.addEventListener("change", () => void shrink());

  async function shrink(): Promise<void> {
    const chosen = file.files?.[0];
    if (chosen === undefined || chosen.name === "portrait.jpg") return;
    try {
      const square = await cut(chosen);
      const files = new DataTransfer();
      files.items.add(new File([square], "portrait.jpg", { type: "image/jpeg" }));
      file.files = files.files;
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(square);
      picture.width = picture.height = 160;
      picture.alt = "要存的相片";
      preview.replaceChildren(picture);
      preview.hidden = false;
    } catch {
      // A picture that this browser cannot draw goes as it came; the server draws it.
      preview.hidden = true;
    }
  }
}

/** The largest square: of an upright picture the upper one, where the face is. */
async function cut(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const edge = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - edge) / 2, (picture.height - edge) / 4];
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.min(side, edge);
    canvas.getContext("2d")!.drawImage(picture, left, top, edge, edge, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.86));
    if (drawn === null) throw new Error("not drawn");
    return drawn;
  } finally {
    picture.close();
  }
}
