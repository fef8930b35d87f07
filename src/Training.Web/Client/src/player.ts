// The player stands back until the picture is there: on a village's line both would come through at the same time, and the picture late.
// Until then the browser's own controls are to hand.

/** A browser that fetches no picture before it is asked to play gets the buttons all the same. */
const LATEST_MS = 4_000;

const media = document.querySelector<HTMLVideoElement>("[data-player] video");
let begun = false;
const begin = (): void => {
  if (begun) return;
  begun = true;
  // No picture of the film yet, as on phones that fetch nothing before they are asked: then the poster as it is.
  const poster = media?.dataset.poster;
  if (media && poster && media.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) media.poster = poster;
  void import("./lib/player");
};
if (media && media.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
  for (const event of ["loadeddata", "play", "error"]) media.addEventListener(event, begin, { once: true });
  media.querySelector("source")?.addEventListener("error", begin, { once: true });
  setTimeout(begin, LATEST_MS);
} else begin();
