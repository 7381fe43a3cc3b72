import { finding, type Finding } from "../core/finding.ts"
import type { NoteFault } from "../notes/note.ts"
import { answerFindings, type CeremonyAnswer, type CeremonyState, dueStep } from "./ceremony.ts"
import type { CertifiedKeys } from "./certified.ts"
import { openSignedReply } from "./signed-reply.ts"
import { signedRequestHash } from "./signed-request.ts"
import type { CeremonyStep } from "./task.ts"

const rounds: readonly CeremonyStep[] = ["join", "commit", "deal", "finish"]

/** A signed reply of a ceremony. Its place in the ceremony tells whose reply it is, and to which step. */
export interface TranscribedReply {
  readonly holder: string
  readonly step: CeremonyStep
  /** The source of the note. */
  readonly source: string
}

/** Lists the notes of the rounds before a step, round by round and holder by holder, as a request carries them. */
export function repliesBefore(
  { holders }: Pick<CeremonyState, "holders">,
  replies: readonly TranscribedReply[],
  step: CeremonyStep | undefined,
): readonly string[] {
  const before = step === undefined ? rounds : rounds.slice(0, rounds.indexOf(step))
  return before.flatMap((round) =>
    holders.flatMap(({ id }) => {
      const reply = replies.find((each) => each.holder === id && each.step === round)
      return reply === undefined ? [] : [reply.source]
    }),
  )
}

/** The state of a ceremony as signed notes tell it, and what is wrong with them. */
export interface ReadTranscript {
  readonly ceremony: CeremonyState
  readonly findings: readonly Finding[]
}

/**
 * Reads a ceremony from its notes. Each must be signed with a key that the authority certified for its holder, be bound
 * to this election, authority and ceremony and to what all holders were asked then, and be right in itself. Reading
 * stops at the first that is not.
 *
 * @param begun - the ceremony before any answer
 */
export function readTranscript(begun: CeremonyState, sources: readonly string[], keys: CertifiedKeys): ReadTranscript {
  let ceremony = begun
  const known: TranscribedReply[] = []
  for (const source of sources) {
    const { reply, findings } = readNote(ceremony, source, known, keys)
    if (reply === undefined) return { ceremony, findings }
    known.push({ holder: reply.holder, step: reply.answer.step, source })
    ceremony = { ...ceremony, answers: [...ceremony.answers, reply] }
  }
  return { ceremony, findings: [] }
}

function readNote(
  ceremony: CeremonyState,
  source: string,
  known: readonly TranscribedReply[],
  keys: CertifiedKeys,
): { readonly reply: CeremonyAnswer | undefined; readonly findings: readonly Finding[] } {
  const { uuid, rehearsal, authority, origin, holders } = ceremony
  // A note is due from the holder whose turn it is, and counts only if that holder signed it.
  const next = nextTurn(ceremony)
  const wrong = (fault: NoteFault | "step" | "request") => {
    return { reply: undefined, findings: [finding("HOLDER_REPLY", "replies", { holder: next?.holder ?? "", fault })] }
  }
  if (next === undefined) return wrong("step")
  const opened = openSignedReply(source, keys.get(next.holder) ?? [])
  if ("fault" in opened) return wrong(opened.fault)
  const { reply } = opened
  const isOfElection = reply.uuid === uuid && reply.rehearsal === rehearsal && reply.authority === authority
  if (!isOfElection || reply.origin.size !== origin.size || reply.origin.root !== origin.root) return wrong("origin")
  if (reply.holder !== next.holder || reply.answer.step !== next.step) return wrong("step")
  const replies = repliesBefore(ceremony, known, next.step)
  const asked = { uuid, rehearsal, authority, holder: next.holder, origin, asked: { step: next.step }, replies }
  if (reply.request !== signedRequestHash(asked)) return wrong("request")
  const holder = holders.find(({ id }) => id === next.holder)
  const answer = reply.answer
  const findings = holder === undefined ? [] : answerFindings(ceremony, holder, answer)
  return findings.length > 0 ? { reply: undefined, findings } : { reply: { holder: next.holder, answer }, findings: [] }
}

/** Finds whose note comes next, in the order in which requests carry them. */
function nextTurn(ceremony: CeremonyState): { readonly holder: string; readonly step: CeremonyStep } | undefined {
  for (const round of rounds) {
    const holder = ceremony.holders.find((each) => dueStep(ceremony, each) === round)
    if (holder !== undefined) return { holder: holder.id, step: round }
  }
  return undefined
}
