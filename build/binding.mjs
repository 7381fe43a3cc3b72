import { appendFileSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { build } from "rolldown"

const require = createRequire(import.meta.url)

/**
 * Puts the package that binds SQLite to the Node at hand into one file of `dir`, without its machine code, which stays where it is
 * installed (`src/store/sqlite.ts`). Nothing is made where there is none, or none that stands where npm compiles it.
 */
export async function bindingIn(dir) {
  for (const name of ["better-sqlite3", "better-sqlite3-12"]) {
    if (!isInstalled(`${name}/build/Release/better_sqlite3.node`)) continue
    const { version } = require(`${name}/package.json`)
    const entry = "\0binding"
    const source = `export const version = ${JSON.stringify(version)}
export const binding = () => require(${JSON.stringify(name)})`
    await build({
      input: entry,
      platform: "node",
      // How the package looks for its machine code, which it is given.
      external: ["bindings"],
      plugins: [
        {
          name: "binding",
          resolveId: (id) => (id === entry ? entry : undefined),
          load: (id) => (id === entry ? source : undefined),
        },
      ],
      output: { file: `${dir}/${name}.cjs`, format: "cjs", exports: "named" },
    })
    const licence = readFileSync(require.resolve(`${name}/LICENSE`), "utf8")
    appendFileSync(`${dir}/licences.txt`, `\n${name}\n\n${licence}`)
  }
}

function isInstalled(path) {
  try {
    return readFileSync(require.resolve(path)).length > 0
  } catch {
    return false
  }
}
