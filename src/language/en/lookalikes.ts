import type { LookalikeRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

const faults: Readonly<Record<LookalikeRefusals["resolver-unusable"]["fault"], string>> = {
  "knows-all": "says of a name that nobody has that it exists",
  refused: "refuses to answer",
  timeout: "does not answer in time",
  "name-unknown": "has no address",
  tls: "answers nothing that could be used",
  reset: "breaks off",
  unreachable: "cannot be reached, or does not answer",
  malformed: "is no IP address of a resolver",
  cancelled: "was not waited for",
}

export const refusals: RefusalTexts<LookalikeRefusals> = {
  "no-host-to-imitate": () => ({
    message: "the definition has no address with a name that could be imitated",
    hint: "name the only true addresses of the vote there before it is used: addresses: [https://vote.example.org]",
  }),
  "resolver-unusable": ({ resolver, fault }) => ({
    message: `the resolver ${resolver} ${faults[fault]}`,
    hint: "give the IP address of another, as 192.0.2.53 or 192.0.2.53:5353: urne preflight domains --resolver ADDRESS; nothing was entered",
  }),
}

export const labels = {
  classes: {
    "top-level": "other ending",
    "missing-dot": "dot left out",
    word: "word added",
    hyphenation: "hyphen added",
    omission: "letter left out",
    transposition: "letters swapped",
    repetition: "letter doubled",
    plural: "plural or singular",
    replacement: "key beside",
    "vowel-swap": "other vowel",
    homoglyph: "letter that looks alike",
    insertion: "key too many",
    addition: "letter at an end",
    subdomain: "dot added",
    bitsquatting: "bit flipped",
    "homoglyph-pair": "two letters that look alike",
  },
  sources: { resolver: "a resolver", list: "the list alone" },
  columns: {
    class: "How it is made",
    names: "Names",
    examples: "Such as",
    held: "Held",
    exists: "Exist",
    free: "Free",
    unknown: "Not known",
    name: "Name",
  },
  title: (hosts: string, names: string) => `Names that look like ${hosts}: ${names}`,
  more: (most: string, next: string) =>
    `These are the first ${most}, the likeliest first; there are more, with --most ${next}`,
  existing: (count: string) => `EXIST, AND ARE NOT HELD: ${count}`,
  otherExisting: (count: string) => `And ${count} more, which are in the file`,
  noneExists: "None of these names exists without being held.",
  freeMeans: "Free: the resolver knows no such name. It may be registered all the same, and be used at any time.",
  unasked: "Nobody was asked which of them exist: urne preflight domains --resolver ADDRESS",
  badLines: "Lines of the list that are no names, and were left out",
  badLine: (line: number, text: string) => `Line ${line}: ${text}`,
  written: (path: string) => `Written to ${path}`,
  entered: (entry: number) => `Entered in the register: entry ${entry}`,
  notEntered: "Nothing was entered in the register; to enter it, add --out FILE --key FILE",
  commands: {
    domains: "list the names that look like those of the vote, and which of them exist",
  },
  options: {
    held: "the names that the authority holds, one a line",
    resolver: "ask this resolver which of them exist: an IP address, with a port if need be",
    rate: "how many names are asked for a second (by default 20)",
    most: "how many names, the likeliest first (by default 2000)",
    out: "write all names as CSV",
  },
}
