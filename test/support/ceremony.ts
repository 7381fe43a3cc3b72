import { type Ceremony, makeCertificate, openCeremony } from "../../src/belenios/certificate.ts"
import type { Checked } from "../../src/belenios/message.ts"
import { checkVoutput, makeVoutput, type Pedersen, thresholdItem, type Voutput } from "../../src/belenios/pedersen.ts"
import { drawSeed, trusteeKeys, type TrusteeKeys } from "../../src/belenios/pki.ts"
import { checkPolynomial, makePolynomial, type Polynomial } from "../../src/belenios/polynomial.ts"
import { makeVinputs } from "../../src/belenios/vinput.ts"
import type { Random } from "../../src/core/world.ts"

/** A ceremony that was held comes with every message that was sent. */
export interface HeldCeremony {
  readonly keys: readonly TrusteeKeys[]
  readonly certificates: readonly string[]
  readonly ceremony: Ceremony
  readonly polynomialTexts: readonly string[]
  readonly polynomials: readonly Polynomial[]
  readonly vinputs: readonly string[]
  readonly voutputTexts: readonly string[]
  readonly voutputs: readonly Voutput[]
  readonly item: Pedersen
}

export function holdCeremony(random: Random, threshold: number, size: number): HeldCeremony {
  const keys = Array.from({ length: size }, (_, index) => trusteeKeys(drawSeed(random, String(index))))
  const certificates = keys.map((own, index) => makeCertificate(random, own, { size, threshold, index: index + 1 }))
  const ceremony = right(openCeremony(certificates))
  const polynomialTexts = keys.map((own) => right(makePolynomial(random, own, ceremony)))
  const polynomials = ceremony.certificates.map((owner, index) =>
    right(checkPolynomial(ceremony, owner, polynomialTexts[index] ?? "")),
  )
  const vinputs = makeVinputs(polynomials)
  const voutputTexts = keys.map((own, index) => right(makeVoutput(random, own, ceremony, vinputs[index] ?? "")))
  const voutputs = ceremony.certificates.map((owner, index) =>
    right(checkVoutput(polynomials, owner, voutputTexts[index] ?? "")),
  )
  const item = thresholdItem(ceremony, polynomials, voutputs)
  return { keys, certificates, ceremony, polynomialTexts, polynomials, vinputs, voutputTexts, voutputs, item }
}

/** Returns the value of something that must have no findings. */
export function right<T>({ value, findings }: Checked<T>): T {
  if (value === undefined) throw new Error(JSON.stringify(findings))
  return value
}
