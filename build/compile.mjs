import asc from "assemblyscript/asc"

/**
 * Compiles sources of AssemblyScript, of which `index.ts` is the entry, to WebAssembly. Their `field.ts` is one of two:
 * field-plain.ts, or field-fused.ts, which needs relaxed vectors.
 */
export async function compile(sources, field, options) {
  const files = new Map([...sources, ["field.ts", `export * from "./field-${field}"`]])
  const features = ["--enable", field === "fused" ? "simd,relaxed-simd" : "simd"]
  let binary
  const { error, stderr } = await asc.main(["index.ts", ...features, ...options, "--outFile", "kernel.wasm"], {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (_name, contents) => {
      binary = contents
    },
    listFiles: () => [...files.keys()],
  })
  if (error !== null || binary === undefined) throw new Error(`the kernel does not compile\n${stderr.toString()}`)
  return binary
}
