import type { X509Certificate } from "node:crypto"
import { checkServerIdentity, type TLSSocket } from "node:tls"
import type { CertificateFacts, TlsFacts } from "../core/network.ts"

/** Chains are short; one that is longer is not read to its end. */
const longestChain = 10

/** Reads off an open connection how it is encrypted, and who vouches for the host. */
export function tlsFacts(socket: TLSSocket, host: string): TlsFacts {
  const own = socket.getPeerX509Certificate()
  // Node's types say that this is an error; it is its code.
  const reason = socket.authorized ? undefined : String(socket.authorizationError)
  return {
    protocol: socket.getProtocol() ?? "",
    ...{ authorised: socket.authorized, reason },
    namesHost: own !== undefined && checkServerIdentity(host, own.toLegacyObject()) === undefined,
    chain: own === undefined ? [] : chainFrom(own).map(certificateFacts),
  }
}

function chainFrom(own: X509Certificate): readonly X509Certificate[] {
  const chain = [own]
  for (let next = own.issuerCertificate; next !== undefined && chain.length < longestChain;) {
    if (chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) break
    chain.push(next)
    next = next.issuerCertificate
  }
  return chain
}

function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const { subject, issuer, subjectAltName = "", validFrom, validTo, fingerprint256 } = certificate
  return {
    ...{ subject, issuer, names: subjectAltName === "" ? [] : subjectAltName.split(", ") },
    from: Date.parse(validFrom),
    until: Date.parse(validTo),
    sha256: fingerprint256.replaceAll(":", "").toLowerCase(),
  }
}
