import { resolve } from "node:path"
import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { readSeed, seededRandom } from "../core/seeded-random.ts"
import { requireFinished } from "../core/unfinished.ts"
import type { Language } from "../core/vocabulary.ts"
import type { Random, World } from "../core/world.ts"
import type { ElectionOptions, ElectionSession, Outcome, Session } from "../election/session.ts"
import type { Catalogue } from "../language/catalogue.ts"
import type { ExitStatus } from "../terminal/exit.ts"
import type { Io } from "../terminal/io.ts"
import { type Envelope, envelope, resultJson } from "../terminal/json.ts"
import { notingFiles } from "../terminal/noted-files.ts"
import { wholeNumber } from "../terminal/options.ts"
import { fitted, safe, type Screen, screenOf } from "../terminal/output.ts"
import { noProgress, progressLine } from "../terminal/progress.ts"
import { promptOf } from "../terminal/prompt.ts"
import { refusalText, warningsJson, warningsText } from "../terminal/refusal.ts"

/** The options of every command. */
export interface GlobalOptions {
  readonly file?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly input: boolean
  readonly yes?: boolean
  readonly jobs?: string
  readonly seed?: string
  readonly at?: string
  readonly urnKey?: string
  readonly clockIsRight?: boolean
}

/** Opens the election file for one operation and closes it again. */
export type Visit = <Result>(operation: (session: ElectionSession) => Result | Promise<Result>) => Promise<Result>

export interface Rendering<Result> {
  readonly human: (result: Result, screen: Screen) => string
  /** Gives programs part of the result in another form (`docs/json.md`). Without it the result is printed as it is. */
  readonly json?: (result: Result) => object
  readonly status?: (result: Result) => ExitStatus
}

/** What every command gets. The command that needs the election file opens it, so `--help` never touches the disk. */
export class App {
  readonly io: Io
  readonly catalogue: Catalogue
  status: ExitStatus = 0
  private running: Command | undefined
  private printed = false
  private warnings: readonly UrneError[] = []
  /** The zone of the open election, in which hours are shown even after the file is closed. */
  zone: string | undefined
  private readonly places = { written: new Set<string>(), folders: new Set<string>() }

  constructor(io: Io, catalogue: Catalogue) {
    this.io = io
    this.catalogue = catalogue
  }

  get language(): Language {
    return this.catalogue.language
  }

  get labels(): Catalogue["labels"] {
    return this.catalogue.labels
  }

  /** Runs one operation that needs no election file, and prints what it returned once: as JSON, or for people. */
  async run<Result extends object>(
    command: Command,
    operation: (session: Session) => Result | Promise<Result>,
    rendering: Rendering<Result>,
  ): Promise<void> {
    this.running = command
    const options = globalsOf(command)
    const line = progressLine(this.io.err, this.io.now, this.language, this.labels.command)
    try {
      const silent = options.quiet === true || options.json === true
      const session = await this.session(options, silent ? noProgress : line.progress, line.clear)
      const result = await operation(session)
      line.end()
      await this.nameLeftovers()
      this.print(options, result, rendering)
    } catch (error) {
      // If something could not be written, leftovers of a killed command may be in the way.
      await this.nameLeftovers()
      throw error
    } finally {
      line.end()
      await this.io.terminal.release()
    }
  }

  /** Adds warnings beside the result. */
  warn(...warnings: readonly UrneError[]): void {
    this.warnings = [...this.warnings, ...warnings]
  }

  /** Adds folders in which to look for leftovers, besides those to which the command writes. */
  lookForLeftovers(...folders: readonly string[]): void {
    for (const folder of folders) this.places.folders.add(folder)
  }

  /** Adds to the warnings what killed commands left where this one writes. */
  private async nameLeftovers(): Promise<void> {
    const { written, folders } = this.places
    if (written.size + folders.size === 0) return
    const { leftoversIn } = await import("../terminal/leftovers.ts")
    const found = await leftoversIn(this.io.cwd, { written, folders })
    this.warnings = [...this.warnings.filter(({ code }) => code !== "left-behind"), ...found]
  }

  /** Returns the warnings beside a refusal, unless they were already printed with the result. */
  refusedWith(): readonly UrneError[] {
    return this.printed ? [] : this.warnings
  }

  /** The members with which everything that `--json` prints begins. */
  get envelope(): Envelope {
    return envelope(this.running === undefined ? undefined : commandName(this.running))
  }

  /** Adds to a refusal what this command can do about it: whether it can replace a file that is in the way. */
  inCommand(error: UrneError): UrneError {
    if (error.code !== "file-exists") return error
    const force = this.running?.options.find(({ long }) => long === "--force")
    const replaceable = force !== undefined && this.running?.getOptionValue(force.attributeName()) !== true
    return new UrneError(
      "file-exists",
      { ...(error as UrneError<"file-exists">).params, replaceable },
      { cause: error },
    )
  }

  /** Runs several operations on the election file, which is closed between them, and prints what came of them all. */
  async onElectionInVisits<Result extends object>(
    command: Command,
    work: (visit: Visit, session: Session) => Promise<Result>,
    rendering: Rendering<Result>,
    options: ElectionOptions = {},
  ): Promise<void> {
    let last: Pick<Outcome<unknown>, "afterwards" | "warnings"> = { afterwards: undefined, warnings: [] }
    await this.run(
      command,
      async (session) => {
        const visit: Visit = async (operation) => {
          const { result, ...rest } = await this.visit(command, session, operation, options)
          last = rest
          return result
        }
        const result = await work(visit, session)
        this.warn(...last.warnings)
        return result
      },
      rendering,
    )
    if (last.afterwards !== undefined) throw last.afterwards
  }

  /** Opens the election file for one operation. */
  private async visit<Result>(
    command: Command,
    session: Session,
    operation: (session: ElectionSession) => Result | Promise<Result>,
    options: ElectionOptions,
  ): Promise<Outcome<Result>> {
    const path = await this.electionPath(command)
    const { withElection } = await import("../election/session.ts")
    const globals = globalsOf(command)
    const urnKey = globals.urnKey === undefined ? {} : { urnKey: globals.urnKey }
    const clockIsRight = globals.clockIsRight === true
    const onZone = (zone: string) => {
      this.zone = zone
    }
    const run = { ...options, ...this.waitNotice(globals, path), ...urnKey, clockIsRight, onZone }
    return withElection(this.io, path, session, operation, run)
  }

  /** Runs one operation on the election file. */
  async onElection<Result extends object>(
    command: Command,
    operation: (session: ElectionSession) => Result | Promise<Result>,
    rendering: Rendering<Result>,
    options: ElectionOptions = {},
  ): Promise<void> {
    await this.onElectionInVisits(command, (visit) => visit(operation), rendering, options)
  }

  /** Reports the wait on the line of progress, if there is one. Scripts read nothing but their own JSON. */
  private waitNotice({ quiet, json }: GlobalOptions, path: string): Pick<ElectionOptions, "onWait"> {
    if (quiet === true || json === true) return {}
    return {
      onWait: () => {
        this.io.err.write(`${this.labels.command.waiting(safe(path))}\n`)
      },
    }
  }

  private print<Result extends object>(options: GlobalOptions, result: Result, rendering: Rendering<Result>): void {
    const { warnings, catalogue, io, zone } = this
    if (options.json === true) {
      const shown = rendering.json?.(result) ?? result
      io.out.write(resultJson(this.envelope, { ...shown, ...warningsJson(warnings, catalogue, zone) }))
    } else {
      io.out.write(fitted(rendering.human(result, screenOf(io.out, catalogue, zone)), io.out))
      // Warnings come after the result, which may be long, because the last lines are those that people read.
      const screen = screenOf(io.err, catalogue, zone)
      io.err.write(fitted(warningsText(warnings, catalogue, screen).join(""), io.err))
    }
    this.printed = true
    this.status = rendering.status?.(result) ?? 0
  }

  /** @param clear - removes the line that shows progress before anything else is written there */
  private async session(options: GlobalOptions, progress: World["progress"], clear: () => void): Promise<Session> {
    const jobs = options.jobs === undefined ? this.io.jobs : wholeNumber("--jobs", options.jobs, 1, 999)
    const note = (path: string) => this.places.written.add(path)
    const world: World = { ...this.io, files: notingFiles(this.io.files, note), jobs, progress }
    const seed = options.seed === undefined ? undefined : await readSeed(options.seed, this.io.files)
    const at = instantOf(options.at)
    return {
      world,
      // A program reads nothing but JSON, so nothing is asked or shown there.
      prompt: promptOf(this.io, this.labels.command, {
        input: options.input && options.json !== true,
        yes: options.yes === true,
        clear,
      }),
      screen: screenOf(this.io.err, this.catalogue),
      show: (text) => {
        clear()
        if (options.json !== true) this.io.err.write(fitted(text, this.io.err))
      },
      erasing: (work) => this.io.terminal.erasing(work),
      absolute: (path) => {
        note(path)
        return resolve(this.io.cwd, path)
      },
      explain: (error) => refusalText(error, this.catalogue, screenOf(this.io.err, this.catalogue, this.zone)),
      worldOf: ({ rehearsal, uuid, size }) => {
        if (!rehearsal && seed !== undefined) throw new UrneError("rehearsal-only", { option: "--seed" })
        if (!rehearsal && at !== undefined) throw new UrneError("rehearsal-only", { option: "--at" })
        const random: Random = seed === undefined ? world.random : seededRandom(seed, uuid, size)
        return { ...world, random, now: at === undefined ? world.now : () => at }
      },
    }
  }

  /** Whether a command means an election file, or one lies here. @throws UrneError `several-election-files` */
  async hasElection(command: Command): Promise<boolean> {
    try {
      await this.electionPath(command)
      return true
    } catch (error) {
      if (error instanceof UrneError && error.code === "no-election-file") return false
      throw error
    }
  }

  /** Finds the election file that a command means. @throws UrneError `several-election-files`, `no-election-file` */
  async electionPath(command: Command): Promise<string> {
    const file = globalsOf(command).file ?? this.io.env["URNE_FILE"]
    if (file !== undefined) {
      requireFinished(file)
      return file
    }
    const names = await this.io.files.list(".")
    const files = names.filter((name) => name.endsWith(".urne"))
    if (files.length > 1) throw new UrneError("several-election-files", { files })
    const backups = names.filter((name) => name.endsWith(".urne-backup"))
    return files[0] ?? fail({ folder: this.io.cwd, backups })
  }
}

function fail(here: { readonly folder: string; readonly backups: readonly string[] }): never {
  throw new UrneError("no-election-file", here)
}

/** Returns the words by which a command is called, without the program's own: `ballots import`. */
function commandName(command: Command): string {
  const names: string[] = []
  for (let one = command; one.parent !== null; one = one.parent) names.unshift(one.name())
  return names.join(" ")
}

export function globalsOf(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>()
}

/** @throws UrneError `invalid-option` */
export function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const instant = parseInstant(text)
  if (instant === undefined)
    throw new UrneError("invalid-option", { option: "--at", value: text, wanted: { form: "instant" } })
  return instant
}
