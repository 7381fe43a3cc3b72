/** Certificates of web hosts, made for a test. They are valid, or expired, whatever the clock of a machine shows. */
import { utf8 } from "../../src/core/bytes.ts"
import { der } from "../../src/notes/time-stamp/der.ts"
import {
  type CertificateParts,
  ecKeys,
  extension,
  issuing,
  makeCertificate,
  oids,
  pem,
  sequence,
  usage,
} from "./time-stamp-authority.ts"

/** Long enough for the clocks of tests, which stand in 2014, and those of machines. */
const validity = { from: Date.UTC(2010, 0, 1), until: Date.UTC(2090, 0, 1) }
const rootKeys = ecKeys()
const root = makeCertificate({
  ...{ subject: "Invented Root", issuer: "Invented Root", keys: rootKeys, issuerKeys: rootKeys, serial: 1 },
  ...{ ...validity, extensions: [issuing(), usage(5, 6)] },
})

/** The authority that certifies these hosts, in PEM. */
export const inventedRoot = pem(root)

export interface HostCertificate {
  readonly key: string
  readonly cert: string
}

/** Makes a certificate of a host, signed by `inventedRoot` unless it signs itself. */
export function hostCertificate(
  names: readonly string[],
  given: Partial<Pick<CertificateParts, "from" | "until">> & { readonly selfSigned?: true } = {},
): HostCertificate {
  const { selfSigned, ...dates } = given
  const keys = ecKeys()
  const [subject = ""] = names
  const certificate = makeCertificate({
    ...{ subject, keys, serial: 2, ...validity, ...dates },
    ...(selfSigned === true
      ? { issuer: subject, issuerKeys: keys }
      : { issuer: "Invented Root", issuerKeys: rootKeys }),
    extensions: [extension(oids.names, sequence(...names.map((name) => der(0x82, utf8(name)))))],
  })
  const key = keys.privateKey.export({ format: "pem", type: "pkcs8" }).toString()
  return { key, cert: `${pem(certificate)}${inventedRoot}` }
}
