/**
 * Which statements of the kernel the comparisons execute (`npm run test:kernel`): its sources are compiled once more with a
 * mark before every statement, a byte of memory each, and all of them must be set at the end.
 */
import { readdirSync, readFileSync } from "node:fs"
import ts from "typescript"
import { expect, test, vi } from "vitest"
import { compile } from "../../build/compile.mjs"

const sources = new URL("../../src/belenios/kernel/assembly/", import.meta.url)

const { compiled, statements, memories } = vi.hoisted(() => ({
  compiled: { kernelBinaries: { plain: "", fused: "" } },
  statements: [] as string[],
  memories: [] as WebAssembly.Memory[],
}))
vi.mock("../../src/belenios/kernel/binary.ts", () => compiled)

/** Marks begin here; static memory lies above them. */
const firstMark = 1024
const memoryBase = 16_384

/** The source with a mark before each statement of a function. */
function marked(name: string, text: string): string {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const insertions: { readonly at: number; readonly text: string }[] = []
  const mark = (statement: ts.Node) => {
    const { line } = source.getLineAndCharacterOfPosition(statement.getStart(source))
    statements.push(`${name}:${line + 1} ${statement.getText(source).split("\n")[0] ?? ""}`)
    const alone = !ts.isBlock(statement.parent)
    const text = `store<u8>(${firstMark + statements.length - 1}, 1);`
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

async function markedKernel(): Promise<string> {
  const names = readdirSync(sources).filter((name) => name.endsWith(".ts"))
  const files = new Map(names.map((name) => [name, marked(name, readFileSync(new URL(name, sources), "utf8"))]))
  const options = ["--enable", "simd", "--runtime", "stub", "--memoryBase", String(memoryBase)]
  return Buffer.from(await compile(files, options)).toString("base64")
}

test("every statement of the kernel is executed", async () => {
  compiled.kernelBinaries.plain = await markedKernel()
  expect(statements.length).toBeLessThan(memoryBase - firstMark)
  const { Instance } = WebAssembly
  vi.spyOn(WebAssembly, "Instance").mockImplementation(function (module: WebAssembly.Module) {
    const instance = new Instance(module)
    memories.push((instance.exports as { readonly memory: WebAssembly.Memory }).memory)
    return instance
  })

  const { compareField } = await import("../support/kernel-field.ts")
  const { comparePoints } = await import("../support/kernel-points.ts")
  const { compareBallots, compareSums } = await import("../support/kernel-ballots.ts")
  compareField(2000, 1)
  comparePoints(400, 1)
  compareBallots(600, 1)
  compareSums(20, 1)

  const marks = memories.map(({ buffer }) => new Uint8Array(buffer))
  const missed = statements.filter((_, index) => marks.every((memory) => memory[firstMark + index] !== 1))
  console.log(`${statements.length - missed.length} of ${statements.length} statements of the kernel executed`)
  expect(missed).toEqual([])
})
