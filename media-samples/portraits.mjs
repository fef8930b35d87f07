// Draws the portraits of the demonstration's residents: nobody's face, SVG put together here, made a JPEG by libvips.
//   node media-samples/portraits.mjs        needs the Debian package libvips-tools
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [side, small] = [320, 112];
const out = join(dirname(fileURLToPath(import.meta.url)), "portraits");
const work = mkdtempSync(join(tmpdir(), "portraits-"));

// The same numbers on every run, so that the same faces come out.
let state = 410900;
const random = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
const between = (from, to) => from + random() * (to - from);
const one = (list) => list[Math.floor(random() * list.length)];
const line = (d, colour, width, more = "") => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" ${more}/>`;

function hair(woman, colour, top) {
  if (!woman) {
    const kind = one(["short", "short", "bald", "cap"]);
    if (kind === "bald") return ["", `<path d="M92 150q-6-30 6-50l8 40zM228 150q6-30-6-50l-8 40z" fill="${colour}"/>`];
    if (kind === "cap") {
      const cloth = one(["#3E4A57", "#5A4B3A", "#2F3F36"]);
      return ["", `<path d="M90 ${top + 26}q4-60 70-60t70 60z" fill="${cloth}"/><path d="M84 ${top + 26}q76-18 152 0l14 12q-90-18-180 0z" fill="${cloth}" stroke="#0002" stroke-width="2"/>`];
    }
    return ["", `<path d="M90 ${top + 48}q-4-74 70-76t70 76q-8-34-30-42q-40 10-78-2q-22 10-32 44z" fill="${colour}"/>`];
  }
  const kind = one(["bob", "bun", "curls", "scarf"]);
  if (kind === "scarf") {
    const cloth = one(["#A63D40", "#4F6D7A", "#7A6C9A", "#B0803A"]);
    return [`<path d="M78 170q-10-130 82-132t82 132q4 60-30 76H108q-34-16-30-76z" fill="${cloth}"/>`, `<path d="M92 ${top + 44}q10-60 68-60t68 60q-30-30-68-30t-68 30z" fill="${cloth}"/>`];
  }
  if (kind === "curls") {
    const locks = Array.from({ length: 13 }, (_, n) => {
      const angle = Math.PI * (0.95 + (n / 12) * 1.1);
      return `<circle cx="${160 + Math.cos(angle) * 76}" cy="${140 + Math.sin(angle) * 84}" r="26" fill="${colour}"/>`;
    }).join("");
    return [`<ellipse cx="160" cy="130" rx="84" ry="88" fill="${colour}"/>${locks}`, `<path d="M94 ${top + 46}q12-52 66-52t66 52q-34-26-66-26t-66 26z" fill="${colour}"/>`];
  }
  const behind = kind === "bun" ? `<circle cx="160" cy="44" r="30" fill="${colour}"/><ellipse cx="160" cy="130" rx="80" ry="84" fill="${colour}"/>`
    : `<path d="M80 210q-12-160 80-162t80 162q-12 14-26 10V120H106v100q-14 4-26-10z" fill="${colour}"/>`;
  return [behind, `<path d="M92 ${top + 52}q6-66 68-66t68 66q-26-16-40-42q-40 34-96 42z" fill="${colour}"/>`];
}

function portrait(woman) {
  const skin = one(["#E3BC97", "#D9AE86", "#CFA07A", "#E8C8A8", "#C79570"]);
  const shade = "#8A5A3C";
  const grey = one(["#E6E3DC", "#CFCBC3", "#A9A59D", "#77736D", "#45413D"]);
  const [wide, long, top] = [between(62, 74), between(78, 92), 84];
  const [behind, before] = hair(woman, grey, top);
  const eyes = between(136, 146);
  const apart = between(25, 31);
  const coat = one(["#3F5566", "#6B4A4A", "#53624A", "#7B6748", "#574663", "#2F4B50", "#8A4B3A"]);
  const eye = (x) => line(`M${x - 9} ${eyes}q9-${between(5, 9)} 18 0`, "#2B211B", 3.4) + `<circle cx="${x}" cy="${eyes - 1}" r="3.6" fill="#2B211B"/>` +
    line(`M${x - 13} ${eyes - 15 - between(0, 5)}q13-${between(3, 8)} 26 1`, woman ? "#5A4A40" : grey === "#45413D" ? "#2B2522" : "#8C857C", woman ? 3 : 5);
  const glasses = random() < 0.3;
  const beard = !woman && random() < 0.3;
  return `<rect width="${side}" height="${side}" fill="${one(["#C9D3D2", "#D9D0C0", "#BFC9D4", "#D2CBD6", "#C6CFBC"])}"/>` +
    behind +
    `<path d="M40 320q6-74 84-84h72q78 10 84 84z" fill="${coat}"/><path d="M132 210h56v38q-28 24-56 0z" fill="${skin}"/>` +
    line("M132 240q28 30 56 0", one(["#F1ECE0", "#1F2A33", "#B9483F"]), 6) +
    `<ellipse cx="${160 - wide}" cy="152" rx="10" ry="17" fill="${skin}"/><ellipse cx="${160 + wide}" cy="152" rx="10" ry="17" fill="${skin}"/>` +
    `<ellipse cx="160" cy="150" rx="${wide}" ry="${long}" fill="${skin}"/>` +
    eye(160 - apart) + eye(160 + apart) +
    line(`M160 ${eyes + 8}q-${between(5, 10)} 26 0 30q5 1 9-3`, shade, 2.6, 'opacity=".6"') +
    line(`M${160 - between(17, 24)} ${196}q22 ${between(4, 15)} ${between(36, 46)} 0`, "#8E4A42", 4.2) +
    // Lines of age: brow, cheeks, beside the eyes.
    (random() < 0.75 ? line("M134 108q26-6 52 0M138 98q22-5 44 0", shade, 1.8, 'opacity=".45"') : "") +
    (random() < 0.75 ? line(`M${160 - 30} 170q-6 14 0 26M${160 + 30} 170q6 14 0 26`, shade, 2, 'opacity=".5"') : "") +
    `<circle cx="${160 - 38}" cy="176" r="13" fill="#D9705A" opacity="${between(0.05, 0.22)}"/><circle cx="${160 + 38}" cy="176" r="13" fill="#D9705A" opacity=".12"/>` +
    (beard ? `<path d="M128 198q32 66 64 0q-6 54-32 56t-32-56z" fill="${grey}" opacity=".9"/>` : "") +
    before +
    (glasses ? `<g fill="none" stroke="#30302E" stroke-width="4"><rect x="${160 - apart - 20}" y="${eyes - 15}" width="40" height="29" rx="10"/><rect x="${160 + apart - 20}" y="${eyes - 15}" width="40" height="29" rx="10"/><path d="M${160 - apart + 20} ${eyes}h${2 * apart - 40}"/></g>` : "") +
    `<rect width="${side}" height="${side}" fill="${one(["#FFE7B8", "#DCE8FF"])}" opacity=".08"/>`;
}

mkdirSync(out, { recursive: true });
for (let n = 1; n <= 24; n++) {
  const woman = n <= 14;
  const name = join(out, `${woman ? "woman" : "man"}-${woman ? n : n - 14}`);
  const svg = join(work, "face.svg");
  writeFileSync(svg, `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}">${portrait(woman)}</svg>`);
  execFileSync("vips", ["copy", svg, `${name}.jpg[Q=72,strip,optimize_coding,background=255]`]);
  execFileSync("vips", ["thumbnail", `${name}.jpg`, `${name}-face.jpg[Q=66,strip,optimize_coding]`, String(small), "--height", String(small), "--size", "down"]);
}
rmSync(work, { recursive: true });
