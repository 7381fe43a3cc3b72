/** Who made a time-stamp: the certificates from the signer's to a root, and what each of them allows (RFC 5280). */
import { equalBytes } from "../../core/bytes.ts"
import { instantText } from "../../core/instant.ts"
import { requireKey, schemeOf } from "./algorithms.ts"
import {
  type Certificate,
  constraintsOf,
  purposesOf,
  requireUnderstood,
  subjectName,
  usages,
  usagesOf,
} from "./certificate.ts"
import { refuse } from "./fault.ts"

const timeStamping = "1.3.6.1.5.5.7.3.8"
const anyPurpose = "2.5.29.37.0"
const longestChain = 8

/**
 * Demands that the signer's certificate is one for time-stamps and nothing else, that those above it may issue it, and
 * that all were valid at the instant `at`. Returns whether they lead to a root: if no roots are given, they lead to
 * none. If roots are given, they must lead to one of them.
 */
export function requireChain(
  signer: Certificate,
  brought: readonly Certificate[],
  roots: readonly Certificate[],
  at: number,
): boolean {
  const chain = chainOf(signer, brought, roots)
  const isAnchored = roots.some((root) => isSame(root, chain.at(-1)))
  requireSigner(signer)
  for (const [index, certificate] of chain.entries()) {
    requireUnderstood(certificate)
    requireValidity(certificate, at)
    if (index > 0) requireIssuer(certificate, chain.slice(1, index))
  }
  if (!isAnchored && roots.length > 0) refuse("root")
  return isAnchored
}

function isSame(one: Certificate, other: Certificate | undefined): boolean {
  return other !== undefined && equalBytes(one.bytes, other.bytes)
}

/**
 * Follows the certificates upwards, and prefers a root at every step. A certificate that led nowhere is not tried
 * again. Where no way leads to a root, the first way is returned as far as it goes.
 */
function chainOf(
  signer: Certificate,
  brought: readonly Certificate[],
  roots: readonly Certificate[],
): readonly Certificate[] {
  const tried: Certificate[] = []
  let first: readonly Certificate[] | undefined
  const climb = (chain: readonly Certificate[]): readonly Certificate[] | undefined => {
    const top = chain.at(-1) ?? signer
    tried.push(top)
    if (roots.some((root) => isSame(root, top))) return chain
    const above = [...roots, ...brought].filter(
      (one) => !tried.some((other) => isSame(other, one)) && isIssuedBy(top, one),
    )
    if (above.length === 0 || chain.length === longestChain) {
      first ??= chain
      return undefined
    }
    for (const one of above) {
      const found = climb([...chain, one])
      if (found !== undefined) return found
    }
    return undefined
  }
  return climb([signer]) ?? first ?? [signer]
}

/** Whether one certificate was issued and signed by another, with an algorithm that is still strong. */
function isIssuedBy({ x509, algorithm }: Certificate, issuer: Certificate): boolean {
  const key = issuer.x509.publicKey
  if (!x509.checkIssued(issuer.x509) || !x509.verify(key)) return false
  requireKey(key, schemeOf(algorithm, "Certificate.signatureAlgorithm").kind)
  return true
}

/** Demands a certificate for time-stamps and nothing else (RFC 3161, section 2.3), whose key signs, and issues nothing. */
function requireSigner(signer: Certificate): void {
  const purposes = purposesOf(signer)
  const isAlone = purposes?.oids.length === 1 && purposes.oids[0] === timeStamping
  if (!isAlone || !purposes.isCritical) return refuse("purpose", subjectName(signer))
  const allowed = usagesOf(signer)
  const signing: readonly number[] = [usages.digitalSignature, usages.nonRepudiation]
  const signs = allowed === undefined || (allowed.length > 0 && allowed.every((bit) => signing.includes(bit)))
  if (!signs || constraintsOf(signer).isIssuer) refuse("key-usage", subjectName(signer))
}

/** Demands a certificate that may issue others with the ones that stand between it and the signer's. */
function requireIssuer(issuer: Certificate, between: readonly Certificate[]): void {
  const { isIssuer, most } = constraintsOf(issuer)
  const allowed = usagesOf(issuer)
  const purposes = purposesOf(issuer)?.oids
  // A certificate that replaces another of the same name is not counted (RFC 5280, section 6.1.4).
  const counted = between.filter(({ issuer: above, subject }) => !equalBytes(above, subject)).length
  const mayIssue =
    isIssuer &&
    (most === undefined || BigInt(counted) <= most) &&
    (allowed === undefined || allowed.includes(usages.keyCertSign)) &&
    (purposes === undefined || purposes.some((oid) => oid === timeStamping || oid === anyPurpose))
  if (!mayIssue) refuse("issuer", subjectName(issuer))
}

function requireValidity(certificate: Certificate, at: number): void {
  const { notBefore, notAfter } = certificate
  if (at >= notBefore && at < notAfter + 1000) return
  refuse("validity", `${subjectName(certificate)}, ${instantText(notBefore)} / ${instantText(notAfter)}`)
}
