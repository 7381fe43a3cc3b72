/**
 * Compiles the kernel, src/belenios/kernel/assembly/, and writes it as a module of the program: belenios/ reads no files.
 * Does nothing where that module was made from the same sources by the same compiler.
 */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"

const root = new URL("../", import.meta.url)
const sources = new URL("src/belenios/kernel/assembly/", root)
const target = new URL("src/belenios/kernel/binary.ts", root)
const options = [
  ...["--enable", "simd", "-O3", "--noAssert", "--runtime", "stub"],
  // Lets addresses of static memory fold into loads and stores.
  ...["--memoryBase", "1024"],
]

const { devDependencies } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"))
const hash = createHash("sha256").update(JSON.stringify([devDependencies.assemblyscript, options]))
const names = readdirSync(sources).filter((name) => name.endsWith(".ts"))
for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(new URL(name, sources)))
const header = `// Made by build/kernel.mjs from sources whose fingerprint is ${hash.digest("hex").slice(0, 32)}.`

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(`${header}\n`)) {
  const binary = await compile()
  const text = Buffer.from(binary).toString("base64")
  writeFileSync(target, `${header}\n/** WebAssembly, in base64. */\nexport const kernelBinary =\n  "${text}"\n`)
}

async function compile() {
  const { default: asc } = await import("assemblyscript/asc")
  let binary
  const { error, stderr } = await asc.main(["index.ts", ...options, "--outFile", "kernel.wasm"], {
    readFile: (name) => {
      const file = new URL(name, sources)
      return existsSync(file) ? readFileSync(file, "utf8") : null
    },
    writeFile: (_name, contents) => {
      binary = contents
    },
    listFiles: () => names,
  })
  if (error !== null || binary === undefined) throw new Error(`the kernel does not compile\n${stderr.toString()}`)
  return binary
}
