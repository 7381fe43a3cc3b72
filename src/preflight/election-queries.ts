/** Looks at what the election file itself shows before the vote: rules, counts, seal, urn, hours. */
import { statementOf } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { unmetArticles } from "../definition/judged.ts"
import { profiles } from "../definition/profiles.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import { acceptedBallots } from "../urn/ledger-queries.ts"
import { checkSeal } from "../urn/seal-check-queries.ts"
import { sealedBy } from "../urn/seal.ts"
import { failed, notRun, passed } from "./found.ts"
import { backupCheck, clockCheck, diskCheck, neededBytes, secretsCheck, urnKeyCheck } from "./machine.ts"
import type { Look, Looks, PreflightFile } from "./setting.ts"

/** Judges the definition by the profile. */
const profile: Look = (file, { profile: name }) => {
  if (name === undefined) return notRun()
  const { articles } = profiles[name]
  const unmet = new Set(unmetArticles(file.election.get().definition, profiles[name]).map(({ article }) => article))
  const facts = { profile: name, articles: articles.length, unmet: unmet.size }
  return unmet.size > 0 ? failed(facts) : passed(facts)
}

/** Compares how many may vote with how many have a code, and with what was sealed. */
const counts: Look = (file) => {
  const roll = lastEntry(file.journal, "roll.imported")?.event
  if (roll === undefined) return notRun()
  const eligible = file.roll.counts().eligible
  const issued = file.credentials.count("issued")
  const sealed = sealedNow(file)?.credentials.issued
  const facts = { eligible, issued, ...(sealed === undefined ? {} : { sealed }) }
  if (issued === 0 && sealed === undefined) return notRun(facts)
  const agree = eligible === roll.eligible && issued === eligible && (sealed ?? issued) === issued
  return agree ? passed(facts) : failed(facts)
}

function sealedNow(file: PreflightFile) {
  const act = effectiveActs(file, "seal").at(-1)
  return act === undefined ? undefined : sealedBy(act)
}

/** Computes everything anew that the seal froze. The version of the program is a check of its own. */
const seal: Look = (file, { software: running }) => {
  if (sealedNow(file) === undefined) return notRun()
  const { act, checks } = checkSeal(file, running)
  const differing = checks.filter(({ item, conform }) => item !== "software" && !conform).length
  return differing > 0 ? failed({ act, differing }) : passed({ act })
}

const urn: Look = (file) => {
  if (sealedNow(file) === undefined) return notRun()
  const ballots = acceptedBallots(file)
  return ballots > 0 ? failed({ ballots }) : passed({ ballots })
}

/** Looks whether the hours of the vote are still ahead: those that were decided, or else those of the definition. */
const hours: Look = (file, { now }) => {
  const { definition } = file.election.get()
  const act = effectiveActs(file, "open").at(-1)
  const stated = (key: "opens" | "closes") =>
    (act === undefined ? undefined : parseInstant(statementOf(act, key) ?? "")) ?? definition[key]
  const [opens, closes] = [stated("opens"), stated("closes")]
  const facts = { opens: instantText(opens), closes: instantText(closes) }
  return opens <= now ? failed(facts) : passed(facts)
}

const software: Look = (file, { software: running }) => {
  const sealed = sealedNow(file)?.software
  if (sealed === undefined) return notRun({ running })
  return sealed === running ? passed({ running }) : failed({ running, sealed })
}

const disk: Look = (file, { machine }) => {
  const { questions } = file.election.get().definition
  const answers = questions.reduce((sum, one) => sum + one.answers.length + (one.blank ? 1 : 0), 0)
  const { eligible } = file.roll.counts()
  return eligible === 0 ? notRun() : diskCheck(machine, neededBytes(eligible, answers))
}

const backup: Look = (file, { machine }) => {
  const sealed = [...entriesOfType(file.journal, "act.effective")].find(({ event }) => event.kind === "seal")?.number
  return backupCheck(machine, { size: file.journal.size(), sealed })
}

export const electionLooks = {
  ...{ profile, counts, seal, urn, hours, software, disk, backup },
  clock: (_, { machine }) => clockCheck(machine),
  modes: (_, { machine }) => secretsCheck(machine),
  "urn-key": (_, { machine }) => urnKeyCheck(machine),
} satisfies Looks
