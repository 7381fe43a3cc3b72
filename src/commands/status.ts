import { dirname } from "node:path"
import type { Command } from "commander"
import type { Silence } from "../availability/silence.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { shellWords } from "../core/shell-word.ts"
import type { ElectionSession } from "../election/session.ts"
import type { Step } from "../guide/advice.ts"
import type { NoticesNow } from "../guide/notice-queries.ts"
import type { Status } from "../guide/queries.ts"
import type { DueNotice } from "../notices/facts.ts"
import type { ShownIncidents } from "../screens/incidents-now.ts"
import { silenceJson } from "../screens/interruption.ts"
import { commandOfStep, firstCommand } from "../screens/next-command.ts"
import { beginningScreen, type ShownStatus, statusScreen } from "../screens/status.ts"
import { suspensionJson } from "../screens/urgent.ts"
import { rootJson } from "../terminal/json.ts"
import { screenOf } from "../terminal/output.ts"
import { cancelledStatus } from "../terminal/signals.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import type { Turnout } from "../turnout/published.ts"
import { type App, globalsOf } from "./app.ts"
import { examples } from "./commander.ts"
import { custodyNow } from "./custody-now.ts"
import { memoryOf, onFile, stepHere, surroundings, urnKeyPath } from "./next-step.ts"
import { unansweredNow } from "./unanswered.ts"
import { lastMinutesUnstated } from "./unstated-minutes.ts"

export function guideCommands(program: Command, app: App): void {
  const status = program.command("status").description(app.labels.guide.command)
  status.option("--display", app.labels.guide.options.display)
  status.action(async ({ display = false }: { display?: boolean }) => {
    if (display) {
      await showDisplay(app, status)
    } else if (await app.hasElection(status)) {
      // It is looked for before the file is opened, since opening makes a log, too.
      const log = await logBeside(app, status)
      await app.onElection(
        status,
        async (session) => {
          const { file, world, path, findUrnKey } = session
          app.lookForLeftovers(".", dirname(path))
          const { statusOf } = await import("../guide/queries.ts")
          const { turnoutOf } = await import("../turnout/queries.ts")
          const { usualUrnKeyPath } = await import("../authority/urn-key-queries.ts")
          // The meaning of acts is needed only if one is pending.
          const pending = file.authority.pending() !== undefined
          const lifecycle = pending ? (await import("../election/lifecycle.ts")).lifecycleOf(world) : undefined
          const found = statusOf(file, lifecycle, world.now(), await memoryOf(session))
          const around = await surroundings(found, session)
          const step = stepHere(found.advice.step, around)
          const typed = (one: Step) => {
            const command = onFile(globalsOf(status).file, commandOfStep(one, found, around))
            return found.clock?.state === "ahead" ? command?.replace(/^urne/, "urne --clock-is-right") : command
          }
          const afterwards = afterwardsOf(step, found, typed)
          app.warn(...(step === "generate-credentials" ? await orphanOf(session) : []))
          app.warn(...(await togetherWarnings(session)))
          const urnKey = { path: (await urnKeyPath(findUrnKey)) ?? null, usual: usualUrnKeyPath(file, path) }
          const turnout = turnoutOf(file)
          const awaited = step === "await-replies" || isUnderWay(found) ? await awaitedHolders(file) : []
          const interruption = await apparentInterruption(found, session, app)
          const advice = { ...found.advice, step }
          const incidents = await incidentsNow(session, app)
          const unanswered = await unansweredNow(session)
          const complaints = unanswered && { open: unanswered, now: world.now() }
          const notices = await noticesHere(session, app)
          const lacksMinutes = found.phase === "tallied" && (await hasNoMinutes(session))
          if (found.phase === "proclaimed") app.warn(...(await lastMinutesUnstated(session)))
          const suspension = await suspensionNow(found, session)
          const custody = await custodyNow(session)
          const oversight = { custody, interruption, incidents, complaints, notices, lacksMinutes, suspension }
          const further = { afterwards, awaited, log, urnKey, turnout, ...oversight }
          return { ...found, advice, next: typed(step), ...further }
        },
        { human: statusScreen, json: statusJson },
      )
    } else {
      await app.run(
        status,
        async ({ world }) => {
          app.lookForLeftovers(".")
          const { beginning } = await import("../guide/before-queries.ts")
          const found = await beginning(world)
          return { ...found, next: firstCommand(found) }
        },
        { human: beginningScreen, json: (found) => ({ ...found, ...commandJson("next", found.next) }) },
      )
    }
  })
  examples(status, app.labels.command, ["urne", "urne status", "urne status --display", "urne status --json"])
}

/** Fills a terminal and follows the election; anywhere else, shows it as it is now. */
async function showDisplay(app: App, status: Command): Promise<void> {
  const { displayEnded, displayScreen } = await import("../screens/display.ts")
  await app.onElection(
    status,
    async ({ file, world, screen: { zone } }) => {
      const { displayOf } = await import("../guide/display-queries.ts")
      const { out, signal } = app.io
      if (!out.terminal || globalsOf(status).json === true) {
        await noticesHere({ file, world }, app)
        return displayOf(file, world.now())
      }
      const { followed } = await import("../terminal/followed.ts")
      await followed(out, signal, () => displayScreen(displayOf(file, world.now()), screenOf(out, app.catalogue, zone)))
      return { ...displayOf(file, world.now()), ended: true }
    },
    {
      human: (display, screen) => ("ended" in display ? displayEnded(screen) : displayScreen(display, screen)),
      status: (display) => ("ended" in display ? cancelledStatus(app.io.signal) : 0),
      json: ({ name, rehearsal, phase, now, turnout, act, notice }) => {
        const { opens, closes, timezone } = turnout
        const lastNotice = notice === null || notice === "altered" ? notice : dueJson(notice)
        const hours = { now: instantText(now), opens: instantText(opens), closes: instantText(closes), timezone }
        return { name, rehearsal, phase, ...hours, turnout: lastJson(turnout), act, lastNotice }
      },
    },
  )
}

function dueJson({ number, at }: DueNotice): object {
  return { number, at: instantText(at) }
}

/** Gives the last published turnout, if there is one. */
function lastJson({ registered, counts, final }: Turnout): object | null {
  const last = final ?? counts.at(-1)
  return last === undefined ? null : { registered, ...last, at: instantText(last.at) }
}

/** Warns of people whose keys are beside the urn, where nobody's should be. A rehearsal has them there on purpose. */
async function togetherWarnings({ file, world, path }: ElectionSession): Promise<readonly UrneError[]> {
  const row = file.election.get()
  const names = await world.files.list(dirname(path))
  if (row.rehearsal || !names.some((name) => /\.(?:trustee-)?key$/.test(name))) return []
  const { keysTogether } = await import("../guide/keys-together.ts")
  const { holderFileName } = await import("../trustees/ceremony-operations.ts")
  return keysTogether(row.definition, {
    holder: (id) => names.includes(holderFileName(row, id)),
    member: (id) => names.includes(`${id}.key`),
  })
}

/** Finds a file of codes left by a run that stopped before it registered them. */
async function orphanOf(session: ElectionSession): Promise<readonly UrneError[]> {
  const { codesName } = await import("./credentials.ts")
  const path = await codesName(session)
  const there = (await session.world.files.kind(path)) !== undefined
  return there ? [new UrneError("officer-file-orphan", { path })] : []
}

/** Whether the write-ahead log is beside the file, which alone is then not the election. */
async function logBeside(app: App, command: Command): Promise<boolean> {
  const path = await app.electionPath(command)
  return (await app.io.files.kind(`${path}-wal`)) !== undefined
}

/** Returns the step after the next, if `status` cannot see whether the next was done. */
function afterwardsOf(
  step: Step,
  { trustees }: Status,
  typed: (step: Step) => string | undefined,
): ShownStatus["afterwards"] {
  if (step === "export") return { what: "verify", command: typed("verify") }
  const carried = trustees.apart && (step === "check-trustees" || step === "decrypt")
  return carried ? { what: "receive", command: typed("await-replies") } : undefined
}

/** Finds the last apparent interruption of a vote that is open, or whose closing is being decided. */
async function apparentInterruption(
  { phase }: Status,
  { file, world }: ElectionSession,
  app: App,
): Promise<Silence | undefined> {
  if (!["open", "suspended", "closed"].includes(phase)) return undefined
  const { availabilityOf } = await import("../availability/queries.ts")
  try {
    const { arrivals } = availabilityOf(file, world.now(), systemZoneOffset, { spans: [] })
    return arrivals?.state === "decided" ? arrivals.silences.at(-1) : undefined
  } catch (error) {
    // Arrivals decide nothing: if somebody changed them, that is reported, and the election goes on.
    if (!(error instanceof UrneError) || error.code !== "election-file-altered") throw error
    app.warn(error as UrneError)
    return undefined
  }
}

/** Finds the urgent suspension of the vote about which the authority has not decided, while it can. */
async function suspensionNow({ phase }: Status, { file }: ElectionSession): Promise<ShownStatus["suspension"]> {
  const { lastEntry } = await import("../journal/operations.ts")
  const isVote = phase === "open" || phase === "suspended"
  if (!isVote || lastEntry(file.journal, "urn.suspended") === undefined) return undefined
  const { unansweredSuspension } = await import("../urn/urgent-queries.ts")
  return unansweredSuspension(file)
}

/** Finds what is unfinished about incidents. Nothing is loaded for it if nothing was ever entered. */
async function incidentsNow({ file, world }: ElectionSession, app: App): Promise<ShownIncidents | undefined> {
  if (file.register.size() === 0) return undefined
  const { openIncidents } = await import("../incidents/queries.ts")
  const { isAlteredRegister } = await import("../register/queries.ts")
  try {
    const { open, deadlines } = openIncidents(file)
    return open.length + deadlines.length === 0 ? undefined : { open, deadlines, now: world.now() }
  } catch (error) {
    // Incidents decide nothing: if somebody changed them, that is reported, and the election goes on.
    if (!isAlteredRegister(error)) throw error
    app.warn(error)
    return undefined
  }
}

/** Finds the last notice and the one that is due, where there is anything of that. */
async function noticesHere(
  { file, world }: Pick<ElectionSession, "file" | "world">,
  app: App,
): Promise<NoticesNow | undefined> {
  const hasDue = file.election.get().definition.publish.turnout.due.length > 0
  if (file.register.size() === 0 && !hasDue) return undefined
  const { noticesNow } = await import("../guide/notice-queries.ts")
  const found = noticesNow(file, world.now())
  if (!("code" in found)) return found
  app.warn(found)
  return undefined
}

/** Whether minutes could be signed, and nobody signed any. */
async function hasNoMinutes({ file }: ElectionSession): Promise<boolean> {
  const { hasMinutes } = await import("../minutes/queries.ts")
  return hasMinutes(file) && file.minutes.last() === undefined
}

/** Gives the same with instants, hashes and commands in the form for programs. */
function statusJson(shown: ShownStatus): object {
  const { opens, closes, journal, advice, clock, next, afterwards, turnout, interruption, incidents, ...others } = shown
  const { complaints, custody, notices, suspension, ...rest } = others
  const { step, from } = advice
  return {
    ...rest,
    advice: { step, ...(from === undefined ? {} : { from: instantText(from) }) },
    opens: instantText(opens),
    closes: instantText(closes),
    journal: { ...journal, root: rootJson(journal.root) },
    turnout: lastJson(turnout),
    ...(clock && { clock: { ...clock, now: instantText(clock.now), last: instantText(clock.last) } }),
    ...(suspension && { urgentSuspension: suspensionJson(suspension) }),
    ...(interruption && { interruption: silenceJson(interruption) }),
    ...(incidents && {
      incidents: incidents.open.map(({ number, title }) => ({ number, title })),
      deadlines: incidents.deadlines.map(({ incident, whom, due }) => ({ incident, whom, due: instantText(due) })),
    }),
    ...(complaints && {
      complaints: complaints.open.map(({ number, role, due }) => ({ complaint: number, role, due: instantText(due) })),
    }),
    ...(custody && { custody: { answer: custody.answer, entries: custody.entries, restorable: custody.restorable } }),
    ...(notices?.last && { lastNotice: dueJson(notices.last) }),
    ...(notices?.due && { dueNotice: dueJson(notices.due) }),
    ...commandJson("next", next),
    ...commandJson("afterwards", afterwards?.command),
  }
}

/** Gives a command both as the words to run and as it is typed, with the parts to fill in in capitals. */
function commandJson(name: "next" | "afterwards", text: string | undefined): object {
  return text === undefined ? {} : { [name]: shellWords(text), [`${name}Text`]: text }
}

/** Whether holders answer from elsewhere and the keys are not made yet, whatever else comes first. */
function isUnderWay({ trustees: { apart, established } }: Status): boolean {
  return apart && !established
}

/** Lists the holders whose answer is due in a ceremony held apart. */
async function awaitedHolders(file: ElectionSession["file"]): Promise<readonly string[]> {
  const { trusteesStatus } = await import("../trustees/operations.ts")
  return trusteesStatus(file).holders.flatMap(({ holder, due }) => (due === undefined ? [] : [holder]))
}
