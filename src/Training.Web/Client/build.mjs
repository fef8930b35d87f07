// Bundles the islands (src/*.ts), the workers (src/workers/*.ts) and the style sheet, and collects the icons that the
// pages name. Everything lands in ../wwwroot/dist with manifest.json, which the server reads at start.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { draw } from "./icons.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(here, "../wwwroot/dist");
const list = (folder, ending) =>
  existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith(ending)).map((f) => join(folder, f)) : [];

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const shared = { absWorkingDir: here, bundle: true, minify: true, charset: "utf8", metafile: true, legalComments: "eof", logLevel: "warning" };
const islands = await build({
  ...shared,
  entryPoints: [...list(join(here, "src"), ".ts"), ...["site.css", "field.css", "family.css", "families.css"].map((f) => join(here, "styles", f))],
  outdir: dist,
  format: "esm",
  splitting: true,
  target: ["es2020", "chrome80", "firefox78", "safari14"],
  // These browsers know destructuring; what they get wrong about it does not occur here, and esbuild cannot rewrite it.
  supported: { destructuring: true },
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
});

const manifest = {};
// What the field pages need at once. What they load later, if at all, is kept when it was asked for.
const kept = [];
const later = [];
const outputs = islands.metafile.outputs;
const withImports = (file, later = true, seen = new Set()) => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const i of outputs[file].imports) if (!i.external && (later || i.kind !== "dynamic-import")) withImports(i.path, later, seen);
  return seen;
};
for (const [file, output] of Object.entries(outputs)) {
  if (!output.entryPoint) continue;
  const name = basename(output.entryPoint).replace(/\.ts$/, "");
  manifest[name] = { file: basename(file), files: [...withImports(file)].map((f) => basename(f)) };
  if (name === "field" || name === "field.css") kept.push(...withImports(file, false));
  if (name === "field") later.push(...withImports(file));
}

// A worker keeps its name, because the browser knows a service worker by its address. What it keeps of the site is compiled in, under a
// version that changes with any of it: the bundles, and the pages that the kept frame is made of.
const pages = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? pages(join(folder, e.name)) : /\.(cshtml|cs)$/.test(e.name) ? [join(folder, e.name)] : []);
const frame = ["../Features/Attendance", "../Features/Shared", "../Hosting/Tags"].flatMap((folder) => pages(resolve(here, folder))).sort();
const version = createHash("sha256").update(JSON.stringify(manifest));
for (const file of [...frame, ...list(join(here, "src/workers"), ".ts").sort()]) version.update(readFileSync(file));
const addresses = (found) => JSON.stringify([...new Set(found)].map((f) => `/dist/${basename(f)}`));
await build({
  ...shared,
  entryPoints: list(join(here, "src/workers"), ".ts"),
  outdir: dist,
  format: "iife",
  target: ["es2020", "chrome80"],
  entryNames: "[name]",
  define: {
    __FILES__: addresses(kept),
    __LATER__: addresses(later.filter((f) => !kept.includes(f))),
    __VERSION__: JSON.stringify(version.digest("hex").slice(0, 12)),
  },
});

for (const file of list(join(here, "static"), "")) writeFileSync(join(dist, basename(file)), readFileSync(file));

const gates = readFileSync(join(here, "static/favicon.svg"), "utf8");
const [paper, ink] = [[0xfa, 0xf8, 0xf3], [0x0e, 0x4e, 0x59]];
for (const pixels of [192, 512]) writeFileSync(join(dist, `icon-${pixels}.png`), draw(gates, pixels, 0.14, ink, paper));
writeFileSync(join(dist, "icon-maskable-512.png"), draw(gates, 512, 0.24, ink, paper));

const used = new Set(JSON.parse(readFileSync(join(here, "icons.json"), "utf8")));
for (const page of [resolve(here, "../Features"), resolve(here, "../Hosting")].flatMap(pages)) {
  for (const [, name] of readFileSync(page, "utf8").matchAll(/<icon\s[^>]*?name="([a-z0-9-]+)"/g)) used.add(name);
}
const icons = {};
for (const name of [...used].sort()) {
  const [style, file] = name.endsWith("-filled") ? ["filled", name.slice(0, -"-filled".length)] : ["outline", name];
  const source = join(here, `node_modules/@tabler/icons/icons/${style}/${file}.svg`);
  if (!existsSync(source)) throw new Error(`No icon named ${name} in @tabler/icons`);
  icons[name] = readFileSync(source, "utf8").replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "").trim();
}
writeFileSync(join(dist, "icons.json"), JSON.stringify(icons));
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest));

for (const file of readdirSync(dist).filter((f) => /\.(js|css)$/.test(f))) {
  const bytes = readFileSync(join(dist, file));
  writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(join(dist, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
}
