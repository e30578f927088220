// Bundles src/ into the package's static folder, and says what it weighs on the wire. `--watch` builds on every change.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { context } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = resolve(HERE, "../src/dragoman/desk/static");
const BUDGET = 350 * 1024; // bytes of script and map data, compressed, over all pages together
const DATA = { "countries-110m.json": "world-atlas/countries-110m.json" };
const SCRIPTS = ["theme", "desk", "timeline", "positions", "map", "network"];

/** What esbuild is told: one script for all pages, one for each page that draws, one style sheet, fonts beside it. */
const options = {
  absWorkingDir: HERE,
  entryPoints: [...SCRIPTS.map((name) => `src/${name}.ts`), "src/styles/desk.css"],
  entryNames: "[name]",
  assetNames: "fonts/[name]",
  outdir: STATIC,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome123", "firefox120", "safari17.5"], // those that know light-dark()
  loader: { ".woff2": "file" },
  legalComments: "none", // the licences are gathered in LICENSES.txt
  metafile: true,
  logLevel: "warning",
};

await rm(STATIC, { recursive: true, force: true });
await mkdir(STATIC, { recursive: true });
const building = await context(options);
if (process.argv.includes("--watch")) {
  await building.watch();
  await copyData();
  console.log("Watching src/ …");
} else {
  const { metafile } = await building.rebuild();
  await building.dispose();
  await copyData();
  await writeFile(join(STATIC, "LICENSES.txt"), await licences(metafile));
  await weigh();
}

async function copyData() {
  for (const [name, from] of Object.entries(DATA)) await copyFile(join(HERE, "node_modules", from), join(STATIC, name));
}

/** The licence texts of all packages of which something is in the bundles. */
async function licences(metafile) {
  const inputs = [...Object.keys(metafile.inputs), ...Object.values(DATA).map((path) => `node_modules/${path}`)];
  const names = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean);
  const texts = [];
  for (const name of [...new Set(names)].sort()) {
    const folder = join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    texts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

/** Print what each file weighs, compressed; fail where all scripts together are over the budget. */
async function weigh() {
  let total = 0;
  for (const entry of (await readdir(STATIC, { withFileTypes: true })).filter((found) => found.isFile())) {
    const size = gzipSync(await readFile(join(STATIC, entry.name)), { level: 9 }).length;
    if (/\.js(on)?$/.test(entry.name)) total += size;
    console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${entry.name}`);
  }
  console.log(
    `${(total / 1024).toFixed(1).padStart(7)} KB  all scripts and map data, compressed, in ${relative(process.cwd(), STATIC)}`,
  );
  if (total > BUDGET) throw new Error(`That is over the ${BUDGET / 1024} KB that the desk allows itself.`);
}
