/**
 * Compiles the kernel, src/belenios/kernel/assembly/, and writes it as a module of the program: belenios/ reads no files.
 * Does nothing where that module was made from the same sources by the same compiler.
 */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"

const root = new URL("../", import.meta.url)
const folder = new URL("src/belenios/kernel/assembly/", root)
const target = new URL("src/belenios/kernel/binary.ts", root)
const options = [
  ...["-O3", "--noAssert", "--runtime", "stub"],
  // Lets addresses of static memory fold into loads and stores.
  ...["--memoryBase", "1024"],
]

const { devDependencies } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"))
const hash = createHash("sha256").update(JSON.stringify([devDependencies.assemblyscript, options]))
hash.update(readFileSync(new URL("compile.mjs", import.meta.url)))
const names = readdirSync(folder).filter((name) => name.endsWith(".ts"))
const sources = new Map(names.sort().map((name) => [name, readFileSync(new URL(name, folder), "utf8")]))
for (const [name, text] of sources) hash.update(`${name}\n${text}`)
const header = `// Made by build/kernel.mjs from sources whose fingerprint is ${hash.digest("hex").slice(0, 32)}.`

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(`${header}\n`)) {
  const { compile } = await import("./compile.mjs")
  const binary = async (field) => Buffer.from(await compile(sources, field, options)).toString("base64")
  const plain = await binary("plain")
  const fused = await binary("fused")
  writeFileSync(
    target,
    `${header}
/** WebAssembly in base64: on the field that every engine with vectors runs, and on that of fused multiplication. */
export const kernelBinaries = {
  plain: "${plain}",
  fused: "${fused}",
}
`,
  )
}
