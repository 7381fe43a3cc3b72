/** The network as an operation sees it. `terminal/network.ts` makes the real one. */
export interface Network {
  /**
   * Sends one request by `http:` or `https:` and returns what answered, or why nothing did. It follows no redirect, keeps
   * no connection and no cookie. A certificate that is expired, unknown or of another name is looked at all the same.
   */
  readonly request: (url: string, options?: RequestOptions) => Promise<Answer | NoAnswer>
  /** Asks for the addresses of a name, IPv4 and IPv6. */
  readonly resolve: (name: string, options?: ResolveOptions) => Promise<Resolution>
}

export interface RequestOptions {
  /** `GET` by default. */
  readonly method?: "GET" | "HEAD"
  /** After so many bytes of the body the connection is closed; 1 MiB by default. */
  readonly mostBytes?: number
  /** How many milliseconds may pass until the last byte; 10 seconds by default. */
  readonly timeout?: number
  /** Ends the request, as a cancellation of the whole command does. */
  readonly signal?: AbortSignal
  /** Authorities in PEM, under which certificates are trusted instead of those of the system. */
  readonly ca?: string
  /** Where to connect instead of what the name of the host resolves to: one machine of several, for instance. */
  readonly at?: { readonly address: string; readonly port: number }
}

export interface Answer {
  readonly kind: "answer"
  readonly status: number
  /** By their names in small letters, each with all its values. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body: Uint8Array
  /** Whether the body went on after `mostBytes`. */
  readonly cut: boolean
  /** Whither it redirects, as a whole address, whatever the status; `undefined` if nowhere. */
  readonly location: string | undefined
  /** From the beginning of the request until the last byte that was read. */
  readonly milliseconds: number
  /** The IP address that answered. */
  readonly address: string
  /** `undefined` for `http:`. */
  readonly tls: TlsFacts | undefined
}

export interface TlsFacts {
  /** `TLSv1.3` */
  readonly protocol: string
  /** Whether the chain leads to an authority that is trusted, today, for this host. */
  readonly authorised: boolean
  /** Why it does not, in the words of OpenSSL and Node: `CERT_HAS_EXPIRED`. */
  readonly reason: string | undefined
  /** Whether the certificate is one of this host, apart from everything else. */
  readonly namesHost: boolean
  /** As the host sent it: its own certificate, then those that certify it. */
  readonly chain: readonly CertificateFacts[]
}

export interface CertificateFacts {
  /** One line an attribute: `CN=vote.example.org`. */
  readonly subject: string
  readonly issuer: string
  /** `DNS:vote.example.org` */
  readonly names: readonly string[]
  /** Milliseconds, as is `until`. */
  readonly from: number
  readonly until: number
  /** 64 hexadecimal digits, over the certificate in DER. */
  readonly sha256: string
}

/**
 * Why nothing answered. `tls`: both sides found no way to encrypt. `reset`: the other side closed in the middle.
 * `malformed`: the address is none of the web, or what came is no HTTP.
 */
export type NetworkFailure =
  "refused" | "timeout" | "name-unknown" | "tls" | "reset" | "unreachable" | "malformed" | "cancelled"

export interface NoAnswer {
  readonly kind: "failure"
  readonly failure: NetworkFailure
  /** The code of the system, if it has one: `ECONNREFUSED`. */
  readonly cause: string
  readonly milliseconds: number
}

export interface ResolveOptions {
  /** The address of the resolver that is asked, `9.9.9.9` or `[::1]:5353`; that of the system by default. */
  readonly resolver?: string
  /** How many milliseconds may pass; 5 seconds by default. */
  readonly timeout?: number
}

/**
 * What is known of a name. `found` without addresses: the name exists, and no machine has it. `absent`: the resolver says
 * that there is no such name. `unknown`: nobody said either.
 */
export type Resolution =
  | { readonly kind: "found"; readonly addresses: readonly string[] }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly failure: NetworkFailure; readonly cause: string }
