import { UrneError } from "../core/error.ts"
import type { ComplaintEvent } from "../register/complaint-event.ts"
import {
  hasRegister,
  type PrivateOf,
  privateOf,
  provedRegister,
  registerEntries,
  type RegisterFile,
} from "../register/queries.ts"
import { type Complaint, complaintsOf } from "./fold.ts"
import type { Text, WholeComplaint, WholeComplaints } from "./whole.ts"

/**
 * Reads all observations and complaints from the register, with their private texts.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`, `act-altered`
 */
export function recordedComplaints(file: RegisterFile): WholeComplaints {
  if (!hasRegister(file)) return { observations: [], complaints: [], faults: [] }
  const { observations, complaints, faults } = complaintsOf(provedRegister(file).entries)
  const ofObservations = hiddenOf(file, "observation.entered")
  const ofComplaints = hiddenOf(file, "complaint.entered")
  const ofAnswers = hiddenOf(file, "complaint.answered")
  return {
    faults,
    observations: observations.map((one) => {
      const hidden = ofObservations.get(one.entry)
      return { ...one, ...textOf(one.text, hidden?.text), name: hidden?.name }
    }),
    complaints: complaints.map((one) => {
      const hidden = ofComplaints.get(one.entry)
      const answers = one.answers.map((answer) => ({
        ...answer,
        ...textOf(answer.text, ofAnswers.get(answer.entry)?.text),
      }))
      return { ...one, ...textOf(one.text, hidden?.text), name: hidden?.name ?? "", contact: hidden?.contact, answers }
    }),
  }
}

/** Reads what is private of all entries of a type, by their numbers. */
function hiddenOf<T extends ComplaintEvent["type"]>(
  file: RegisterFile,
  type: T,
): ReadonlyMap<number, PrivateOf<T> | undefined> {
  return new Map(registerEntries(file, type).map((found) => [found.number, privateOf(file, found)]))
}

function textOf(open: string | undefined, hidden: string | undefined): Text {
  return { text: open ?? hidden ?? "", published: open !== undefined }
}

/** @throws UrneError `complaint-refused`, and what `recordedComplaints` throws */
export function requireComplaint(file: RegisterFile, number: number): WholeComplaint {
  const found = recordedComplaints(file).complaints[number - 1]
  if (found === undefined) throw new UrneError("complaint-refused", { complaint: number, rule: "unknown-complaint" })
  return found
}

/** Lists the complaints that nobody has answered. @throws UrneError `entry-altered`, `act-altered` */
export function unansweredComplaints(file: RegisterFile): readonly Complaint[] {
  return complaintsOf(provedRegister(file).entries).complaints.filter(({ answers }) => answers.length === 0)
}
