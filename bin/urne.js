#!/usr/bin/env node
import { createRequire } from "node:module"

// By `require`: for an import Node would load all that this part exports.
const { readFileSync, writeSync } = createRequire(import.meta.url)("node:fs")

const argv = process.argv.slice(2)

/** Answers `--version` and `-v` by itself, before anything is loaded; where that cannot be written, the program says why. */
function saysVersion() {
  if (argv.length !== 1 || !["-v", "--version"].includes(argv[0])) return false
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  try {
    writeSync(1, `${version}\n`)
    return true
  } catch {
    return false
  }
}

if (!saysVersion()) {
  const { main, processIo } = await import("../dist/main.js")
  const io = processIo(argv)
  process.exitCode = await io.settle(await main(argv, io))
}
