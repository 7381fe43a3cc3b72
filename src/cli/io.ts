import { availableParallelism } from "node:os"
import manifest from "../../package.json" with { type: "json" }
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { catalogueOf, languageAsked, screenLanguage } from "../language/language.ts"
import { diskFiles } from "./files.ts"
import { screenOf } from "./output.ts"
import { refusalJson, refusalText } from "./refusal.ts"
import { type Terminal, terminalOf } from "./terminal.ts"
import { systemRandom } from "./system-random.ts"

/** Everything the outside world is to the program. Tests give their own, so that whole elections replay byte for byte. */
export interface Io extends Omit<World, "progress"> {
  readonly out: Output
  readonly err: Output
  /** Standard input and standard error are both terminals, so a question can be asked. */
  readonly interactive: boolean
  readonly terminal: Terminal
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface Output {
  readonly write: (text: string) => void
  readonly stream: NodeJS.WritableStream
  readonly terminal: boolean
  readonly columns: number
  /** 0 none, 1 sixteen colours, 2 256, 3 true colour; decided for this stream alone. */
  readonly colour: 0 | 1 | 2 | 3
}

/** The real world: this process, the system's random generator and clock. */
export function processIo(argv: readonly string[]): Io {
  process.umask(0o077)
  const cancel = new AbortController()
  let interrupts = 0
  const interrupt = () => {
    // The first Ctrl-C stops at a safe point, the second at once.
    interrupts++
    if (interrupts > 1) process.exit(130)
    cancel.abort()
  }
  process.on("SIGINT", interrupt)
  // A listener keeps Node from opening its debugger port on SIGUSR1.
  process.on("SIGUSR1", () => undefined)
  const err = processOutput(process.stderr, process.env, () => undefined)
  const out = processOutput(process.stdout, process.env, (cause) => {
    err.write(outputRefusal(cause, argv, err))
  })
  return {
    out,
    err,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    terminal: terminalOf(process.stdin, process.stderr, interrupt),
    cwd: process.cwd(),
    env: process.env,
    now: () => Date.now(), // eslint-disable-line no-restricted-properties -- the one clock of the program
    random: systemRandom(),
    files: diskFiles(process.cwd(), process.stdin, cancel.signal),
    jobs: availableParallelism(),
    signal: cancel.signal,
    software: `urne ${manifest.version}`,
  }
}

/** In the language and the form that the command line asks for: the stream fails once the command has ended. */
function outputRefusal(cause: string, argv: readonly string[], err: Output): string {
  const language = screenLanguage(languageAsked(argv), process.env)
  const catalogue = catalogueOf(language)
  const refusal = new UrneError("output-unwritable", { cause })
  return argv.includes("--json")
    ? refusalJson(refusal, catalogue)
    : refusalText(refusal, catalogue, screenOf(err, language))
}

function processOutput(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, failed: (cause: string) => void): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that went away (`urne … | head`) ends the program quietly.
    if (error.code === "EPIPE") process.exit(0)
    failed(error.code ?? error.message)
    process.exit(1)
  })
  const terminal = stream.isTTY
  return {
    write: (text) => void stream.write(text),
    stream,
    terminal,
    columns: terminal ? stream.columns : 80,
    colour: colourOf(terminal, env),
  }
}

function colourOf(terminal: boolean, env: NodeJS.ProcessEnv): 0 | 1 {
  const forced = env["FORCE_COLOR"]
  if (forced !== undefined) return forced === "0" ? 0 : 1
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return 0
  return terminal ? 1 : 0
}
