import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Readable, Writable } from "node:stream"
import { expect } from "vitest"
import { sha256, sha256Hex } from "../../src/core/hash.ts"
import { main } from "../../src/main.ts"
import type { Network } from "../../src/core/network.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import type { Io } from "../../src/terminal/io.ts"
import { systemNetwork } from "../../src/terminal/network.ts"
import type { Output } from "../../src/terminal/output.ts"
import type { Terminal } from "../../src/terminal/terminal.ts"
import { expectContract } from "./json/contract.ts"
import { uncancelled } from "./tools.ts"

const software = "urne 0.0.0-test"

/** A test's clock starts here, an hour before the polls of the 2014 congress open. */
const testStart = Date.UTC(2014, 10, 28, 18)

/**
 * An `Io` in a folder of its own: the clock stands still unless moved, randomness repeats, and there is no terminal.
 */
export class TestWorld {
  readonly cwd: string
  out = ""
  err = ""
  now = testStart
  stdin = ""
  env: Record<string, string | undefined> = {}
  /** Runs while a command lets time pass. */
  meanwhile: () => void | Promise<void> = () => undefined
  signal: AbortSignal = uncancelled
  /** A network that a test made. Otherwise it is the real one. */
  network: Network | undefined
  private draws = 0

  constructor(cwd = mkdtempSync(join(tmpdir(), "urne-"))) {
    this.cwd = cwd
  }

  async run(...args: readonly string[]): Promise<number> {
    this.out = this.err = ""
    const status = await main(args, this.io())
    expectContract({ argv: args, out: this.out, err: this.err })
    return status
  }

  remove(): void {
    rmSync(this.cwd, { recursive: true, force: true })
  }

  io(): Io {
    return {
      out: output((text) => (this.out += text)),
      err: output((text) => (this.err += text)),
      interactive: false,
      terminal: noTerminal,
      cwd: this.cwd,
      env: { HOME: this.cwd, ...this.env },
      now: () => this.now,
      pause: async (milliseconds) => {
        this.now += milliseconds
        await this.meanwhile()
      },
      random: (length) => {
        const draw = this.draws++
        const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => sha256(`test ${draw} ${block}`))
        return Uint8Array.from(Buffer.concat(blocks)).slice(0, length)
      },
      files: diskFiles(this.cwd, Readable.from([this.stdin]), uncancelled),
      network: this.network ?? systemNetwork({ signal: this.signal, software }),
      jobs: 1,
      signal: this.signal,
      software,
    }
  }
}

const noTerminal: Terminal = {
  listen: () => Promise.reject(new Error("a question is asked where there is no terminal")),
  again: () => Promise.resolve(),
  ignore: () => undefined,
  erasing: (work) => work(),
  release: () => Promise.resolve(),
}

function output(write: (text: string) => void): Output {
  return {
    write,
    stream: new Writable({
      write: (chunk, _encoding, done) => {
        write(String(chunk))
        done()
      },
    }),
    terminal: false,
    columns: 100,
    rows: 24,
    colour: 0,
  }
}

/**
 * Plays a story: commands as an authority would type them, then `-- name --` files.
 *
 *     urne …             must exit 0             ! urne …      must not
 *     status 4           exit status of the last command
 *     refused 4 're' F   each line of F is a command that must exit with 4, print nothing and say why
 *     stdout 're'        stderr 're'             ! stdout .    nothing was printed
 *     cmp stdout FILE    exact output            cmp A B       two files alike
 *     exists FILE        ! exists FILE
 *     clock INSTANT      sets the clock          stdin 'text'  for the next command
 *     keep NAME 're'     keeps what the group in `re` matched in the last output, for ${NAME} below
 *     save FILE          keeps what was printed last in FILE
 *     env NAME value     sets a variable; ./x is a path in the story's folder
 *     copy A B           B becomes what A is
 *     move A B           A gets another name       link A B   B leads to A
 *     unchanged FILE …   FILE is byte for byte what it was at the last `unchanged` or `note FILE`
 */
export async function runScript(path: string): Promise<void> {
  const [script = "", ...rest] = readFileSync(path, "utf8").split(/^-- (.+) --\n/m)
  const world = new TestWorld()
  try {
    for (let i = 0; i + 1 < rest.length; i += 2) {
      mkdirSync(dirname(join(world.cwd, rest[i]!)), { recursive: true })
      writeFileSync(join(world.cwd, rest[i]!), rest[i + 1]!)
    }
    const story = new Story(world)
    for (const [n, raw] of script.split("\n").entries()) {
      const line = raw.replace(/(^|\s)#.*$/, "").trim()
      if (line !== "") await story.line(line, `${path}:${n + 1}: ${line}`)
    }
  } finally {
    world.remove()
  }
}

class Story {
  private status = 0
  private readonly kept = new Map<string, string>()
  private readonly noted = new Map<string, string>()
  private readonly world: TestWorld
  constructor(world: TestWorld) {
    this.world = world
  }

  async line(line: string, at: string): Promise<void> {
    const negated = line.startsWith("! ")
    const [verb = "", ...args] = words(negated ? line.slice(2) : line).map((word) => this.expand(word))
    if (verb === "urne") return this.command(args, negated, at)
    const [first = "", second = ""] = args
    switch (verb) {
      case "status":
        expect(this.status, at).toBe(Number(first))
        return
      case "refused":
        for (const command of this.read(args[2] ?? "")
          .trim()
          .split("\n")) {
          await this.command(words(command), true, `${at} ${command}`)
          expect([this.status, this.world.out], `${at} ${command}`).toEqual([Number(first), ""])
          expect(this.world.err, `${at} ${command}`).toMatch(new RegExp(second, "m"))
        }
        return
      case "stdout":
      case "stderr": {
        const text = verb === "stdout" ? this.world.out : this.world.err
        if (negated) expect(text, at).not.toMatch(new RegExp(first, "m"))
        else expect(text, at).toMatch(new RegExp(first, "m"))
        return
      }
      case "cmp":
        expect(first === "stdout" ? this.world.out : this.read(first), at).toBe(this.read(second))
        return
      case "exists":
        expect(this.present(first), at).toBe(!negated)
        return
      case "clock":
        this.world.now = Date.parse(first)
        return
      case "stdin":
        this.world.stdin = first.replaceAll("\\n", "\n")
        return
      case "keep": {
        const found = new RegExp(second, "m").exec(this.world.out)?.[1]
        expect(found, `${at}\n${this.world.out}`).toBeDefined()
        this.kept.set(first, found ?? "")
        return
      }
      case "copy":
        copyFileSync(join(this.world.cwd, first), join(this.world.cwd, second))
        return
      case "save":
        writeFileSync(join(this.world.cwd, first), this.world.out)
        return
      case "env":
        this.world.env[first] = second.startsWith("./") ? join(this.world.cwd, second) : second
        return
      case "move":
        mkdirSync(dirname(join(this.world.cwd, second)), { recursive: true })
        renameSync(join(this.world.cwd, first), join(this.world.cwd, second))
        return
      case "link":
        symlinkSync(join(this.world.cwd, first), join(this.world.cwd, second))
        return
      case "note":
        this.noted.set(first, sha256Hex(readFileSync(join(this.world.cwd, first))))
        return
      case "unchanged":
        expect(sha256Hex(readFileSync(join(this.world.cwd, first))), at).toBe(this.noted.get(first))
        return
      default:
        throw new Error(`${at}: unknown verb`)
    }
  }

  private async command(args: readonly string[], negated: boolean, at: string): Promise<void> {
    this.status = await this.world.run(...args)
    this.world.stdin = ""
    const shown = `${at}\n${this.world.out}${this.world.err}`
    if (negated) expect(this.status, shown).not.toBe(0)
    else expect(this.status, shown).toBe(0)
  }

  private expand(word: string): string {
    return word.replace(/\$\{(\w+)\}/g, (_, name: string) => this.kept.get(name) ?? "")
  }

  private read(name: string): string {
    return readFileSync(join(this.world.cwd, name), "utf8")
  }

  private present(name: string): boolean {
    try {
      readFileSync(join(this.world.cwd, name))
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EISDIR"
    }
  }
}

const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!)
