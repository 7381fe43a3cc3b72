import type { WatchRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

/** Why no answer came, by the codes of the network. */
const failures: Readonly<Record<string, string>> = {
  refused: "the connection is refused",
  timeout: "no answer came in time",
  "name-unknown": "there is no such name",
  tls: "no encrypted connection comes about",
  reset: "the connection is broken off",
  unreachable: "no way leads there",
  malformed: "what comes is no web page",
  cancelled: "it was cancelled",
  "too-long": "the page is too long to be compared",
}

export const refusals: RefusalTexts<WatchRefusals> = {
  "nothing-to-watch": () => ({
    message: "the definition names no address of the vote",
    hint: "addresses are named in the definition before the authority is constituted (addresses): urne define",
  }),
  "page-elsewhere": ({ url, addresses }) => ({
    message: `${url} is not on a host of the official addresses, and nobody else’s is asked`,
    hint: `give a page below one of these: ${addresses.join("  ")}`,
  }),
  "page-unserved": ({ url, failure, to }) => ({
    message: `${url} serves no page that could be a reference: ${failures[failure] ?? `it answers ${failure}`}`,
    hint:
      to === undefined ? "try again, or give another page of that host" : `reference the page to which it leads: ${to}`,
  }),
}

export const labels = {
  failures,
  states: {
    up: "answers",
    slow: "answers slowly",
    down: "DOES NOT ANSWER",
    changed: "SERVES ANOTHER PAGE",
    certificate: "HAS A BAD CERTIFICATE",
    unwatched: "not watched",
  },
  serves: (status: number, size: string) => `Serves ${size} bytes (status ${status})`,
  title: (title: string) => `Title: “${title}”`,
  noCertificate: "Without a certificate",
  trusted: (until: string) => `Certificate trusted, until ${until}`,
  untrusted: (until: string) => `Certificate NOT TRUSTED, until ${until}`,
  known: (url: string) => `${url}: this page is entered already.`,
  referenced: (url: string, entry: number) => `${url}: entered as a page that should be served, entry ${entry}`,
  status: (status: number) => `status ${status}`,
  first: (url: string, state: string, why: string, milliseconds: string) =>
    `${url} ${state}${why === "" ? "" : ` (${why})`}, ${milliseconds} ms.`,
  noReference: "No reference: what it serves is not compared (urne watch reference).",
  ending: (url: string, until: string) => `${url}: its certificate ends on ${until}.`,
  turned: (url: string, state: string, at: string) => `${url} ${state}, since ${at}`,
  incident: (number: number) => `Incident ${number} opened: urne incident show ${number}`,
  changed: {
    title: (host: string) => `Another page is served by ${host}`,
    what: (url: string, sha256: string) =>
      `${url} serves a page that is none of its references. SHA-256 of what was served: ${sha256}`,
  },
  columns: { url: "Address", state: "State", polls: "Asked", failed: "Failed", slowest: "Slowest" },
  milliseconds: (milliseconds: string) => `${milliseconds} ms`,
  ended: {
    once: "Asked once.",
    until: "The hour has come; nobody watches any more.",
    frozen: "The urn takes no more ballots; nobody watches any more.",
    cancelled: "Cancelled; nobody watches any more.",
  },
  entered: (entries: number) =>
    entries === 0
      ? "Nothing new was entered in the register."
      : entries === 1
        ? "1 entry was made in the register."
        : `${entries} entries were made in the register.`,
  commands: {
    watch: "ask the official addresses again and again, and enter when they did not answer or served another page",
    reference: "enter what an official page should serve, byte by byte",
  },
  options: {
    every: "seconds between two questions (default: 60)",
    until: "day and hour at which to stop, like 2014-11-29T20:00; it stops by itself once the urn is frozen",
    once: "ask once, and enter only what is another than before",
    url: "a page on a host of the official addresses",
  },
}
