import { readFileSync, writeFileSync } from "node:fs"
import { build } from "rolldown"

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
  /src\/(?:main|election-file|cli\/(?:io|election-session)|guide\/(?:commands|operations)|bundle\/layout)\.ts$/

/**
 * Makes a folder of JavaScript of TypeScript sources: a few files instead of hundreds, because finding and reading modules
 * is most of what a short command does. What every command begins with, and all that it imports, is one file; the rest
 * loads with the command that needs it. Other packages stay outside. `beside` keeps what is in the folder already.
 */
export async function bundle(input, dir, { beside = false } = {}) {
  await build({
    input,
    platform: "node",
    checks: { ineffectiveDynamicImport: false },
    external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
    output: { dir, cleanDir: !beside, codeSplitting: { groups: [{ name: "start", test: start }] } },
  })
  const notices = Object.entries(inlined).map(([name, file]) => {
    const licence = readFileSync(new URL(`../node_modules/${name}/${file}`, import.meta.url), "utf8")
    return `${name}\n\n${licence}`
  })
  writeFileSync(`${dir}/licences.txt`, `Packages that are part of these files.\n\n${notices.join("\n")}`)
}
