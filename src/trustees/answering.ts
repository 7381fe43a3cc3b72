import { type Ceremony, makeCertificate, openCeremony } from "../belenios/certificate.ts"
import { encodePoint, randomScalar } from "../belenios/group.ts"
import { checked, type Checked, faulty } from "../belenios/message.ts"
import { makeVoutput, openShare } from "../belenios/pedersen.ts"
import { drawSeed, trusteeKeys, type TrusteeKeys } from "../belenios/pki.ts"
import { checkPolynomial, commitmentFindings, commitToPolynomial, makePolynomial } from "../belenios/polynomial.ts"
import { provePossession } from "../belenios/possession.ts"
import { keyPair } from "../belenios/schnorr.ts"
import { proveTrusteeKey, trusteePublicKeyJson } from "../belenios/trustee-key.ts"
import { makeVinputs } from "../belenios/vinput.ts"
import { UrneError } from "../core/error.ts"
import { finding } from "../core/finding.ts"
import type { Random } from "../core/world.ts"
import type { HolderFile, HolderKey, ThresholdKey } from "./holder-file.ts"
import { journalPointText } from "./journal-point.ts"
import { type Request, requestHash } from "./message.ts"
import type { CeremonyStep, Task, TaskAnswer } from "./task.ts"

/** A holder's answer, and its file as it is once the answer was given. The file is written first. */
export interface HolderTurn {
  readonly file: HolderFile
  readonly answer: TaskAnswer
}

type CeremonyTask = Extract<Task, { readonly step: CeremonyStep }>

/** A request to do anything but decrypt, which `decrypting.ts` does. */
export type PlainRequest = Request & { readonly task: Exclude<Task, { readonly step: "decrypt" }> }

/**
 * Takes a holder's turn. Asked again what it has already answered, the holder gives the same answer. The findings say
 * what is wrong with the messages of the others.
 *
 * @param file - the holder's file, or `undefined` when it joins
 * @param hash - identifies the request in replies, where that is not the hash of its text
 * @throws UrneError `step-answered` if it answered another request of this step, `step-not-due`, `another-holder-file`,
 * `another-authority`
 */
export function answerRequest(
  file: HolderFile | undefined,
  request: PlainRequest,
  random: Random,
  hash = requestHash(request),
): Checked<HolderTurn> {
  const { task, uuid, holder, rehearsal, authority } = request
  if (file !== undefined) requireSameHolder(file, request)
  if (task.step === "check") {
    const pair = file?.key.pair
    if (file === undefined || pair === undefined) throw new UrneError("step-not-due", { holder, step: task.step })
    const proof = provePossession(random, uuid, journalPointText(task.journal), pair)
    return checked({ file, answer: { step: task.step, size: task.journal.size, proof } }, [])
  }
  const said = file?.answered.find(({ step }) => step === task.step)
  if (file !== undefined && said !== undefined) {
    if (said.request !== hash) throw new UrneError("step-answered", { holder, step: task.step })
    return checked({ file, answer: said.answer }, [])
  }
  const { value: turn, findings } = takeStep(file?.key, { ...request, task }, random)
  if (turn === undefined) return faulty(...findings)
  const before = file ?? { uuid, rehearsal, authority, holder, signing: undefined, answered: [], decrypted: [] }
  const answered = [...before.answered, { step: task.step, request: hash, answer: turn.answer }]
  return checked({ file: { ...before, key: turn.key, answered }, answer: turn.answer }, [])
}

type Owner = Pick<HolderFile, "uuid" | "rehearsal" | "authority" | "holder">

/**
 * Requires that a holder serves only the election for which its key was made, under the authority that asked for it
 * then. Anybody could invent another authority in another file, with acts that they signed themselves.
 *
 * @throws UrneError `another-holder-file`, `another-authority`
 */
export function requireSameHolder(file: Owner, wanted: Owner): void {
  const { holder, authority } = file
  if (file.uuid === wanted.uuid && holder === wanted.holder && file.rehearsal === wanted.rehearsal) {
    if (authority === wanted.authority) return
    throw new UrneError("another-authority", { holder, kept: authority, found: wanted.authority })
  }
  throw new UrneError("another-holder-file", {
    holder,
    uuid: file.uuid,
    wantedHolder: wanted.holder,
    wantedUuid: wanted.uuid,
  })
}

interface Turn {
  readonly key: HolderKey
  readonly answer: TaskAnswer
}

function takeStep(
  key: HolderKey | undefined,
  request: Request & { readonly task: CeremonyTask },
  random: Random,
): Checked<Turn> {
  const { task, holder } = request
  if (task.step === "join") {
    if (key !== undefined) throw new UrneError("step-not-due", { holder, step: task.step })
    return checked(join({ ...request, task }, random), [])
  }
  if (key?.kind !== "threshold") throw new UrneError("step-not-due", { holder, step: task.step })
  switch (task.step) {
    case "commit":
      return commit(key, task.certificates, random)
    case "deal":
      return deal(key, task.commitments, holder)
    case "finish":
      return finish(key, { ...request, task }, random)
  }
}

type Join = Request & { readonly task: Extract<Task, { readonly step: "join" }> }

function join({ uuid, holder, task }: Join, random: Random): Turn {
  const { step, place, journal } = task
  const drawn = `${uuid}|${holder}`
  if (place === undefined) {
    const pair = keyPair(randomScalar(random, "trustee.key", drawn))
    const publicKey = JSON.stringify(trusteePublicKeyJson(proveTrusteeKey(random, pair)))
    const proof = provePossession(random, uuid, journalPointText(journal), pair)
    return { key: { kind: "mandatory", pair }, answer: { step, publicKey, proof } }
  }
  const seed = drawSeed(random, drawn)
  const keys = trusteeKeys(seed)
  const certificate = makeCertificate(random, keys, place)
  const proof = provePossession(random, uuid, journalPointText(journal), keys.signing)
  const key: ThresholdKey = {
    kind: "threshold",
    place,
    seed,
    dealt: undefined,
    commitments: undefined,
    pair: undefined,
  }
  return { key, answer: { step, certificate, proof } }
}

function commit(key: ThresholdKey, certificates: readonly string[], random: Random): Checked<Turn> {
  const { value: ceremony, findings } = ceremonyOf(key, certificates)
  if (ceremony === undefined) return faulty(...findings)
  const drawn = makePolynomial(random, trusteeKeys(key.seed), ceremony)
  if (drawn.value === undefined) return faulty(...drawn.findings)
  const commitment = commitToPolynomial(ceremony, key.place, drawn.value)
  const dealt = { certificates, polynomial: drawn.value }
  return checked({ key: { ...key, dealt }, answer: { step: "commit", commitment } }, [])
}

/** Opens the ceremony of these certificates, if this holder joined it. */
function ceremonyOf({ place, seed }: ThresholdKey, certificates: readonly string[]): Checked<Ceremony> {
  const opened = openCeremony(certificates)
  if (opened.value === undefined) return opened
  const own = opened.value.certificates[place.index - 1]
  const keys = trusteeKeys(seed)
  const { size, threshold } = place
  const ours =
    own !== undefined &&
    encodePoint(own.verification) === encodePoint(keys.signing.publicKey) &&
    opened.value.threshold === threshold &&
    certificates.length === size
  return ours ? opened : faulty(finding("CEREMONY_STRANGER", "certificates", {}))
}

function deal(key: ThresholdKey, commitments: readonly string[], holder: string): Checked<Turn> {
  const { dealt, place } = key
  if (dealt === undefined) throw new UrneError("step-not-due", { holder, step: "deal" })
  const opened = ceremonyOf(key, dealt.certificates)
  if (opened.value === undefined) return faulty(...opened.findings)
  // Our polynomial is shown only once everybody, including us, is committed to one.
  const findings = commitmentFindings(opened.value, place, commitments[place.index - 1] ?? "", dealt.polynomial)
  if (findings.length > 0 || commitments.length !== place.size) {
    return faulty(finding("CEREMONY_COMMITMENT", "commitments", { trustee: place.index }))
  }
  return checked({ key: { ...key, commitments }, answer: { step: "deal", polynomial: dealt.polynomial } }, [])
}

type Finish = Request & { readonly task: Extract<Task, { readonly step: "finish" }> }

function finish(key: ThresholdKey, { uuid, holder, task }: Finish, random: Random): Checked<Turn> {
  const { dealt, commitments, place } = key
  if (dealt === undefined || commitments === undefined) throw new UrneError("step-not-due", { holder, step: "finish" })
  const opened = ceremonyOf(key, dealt.certificates)
  if (opened.value === undefined) return faulty(...opened.findings)
  const ceremony = opened.value
  const read = ceremony.certificates.map((owner, i) => {
    const text = task.polynomials[i] ?? ""
    const polynomial = checkPolynomial(ceremony, owner, text)
    const kept = commitmentFindings(ceremony, owner, commitments[i] ?? "", text)
    return { polynomial: polynomial.value, findings: [...polynomial.findings, ...kept] }
  })
  const findings = read.flatMap((each) => each.findings)
  if (findings.length > 0) return faulty(...findings)
  const keys = trusteeKeys(key.seed)
  // The values are routed here, so nobody between the holders can drop or swap what one sent another.
  const vinput = makeVinputs(read.flatMap(({ polynomial }) => polynomial ?? []))[place.index - 1] ?? ""
  const output = makeVoutput(random, keys, ceremony, vinput)
  if (output.value === undefined) return faulty(...output.findings)
  const pair = ownShare(keys, output.value)
  const proof = provePossession(random, uuid, journalPointText(task.journal), pair)
  return checked({ key: { ...key, pair }, answer: { step: "finish", output: output.value, proof } }, [])
}

function ownShare(keys: TrusteeKeys, output: string) {
  const { private_key: sent } = JSON.parse(output) as { readonly private_key: string }
  const pair = openShare(keys, sent)
  if (pair === undefined) throw new Error("our own share does not open")
  return pair
}
