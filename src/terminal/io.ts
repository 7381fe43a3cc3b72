import { availableParallelism } from "node:os"
import { setTimeout as pause } from "node:timers/promises"
import manifest from "../../package.json" with { type: "json" }
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { languageAsked, loadCatalogue, screenLanguage } from "../language/language.ts"
import { type ExitStatus, exitStatus } from "./exit.ts"
import { diskFiles } from "./files.ts"
import { envelope } from "./json.ts"
import { systemNetwork } from "./network.ts"
import { type Output, screenOf } from "./output.ts"
import { refusalJson, refusalText } from "./refusal.ts"
import { listenToSignals } from "./signals.ts"
import { systemRandom } from "./system-random.ts"
import { type Terminal, terminalOf } from "./terminal.ts"
import { removeUnfinished } from "./unfinished.ts"

/** The outside world as the program sees it. Tests give their own, so whole elections replay byte for byte. */
export interface Io extends Omit<World, "progress"> {
  readonly out: Output
  readonly err: Output
  /** Whether standard input and standard error are both terminals, so that a question can be asked. */
  readonly interactive: boolean
  readonly terminal: Terminal
  /** Lets this many milliseconds pass, or fewer if somebody cancels meanwhile. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The world of this process. */
export interface ProcessIo extends Io {
  /**
   * Waits until the command's output was read, and returns the status to end with. A reader who goes away changes
   * neither what happened nor its status. Output that could not be written to its medium is reported, and is no
   * success.
   */
  readonly settle: (status: ExitStatus) => Promise<ExitStatus>
}

/** Makes the real world: this process, the system's random generator and clock. */
export function processIo(argv: readonly string[]): ProcessIo {
  process.umask(0o077)
  const { signal, ...keyboard } = listenToSignals()
  process.on("exit", removeUnfinished)
  const err = processOutput(process.stderr, process.env)
  const out = processOutput(process.stdout, process.env)
  const software = `urne ${manifest.version}`
  return {
    out,
    err,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    terminal: terminalOf(process.stdin, process.stderr, keyboard),
    cwd: process.cwd(),
    env: process.env,
    now: () => Date.now(), // eslint-disable-line no-restricted-properties -- the one clock of the program
    // Cancelling ends it as well, and whoever waited then looks at the signal.
    pause: (milliseconds) => pause(milliseconds, undefined, { signal }).catch(() => undefined),
    random: systemRandom(),
    files: diskFiles(process.cwd(), process.stdin, signal),
    network: systemNetwork({ signal, software }),
    jobs: availableParallelism(),
    signal,
    software,
    async settle(status) {
      const failure = await out.failure()
      if (failure === undefined || readersGone.includes(failure)) return status
      err.write(await outputRefusal(failure, argv, err))
      return status === 0 ? exitStatus["output-unwritable"] : status
    },
  }
}

/** A pipe whose other end is closed, a connection that was cut, or a terminal that went away. */
const readersGone = ["EPIPE", "ECONNRESET", "EIO"]

/**
 * Words the refusal in the language and the form that the command line asks for, since the stream fails once the
 * command has ended.
 */
async function outputRefusal(cause: string, argv: readonly string[], err: Output): Promise<string> {
  const catalogue = await loadCatalogue(screenLanguage(languageAsked(argv), process.env))
  const refusal = new UrneError("output-unwritable", { cause })
  return argv.includes("--json")
    ? refusalJson(refusal, catalogue, { begin: envelope(undefined) })
    : refusalText(refusal, catalogue, screenOf(err, catalogue))
}

interface ProcessOutput extends Output {
  /** Resolves once everything was written, with the code of the first failure (`EPIPE`, `ENOSPC`) if there was one. */
  readonly failure: () => Promise<string | undefined>
}

/** Drops what a stream no longer takes. The command goes on, because it is not done for whoever reads its output. */
function processOutput(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): ProcessOutput {
  let failure: string | undefined
  const fail = (error: NodeJS.ErrnoException) => (failure ??= error.code ?? error.message)
  stream.on("error", fail)
  const terminal = stream.isTTY
  return {
    write: (text) => {
      if (failure === undefined) stream.write(text)
    },
    failure: () =>
      new Promise((resolve) => {
        stream.write("", (error) => {
          if (error) fail(error)
          resolve(failure)
        })
      }),
    stream,
    terminal,
    columns: terminal ? stream.columns : 80,
    rows: terminal ? stream.rows : 24,
    colour: colourOf(terminal, env),
  }
}

function colourOf(terminal: boolean, env: NodeJS.ProcessEnv): 0 | 1 {
  const forced = env["FORCE_COLOR"]
  if (forced !== undefined) return forced === "0" ? 0 : 1
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return 0
  return terminal ? 1 : 0
}
