// Small pictures while one looks for one's place: which part of which sheet belongs to which second stands in a WebVTT file. It is fetched
// when somebody first seeks, never with the page.
interface Picture { until: number; sheet: string; x: number; y: number; width: number; height: number }

export function story(address: string, place: HTMLElement): { show(second: number): void; hide(): void } {
  let pictures: Picture[] | null = null;
  let asked = false;
  let wanted: number | null = null;

  const draw = (): void => {
    const picture = wanted === null ? undefined : pictures?.find((p) => wanted! < p.until) ?? pictures?.at(-1);
    place.hidden = picture === undefined;
    if (!picture) return;
    place.style.width = `${picture.width}px`;
    place.style.height = `${picture.height}px`;
    place.style.backgroundImage = `url("${picture.sheet}")`;
    place.style.backgroundPosition = `-${picture.x}px -${picture.y}px`;
  };

  return {
    show(second) {
      wanted = second;
      if (!asked && address !== "") {
        asked = true;
        void fetch(address).then((a) => (a.ok ? a.text() : "")).then((text) => { pictures = read(text, address); draw(); }).catch(() => { asked = false; });
      }
      draw();
    },
    hide() { wanted = null; draw(); },
  };
}

export function read(vtt: string, address: string): Picture[] {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  const all: Picture[] = [];
  const cue = /--> (?:(\d+):)?(\d+):(\d+)\.(\d+)[^\n]*\n([a-z0-9-]+\.jpg)#xywh=(\d+),(\d+),(\d+),(\d+)/g;
  for (const [, h, m, s, ms, sheet, x, y, width, height] of vtt.matchAll(cue)) {
    all.push({
      until: Number(h ?? 0) * 3600 + Number(m) * 60 + Number(s) + Number(ms) / 1000, sheet: folder + sheet!,
      x: Number(x), y: Number(y), width: Number(width), height: Number(height),
    });
  }
  return all;
}
