// Captions: shown as they come with the page, larger, or not at all. What was chosen holds for the next lesson too.
const PLACE = "captions";

interface Choice { index: number; big: boolean; words: string }

export function captions(media: HTMLVideoElement, button: HTMLElement, words: HTMLElement | null): () => void {
  // Those of the page alone: a stream may bring tracks of its own.
  const own = [...media.querySelectorAll("track")];
  const choices: Choice[] = own.flatMap((track, index) => {
    const name = own.length > 1 ? track.label : "";
    return [{ index, big: false, words: name || "开着" }, { index, big: true, words: name ? `${name}，大字` : "大字" }];
  });
  choices.push({ index: -1, big: false, words: "没开" });
  let now = Math.min(kept(), choices.length - 1);

  const show = (): void => {
    const choice = choices[now]!;
    own.forEach((track, index) => { track.track.mode = index === choice.index ? "showing" : "disabled"; });
    media.classList.toggle("big-captions", choice.big);
    if (words) words.textContent = choice.words;
  };
  const next = (): void => {
    now = (now + 1) % choices.length;
    try { localStorage.setItem(PLACE, now === choices.length - 1 ? "off" : String(now)); } catch { /* chosen for this page */ }
    show();
  };
  button.addEventListener("click", next);
  show();
  return next;

  function kept(): number {
    try {
      const value = localStorage.getItem(PLACE);
      return value === "off" ? choices.length - 1 : Math.max(0, Number(value ?? 0) || 0);
    } catch { return 0; }
  }
}
