import asc from "assemblyscript/asc"

/** Compiles sources of AssemblyScript, of which `index.ts` is the entry, to WebAssembly. */
export async function compile(sources, options) {
  let binary
  const { error, stderr } = await asc.main(["index.ts", ...options, "--outFile", "kernel.wasm"], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_name, contents) => {
      binary = contents
    },
    listFiles: () => [...sources.keys()],
  })
  if (error !== null || binary === undefined) throw new Error(`the kernel does not compile\n${stderr.toString()}`)
  return binary
}
