// A panel with the camera that reads QR codes until it is closed. The browser's own reader where there is one; else a small library,
// loaded then and only then. What it reads goes to whoever mounted it; nothing leaves the phone from here.

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}

type Read = (image: ImageData) => string | null;

export interface ScannerWords {
  /** Says what happened: nothing found, no camera, not allowed. */
  say(words: string): void;
}

const SIDE = 480;
const PAUSE_MS = 150;
/** The same card held before the camera is one card. */
const AGAIN_MS = 2500;

export class Scanner {
  private stream: MediaStream | undefined;
  private readonly video = document.createElement("video");
  private last = { text: "", at: 0 };

  constructor(private readonly host: HTMLElement, private readonly found: (text: string) => void, private readonly words: ScannerWords) {
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.className = "scan-view";
    this.video.setAttribute("aria-label", "相机画面");
  }

  /** Whether this browser can ask for a camera at all: only over HTTPS, or on this machine. */
  static get possible(): boolean {
    return typeof navigator.mediaDevices?.getUserMedia === "function";
  }

  get open(): boolean {
    return this.stream !== undefined;
  }

  async start(): Promise<void> {
    if (this.stream) return;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch (error) {
      this.words.say(error instanceof DOMException && error.name === "NotAllowedError"
        ? "没让用相机。在浏览器设置里允许，或者写卡号。"
        : "这台手机的相机打不开。写卡号，或者用名字找。");
      return;
    }
    this.host.append(this.video);
    this.video.srcObject = this.stream;
    await this.video.play().catch(() => undefined);
    this.words.say("把卡上的二维码对着相机。");
    try {
      void this.look(await reader());
    } catch {
      this.stop();
      this.words.say("没有网络，扫卡的程序还没存在这台手机里。用名字或者手机号后四位找。");
    }
  }

  stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.video.srcObject = null;
    this.video.remove();
  }

  private async look(read: (video: HTMLVideoElement) => Promise<string | null>): Promise<void> {
    while (this.stream) {
      const text = this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read(this.video).catch(() => null) : null;
      const now = Date.now();
      if (text && this.open && (text !== this.last.text || now - this.last.at > AGAIN_MS)) {
        navigator.vibrate?.(60);
        this.found(text);
      }
      if (text) this.last = { text, at: now };
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function reader(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  const detector = await nativeDetector();
  if (detector) return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  const read = await libraryRead();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (video) => {
    // The middle of the picture is enough, and small enough for an old phone.
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (side === 0) return null;
    canvas.width = canvas.height = Math.min(SIDE, side);
    context.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    return read(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

export async function hasOwnReader(): Promise<boolean> {
  return (await nativeDetector()) !== undefined;
}

async function nativeDetector(): Promise<Detector | undefined> {
  const native = (globalThis as { BarcodeDetector?: { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> } }).BarcodeDetector;
  try {
    return native && (await native.getSupportedFormats()).includes("qr_code") ? new native({ formats: ["qr_code"] }) : undefined;
  } catch {
    return undefined;
  }
}

async function libraryRead(): Promise<Read> {
  const { default: jsqr } = await import("jsqr");
  return (image) => jsqr(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data ?? null;
}
