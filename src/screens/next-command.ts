/** The exact command of each step, as `status` advises it. Unknown values are in capitals. */
import { fingerprintGroups } from "../core/fingerprint.ts"
import { shellWord } from "../core/shell-word.ts"
import type { Step } from "../guide/advice.ts"
import type { Beginning } from "../guide/before-queries.ts"
import type { Status } from "../guide/queries.ts"

/** What the next command depends on besides the election file. */
export interface Surroundings {
  /** The names of the files in this folder. */
  readonly names: readonly string[]
  /** A record of this election that was published from the current journal, or has the name that is advised. */
  readonly record: string | undefined
  /** The folder into which `export` writes the record unless another is named. */
  readonly usualRecord: string
  /** Other hours, if those of the vote have passed. */
  readonly hours: { readonly opens: string; readonly closes: string } | undefined
  /** Whether requests to join the ceremony are in the folder that the invitation is advised to write. */
  readonly invited: boolean
  /** Whether the urn key is at hand, without which nobody can vote at this machine. */
  readonly urnKey: boolean
  /** What the checks before the vote leave open, if that stands in the way of an opening. */
  readonly before: Extract<Step, "preflight" | "settle-preflight"> | undefined
}

/** `status` advises to write the requests to this folder, so that it sees later that they were written. */
export const requestsFolder = "requests"

/** Writes the exact command of a step. A needed file that is not found is named in capitals. */
export function commandOfStep(
  step: Step,
  status: Status,
  { names, record, usualRecord, hours }: Surroundings,
): string | undefined {
  switch (step) {
    case "define":
    case "make-key":
    case "init":
    case "init-anew":
    case "ended":
    case "answer-request":
    case "sign-act":
    case "find-file":
    case "keep-key":
    case "bring-urn-key":
      return undefined
    case "await-replies":
      return "urne trustees receive REPLY.json --out requests"
    case "await-clock":
      return "urne status"
    case "recover-clock":
      return "urne recover --clock"
    case "constitute":
      return "urne constitute"
    case "sign":
      return "urne act sign"
    case "withdraw":
      return "urne act withdraw"
    case "annul":
      return "urne annul"
    case "import-roll":
      return "urne roll import MEMBERS.csv"
    case "hold-ceremony":
      return "urne trustees ceremony"
    case "invite-holders":
      return `urne trustees invite --out ${requestsFolder}`
    case "generate-credentials":
      return "urne credentials generate"
    case "print-letters":
      return `urne credentials print --key ${officerKey(names)}`
    case "check-trustees":
      return status.trustees.apart ? "urne trustees check --out requests" : "urne trustees check"
    case "seal":
      return "urne seal"
    case "preflight":
      return "urne preflight --key KEY"
    case "settle-preflight":
      return "urne override"
    case "open":
    case "begin-vote":
    case "await-opening":
      return "urne open"
    case "open-anew":
      return `urne open --opens ${hours?.opens ?? "HOUR"} --closes ${hours?.closes ?? "HOUR"}`
    case "await-batches":
      return "urne ballots batches"
    case "cast":
      return "urne cast"
    case "resume":
      return "urne resume"
    case "close":
    case "freeze":
    case "await-grace":
      return "urne close"
    case "tally":
      return "urne tally"
    case "backup":
      return "urne backup"
    case "unseal":
      return "urne unseal"
    case "decrypt":
      return status.trustees.apart ? "urne decrypt --out requests" : "urne decrypt"
    case "compute-result":
      return "urne result"
    case "proclaim":
      return "urne proclaim"
    case "export":
      return `urne export --out ${shellWord(usualRecord)}`
    case "verify":
      return `urne verify ${shellWord(record ?? usualRecord)} --final --authority '${fingerprintGroups(status.authority ?? "").join(" ")}'`
  }
}

/** Names the officer's key if exactly one is here. With several, each officer uses their own. */
function officerKey(here: readonly string[]): string {
  const keys = here.filter((name) => name.endsWith(".officer.key"))
  return keys.length === 1 && keys[0] !== undefined ? shellWord(keys[0]) : "OFFICER.officer.key"
}

/**
 * Writes the first command where there is no election file. People who answer or sign are asked for the passphrase, and
 * unknown values are in capitals.
 */
export function firstCommand({
  step,
  definition,
  member,
  rehearsal,
  publicKeys,
  holderKeys,
  brought,
}: Beginning): string | undefined {
  const path = shellWord(brought?.path ?? "")
  switch (step) {
    case "answer-request": {
      const { key: own, signWith } = brought ?? {}
      const named = own ?? signWith?.replace(/\.key$/, ".trustee-key")
      const key = named === undefined ? "HOLDER.trustee-key" : shellWord(named)
      const signed = signWith === undefined ? "" : ` --sign-with ${shellWord(signWith)}`
      const isDecryption = /-decrypt\.request\.json$/.test(brought?.path ?? "")
      const record = isDecryption
        ? ` --record ${brought?.record === undefined ? "RECORD" : shellWord(brought.record)}`
        : ""
      return `urne trustees answer ${path} --key ${key}${signed}${record}`
    }
    case "sign-act":
      return `urne act sign ${path} --key ${brought?.key === undefined ? "MEMBER.key" : shellWord(brought.key)}`
    case "find-file":
      return "urne --file ELECTION.urne status"
    case "keep-key":
      return undefined
    case "define":
      return definition === undefined ? "urne define election.yaml" : `urne define --check ${shellWord(definition)}`
    case "make-key":
      return `urne key new ${member ?? ""}${rehearsal ? " --rehearsal" : ""}`
    case "init":
      return [
        `urne init ${shellWord(definition ?? "")} --member-key ${publicKeys.join(" ")}`,
        ...(holderKeys.length > 0 ? [`--holder-key ${holderKeys.join(" ")}`] : []),
      ].join(" ")
  }
}
