import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import ts from "typescript"
import { expect, test } from "vitest"

const root = new URL("../src/", import.meta.url).pathname
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))

/**
 * The three storeys: the base of everything, the election in its order, and the whole. A folder imports itself and
 * those before it.
 */
const order = [
  ...["core", "language", "notes", "belenios", "bundle", "paper", "letters", "workers", "store", "terminal"],
  ...[
    "journal",
    "definition",
    "authority",
    "witnesses",
    "roll",
    "trustees",
    "credentials",
    "urn",
    "register",
    "turnout",
  ],
  ...[
    "availability",
    "components",
    "incidents",
    "complaints",
    "watch",
    "notices",
    "observers",
    "custody",
    "minutes",
    "stamps",
    "preflight",
  ],
  ...["verify", "record", "tally", "papers"],
  ...["election", "guide", "rehearsal", "screens", "commands"],
]
const folderOf = (file: string) => file.split("/")[0] ?? ""
const nameOf = (file: string) => file.split("/").at(-1) ?? ""
const isRootFile = (file: string) => !file.includes("/")

/** Lists every module that a file names, as the parser sees it: static, dynamic and type imports, and re-exports. */
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

test("every folder has a place in the order", () => {
  expect(files.filter((file) => !isRootFile(file) && !order.includes(folderOf(file)))).toEqual([])
})

test("a folder imports itself and the folders before it, whatever a file is called", () => {
  const upward = internal.filter(
    ({ from, to }) =>
      !isRootFile(from) && (isRootFile(to) || order.indexOf(folderOf(to)) > order.indexOf(folderOf(from))),
  )
  expect(upward).toEqual([])
})

test("only one file is above the folders; it turns arguments into an exit status", () => {
  expect(files.filter(isRootFile)).toEqual(["main.ts"])
})

/** Orders imports: parts of Node, packages, then files, the furthest first, each by its path. */
function importRank(path: string): string {
  if (path.startsWith("node:")) return `0 ${path}`
  return path.startsWith(".") ? `2 ${9 - path.split("../").length} ${path}` : `1 ${path}`
}

test("imports are sorted, and each module is imported once", () => {
  const unsorted = files
    .filter((file) => !file.includes("/assembly/"))
    .filter((file) => {
      const source = ts.createSourceFile(file, readFileSync(root + file, "utf8"), ts.ScriptTarget.Latest, true)
      const paths = source.statements
        .filter(ts.isImportDeclaration)
        .map((one) => (one.moduleSpecifier as ts.StringLiteral).text)
      const ranks = paths.map(importRank)
      return ranks.some((rank, i) => i > 0 && rank <= (ranks[i - 1] ?? ""))
    })
  expect(unsorted).toEqual([])
})

test("no files import each other in a circle", () => {
  const next = new Map<string, string[]>()
  for (const { from, to } of internal) next.set(from, [...(next.get(from) ?? []), to])
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" > "))
    if (done.has(file) || way.includes(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})

test("only commands/ knows how a command line is written", () => {
  expect(imports.filter(({ from, to }) => to === "commander" && folderOf(from) !== "commands")).toEqual([])
})

const roles = ["table", "queries", "operations"] as const
type Role = (typeof roles)[number] | "pure"
function roleOf(file: string): Role {
  const name = nameOf(file)
  return roles.find((role) => name === `${role}.ts` || name.endsWith(`-${role}.ts`)) ?? "pure"
}

test("in a room operations lead to queries and queries to tables, never back", () => {
  const rank: Record<Role, number> = { pure: 0, table: 1, queries: 2, operations: 3 }
  const rooms = internal.filter(({ from }) => order.indexOf(folderOf(from)) >= order.indexOf("journal"))
  const backward = rooms.filter(
    ({ from, to }) => folderOf(from) === folderOf(to) && rank[roleOf(to)] > rank[roleOf(from)],
  )
  expect(backward).toEqual([])
})

test("verify/ reads files only: no store, no table, no query, no operation", () => {
  const strays = internal.filter(
    ({ from, to }) =>
      folderOf(from) === "verify" &&
      (["store", "trustees", "credentials", "roll", "urn", "stamps", "record", "tally"].includes(folderOf(to)) ||
        roleOf(to) !== "pure") &&
      folderOf(to) !== "verify",
  )
  expect(strays).toEqual([])
})

test("queries write nothing", () => {
  const writing = /\bstore\.write\(|\bappend\(|\bwriteWhole\(|\bwriteFolder\(/
  expect(files.filter((file) => roleOf(file) === "queries" && writing.test(readFileSync(root + file, "utf8")))).toEqual(
    [],
  )
})

const mayTouchProcess = (file: string) => ["terminal", "store", "workers"].includes(folderOf(file))

test("only terminal/, store/ and workers/ touch the disk, threads, the network or the process", () => {
  const modules = /^(node:)?(fs|fs\/promises|child_process|worker_threads|os|process|net|http|https|tls|dns|dgram)$/
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
    .filter((file) => folderOf(file) === "commands")
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
    .filter(({ to }) => !["terminal", "language", "core", "screens", "commands"].includes(folderOf(to)))
  expect(eager).toEqual([])
})

test("code that every command loads at its start includes no arithmetic, no checks and no threads", () => {
  const begin = ["main.ts", "terminal/io.ts", "election/file.ts", "election/session.ts", "guide/queries.ts"]
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
