import { type IPty, spawn } from "@lydell/node-pty"

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** The program's marks of an open question and of an answered one. */
const asked = "\u001b[34m?\u001b[39m "
const answered = "\u001b[32m✔\u001b[39m "
/** The mark of a refused answer. */
const refused = "\u001b[31m> "
/** Each drawing of a question ends so: the cursor is put where the next letter goes. */
const drawn = /\u001b\[\d+G$/
/** The program erases the screen, and what scrolled off it, by these codes. */
const erase = "\u001b[H\u001b[2J\u001b[3J"

/** The longest wait for a question or the end, in milliseconds. */
const patience = 300_000

/** A pattern of a question, and what is typed; keys such as arrows are sent as they are. */
export type Answer = readonly [question: RegExp, answer: string | ((question: string) => string)]

/** What a terminal had shown when the program ended. */
export interface Played {
  readonly status: number
  /** The bytes that the terminal received. */
  readonly raw: string
  /** The same without colours and cursor moves, with every run of white space as one space. */
  readonly shown: string
}

/** The program at a pseudo-terminal of 80 columns, with somebody who reads the screen and types. */
export interface Terminal {
  readonly shown: () => string
  /** Returns what is still on the screen or above it. */
  readonly standing: () => string
  /** Waits until a question is asked that matches. */
  readonly question: (question: RegExp) => Promise<void>
  /** Waits for a question, types the answer and Enter, and waits until it is taken. */
  readonly answer: (question: RegExp, answer: string) => Promise<void>
  /** Types an answer that is not taken, and waits until the terminal says why. */
  readonly refuse: (question: RegExp, answer: string) => Promise<void>
  /** Waits until this is shown after the last answer. */
  readonly shows: (text: RegExp) => Promise<void>
  /** Answers each question with the first answer whose pattern fits, until the program ends. */
  readonly converse: (answers: readonly Answer[]) => Promise<Played>
  readonly press: (keys: string) => void
  /** Ends the program as a machine does that is turned off. */
  readonly stop: () => void
  readonly end: () => Promise<Played>
}

export function terminal(cwd: string, ...argv: readonly string[]): Terminal {
  return terminalWith({}, cwd, ...argv)
}

/** Makes a terminal of 24 lines, as most are; the others have 60. */
export function lowTerminal(cwd: string, ...argv: readonly string[]): Terminal {
  return played(kept([process.execPath, program, ...argv], cwd, environment(cwd), 24))
}

/** Makes a terminal with more variables in the environment. */
export function terminalWith(
  more: Readonly<Record<string, string>>,
  cwd: string,
  ...argv: readonly string[]
): Terminal {
  return played(kept([process.execPath, program, ...argv], cwd, { ...environment(cwd), ...more }))
}

/** Runs a script in a shell at such a terminal, with the program as $URNE. */
export function shell(cwd: string, script: string): Terminal {
  const urne = `${process.execPath} ${program}`
  return played(kept(["/bin/sh", "-c", script], cwd, { ...environment(cwd), URNE: urne }))
}

const environment = (cwd: string) => ({
  PATH: process.env["PATH"],
  HOME: cwd,
  TERM: "xterm-256color",
  LC_ALL: "C.UTF-8",
})

/**
 * Where the last program at a terminal closes it, the system may drop what was not read yet. So a shell stays there, says with
 * which status the program ended, after all that the program wrote, and waits to be killed.
 */
const keeper = `trap : INT TERM HUP; "$0" "$@"; printf '\\033]ended %d\\007' $?; exec sleep 600`
const ended = /\u001b\]ended (\d+)\u0007/

function kept(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  rows = 60,
): IPty {
  return spawn("/bin/sh", ["-c", keeper, ...argv], { cols: 80, rows, cwd, env })
}

function played(pty: IPty): Terminal {
  let [raw, status]: [string, number | undefined] = ["", undefined]
  // Everything before this place is answered.
  let read = 0
  let wake: () => void = () => undefined
  pty.onData((data) => {
    raw += data
    const end = ended.exec(raw)
    if (end !== null) {
      status = Number(end[1])
      raw = raw.slice(0, end.index)
      signal("SIGKILL")
    }
    wake()
  })
  pty.onExit(({ exitCode }) => {
    status ??= exitCode
    wake()
  })

  /** The signal goes to the program, and to the shell that stays with it. */
  function signal(name: "SIGKILL" | "SIGTERM"): void {
    try {
      process.kill(-pty.pid, name)
    } catch {
      // They have ended already.
    }
  }

  /** Checks again whenever something was shown. */
  async function until<Found>(look: () => Found | undefined, what: string, wait = patience): Promise<Found> {
    const limit = performance.now() + wait
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      const left = limit - performance.now()
      if (status !== undefined || left <= 0) throw new Error(`${what} did not come (${status ?? "waiting"}):\n${raw}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  function open(): string {
    const at = raw.indexOf(asked, read)
    return at < 0 ? "" : plain(raw.slice(at))
  }

  async function question(wanted: RegExp): Promise<void> {
    await until(() => (wanted.test(open()) ? true : undefined), String(wanted))
  }

  async function answer(wanted: RegExp, text: string): Promise<void> {
    await question(wanted)
    read = raw.length
    if (isRefused()) {
      await typed(text)
      pty.write("\r")
    } else pty.write(`${text}\r`)
    // The question is drawn once more, ticked, when its answer is taken.
    await until(
      () => {
        const at = raw.indexOf(answered, read)
        if (at < 0) return status
        read = at + answered.length
        return true
      },
      `the answer to ${String(wanted)}`,
    )
  }

  /** Whether the question is shown again, with the remark on the answer. */
  function isRefused(): boolean {
    return raw.slice(raw.lastIndexOf(asked)).includes(refused)
  }

  /**
   * Types a text without Enter, and sees that it was taken: the first key takes away what was said of the answer before. What is
   * typed while that answer is still judged is lost, and typed again.
   */
  async function typed(text: string): Promise<void> {
    if (text === "") return
    // A drawing that has not come to its end yet, where the cursor is put, may still bring what was said.
    const isTaken = () => drawn.test(raw) && !isRefused()
    for (const limit = performance.now() + patience; performance.now() < limit;) {
      pty.write(text)
      const taken = await until(() => (isTaken() ? true : undefined), "the text", 1000).catch(() => false)
      if (taken || status !== undefined) return
    }
  }

  async function refuse(wanted: RegExp, text: string): Promise<void> {
    await question(wanted)
    await typed(text)
    const from = raw.length
    pty.write("\r")
    await until(() => (raw.includes(refused, from) ? true : undefined), `the refusal of ${text}`)
  }

  async function shows(wanted: RegExp): Promise<void> {
    await until(() => (wanted.test(plain(raw.slice(read))) ? true : undefined), String(wanted))
  }

  async function end(): Promise<Played> {
    const ended = await until(() => status, "the end")
    return { status: ended, raw, shown: plain(raw) }
  }

  async function converse(answers: readonly Answer[]): Promise<Played> {
    for (;;) {
      const next = await until(
        () => (status !== undefined ? "ended" : answers.find(([wanted]) => wanted.test(open()))),
        "a question that has an answer",
      )
      if (next === "ended") return end()
      const [wanted, text] = next
      await answer(wanted, typeof text === "string" ? text : text(open()))
    }
  }

  const press = (keys: string): void => {
    pty.write(keys)
  }
  const standing = () => plain(raw.slice(Math.max(0, raw.lastIndexOf(erase))))
  const stop = (): void => {
    signal("SIGTERM")
  }
  return { shown: () => plain(raw), standing, question, answer, refuse, shows, converse, press, stop, end }
}

function plain(raw: string): string {
  return raw.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replace(/\s+/g, " ")
}
