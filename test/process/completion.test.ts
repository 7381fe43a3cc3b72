/** Runs the shells on what `urne completion` prints. Those that are not installed are skipped, but bash is everywhere. */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Shell, shells } from "../../src/commands/completion-scripts.ts"
import { completionTree } from "../../src/commands/completion-tree.ts"
import { commandsOf, programTree } from "../support/reference.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
let folder = ""

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "urne-completion-"))
  mkdirSync(join(folder, "letters and more"))
  writeFileSync(join(folder, "members list.csv"), "")
  for (const shell of shells) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "completion", shell], { encoding: "utf8" })
    expect(status, stderr).toBe(0)
    writeFileSync(join(folder, `urne.${shell}`), stdout)
  }
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Lets a shell say what it would complete, one word per line. The last word of `$@` is the one that is being typed. */
const drivers: Readonly<Record<Shell, string>> = {
  bash: `source ./urne.bash; COMP_WORDS=(urne "$@"); COMP_CWORD=$#; _urne; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // There is no line editor, so the completions are caught where the script hands them over.
  zsh: `compdef() { : }
    compadd() { shift; print -rl -- "$@" }
    _files() { [[ "$1" = -/ ]] && print -rl -- *(/) || print -rl -- * }
    _describe() { print -rl -- "\${(@)\${(P)@[-1]}%%:*}" }
    source ./urne.zsh
    words=(urne "$@"); CURRENT=$#words; PREFIX=$words[-1]; _urne`,
  fish: `source ./urne.fish; set -l line (string join ' ' -- urne (string escape -- $argv[1..-2]) $argv[-1])
    complete "-C$line" | string replace -r '\\t.*' ''`,
}

function completed(shell: Shell, ...words: readonly string[]): readonly string[] {
  const argv =
    shell === "fish" ? ["--no-config", "-c", drivers.fish, "--", ...words] : ["-c", drivers[shell], shell, ...words]
  const { status, stdout, stderr, error } = spawnSync(shell, argv, { cwd: folder, encoding: "utf8" })
  expect(error).toBeUndefined()
  expect(stderr, words.join(" ")).toBe("")
  expect(status, words.join(" ")).toBeLessThan(2)
  // The zsh driver catches candidates before the shell narrows them down to what was typed.
  const last = words.at(-1) ?? ""
  return stdout.split("\n").filter((word) => word !== "" && word.startsWith(last))
}

const installed = (shell: Shell) => spawnSync(shell, ["--version"]).status === 0

test("bash is installed", () => {
  expect(installed("bash")).toBe(true)
})

describe.each(shells.filter(installed))("%s completes", (shell) => {
  test("the commands, and those below a command", async () => {
    const { commands } = await programTree()
    const first = commands.map((one) => one.name())
    expect(first.length).toBeGreaterThan(20)
    expect(completed(shell, "")).toEqual(expect.arrayContaining(first))
    expect([...completed(shell, "roll", "")].sort()).toEqual(["import", "list", "show"])
    expect(completed(shell, "--quiet", "--file", "x.urne", "ro")).toEqual(["roll"])
  })

  test("options of the command and of every command, and no others", () => {
    expect(completed(shell, "roll", "import", "--dr")).toEqual(["--dry-run"])
    expect(completed(shell, "roll", "list", "--dr")).toEqual([])
    expect(completed(shell, "roll", "list", "--js")).toEqual(["--json"])
  })

  test("the values of an option that takes one of a few words", () => {
    expect(completed(shell, "--lang", "")).toEqual(["en", "fr"])
    expect(completed(shell, "status", "--lang", "f")).toEqual(["fr"])
    expect(completed(shell, "completion", "fi")).toEqual(["fish"])
  })

  test("files where files are expected, folders where folders are, and neither elsewhere", () => {
    expect(completed(shell, "roll", "import", "mem").map((name) => name.replaceAll("\\", ""))).toEqual([
      "members list.csv",
    ])
    expect(completed(shell, "seal", "--key", "a.key", "mem")).toHaveLength(1)
    expect(completed(shell, "credentials", "print", "--out", "let")).toHaveLength(1)
    expect(completed(shell, "credentials", "print", "--out", "mem")).toEqual([])
    expect(completed(shell, "journal", "list", "--last", "mem")).toEqual([])
    expect(completed(shell, "status", "mem")).toEqual([])
  })

  test("the topics of help and the commands that it explains", () => {
    expect(completed(shell, "help", "wo")).toEqual(["words"])
    expect(completed(shell, "help", "ro")).toEqual(["roll"])
    expect(completed(shell, "help", "roll", "im")).toEqual(["import"])
  })
})

test("the completion scripts have every command of the program", async () => {
  const tree = await programTree()
  expect(completionTree(tree).map(({ path }) => path)).toHaveLength(commandsOf(tree).length + 1)
})
