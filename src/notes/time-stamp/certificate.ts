/** Certificates (RFC 5280), as far as a time-stamp rests on them. */
import { X509Certificate } from "node:crypto"
import { equalBytes, fromBase64, hex } from "../../core/bytes.ts"
import { type Der, integerOf, listOf, membersOf, numbered, oidOf, readDer, tags, timeOf, trueOf } from "./der.ts"
import { attempt, refuse, type TimeStampFault } from "./fault.ts"

export interface Certificate {
  readonly bytes: Uint8Array
  /** OpenSSL's reading of the same bytes, which compares names and verifies signatures. */
  readonly x509: X509Certificate
  /** The names of issuer and subject, and the number, as they are encoded. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly serial: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
  /** How it was signed: an AlgorithmIdentifier. Of a root it does not matter, since nobody vouches for one. */
  readonly algorithm: Der
  readonly extensions: ReadonlyMap<string, Extension>
}

interface Extension {
  readonly isCritical: boolean
  readonly value: Uint8Array
}

const ids = { keyUsage: "2.5.29.15", names: "2.5.29.17", constraints: "2.5.29.19", purposes: "2.5.29.37" } as const
const understood: readonly string[] = Object.values(ids)

/** Reads a certificate of version 3 whose bytes are DER. */
export function certificateOf(bytes: Uint8Array): Certificate {
  const part = "Certificate"
  const certificate = membersOf(readDer(bytes, part), part)
  const body = membersOf(certificate.take(tags.sequence, part), part)
  const algorithm = certificate.take(tags.sequence, part)
  certificate.take(tags.bitString, part)
  certificate.end()
  const version = readDer(body.take(numbered(0), `${part}.version`).content, `${part}.version`)
  if (integerOf(version, part) !== 2n) return refuse("certificate-form", `${part}.version`)
  const serial = body.take(tags.integer, `${part}.serialNumber`).whole
  body.take(tags.sequence, part)
  const issuer = body.take(tags.sequence, part).whole
  const [notBefore, notAfter, more] = listOf(body.take(tags.sequence, part), part)
  if (notBefore === undefined || notAfter === undefined || more !== undefined) return refuse("form", part)
  const subject = body.take(tags.sequence, part).whole
  body.take(tags.sequence, part)
  const list = body.optional(numbered(3))
  body.end()
  return {
    ...{ bytes, x509: readByOpenSsl(bytes), algorithm, issuer, subject, serial },
    notBefore: timeOf(notBefore, `${part}.notBefore`),
    notAfter: timeOf(notAfter, `${part}.notAfter`),
    extensions: list === undefined ? new Map() : extensionsOf(readDer(list.content, part), `${part}.extensions`),
  }
}

function readByOpenSsl(bytes: Uint8Array): X509Certificate {
  try {
    const x509 = new X509Certificate(bytes)
    // It reads the key when it is asked for it, and throws at one that it does not know.
    return x509.publicKey.type === "public" ? x509 : refuse("certificate-form")
  } catch {
    return refuse("certificate-form")
  }
}

/** Reads a list of extensions, none of which stands twice. */
export function extensionsOf(list: Der, part: string, tag: number = tags.sequence): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>()
  for (const one of listOf(list, part, tag)) {
    const extension = membersOf(one, part)
    const oid = oidOf(extension.take(tags.oid, part), part)
    const isCritical = trueOf(extension.optional(tags.boolean), part)
    const value = extension.take(tags.octetString, part).content
    extension.end()
    if (found.has(oid)) return refuse("form", part)
    found.set(oid, { isCritical, value })
  }
  return found
}

/** Demands that every extension which must be understood is one that is looked at here. */
export function requireUnderstood({ extensions }: Certificate): void {
  for (const [oid, { isCritical }] of extensions) {
    if (isCritical && !understood.includes(oid)) refuse("certificate-extension", oid)
  }
}

/** What the certificate's key is for: undefined if nothing is said. */
export function purposesOf(
  certificate: Certificate,
): { readonly isCritical: boolean; readonly oids: readonly string[] } | undefined {
  const extension = certificate.extensions.get(ids.purposes)
  if (extension === undefined) return undefined
  const oids = listOf(readDer(extension.value, "extKeyUsage"), "extKeyUsage").map((one) => oidOf(one, "extKeyUsage"))
  return { isCritical: extension.isCritical, oids }
}

/** The uses of a key that matter here, by their bits (RFC 5280, section 4.2.1.3). */
export const usages = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5 } as const

/** Which uses a certificate allows, by their bits: undefined if nothing is said. */
export function usagesOf(certificate: Certificate): readonly number[] | undefined {
  const extension = certificate.extensions.get(ids.keyUsage)
  if (extension === undefined) return undefined
  const { tag, content } = readDer(extension.value, "keyUsage")
  const [unused = 8, ...bytes] = content
  if (tag !== tags.bitString || unused > 7) return refuse("form", "keyUsage")
  return bytes.flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) => 8 * index + bit),
  )
}

/** Whether a certificate is one that may issue others, and how many may stand between them and the last. */
export function constraintsOf(certificate: Certificate): {
  readonly isIssuer: boolean
  readonly most: bigint | undefined
} {
  const extension = certificate.extensions.get(ids.constraints)
  if (extension === undefined) return { isIssuer: false, most: undefined }
  const members = membersOf(readDer(extension.value, "basicConstraints"), "basicConstraints")
  const isIssuer = trueOf(members.optional(tags.boolean), "basicConstraints")
  const length = members.optional(tags.integer)
  members.end()
  return { isIssuer, most: length && integerOf(length, "pathLenConstraint") }
}

/** Whether a GeneralName, as it is encoded, is the subject of the certificate or one of its other names. */
export function isNamed(certificate: Certificate, name: Der): boolean {
  if (name.tag === numbered(4)) return equalBytes(name.content, certificate.subject)
  const extension = certificate.extensions.get(ids.names)
  const names = extension === undefined ? [] : listOf(readDer(extension.value, "subjectAltName"), "subjectAltName")
  return names.some(({ whole }) => equalBytes(whole, name.whole))
}

/** Reads a certificate in PEM (RFC 7468), with nothing before or after it but white space. */
export function certificateOfPem(text: string): Certificate | { readonly fault: TimeStampFault } {
  const [, encoded] =
    /^\s*-----BEGIN CERTIFICATE-----\s([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(text) ?? []
  const bytes = fromBase64((encoded ?? "").replace(/\s/g, ""))
  if (bytes === undefined || bytes.length === 0) return { fault: { rule: "certificate-form", detail: "PEM" } }
  return attempt(() => certificateOf(bytes))
}

/** Reads roots of which each could be read before: a definition with one that cannot be is refused. */
export function knownRoots(texts: readonly string[]): readonly Certificate[] {
  return texts.map((text) => {
    const root = certificateOfPem(text)
    if ("fault" in root) throw new Error("a root that the definition should not have")
    return root
  })
}

/** The name under which people know who a certificate stands for: the common name, or the organisation. */
export function subjectName({ x509: { subject }, serial }: Certificate): string {
  const lines = subject.split("\n")
  const named = ["CN=", "O=", "OU="].flatMap((key) =>
    lines.filter((line) => line.startsWith(key)).map((line) => line.slice(key.length)),
  )
  const [name = `0x${hex(serial).slice(4)}`] = named
    .map((text) => text.replace(/[\p{C}\p{Z}]+/gu, " ").trim())
    .filter((text) => text !== "")
  return name.length > 100 ? `${name.slice(0, 99).toWellFormed()}…` : name
}
