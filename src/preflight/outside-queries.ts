/** Looks at what stands around the election: components, witnesses, time-stamps, and what somebody attested. */
import { lastOf } from "../components/fold.ts"
import { milestonesOf, recordedComponents } from "../components/queries.ts"
import { signedStage } from "../components/signed.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { type AttestedCheck, attestedChecks } from "../core/vocabulary.ts"
import { localTime } from "../definition/local-time.ts"
import { postedBefore, profiles } from "../definition/profiles.ts"
import { registerEntries } from "../register/queries.ts"
import { listStamps } from "../stamps/queries.ts"
import { witnessStandings } from "../witnesses/cosigned-operations.ts"
import { failed, notRun, passed, warned } from "./found.ts"
import { hostsOf } from "./lookalikes/host.ts"
import { day, type Look, type Looks, week } from "./setting.ts"

/** Looks whether components were registered before the seal, and whether one in use runs on one that no longer is. */
const components: Look = (file) => {
  const { components: all } = recordedComponents(file)
  const milestones = milestonesOf(file)
  const ended = new Set(all.filter((one) => lastOf(one).until !== undefined).map(({ name }) => name))
  const broken = all.filter((one) => {
    const { until, runsOn } = lastOf(one)
    return until === undefined && runsOn.some((name) => ended.has(name))
  }).length
  const late = all.filter(({ versions: [first] }) => signedStage(first.at, milestones) !== "before-seal").length
  if (all.length === 0) return warned({ registered: 0 })
  const facts = { registered: all.length, late, broken }
  if (broken > 0) return failed(facts)
  return late > 0 ? warned(facts) : passed(facts)
}

/** Looks whether every witness whom the authority named has vouched for the journal. */
const witnesses: Look = (file) => {
  const standings = witnessStandings(file)
  if (standings.length === 0) return notRun()
  const silent = standings.filter(({ size }) => size === null).length
  const facts = { named: standings.length, silent }
  return silent > 0 ? failed(facts) : passed(facts)
}

/** Looks whether a service that the definition trusts has stamped the act *seal*. */
const timeStamps: Look = (file) => {
  const { roots, things } = listStamps(file)
  const seal = things.find(({ subject, kind }) => subject === "act" && kind === "seal")
  if (roots === 0 || seal === undefined) return notRun({ roots })
  const stamped = seal.stamps.filter(({ anchored }) => anchored).length
  return stamped === 0 ? failed({ roots, stamped }) : passed({ roots, stamped })
}

/** Reads the last drill: a copy has to hold the seal, which a drill from before the seal does not show. */
const drill: Look = (file) => {
  const { sealed } = milestonesOf(file)
  const last = registerEntries(file, "drill.held").at(-1)
  if (last === undefined) return notRun()
  const { number, entry } = last
  const facts = { entry: number, at: entry.heldAt, level: entry.level }
  if (!entry.passed) return failed(facts)
  const isSince = sealed === undefined || must(parseInstant(entry.heldAt), "instant of an entry") >= sealed
  return entry.level === "verified" && isSince ? passed(facts) : warned(facts)
}

/** Names are registered every day: what was looked at a month ago says little. */
const month = 30 * day

/** Reads what was last found of names that look like the genuine ones. Somebody else may hold one in good faith, so it warns. */
const lookalikes: Look = (file, { now }) => {
  const last = registerEntries(file, "lookalikes.checked").at(-1)
  if (last === undefined) return notRun()
  const { number, at, entry } = last
  const facts = { entry: number, at: instantText(at), exist: entry.exists, unknown: entry.unknown }
  return entry.exists > 0 || entry.unknown > 0 || at < now - month ? warned(facts) : passed(facts)
}

/** Reads what the last examination of each official host found, within a week: sites change until the last evening. */
const exposure: Look = (file, { now }) => {
  const hosts = hostsOf(file.election.get().definition.addresses)
  const entries = registerEntries(file, "exposure.examined")
  const last = hosts.map((host) => entries.findLast(({ entry }) => entry.hosts.includes(host)))
  const found = [...new Set(last.filter((one) => one !== undefined))]
  if (found.length === 0) return notRun({ named: hosts.length })
  const sum = (of: "failed" | "warned") => found.reduce((total, { entry }) => total + entry[of], 0)
  const missing = last.filter((one) => one === undefined).length
  const facts = { named: hosts.length, missing, failed: sum("failed"), warned: sum("warned") }
  if (facts.failed > 0) return failed(facts)
  return missing > 0 || facts.warned > 0 || found.some(({ at }) => at < now - week) ? warned(facts) : passed(facts)
}

/** Reads what was last attested of something that no program sees. */
function attested(check: AttestedCheck): Look {
  return (file, { profile }) => {
    const last = registerEntries(file, "preflight.attested").findLast(({ entry }) => entry.check === check)
    if (last === undefined) return notRun()
    const { number, entry } = last
    const facts = { entry: number, ...(entry.day === undefined ? {} : { day: entry.day }) }
    if (entry.status === "fail") return failed(facts)
    const days = check === "letters-posted" && profile !== undefined ? postedBefore(profiles[profile]) : 0
    if (days === 0) return passed(facts)
    const { opens, timezone } = file.election.get().definition
    const isInTime = daysBetween(entry.day, localTime(opens, timezone).slice(0, 10)) >= days
    return isInTime ? passed({ ...facts, days }) : failed({ ...facts, days })
  }
}

/** Counts the days from one date to another; nothing where there is none. */
function daysBetween(from: string | undefined, to: string): number {
  const midnight = (date: string) => parseInstant(`${date}T00:00:00Z`) ?? NaN
  return from === undefined ? -Infinity : (midnight(to) - midnight(from)) / day
}

export const outsideLooks = {
  ...{ components, witnesses, "time-stamps": timeStamps, lookalikes, exposure, drill },
  ...(Object.fromEntries(attestedChecks.map((check) => [check, attested(check)])) as Record<AttestedCheck, Look>),
} satisfies Looks
