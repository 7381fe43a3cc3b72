/**
 * What must be made before the program runs from a checkout: `npm ci` runs no script of any package (.npmrc), and neither
 * compiles nor builds. Does nothing where all of it stands already.
 */
import { execFileSync } from "node:child_process"
import { createRequire } from "node:module"

/** Node 20 reads SQLite with a package that has to be compiled for it (src/store/sqlite.ts); newer ones need nothing. */
function readySqlite() {
  if (Number.parseInt(process.versions.node, 10) >= 22) return
  const require = createRequire(import.meta.url)
  const opens = () => {
    try {
      new (require("better-sqlite3-12"))(":memory:").close()
      return true
    } catch (error) {
      if (error.code === "MODULE_NOT_FOUND" && !error.message.includes("bindings file")) throw error
      return false
    }
  }
  if (opens()) return
  process.stderr.write("Node 20: SQLite is compiled once, which takes about a minute\n")
  try {
    execFileSync("npm", ["rebuild", "better-sqlite3-12", "--ignore-scripts=false"], {
      stdio: ["ignore", "pipe", "pipe"],
    })
  } catch (error) {
    process.stderr.write(`${error.stdout}\n${error.stderr}\n`)
    throw new Error(
      "SQLite could not be compiled: Node 20 needs python3, make and a C++ compiler for it; Node 22 and newer need none of them",
    )
  }
}

readySqlite()
await import("./kernel.mjs")
await import("./program.mjs")
