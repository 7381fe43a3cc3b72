/** Compiles the kernel once more with a counter before every statement, in the memory of the instance. */
import { readdirSync, readFileSync } from "node:fs"
import ts from "typescript"
import { compile } from "../../build/compile.mjs"

const sources = new URL("../../src/belenios/kernel/assembly/", import.meta.url)

/** Counters of 32 bits begin here; static memory lies above them. */
const firstMark = 1024
const memoryBase = 16_384

export interface MarkedKernel {
  readonly binary: Uint8Array
  /** The first line of each statement, and where it stands. */
  readonly statements: readonly string[]
  /** Returns how often each statement was executed. */
  readonly counts: (memory: WebAssembly.Memory) => readonly number[]
}

export const fields = ["plain", "fused"] as const

export async function markedKernel(field: (typeof fields)[number]): Promise<MarkedKernel> {
  const statements: string[] = []
  const other = field === "plain" ? "field-fused.ts" : "field-plain.ts"
  const names = readdirSync(sources).filter((name) => name.endsWith(".ts") && name !== other)
  const files = names.map(
    (name) => [name, marked(name, readFileSync(new URL(name, sources), "utf8"), statements)] as const,
  )
  if (statements.length > (memoryBase - firstMark) / 4) throw new Error("more statements than counters")
  const options = ["--runtime", "stub", "--memoryBase", String(memoryBase)]
  return {
    binary: await compile(new Map(files), field, options),
    statements,
    counts: ({ buffer }) => [...new Uint32Array(buffer, firstMark, statements.length)],
  }
}

/** Puts a mark before each statement of a function. */
function marked(name: string, text: string, statements: string[]): string {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const insertions: { readonly at: number; readonly text: string }[] = []
  const mark = (statement: ts.Node) => {
    const { line } = source.getLineAndCharacterOfPosition(statement.getStart(source))
    const counter = firstMark + 4 * statements.length
    statements.push(`${name}:${line + 1} ${statement.getText(source).split("\n")[0] ?? ""}`)
    const alone = !ts.isBlock(statement.parent)
    const text = `store<u32>(${counter}, load<u32>(${counter}) + 1);`
    insertions.push({ at: statement.getStart(source), text: alone ? `{ ${text} ` : `${text} ` })
    if (alone) insertions.push({ at: statement.getEnd(), text: " }" })
  }
  const visit = (node: ts.Node, inFunction: boolean): void => {
    const isStatement = ts.isStatement(node) && !ts.isBlock(node) && !ts.isFunctionDeclaration(node)
    if (inFunction && isStatement) mark(node)
    ts.forEachChild(node, (child) => {
      visit(child, inFunction || ts.isFunctionDeclaration(node))
    })
  }
  visit(source, false)
  return insertions
    .map((insertion, order) => ({ ...insertion, order }))
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((result, { at, text: inserted }) => result.slice(0, at) + inserted + result.slice(at), text)
}
