// Runs tests/*.test.ts under Node, against the page's own code. `node test.mjs [word …]` runs the files whose names hold a word.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(join(here, "tests"))
  .filter((f) => f.endsWith(".test.ts") && (words.length === 0 || words.some((w) => f.includes(w))));

const checked = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tests"], { cwd: here, stdio: "inherit" });
if (checked.status !== 0) process.exit(1);

const out = mkdtempSync(join(tmpdir(), "client-tests-"));
let code = 1;
try {
  await build({
    absWorkingDir: here, entryPoints: files.map((f) => join("tests", f)), outdir: out, outExtension: { ".js": ".mjs" },
    bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "warning", sourcemap: "inline",
  });
  const run = spawnSync(
    process.execPath, ["--enable-source-maps", "--test", "--test-reporter=tap", ...files.map((f) => join(out, f.replace(/\.ts$/, ".mjs")))],
    { stdio: "inherit", env: { ...process.env, VECTORS: join(here, "../../../tests/vectors") } });
  code = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(code);
