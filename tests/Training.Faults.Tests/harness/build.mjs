// Checks the harness with the front end's own compiler and bundles it: node build.mjs OUT.mjs
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const client = join(here, "../../../src/Training.Web/Client");
const { build } = createRequire(join(client, "package.json"))("esbuild");

const checked = spawnSync(process.execPath, [join(client, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", here], { stdio: "inherit" });
if (checked.status !== 0) process.exit(1);
await build({
  entryPoints: [join(here, "main.ts")], outfile: process.argv[2], bundle: true, platform: "node", format: "esm", target: "node20",
  // One copy of idb, for the store and for whoever tears it out.
  nodePaths: [join(client, "node_modules")], alias: { idb: join(client, "node_modules/idb/build/index.js") }, sourcemap: "inline", logLevel: "warning",
});
