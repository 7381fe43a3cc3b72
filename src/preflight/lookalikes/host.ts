/** The parts of a name in the DNS that matter to whoever wants to register one like it. */
import { domainToASCII, domainToUnicode } from "node:url"

/** Suffixes of two labels, under which names are registered. Other suffixes have one. */
const pairs: ReadonlySet<string> = new Set([
  ...["co.uk", "org.uk", "ac.uk", "gov.uk", "me.uk", "asso.fr", "gouv.fr", "com.fr", "nom.fr", "tm.fr", "prd.fr"],
  ...["com.au", "org.au", "net.au", "edu.au", "gov.au", "co.nz", "org.nz", "co.jp", "or.jp", "co.za", "org.za"],
  ...["com.br", "org.br", "gov.br", "com.mx", "com.ar", "com.tr", "com.pl", "org.pl", "co.in", "org.in", "co.il"],
  ...["org.il", "com.cn", "org.cn", "com.tw", "com.sg", "com.hk", "qc.ca", "on.ca", "gc.ca", "eu.org"],
])

/** A host whose names can be imitated. */
export interface Host {
  /** `vote.example.org` */
  readonly name: string
  /** The labels before what was registered: `["vote"]`. */
  readonly before: readonly string[]
  /** The label that was registered: `example`. */
  readonly label: string
  /** `org`, `co.uk` */
  readonly suffix: string
}

/** The name that somebody registered: `example.org`. */
export function registered({ label, suffix }: Pick<Host, "label" | "suffix">): string {
  return `${label}.${suffix}`
}

/** Splits a name. It returns `undefined` for numbers, and for names without a suffix. */
export function hostOf(name: string): Host | undefined {
  const ascii = asciiName(name)
  if (ascii === undefined || /^[\d.]+$/.test(ascii)) return undefined
  const labels = ascii.split(".")
  const taken = pairs.has(labels.slice(-2).join(".")) ? 2 : 1
  const label = labels.at(-taken - 1)
  if (label === undefined) return undefined
  return {
    ...{ name: ascii, before: labels.slice(0, -taken - 1), label },
    suffix: labels.slice(-taken).join("."),
  }
}

/** The hosts of the addresses of a vote, each once. */
export function hostsOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map((address) => new URL(address).hostname))]
}

/**
 * Writes a name as the DNS has it: small letters, digits and hyphens, other letters as `xn--…` (IDNA). It returns
 * `undefined` where the DNS or a registry would not have it.
 */
export function asciiName(name: string): string | undefined {
  const ascii = domainToASCII(name.normalize("NFC").toLowerCase())
  return ascii !== "" && ascii.length <= 253 && ascii.split(".").every(isLabel) ? ascii : undefined
}

function isLabel(label: string): boolean {
  if (!/^(?!-)[a-z0-9-]{1,63}$/.test(label) || label.endsWith("-")) return false
  // Two hyphens at the third place stand for a coding, of which there is one.
  return label.slice(2, 4) !== "--" || label.startsWith("xn--")
}

/** Writes a name as people see it. */
export function shownName(ascii: string): string {
  return domainToUnicode(ascii)
}
