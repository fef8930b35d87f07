// Draws the brand's three gates as PNG, for phones that put the site on their home screen. Reads the lines of static/favicon.svg:
// open paths of straight lines along the axes (M, V, v, H, h), which are rectangles of the stroke's width.
import { deflateSync } from "node:zlib";

const size = 30;

/** Corners of the rectangles of an SVG's strokes, in its own units. */
function rectangles(svg) {
  const found = [];
  for (const [, width, d] of svg.matchAll(/<path stroke-width="([\d.]+)" d="([^"]+)"/g)) {
    const half = Number(width) / 2;
    let x = 0, y = 0;
    for (const [, command, numbers] of d.matchAll(/([MVvHh])([^MVvHh]*)/g)) {
      const [a, b] = numbers.trim().split(/[\s,]+/).map(Number);
      const [fromX, fromY] = [x, y];
      if (command === "M") [x, y] = [a, b];
      else if (command === "V") y = a;
      else if (command === "v") y += a;
      else if (command === "H") x = a;
      else x += a;
      // Along its way a stroke ends where the path does, and fills the corner where it turns.
      if (command === "M") continue;
      const flat = y === fromY;
      found.push([
        Math.min(fromX, x) - half, Math.min(fromY, y) - (flat ? half : 0),
        Math.max(fromX, x) + half, Math.max(fromY, y) + (flat ? half : 0),
      ]);
    }
  }
  return found;
}

/** How much of a pixel a rectangle covers, along one axis. */
const overlap = (from, until, pixel) => Math.max(0, Math.min(until, pixel + 1) - Math.max(from, pixel));

/** @param margin share of the picture that stays empty at each side */
export function draw(svg, pixels, margin, ink, paper) {
  const scale = (pixels * (1 - 2 * margin)) / size;
  const offset = pixels * margin;
  const shapes = rectangles(svg).map((r) => r.map((n) => offset + n * scale));
  const rows = Buffer.alloc(pixels * (1 + pixels * 3));
  for (let y = 0, at = 0; y < pixels; y++) {
    rows[at++] = 0;
    for (let x = 0; x < pixels; x++) {
      const covered = Math.max(0, ...shapes.map(([l, t, r, b]) => overlap(l, r, x) * overlap(t, b, y)));
      for (let c = 0; c < 3; c++) rows[at++] = Math.round(paper[c] + (ink[c] - paper[c]) * covered);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(pixels, 0);
  head.writeUInt32BE(pixels, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc(body), body.length + 4);
  return whole;
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
