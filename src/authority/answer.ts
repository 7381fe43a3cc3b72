import { parseNote } from "../notes/note.ts"
import { type Act, actHash, actText } from "./act.ts"
import { memberOfKey } from "./member-key.ts"

/** What a member said about an act besides signing it: a reservation, a refusal, or that another member is absent. */
export interface ActAnswer {
  readonly member: string
  readonly kind: "reserved" | "declined" | "absent"
  readonly reason: string
  /** The member who signed the note: the same member, except for an absence. */
  readonly by: string
}

/** An answer as it is stored. The signed note has its reason and its signer. */
type NotedAnswer = Pick<ActAnswer, "member" | "kind"> & { readonly note: string }

const titles = { reserved: "reservation", declined: "refusal", absent: "absence" } as const
const reasonKey = "text "

/** Writes the text of the note with which a member answers. */
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

/** Reads the answer from a note that `answerText` wrote. */
export function readAnswer({ member, kind, note }: NotedAnswer): ActAnswer {
  const { text, signatures } = parseNote(note) ?? { text: "", signatures: [] }
  const reason = text.split("\n").find((line) => line.startsWith(reasonKey)) ?? ""
  return { member, kind, reason: reason.slice(reasonKey.length), by: memberOfKey(signatures[0]?.name ?? member) }
}
