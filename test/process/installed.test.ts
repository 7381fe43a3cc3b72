import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"

const root = new URL("../../", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "urne-installed-"))
const place = join(folder, "urne")
/** The package of SQLite that this Node does not use, and that must not matter, whatever it holds. */
const [used, unused] =
  Number.parseInt(process.versions.node, 10) >= 22
    ? ["better-sqlite3", "better-sqlite3-12"]
    : ["better-sqlite3-12", "better-sqlite3"]

/** Lays out the program as it is installed elsewhere: its files and its packages, without those named. */
function install(without: readonly string[]): void {
  rmSync(place, { recursive: true, force: true })
  mkdirSync(join(place, "node_modules"), { recursive: true })
  for (const name of ["bin", "dist", "package.json"]) cpSync(root + name, join(place, name), { recursive: true })
  for (const name of readdirSync(`${root}node_modules`)) {
    if (!without.includes(name)) symlinkSync(`${root}node_modules/${name}`, join(place, "node_modules", name))
  }
}
const urne = (...argv: readonly string[]) =>
  spawnSync(process.execPath, [join(place, "bin/urne.js"), ...argv], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: dirname(process.execPath), XDG_STATE_HOME: join(folder, "state"), LC_ALL: "C" },
  })
const codeOf = ({ stderr }: { readonly stderr: string }) =>
  (JSON.parse(stderr) as { readonly error: { readonly code: string } }).error.code

beforeAll(() => {
  writeFileSync(join(folder, "a.urne"), "hello, this is no database\n".repeat(100))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test("election files are read with the SQLite package that fits this Node, and the other is not touched", () => {
  install([unused])
  mkdirSync(join(place, "node_modules", unused))
  writeFileSync(join(place, "node_modules", unused, "index.js"), "process.exit(99)\n")
  // SQLite itself says that this file is not a database.
  expect(codeOf(urne("status", "-f", "a.urne", "--json"))).toBe("not-an-election-file")
})

test("the package is loaded from the bundle that the build made of it, and only with machine code of the same version", () => {
  // If npm compiles no machine code, the build makes none.
  const code = "build/Release/better_sqlite3.node"
  const isMade = existsSync(`${root}node_modules/${used}/${code}`)
  expect(existsSync(`${root}dist/${used}.cjs`)).toBe(isMade)
  if (!isMade) return
  install([used])
  const installed = join(place, "node_modules", used)
  const manifest = JSON.parse(readFileSync(`${root}node_modules/${used}/package.json`, "utf8")) as { main: string }
  mkdirSync(dirname(join(installed, manifest.main)), { recursive: true })
  writeFileSync(join(installed, manifest.main), "process.exit(99)\n")
  cpSync(`${root}node_modules/${used}/${code}`, join(installed, code))
  writeFileSync(join(installed, "package.json"), JSON.stringify(manifest))
  expect(codeOf(urne("status", "-f", "a.urne", "--json"))).toBe("not-an-election-file")
  writeFileSync(join(installed, "package.json"), JSON.stringify({ ...manifest, version: "0.0.1" }))
  expect(urne("status", "-f", "a.urne").status).toBe(99)
})

test("without that package, or if it was not compiled, a command says what to do, and commands without SQLite work", () => {
  for (const absent of [true, false]) {
    install([used, unused])
    if (!absent) {
      mkdirSync(join(place, "node_modules", used))
      writeFileSync(
        join(place, "node_modules", used, "index.js"),
        "module.exports = class { constructor() { throw new Error('Could not locate the bindings file. Tried:\\n → here') } }\n",
      )
    }
    const refused = urne("status", "-f", "a.urne", "--json")
    expect(codeOf(refused)).toBe("sqlite-absent")
    expect(refused).toMatchObject({ status: 1, stdout: "" })
    expect(urne("status", "-f", "a.urne").stderr).toContain("npm ci && npm start")
    expect(urne("--version")).toMatchObject({ status: 0, stderr: "" })
    expect(urne("define", "--check", "none.yaml").status).toBe(3)
  }
})

test("--version is answered before the program is loaded, and by the program if it cannot be written at once", () => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { readonly version: string }
  install([])
  expect(urne("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" })
  expect(urne("-v")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" })
  expect(urne("--lang", "fr", "--version")).toMatchObject({ status: 0, stdout: `${version}\n` })
  const loud = spawnSync("sh", ["-c", `${process.execPath} urne/bin/urne.js --version > /dev/full`], { cwd: folder })
  if (existsSync("/dev/full"))
    expect([loud.status, loud.stderr.toString()]).toEqual([1, expect.stringContaining("ENOSPC")])
  rmSync(join(place, "dist"), { recursive: true })
  expect(urne("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" })
})
