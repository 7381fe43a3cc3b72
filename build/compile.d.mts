/** Compiles sources of AssemblyScript by their names, of which `index.ts` is the entry, to WebAssembly. */
export function compile(sources: ReadonlyMap<string, string>, options: readonly string[]): Promise<Uint8Array>
