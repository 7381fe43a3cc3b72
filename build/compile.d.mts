/**
 * Compiles sources of AssemblyScript by their names, of which `index.ts` is the entry and `field.ts` one of two, to
 * WebAssembly.
 */
export function compile(
  sources: ReadonlyMap<string, string>,
  field: "plain" | "fused",
  options: readonly string[],
): Promise<Uint8Array>
