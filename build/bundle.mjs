import { readFileSync } from "node:fs"
import { build } from "rolldown"

const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
const packages = Object.keys({ ...dependencies, ...devDependencies })

/** Where every command begins: it opens an election, and `status` says where it stands. */
const start = /src\/(?:main|election-file|cli\/(?:io|election-session)|guide\/(?:commands|operations))\.ts$/

/**
 * Makes a folder of JavaScript of TypeScript sources: a few files instead of hundreds, because finding and reading modules
 * is most of what a short command does. Packages stay outside. What every command begins with, and all that it imports, is
 * one file; the rest loads with the command that needs it.
 */
export async function bundle(input, dir) {
  await build({
    input,
    platform: "node",
    checks: { ineffectiveDynamicImport: false },
    external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
    output: { dir, cleanDir: true, codeSplitting: { groups: [{ name: "start", test: start }] } },
  })
}
