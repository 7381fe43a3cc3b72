/**
 * A binary of the kernel that tells every address that it reads or writes, and every condition that decides what runs next:
 * what an observer of its steps and of the memory's caches could see at most.
 */
import binaryen from "binaryen"

/** An S-expression of the text format of WebAssembly. */
type Expression = string | Expression[]

/** Makes the binary with an import `trace.step(value, place) → value` around each address and condition. */
export function tracedBinary(binary: Uint8Array): Uint8Array {
  const read = binaryen.readBinary(binary)
  read.setFeatures(binaryen.Features.All)
  const [module] = expressionsOf(read.emitText())
  if (!Array.isArray(module)) throw new Error("no module")
  let places = 0
  const traced = (expression: Expression): Expression => ["call", "$step", expression, ["i32.const", String(places++)]]
  const walk = (node: Expression): Expression => {
    if (!Array.isArray(node)) return node
    const [head, ...operands] = node
    if (typeof head !== "string" || ["data", "global", "type", "import", "export"].includes(head)) return node
    const walked = operands.map(walk)
    for (const at of revealing(head, walked)) walked[at] = traced(walked[at] ?? "")
    return [head, ...walked]
  }
  const signature = ["func", "$step", ["param", "i32", "i32"], ["result", "i32"]]
  const [head = "", ...fields] = module.map(walk)
  const made = binaryen.parseText(textOf([head, ["import", '"trace"', '"step"', signature], ...fields]))
  made.setFeatures(binaryen.Features.All)
  if (made.validate() === 0 || places < 100) throw new Error("the kernel could not be traced")
  return made.emitBinary()
}

/** Which operands of an instruction are addresses, lengths or conditions, or decide how long it takes. */
function revealing(instruction: string, operands: readonly Expression[]): readonly number[] {
  const nested = operands.flatMap((operand, index) =>
    Array.isArray(operand) && operand[0] !== "result" ? [index] : [],
  )
  if (/^(i32|i64|f32|f64|v128)\.(load|store)/.test(instruction)) return nested.slice(0, 1)
  if (instruction === "memory.copy") return nested
  if (instruction === "memory.fill") return nested.filter((_, index) => index !== 1)
  if (instruction === "if") return nested.slice(0, 1)
  if (["br_if", "br_table", "select"].includes(instruction)) return nested.slice(-1)
  // Their time depends on their operands.
  if (/^i32\.(div|rem)_/.test(instruction)) return nested
  if (/^i64\.(div|rem)_/.test(instruction)) throw new Error(`${instruction} would have to be traced`)
  return []
}

function expressionsOf(text: string): Expression[] {
  const tokens = text.matchAll(/\(;.*?;\)|;;[^\n]*|"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/gs)
  const stack: Expression[][] = [[]]
  for (const [token] of tokens) {
    if (token.startsWith("(;") || token.startsWith(";;")) continue
    if (token === "(") stack.push([])
    else if (token === ")") {
      const closed = stack.pop() ?? []
      stack.at(-1)?.push(closed)
    } else stack.at(-1)?.push(token)
  }
  return stack[0] ?? []
}

function textOf(expression: Expression): string {
  return Array.isArray(expression) ? `(${expression.map(textOf).join(" ")})` : expression
}
