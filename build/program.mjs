/** Makes `dist/`, the program. Does nothing where it was made from the same sources and packages. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const root = new URL("../", import.meta.url).pathname
const stamp = join(root, "dist/made-from.txt")
const hash = createHash("sha256")
const folders = ["src", "build"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)),
)
for (const path of [...folders, join(root, "package-lock.json"), join(root, "tsconfig.json")].sort()) {
  const bytes = readFileSync(path)
  hash.update(`${path.slice(root.length)} ${bytes.length}\n`).update(bytes)
}
// SQLite's machine code may be compiled after a first build, which left its package out of the program.
const compiled = ["better-sqlite3", "better-sqlite3-12"].filter((name) =>
  existsSync(join(root, "node_modules", name, "build/Release/better_sqlite3.node")),
)
hash.update(`${compiled.join(" ")}\n`)
const fingerprint = `${hash.digest("hex")}\n`

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== fingerprint) {
  const { bundle } = await import("./bundle.mjs")
  const { bindingIn } = await import("./binding.mjs")
  await bundle(
    {
      main: "src/main.ts",
      // For the members of the fixtures, who open their letters.
      reading: "src/paper/reading.ts",
    },
    "dist",
  )
  // By itself: a thread that loads nothing but its tasks is at work while the program still reads.
  await bundle({ thread: "src/workers/thread.ts" }, "dist", { beside: true })
  await bindingIn("dist")
  writeFileSync(stamp, fingerprint)
}
