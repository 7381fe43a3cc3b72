/** The ceremony in which the holders make their keys, in one room or by requests and replies. */
import type { DecryptionProgress } from "../tally/decrypt-operations.ts"
import type { DecryptionStanding } from "../tally/standing-queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import type { HeldCeremony } from "../trustees/ceremony-operations.ts"
import type { CheckedPossession } from "../trustees/check-operations.ts"
import type { ReceiveResult } from "../trustees/exchange-operations.ts"
import type { AnsweredRequest } from "../trustees/holder-operations.ts"
import type { HolderStatus, TrusteesStatus } from "../trustees/operations.ts"
import type { Step } from "../trustees/task.ts"
import { decryptionScreen, sharesLine } from "./decryption.ts"
import { fingerprintText } from "./fingerprint.ts"
import { possessionScreen, requestsScreen } from "./holders.ts"
import { nextLines, type NextStep } from "./next-step.ts"

/** A ceremony that was held, and the next step. */
export interface AdvisedCeremony {
  readonly held: HeldCeremony
  readonly advice: NextStep
}

/** Says where the file of each holder is, which leaves the room with the holder. */
export function ceremonyScreen({ held: { holders, files, key }, advice }: AdvisedCeremony, screen: Screen): string {
  const { trustees } = screen.labels
  const { owner, holder, file } = trustees.columns
  const rows = holders.map((each) => [
    each.owner,
    safe(each.holder),
    safe(files.find((of) => of.holder === each.holder)?.path ?? ""),
  ])
  return `${trustees.established(key)}\n\n${table(screen, [owner, holder, file], rows)}\n${trustees.oneRoom}\n\n${nextLines(advice.step, undefined, advice.next, screen)}`
}

/** What each holder has done and has to do: for the key, and once the urn is unsealed for the result. */
export type HoldersNow = TrusteesStatus & { readonly decryption?: DecryptionStanding }

/** Shows whose part is done and whose is awaited, in the ceremony or in the decryption. */
export function holdersScreen({ state, key, needed, holders, decryption }: HoldersNow, screen: Screen): string {
  const { trustees } = screen.labels
  const titles = {
    "not-begun": trustees.notBegun,
    "under-way": trustees.underWay,
    established: trustees.established(key ?? ""),
  }
  const sharers = holders.filter(({ kind }) => kind === "threshold").length
  const part = ({ kind }: HolderStatus) =>
    kind === "mandatory" ? trustees.mandatory : trustees.threshold(needed ?? 0, sharers)
  const { columns, steps } = trustees
  const awaited = decryption?.missing.flatMap((group) => group.holders) ?? []
  const last = ({ holder, done }: HolderStatus) =>
    decryption === undefined ? done.at(-1) : decryption.given.includes(holder) ? "decrypt" : undefined
  const next = ({ holder, due }: HolderStatus) => (awaited.includes(holder) ? "decrypt" : due)
  const named = (step: Step | undefined) => (step === undefined ? "" : steps[step])
  const rows = holders.map((each) => [
    each.owner,
    safe(each.holder),
    part(each),
    named(last(each)),
    named(next(each)),
    each.checked ?? "",
  ])
  const head = [columns.owner, columns.holder, columns.part, columns.done, columns.awaited, columns.checked]
  const sum = decryption === undefined ? "" : `\n${sharesLine(decryption, screen)}\n`
  return `${titles[state]}\n\n${table(screen, head, rows)}${sum}`
}

/** Says where the reply is, and at the first one which authority the key file remembers. */
export function answerScreen(answered: AnsweredRequest, screen: Screen): string {
  const { holder, authority, step, replyPath, keyPath, joined } = answered
  const { trustees } = screen.labels
  const replied = trustees.replied(safe(holder), trustees.steps[step], safe(replyPath))
  if (!joined) return `${replied}\n`
  const anchor = `${fingerprintText(authority, screen, { apart: true })}${trustees.keptAuthority}`
  return `${replied}\n${trustees.keyWritten(safe(keyPath))}\n${anchor}\n`
}

/** Replies to different requests may be received together, and each kind has its own outcome. */
export interface Received {
  readonly ceremony: ReceiveResult | undefined
  readonly possession: CheckedPossession | undefined
  readonly decryption: DecryptionProgress | undefined
  /** The next step, if these replies completed the ceremony. */
  readonly advice: NextStep | undefined
}

/** Says what the replies have led to. */
export function receivedScreen({ ceremony, possession, decryption, advice }: Received, screen: Screen): string {
  return [
    ceremony === undefined ? "" : ceremonyText(ceremony, screen),
    possession === undefined ? "" : possessionScreen(possession, screen),
    decryption === undefined ? "" : decryptionScreen(decryption, screen),
    advice === undefined ? "" : `\n${nextLines(advice.step, undefined, advice.next, screen)}`,
  ].join("")
}

function ceremonyText({ taken, established, waiting, requests }: ReceiveResult, screen: Screen): string {
  const { trustees } = screen.labels
  const lines = [trustees.received(taken.length, taken.filter(({ state }) => state === "known").length)]
  if (established) lines.push(trustees.made)
  if (waiting.length > 0) {
    lines.push(
      trustees.waiting(waiting.map(({ holder, step }) => `${safe(holder)} (${trustees.steps[step]})`).join(", ")),
    )
  }
  const next = requests.length === 0 ? "" : `\n${requestsScreen(requests, screen)}`
  return `${lines.join("\n")}\n${next}`
}
