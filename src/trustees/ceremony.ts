import { type Ceremony, type Certificate, checkCertificate, openCeremony } from "../belenios/certificate.ts"
import { encodePoint, type Point } from "../belenios/group.ts"
import { checked, type Checked, faulty, MessageFault, readText } from "../belenios/message.ts"
import { checkVoutput, thresholdItem } from "../belenios/pedersen.ts"
import { checkPolynomial, commitmentFindings, type Polynomial } from "../belenios/polynomial.ts"
import { isPossessed } from "../belenios/possession.ts"
import {
  isTrusteeKeyProven,
  readTrusteePublicKey,
  type TrusteePublicKey,
  trusteePublicKeyJson,
} from "../belenios/trustee-key.ts"
import type { TrusteeItem } from "../belenios/trustees.ts"
import { finding, type Finding } from "../core/finding.ts"
import type { Sha256 } from "../journal/event.ts"
import type { Holder } from "./holder.ts"
import { type JournalPoint, journalPointText } from "./journal-point.ts"
import type { Request } from "./message.ts"
import type { CeremonyStep, Task, TaskAnswer } from "./task.ts"

/**
 * The state of a key ceremony as the election sees it: what each holder has answered so far. It is the same whether the
 * holders are in one room or apart.
 */
export interface CeremonyState {
  readonly uuid: string
  readonly rehearsal: boolean
  /** SHA-256 of the act that constituted the authority. */
  readonly authority: Sha256
  /** The election's name, for readers of the requests. */
  readonly election: string
  /** The journal when the ceremony began. */
  readonly origin: JournalPoint
  readonly holders: readonly Holder[]
  readonly answers: readonly CeremonyAnswer[]
}

export interface CeremonyAnswer {
  readonly holder: string
  readonly answer: Extract<TaskAnswer, { readonly step: CeremonyStep }>
}

/** The rounds for holders of a threshold. A mandatory holder only joins. */
const rounds = ["join", "commit", "deal", "finish"] as const satisfies readonly CeremonyStep[]

/** Returns a holder's answer to a step. */
export function answerOf<const Step extends CeremonyStep>(
  { answers }: CeremonyState,
  holder: Holder,
  step: Step,
): Extract<TaskAnswer, { readonly step: Step }> | undefined {
  const given = answers.find((each) => each.holder === holder.id && each.answer.step === step)
  return given?.answer as Extract<TaskAnswer, { readonly step: Step }> | undefined
}

/**
 * Returns the step that a holder has to answer now, or `undefined` while it waits for others and after its last step.
 */
export function dueStep(ceremony: CeremonyState, holder: Holder): CeremonyStep | undefined {
  if (holder.place === undefined) return answerOf(ceremony, holder, "join") === undefined ? "join" : undefined
  const open = rounds.find((round) => sharers(ceremony).some((other) => answerOf(ceremony, other, round) === undefined))
  return open !== undefined && answerOf(ceremony, holder, open) === undefined ? open : undefined
}

/** Whether every holder has answered every step. */
export function isComplete(ceremony: CeremonyState): boolean {
  return ceremony.holders.every((holder) => answerOf(ceremony, holder, lastStep(holder)) !== undefined)
}

function lastStep({ place }: Holder): CeremonyStep {
  return place === undefined ? "join" : "finish"
}

/**
 * Makes the request to a holder for a step whose round is open or over. It depends only on the answers of earlier
 * rounds.
 */
export function requestOf(ceremony: CeremonyState, holder: Holder, step: CeremonyStep): Request {
  const { uuid, rehearsal, authority, election } = ceremony
  return { uuid, rehearsal, authority, election, holder: holder.id, task: taskOf(ceremony, holder, step) }
}

function taskOf(ceremony: CeremonyState, { place }: Holder, step: CeremonyStep): Task {
  const { origin: journal } = ceremony
  switch (step) {
    case "join":
      return { step, journal, place }
    case "commit":
      return { step, certificates: certificateTexts(ceremony) }
    case "deal":
      return { step, commitments: ofAll(ceremony, "commit", ({ commitment }) => commitment) }
    case "finish":
      return { step, journal, polynomials: ofAll(ceremony, "deal", ({ polynomial }) => polynomial) }
  }
}

/** Finds what is wrong with a holder's answer to the step that is due. */
export function answerFindings(
  ceremony: CeremonyState,
  holder: Holder,
  answer: CeremonyAnswer["answer"],
): readonly Finding[] {
  switch (answer.step) {
    case "join": {
      const keys = joinKeys(ceremony, holder, answer)
      return keys.value === undefined ? keys.findings : duplicateFindings(ceremony, holder, keys.value)
    }
    case "commit":
      return /^[0-9a-f]{64}$/.test(answer.commitment) ? [] : [commitmentFinding(holder)]
    case "deal": {
      const { ceremony: opened, owner } = opening(ceremony, holder)
      const commitment = answerOf(ceremony, holder, "commit")?.commitment ?? ""
      return [
        ...commitmentFindings(opened, owner, commitment, answer.polynomial),
        ...checkPolynomial(opened, owner, answer.polynomial).findings,
      ]
    }
    case "finish": {
      const { owner } = opening(ceremony, holder)
      const { value: output, findings } = checkVoutput(polynomialsOf(ceremony), owner, answer.output)
      return output === undefined ? findings : possessionFindings(ceremony, holder, output.publicKey.publicKey, answer)
    }
  }
}

function commitmentFinding({ owner }: Holder): Finding {
  return finding("CEREMONY_COMMITMENT", "commitment", { trustee: owner })
}

type Joined = Extract<TaskAnswer, { readonly step: "join" }>

/** Reads the keys with which a holder joins, starting with the one whose possession it proves. */
function joinKeys(ceremony: CeremonyState, holder: Holder, answer: Joined): Checked<readonly [Point, ...Point[]]> {
  const form = "publicKey" in answer ? readKey(answer.publicKey, holder) : readCertificate(answer.certificate, holder)
  if (form.value === undefined) return form
  const findings = possessionFindings(ceremony, holder, form.value[0], answer)
  return checked(form.value, findings)
}

function readCertificate(text: string, { place, owner }: Holder): Checked<readonly [Point, ...Point[]]> {
  if (place === undefined) return faulty(finding("TRUSTEE_CERTIFICATE", "join", { trustee: owner }))
  const { value: certificate, findings } = checkCertificate(text, place)
  return certificate === undefined
    ? faulty(...findings)
    : checked([certificate.verification, certificate.encryption], [])
}

function readKey(text: string, { place, owner }: Holder): Checked<readonly [Point, ...Point[]]> {
  const key = readText(text, readTrusteePublicKey)
  if (place !== undefined || key instanceof MessageFault || JSON.stringify(trusteePublicKeyJson(key)) !== text) {
    return faulty(finding("CEREMONY_FORM", "join", { trustee: owner, path: "", rule: "canonical" }))
  }
  // A signature or a name would get into the archive, and a mandatory holder has neither.
  const plain = key.signature === undefined && key.name === undefined
  if (!plain || !isTrusteeKeyProven(key)) return faulty(finding("TRUSTEE_PROOF", "join", { trustee: owner }))
  return checked([key.publicKey], [])
}

function possessionFindings(
  { uuid, origin }: CeremonyState,
  { id }: Holder,
  publicKey: Point,
  { proof }: Extract<TaskAnswer, { readonly step: "join" | "finish" }>,
): readonly Finding[] {
  return isPossessed(uuid, journalPointText(origin), publicKey, proof)
    ? []
    : [finding("TRUSTEE_POSSESSION", id, { holder: id })]
}

/**
 * Finds keys with which another holder has already joined. Whoever copied one could not use it, but the election would
 * depend on one person twice.
 */
function duplicateFindings(ceremony: CeremonyState, holder: Holder, keys: readonly Point[]): readonly Finding[] {
  const texts = keys.map(encodePoint)
  return ceremony.holders.flatMap((other) => {
    const joined = other.id === holder.id ? undefined : answerOf(ceremony, other, "join")
    const known = joined === undefined ? [] : (joinKeys(ceremony, other, joined).value ?? [])
    const twice = known.some((key) => texts.includes(encodePoint(key)))
    return twice ? [finding("TRUSTEE_DUPLICATE", "join", { trustee: holder.owner, first: other.owner })] : []
  })
}

/** Makes the trustees structure of a complete ceremony, as the archive's setup will hold it. */
export function trusteeItems(ceremony: CeremonyState): readonly TrusteeItem[] {
  const single = ceremony.holders.flatMap((holder): readonly TrusteeItem[] => {
    const joined = answerOf(ceremony, holder, "join")
    if (joined === undefined || !("publicKey" in joined)) return []
    return [{ kind: "Single", key: readText(joined.publicKey, readTrusteePublicKey) as TrusteePublicKey }]
  })
  if (sharers(ceremony).length === 0) return single
  const polynomials = polynomialsOf(ceremony)
  const outputs = sharers(ceremony).flatMap((holder) => {
    const text = answerOf(ceremony, holder, "finish")?.output ?? ""
    return checkVoutput(polynomials, opening(ceremony, holder).owner, text).value ?? []
  })
  return [...single, thresholdItem(openedCeremony(ceremony), polynomials, outputs)]
}

function sharers({ holders }: CeremonyState): readonly Holder[] {
  return holders.filter(({ place }) => place !== undefined)
}

function ofAll<const Step extends CeremonyStep, T>(
  ceremony: CeremonyState,
  step: Step,
  value: (answer: Extract<TaskAnswer, { readonly step: Step }>) => T,
): readonly T[] {
  return sharers(ceremony).flatMap((holder) => {
    const answer = answerOf(ceremony, holder, step)
    return answer === undefined ? [] : [value(answer)]
  })
}

function certificateTexts(ceremony: CeremonyState): readonly string[] {
  return ofAll(ceremony, "join", (answer) => ("certificate" in answer ? answer.certificate : ""))
}

/** The certificates open, because answers are checked as they are received. */
function openedCeremony(ceremony: CeremonyState): Ceremony {
  const { value: opened } = openCeremony(certificateTexts(ceremony))
  if (opened === undefined) throw new Error("certificates that were checked do not open")
  return opened
}

function opening(
  ceremony: CeremonyState,
  holder: Holder,
): { readonly ceremony: Ceremony; readonly owner: Certificate } {
  const opened = openedCeremony(ceremony)
  const owner = opened.certificates[(holder.place?.index ?? 0) - 1]
  if (owner === undefined) throw new Error(`${holder.id} has no certificate`)
  return { ceremony: opened, owner }
}

function polynomialsOf(ceremony: CeremonyState): readonly Polynomial[] {
  const opened = openedCeremony(ceremony)
  return ofAll(ceremony, "deal", ({ polynomial }) => polynomial).flatMap((text, i) => {
    const owner = opened.certificates[i]
    return owner === undefined ? [] : (checkPolynomial(opened, owner, text).value ?? [])
  })
}
