import type { ExitStatus } from "./exit.ts"

/** What asks a process to end: Ctrl-C; `kill`, and a machine that shuts down; a terminal that went away. */
const statusOf = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const satisfies Record<string, ExitStatus>
type EndingSignal = keyof typeof statusOf

export interface Signals {
  /** Aborted by the first of them, with its name as the reason. */
  readonly signal: AbortSignal
  /** Does what Ctrl-C does, where the terminal does not send a signal for it. */
  readonly interrupt: () => void
  /** Does what the signal does that says that the terminal is gone. That signal may or may not come too. */
  readonly hangUp: () => void
}

/**
 * Listens to all three, which do the same: the first stops the command at a safe point, so that it undoes what was half
 * done, and the second ends it at once. Only the exit status tells them apart, as those who start programs (a shell, a
 * supervisor) expect.
 */
export function listenToSignals(): Signals {
  const cancel = new AbortController()
  const hear = (name: EndingSignal) => {
    if (cancel.signal.aborted) process.exit(statusOf[name])
    cancel.abort(name)
  }
  for (const name of Object.keys(statusOf) as EndingSignal[]) process.on(name, hear)
  // Without a listener, Node would open its debugger port on SIGUSR1.
  process.on("SIGUSR1", () => undefined)
  return {
    signal: cancel.signal,
    interrupt: () => {
      hear("SIGINT")
    },
    hangUp: () => {
      if (!cancel.signal.aborted) hear("SIGHUP")
    },
  }
}

/** The exit status of a cancelled command: 130, or that of the signal which cancelled it. */
export function cancelledStatus({ reason }: AbortSignal): ExitStatus {
  return Object.hasOwn(statusOf, String(reason)) ? statusOf[reason as EndingSignal] : 130
}
