// Draws the sample photos of classes and premises: SVG put together here, made a JPEG by libvips.
//   node media-samples/photos.mjs        needs the Debian packages libvips-tools and fonts-noto-cjk
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [width, height] = [1024, 768];
const out = join(dirname(fileURLToPath(import.meta.url)), "photos");
const work = mkdtempSync(join(tmpdir(), "photos-"));

// The same numbers on every run, so that the same pictures come out.
let state = 20261122;
const random = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
const between = (from, to) => Math.round(from + random() * (to - from));
const one = (list) => list[between(0, list.length - 1)];

const words = (x, y, size, text, fill = "#F4F1E8", anchor = "middle") =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" font-family="Noto Sans CJK SC" font-size="${size}" fill="${fill}">${text}</text>`;
const box = (x, y, w, h, fill, more = "") => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const coats = ["#4A5A6A", "#6B4F4F", "#56624E", "#7A6A50", "#3F4E5E", "#84604A", "#5A4A66", "#46605E"];

/** Somebody seen from behind: coat, neck, grey or dark hair. */
function back(x, y, scale) {
  const hair = one(["#D8D5CE", "#B9B6AF", "#8C8983", "#3B3A38", "#E4E1DA"]);
  return `<g transform="translate(${x} ${y}) scale(${scale})"><path d="M-52 120q0-70 52-74q52 4 52 74z" fill="${one(coats)}"/>` +
    `${box(-11, 26, 22, 26, "#D9B99A")}<ellipse cx="0" cy="4" rx="29" ry="34" fill="${hair}"/></g>`;
}

/** Somebody standing, face left out. */
const teacher = (x, y, scale) =>
  `<g transform="translate(${x} ${y}) scale(${scale})"><path d="M-46 230l8-150q38-22 76 0l8 150z" fill="#E9EEF0"/><path d="M-38 92l-62 34M38 92l70-46" stroke="#E9EEF0" stroke-width="24" stroke-linecap="round"/>` +
  `${box(-36, 230, 30, 120, "#2F3B45")}${box(6, 230, 30, 120, "#2F3B45")}<circle cx="0" cy="38" r="32" fill="#DDBD9E"/><path d="M-33 34q2-38 33-38t33 38q-14-20-33-20t-33 20z" fill="#2E2A28"/></g>`;

function room(inside, wall, light) {
  return box(0, 0, width, height, wall) + box(0, 470, width, height - 470, "#B9A88C") + box(0, 462, width, 10, "#8C7B62") + inside +
    `<rect width="${width}" height="${height}" fill="${light}" opacity=".12"/>`;
}

function lesson(topic, title, side) {
  const rows = [];
  for (const [y, scale, count] of [[430, 0.7, 9], [520, 0.95, 7], [630, 1.25, 6]]) {
    for (let n = 0; n < count; n++) rows.push(back((width / count) * (n + 0.5) + between(-14, 14), y + between(-8, 8), scale));
  }
  const at = side === "left" ? 170 : 850;
  const board = side === "left" ? 300 : 90;
  return room(
    box(board, 90, 620, 270, "#24493D") + box(board - 8, 82, 636, 8, "#8C7B62") + box(board - 8, 360, 636, 8, "#8C7B62") +
    words(board + 310, 190, 62, topic) + words(board + 310, 270, 40, title, "#DCE5DC") + box(board + 200, 300, 220, 3, "#DCE5DC") +
    teacher(at, 170, 0.95) + rows.join(""), one(["#E7E1D3", "#DDE3E1", "#E9DFD2"]), one(["#FFE9B0", "#CFE3FF", "#FFFFFF"]));
}

function bedside(topic) {
  const heads = Array.from({ length: 6 }, (_, n) => back(90 + n * 170 + between(-20, 20), 600 + between(-10, 10), 1.25)).join("");
  return room(
    words(512, 78, 46, topic, "#6B5A42") + box(300, 330, 430, 40, "#FFFFFF") + box(300, 370, 430, 70, "#9CB7BE") + box(284, 260, 18, 240, "#6E7B80") + box(728, 300, 18, 200, "#6E7B80") +
    `<ellipse cx="350" cy="320" rx="44" ry="26" fill="#F6F3EC"/><circle cx="352" cy="306" r="26" fill="#DDBD9E"/>` + teacher(560, 120, 0.85) + teacher(800, 150, 0.9) + heads,
    "#E4E6DF", "#FFE9B0");
}

function signedSheet() {
  const lines = Array.from({ length: 14 }, (_, n) => {
    const y = 190 + n * 38;
    return box(210, y, 604, 2, "#555") + (n < 12 ? words(262, y + 28, 18, String(n + 1), "#333") +
      `<path d="M${330 + between(0, 20)} ${y + 26}q${between(8, 20)} -${between(12, 22)} ${between(26, 44)} -2t${between(24, 40)} -4" fill="none" stroke="#223" stroke-width="3"/>` +
      `<path d="M640 ${y + 22}l9 9l18 -20" fill="none" stroke="#223" stroke-width="3"/>` : "");
  }).join("");
  return box(0, 0, width, height, "#8A6F52") + `<g transform="rotate(-3 512 384)">${box(170, 40, 690, 720, "#FBFAF5")}${words(512, 110, 40, "培训签到表", "#222")}${words(220, 165, 22, "序号　　姓名　　　　　　　　签到", "#333", "start")}${lines}</g>`;
}

const door = (plate) => box(0, 0, width, height, "#C9D6DE") + box(120, 120, 784, 520, "#D8CDB9") + box(420, 300, 190, 340, "#6E4B35") + box(514, 300, 3, 340, "#4E3323") +
  box(180, 260, 170, 200, "#9DB8C4") + box(680, 260, 170, 200, "#9DB8C4") + box(0, 640, width, 128, "#A9A69C") + box(290, 170, 450, 76, "#8C2B1E") + words(515, 222, 40, plate) +
  `<path d="M610 640h190l-60-26h-130z" fill="#8E8B82"/><path d="M640 620h170" stroke="#5E6468" stroke-width="6"/>`;

const seats = (plate) => room(
  box(200, 110, 620, 220, "#24493D") + words(510, 230, 44, plate) +
  Array.from({ length: 24 }, (_, n) => {
    const [x, y] = [110 + (n % 8) * 115, 430 + Math.floor(n / 8) * 105];
    return box(x, y, 70, 12, "#7C5B3C") + box(x + 6, y + 12, 8, 44, "#5E4630") + box(x + 56, y + 12, 8, 44, "#5E4630") + box(x, y - 46, 70, 34, "#9A7550");
  }).join(""), "#E7E1D3", "#FFFFFF");

const pictures = {
  "class-daily-care-1": lesson("生活照护", "喂饭、喝水、洗漱", "left"),
  "class-daily-care-2": bedside("生活照护 · 跟着做一遍"),
  "class-basic-care-1": lesson("基础照护", "翻身和拍背", "right"),
  "class-basic-care-2": bedside("基础照护 · 床边示范"),
  "class-rehabilitation-1": lesson("康复护理", "坐起、站立、走路", "left"),
  "class-rehabilitation-2": bedside("康复护理 · 关节活动"),
  "class-wellness-1": lesson("养生保健", "量血压、少盐少油", "right"),
  "class-wellness-2": lesson("养生保健", "秋冬怎么保暖", "left"),
  "class-emergency-1": lesson("紧急救援", "噎住了怎么办", "right"),
  "class-emergency-2": bedside("紧急救援 · 按压练习"),
  "signed-sheet": signedSheet(),
  "premises-door-1": door("养老服务站"),
  "premises-door-2": door("幸福院"),
  "premises-room-1": seats("教室"),
  "premises-room-2": seats("多功能厅"),
};

mkdirSync(out, { recursive: true });
for (const [name, inside] of Object.entries(pictures)) {
  const svg = join(work, `${name}.svg`);
  writeFileSync(svg, `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inside}</svg>`);
  const whole = join(out, `${name}.jpg`);
  execFileSync("vips", ["copy", svg, `${whole}[Q=62,strip,optimize_coding,background=255]`]);
  execFileSync("vips", ["thumbnail", whole, `${join(out, `${name}-small.jpg`)}[Q=60,strip,optimize_coding]`, "320", "--height", "320", "--size", "down"]);
}
rmSync(work, { recursive: true });
