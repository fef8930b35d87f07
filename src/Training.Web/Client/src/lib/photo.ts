// One photo on its way from the phone to the class: what the camera wrote is read from the original, then the picture is made smaller.
import { headLength, readExif } from "./exif";

export interface ReadyPhoto {
  blob: Blob;
  takenAt: string;
  takenFrom: "original" | "phone";
  place?: { lat: number; lon: number; from: "original" | "phone"; accuracy?: number };
}

const longestSide = 1920;
/** A picture that is no longer than this and small enough goes as it is, with all that is written in it. */
const smallEnough = 1_500_000;
/** The phone's place says something of a photo only if it was taken just now. */
const justNow = 15 * 60_000;

export async function readyPhoto(file: File, now: number): Promise<ReadyPhoto> {
  const notes = readExif(new Uint8Array(await file.slice(0, headLength).arrayBuffer()));
  const ready: ReadyPhoto = {
    blob: await smaller(file),
    takenAt: notes.takenAt ?? new Date(file.lastModified).toISOString(),
    takenFrom: notes.takenAt === undefined ? "phone" : "original",
  };
  if (notes.lat !== undefined && notes.lon !== undefined) return { ...ready, place: { lat: notes.lat, lon: notes.lon, from: "original" } };
  if (Math.abs(now - Date.parse(ready.takenAt)) > justNow) return ready;
  const here = await position();
  return here === undefined ? ready : { ...ready, place: { ...here, from: "phone" } };
}

/** As headers of the request; docs/adr/0022. */
export function photoHeaders(photo: ReadyPhoto): Record<string, string> {
  return {
    "x-taken-at": photo.takenAt,
    "x-taken-from": photo.takenFrom,
    ...(photo.place === undefined ? {} : { "x-place": `${photo.place.lat},${photo.place.lon}`, "x-place-from": photo.place.from }),
    ...(photo.place?.accuracy === undefined ? {} : { "x-place-accuracy": String(Math.round(photo.place.accuracy)) }),
  };
}

export async function sha256(blob: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A picture that this browser cannot draw goes as it came; the server draws it. */
async function smaller(file: File): Promise<Blob> {
  let picture: ImageBitmap | undefined;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = longestSide / Math.max(picture.width, picture.height);
    if (scale >= 1 && file.size <= smallEnough && file.type === "image/jpeg") return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * Math.min(1, scale)));
    canvas.height = Math.max(1, Math.round(picture.height * Math.min(1, scale)));
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return drawn ?? file;
  } catch {
    return file;
  } finally {
    picture?.close();
  }
}

function position(): Promise<{ lat: number; lon: number; accuracy: number } | undefined> {
  if (!("geolocation" in navigator)) return Promise.resolve(undefined);
  return new Promise((done) => navigator.geolocation.getCurrentPosition(
    (at) => done({ lat: at.coords.latitude, lon: at.coords.longitude, accuracy: at.coords.accuracy }),
    () => done(undefined),
    { maximumAge: 5 * 60_000, timeout: 8_000 }));
}
