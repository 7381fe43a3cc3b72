import { parseNote } from "../notes/note.ts"
import { type Act, actHash, actText } from "./act.ts"
import { memberOfKey } from "./member-key.ts"

/** What a member said of an act besides signing it: a reservation, a refusal, or that another is absent. */
export interface ActAnswer {
  readonly member: string
  readonly kind: "reserved" | "declined" | "absent"
  readonly reason: string
  /** Whose note it is: the member's own, but for an absence. */
  readonly by: string
}

/** An answer as it is kept: its reason and whose it is stand in the signed note. */
type NotedAnswer = Pick<ActAnswer, "member" | "kind"> & { readonly note: string }

const titles = { reserved: "reservation", declined: "refusal", absent: "absence" } as const
const reasonKey = "text "

/** The text of the note by which a member answers. */
export function answerText(act: Act, { member, kind, reason }: Omit<ActAnswer, "by">): string {
  return [
    `urne${act.rehearsal ? " rehearsal" : ""} ${titles[kind]} v1`,
    `election ${act.uuid}`,
    `act ${act.number} ${actHash(actText(act))}`,
    `member ${member}`,
    `${reasonKey}${reason}`,
    "",
  ].join("\n")
}

/** The answer of a note that was written from `answerText`. */
export function readAnswer({ member, kind, note }: NotedAnswer): ActAnswer {
  const { text, signatures } = parseNote(note) ?? { text: "", signatures: [] }
  const reason = text.split("\n").find((line) => line.startsWith(reasonKey)) ?? ""
  return { member, kind, reason: reason.slice(reasonKey.length), by: memberOfKey(signatures[0]?.name ?? member) }
}
