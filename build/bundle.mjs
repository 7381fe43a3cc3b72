import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { build } from "rolldown"
import { sayingsApart, sayingsIn } from "./sayings.mjs"

const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
/** Packages that every command begins with, and their licences, which ask to be kept with copies. */
const inlined = {
  "@noble/ed25519": "LICENSE",
  canonicalize: "LICENSE",
  chalk: "license",
  commander: "LICENSE",
  "temporal-polyfill": "LICENSE",
  yaml: "LICENSE",
  zod: "LICENSE",
}
const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !(name in inlined))

/** Where every command begins: it opens an election, and `status` says where it stands. */
const start =
  /src\/(?:main|terminal\/(?:io|leftovers)|election\/(?:file|session)|commands\/status|screens\/next-command|guide\/queries|bundle\/layout|journal\/(?:machine-memory|urn-key-search)|authority\/urn-key-queries)\.ts$/

/**
 * Parts of Node are loaded by `require`, each when the first of its names is used. For an `import` Node loads a part at once, and
 * reads every name that it exports, for some of which it loads what no command uses.
 */
const partsOfNode = {
  name: "parts-of-node",
  resolveId(id, importer) {
    // `require` itself comes of an import; the process is there anyway.
    if (!id.startsWith("node:") || id === "node:module" || importer?.startsWith(part)) return undefined
    return `${part}${id}`
  },
  load(id) {
    if (!id.startsWith(part)) return undefined
    const name = id.slice(part.length)
    if (name === "node:process") return "module.exports = process"
    const names = Object.keys(createRequire(import.meta.url)(name))
    return `let loaded
const whole = () => (loaded ??= require(${JSON.stringify(name)}))
module.exports = {${names.map((each) => `get ${each}() { return whole().${each} }`).join(", ")}}`
  },
}
const part = "\0part of "

/** Which colours a terminal has is asked of its stream (`terminal/io.ts`): chalk need not find it out when it is loaded. */
const noColoursOfItsOwn = {
  name: "no-colours-of-its-own",
  resolveId: (id) => (id === "#supports-color" ? "\0no colours" : undefined),
  load: (id) => (id === "\0no colours" ? "export default { stdout: false, stderr: false }" : undefined),
}

/**
 * Makes a folder of JavaScript of TypeScript sources: a few files instead of hundreds, because finding and reading modules
 * is most of what a short command does. What every command begins with, and all that it imports, is one file; the rest
 * loads with the command that needs it. Other packages stay outside. `beside` keeps what is in the folder already.
 */
export async function bundle(input, dir, { beside = false } = {}) {
  await build({
    input,
    platform: "node",
    plugins: [partsOfNode, noColoursOfItsOwn, sayingsApart],
    checks: { ineffectiveDynamicImport: false },
    external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
    output: { dir, cleanDir: !beside, codeSplitting: { groups: [{ name: "start", test: start }] } },
  })
  await sayingsIn(dir)
  const notices = Object.entries(inlined).map(([name, file]) => {
    const licence = readFileSync(new URL(`../node_modules/${name}/${file}`, import.meta.url), "utf8")
    return `${name}\n\n${licence}`
  })
  writeFileSync(`${dir}/licences.txt`, `Packages that are part of these files.\n\n${notices.join("\n")}`)
}
