import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import ts from "typescript"
import { expect, test } from "vitest"

const root = new URL("../src/", import.meta.url).pathname
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))

/** The lifecycle: a folder imports itself and those before it. */
const order = [
  ...[
    "core",
    "language",
    "notes",
    "belenios",
    "paper",
    "letters",
    "workers",
    "store",
    "journal",
    "definition",
    "authority",
    "witnesses",
  ],
  ...[
    "roll",
    "trustees",
    "credentials",
    "urn",
    "custody",
    "bundle",
    "verify",
    "record",
    "tally",
    "guide",
    "rehearsal",
    "cli",
  ],
]
const folderOf = (file: string) => file.split("/")[0] ?? ""
const nameOf = (file: string) => file.split("/").at(-1) ?? ""
const isCommands = (file: string) => nameOf(file) === "commands.ts" || nameOf(file).endsWith("-commands.ts")
const isRootFile = (file: string) => !file.includes("/")

/** Every module a file names: static, dynamic and type imports, and re-exports, as the parser sees them. */
function importsOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(root + file, "utf8"), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      found.push((node.moduleSpecifier as ts.StringLiteral).text)
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push((node.arguments[0] as ts.StringLiteral).text)
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push((node.argument.literal as ts.StringLiteral).text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const imports = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })))
const internal = imports
  .filter(({ to }) => to.startsWith("."))
  .map(({ from, to }) => ({ from, to: normalize(join(dirname(from), to)) }))

test("every folder has its place in the order", () => {
  expect(files.filter((file) => !isRootFile(file) && !order.includes(folderOf(file)))).toEqual([])
})

/** The files of src/ itself, and the file that a room may take from them: only the type of an open election file. */
const mayOpenAnything = ["main.ts", "lifecycle.ts", "election-file.ts"]

test("a folder imports itself and the folders before it", () => {
  const upward = internal.filter(({ from, to }) => {
    if (isRootFile(from)) return false
    // Commands belong to the terminal: they may import cli/ and any room.
    if (isCommands(from) || folderOf(from) === "cli") return false
    return isRootFile(to) || order.indexOf(folderOf(to)) > order.indexOf(folderOf(from))
  })
  expect(upward).toEqual([])
})

test("only commands, main and cli/ import cli/", () => {
  const strays = internal.filter(
    ({ from, to }) => folderOf(to) === "cli" && folderOf(from) !== "cli" && !isCommands(from) && from !== "main.ts",
  )
  expect(strays).toEqual([])
})

test("files of src/ itself are the three that see everything", () => {
  expect(files.filter(isRootFile).filter((file) => !mayOpenAnything.includes(file))).toEqual([])
})

type Role = "table" | "operations" | "commands" | "pure"
function roleOf(file: string): Role {
  const name = nameOf(file)
  if (name === "table.ts" || name.endsWith("-table.ts")) return "table"
  if (name === "operations.ts" || name.endsWith("-operations.ts")) return "operations"
  return isCommands(file) ? "commands" : "pure"
}

test("in a room, commands lead to operations and operations to tables, never back", () => {
  const rank: Record<Role, number> = { pure: 0, table: 1, operations: 2, commands: 3 }
  const rooms = internal.filter(
    ({ from, to }) =>
      order.indexOf(folderOf(from)) >= order.indexOf("journal") && folderOf(from) !== "cli" && !isRootFile(to),
  )
  const backward = rooms.filter(
    ({ from, to }) =>
      folderOf(from) === folderOf(to) && rank[roleOf(to)] > rank[roleOf(from)] && folderOf(from) !== "rehearsal",
  )
  expect(backward).toEqual([])
})

test("verify/ sees files only: no store, no table, no operation", () => {
  const strays = internal.filter(
    ({ from, to }) =>
      folderOf(from) === "verify" &&
      !isCommands(from) &&
      (["store", "trustees", "credentials", "roll", "urn", "custody", "record", "tally"].includes(folderOf(to)) ||
        ["table", "operations"].includes(roleOf(to))) &&
      folderOf(to) !== "verify",
  )
  expect(strays).toEqual([])
})

const mayTouchProcess = (file: string) => ["cli", "store", "workers"].includes(folderOf(file))

test("only cli/, store/ and workers/ touch the disk, threads or the process", () => {
  const modules = /^(node:)?(fs|fs\/promises|child_process|worker_threads|os|process|net|http|https)$/
  const strays = imports.filter(({ from, to }) => modules.test(to) && !mayTouchProcess(from))
  expect(strays).toEqual([])
  const globals = files.filter((file) => {
    if (mayTouchProcess(file)) return false
    return /\b(process\.|console\.)|Math\.random|Date\.now|new Date\(\)/.test(readFileSync(root + file, "utf8"))
  })
  expect(globals).toEqual([])
})

test("commands load their operations when they run, so that start-up stays short", () => {
  const source = (file: string) => readFileSync(root + file, "utf8")
  const eager = files
    .filter((file) => isCommands(file))
    .flatMap((file) =>
      [...source(file).matchAll(/^import (?!type)\{?([^"]*)\}? from "(\.[^"]+)"/gm)]
        .filter((match) => {
          const names = (match[1] ?? "")
            .split(",")
            .map((name) => name.trim())
            .filter((name) => name !== "" && name !== "}")
          return names.some((name) => !name.startsWith("type "))
        })
        .map((match) => ({ file, to: normalize(join(dirname(file), match[2] ?? "")) })),
    )
    .filter(({ to }) => !["cli", "language", "core"].includes(folderOf(to)) && !isCommands(to))
  expect(eager).toEqual([])
})

test("what every command begins with loads neither the arithmetic, nor the checks, nor the threads", () => {
  const begin = ["main.ts", "cli/io.ts", "election-file.ts", "cli/election-session.ts", "guide/operations.ts"]
  const loaded = new Map(begin.map((name) => [name, name]))
  for (const [name, way] of loaded) {
    const source = readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8")
    for (const [, names = "", path = ""] of source.matchAll(
      /^(?:import|export) (?!type\b)([^;"]*?) from "(\.[^"]+\.ts)"/gm,
    )) {
      if (/^\{(?:\s*type [\w\s]+,?)+\}$/.test(names)) continue
      const found = new URL(path, `file:///${name}`).pathname.slice(1)
      if (!loaded.has(found)) loaded.set(found, `${found} < ${way}`)
    }
  }
  expect(loaded.size).toBeGreaterThan(50)
  const heavy =
    /^(?:verify|workers|record|paper|letters|belenios\/(?:kernel|group|engine)|definition\/(?:parse|yaml|schema|local-time))/
  expect([...loaded].filter(([name]) => heavy.test(name)).map(([, way]) => way)).toEqual([])
})
