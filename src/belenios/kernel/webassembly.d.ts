/** The part of Node's WebAssembly that this program uses. TypeScript declares it only for browsers. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  interface Instance {
    readonly exports: unknown
  }
  interface Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  const Module: new (bytes: Uint8Array) => Module
  const Instance: new (
    module: Module,
    imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => Instance
  function validate(bytes: Uint8Array): boolean
}
