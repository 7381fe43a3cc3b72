import { elements, type Field, integer, members, MessageFault, string } from "../belenios/field.ts"
import { proof, proofJson } from "../belenios/proof.ts"
import type { Json } from "../core/json.ts"
import type { Sha256 } from "../journal/event.ts"
import type { ThresholdPlace } from "./holder.ts"
import type { JournalPoint } from "./journal-point.ts"
import type { Step, Task, TaskAnswer } from "./task.ts"

/**
 * Writes and reads tasks and answers as JSON. Readers throw `MessageFault`; they do not look into Belenios texts, which
 * others check.
 */

export function taskJson(task: Task): Json {
  switch (task.step) {
    case "join":
      return { step: task.step, journal: { ...task.journal }, ...(task.place && { place: { ...task.place } }) }
    case "finish":
      return { step: task.step, journal: { ...task.journal }, polynomials: task.polynomials }
    case "check":
      return { step: task.step, journal: { ...task.journal } }
    case "commit":
    case "deal":
    case "decrypt":
      return { ...task }
  }
}

export function readTask(field: Field): Task {
  const step = stepOf(field)
  switch (step) {
    case "join": {
      const { journal, place } = members(field, ["step", "journal"], ["place"])
      return { step, journal: readJournal(journal), place: place && readPlace(place) }
    }
    case "commit":
      return { step, certificates: elements(members(field, ["step", "certificates"]).certificates).map(string) }
    case "deal":
      return { step, commitments: elements(members(field, ["step", "commitments"]).commitments).map(string) }
    case "finish": {
      const { journal, polynomials } = members(field, ["step", "journal", "polynomials"])
      return { step, journal: readJournal(journal), polynomials: elements(polynomials).map(string) }
    }
    case "check":
      return { step, journal: readJournal(members(field, ["step", "journal"]).journal) }
    case "decrypt":
      return { step, tally: string(members(field, ["step", "tally"]).tally) }
  }
}

export function answerJson(answer: TaskAnswer): Json {
  return "proof" in answer && typeof answer.proof !== "string"
    ? { ...answer, proof: proofJson(answer.proof) }
    : ({ ...answer } as Json)
}

export function readAnswer(field: Field): TaskAnswer {
  const step = stepOf(field)
  switch (step) {
    case "join": {
      const fields = members(field, ["step", "proof"], ["publicKey", "certificate"])
      const { publicKey, certificate } = fields
      const proven = { step, proof: proof(fields.proof) }
      if (publicKey !== undefined && certificate === undefined) return { ...proven, publicKey: string(publicKey) }
      if (certificate === undefined || publicKey !== undefined) throw new MessageFault(field.path, "missing")
      return { ...proven, certificate: string(certificate) }
    }
    case "commit":
      return { step, commitment: string(members(field, ["step", "commitment"]).commitment) }
    case "deal":
      return { step, polynomial: string(members(field, ["step", "polynomial"]).polynomial) }
    case "finish": {
      const fields = members(field, ["step", "output", "proof"])
      return { step, output: string(fields.output), proof: proof(fields.proof) }
    }
    case "check": {
      const fields = members(field, ["step", "size", "proof"], ["trustees"])
      const proven = { step, size: integer(fields.size, 1), proof: proof(fields.proof) }
      return fields.trustees === undefined ? proven : { ...proven, trustees: readSha256(fields.trustees) }
    }
    case "decrypt": {
      const fields = members(field, ["step", "share", "proof"])
      return { step, share: string(fields.share), proof: string(fields.proof) }
    }
  }
}

const steps: readonly Step[] = ["join", "commit", "deal", "finish", "check", "decrypt"]

/** Reads the member `step` before the others, because it determines which others there are. */
function stepOf({ value, path }: Field): Step {
  const found = (value as { readonly step?: Json } | null)?.step
  const step = steps.find((known) => known === found)
  if (step === undefined) throw new MessageFault(path, "value")
  return step
}

export function readJournal(field: Field): JournalPoint {
  const { size, root } = members(field, ["size", "root"])
  return { size: integer(size, 1), root: string(root) }
}

/** `sha256:` and 64 hexadecimal digits. */
export function readSha256(field: Field): Sha256 {
  const text = string(field)
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) throw new MessageFault(field.path, "value")
  return text as Sha256
}

export function readPlace(field: Field): ThresholdPlace {
  const { size, threshold, index } = members(field, ["size", "threshold", "index"])
  return { size: integer(size, 2), threshold: integer(threshold, 2), index: integer(index, 1) }
}
