import { isUuid } from "../belenios/uuid.ts"
import { type ActKind, actKinds } from "../core/vocabulary.ts"
import type { StampedThing, StampSubject } from "../notes/time-stamp/subject.ts"

/**
 * A file of a published bundle, by its name inside it. Names are ASCII, at most 99 characters long, and say by
 * themselves what a file is. A bundle holds no file whose name means nothing here.
 */
export type BundleFileName =
  | { readonly kind: "readme" | "definition" | "result-json" | "result-csv" | "reserve-keys" | "journal" | "manifest" }
  /** The register, and the checkpoint that covers it. */
  | { readonly kind: "register" | "register-checkpoint" }
  /** The published text of the minutes, and the note by which members signed it. */
  | { readonly kind: "minutes" | "minutes-note" }
  | { readonly kind: "act"; readonly act: number; readonly deed: ActKind }
  /** A member's reservation about an act, refusal to sign it, or absence that another member noted. */
  | { readonly kind: "answer"; readonly act: number; readonly member: string; readonly answer: AnswerKind }
  | { readonly kind: "checkpoint"; readonly size: number }
  | { readonly kind: "batch"; readonly channel: string; readonly number: number }
  /** The note by which members suspended the vote urgently. */
  | { readonly kind: "suspension"; readonly number: number }
  /** The note by which a holder whose key is certified vouches for the trustees, bound to the journal of this size. */
  | { readonly kind: "trustee-note"; readonly owner: number; readonly size: number }
  | { readonly kind: "share"; readonly owner: number }
  /** A notice of the authority, by its number. */
  | { readonly kind: "notice"; readonly number: number }
  /** A time-stamp, by what is stamped and its place among the stamps of that. A record has one signing of minutes: number 1. */
  | ({ readonly kind: "stamp"; readonly copy: number } & StampedThing)
  | { readonly kind: "archive"; readonly uuid: string }

export type BundleFileKind = BundleFileName["kind"]
export type AnswerKind = "reserved" | "declined" | "absent"

/**
 * The order of files in a bundle: first what is short and meant for people, then the long files, and last the manifest,
 * which can be written only after all others.
 */
const bundleOrder: readonly BundleFileKind[] = [
  "readme",
  "definition",
  "act",
  "answer",
  "checkpoint",
  "batch",
  "suspension",
  "trustee-note",
  "share",
  "result-json",
  "result-csv",
  "reserve-keys",
  "notice",
  "minutes",
  "minutes-note",
  "stamp",
  "register-checkpoint",
  "register",
  "journal",
  "archive",
  "manifest",
]

const fixedNames = {
  readme: "README.txt",
  definition: "definition.yaml",
  "result-json": "result.json",
  "result-csv": "result.csv",
  "reserve-keys": "reserve-keys.json",
  minutes: "minutes.txt",
  "minutes-note": "minutes-signed.txt",
  "register-checkpoint": "register.txt",
  register: "register.jsonl",
  journal: "journal.jsonl",
  manifest: "manifest.sha256",
} as const

export function fileName(file: BundleFileName): string {
  switch (file.kind) {
    case "act":
      return `acts/${padded(file.act, 4)}-${file.deed}.txt`
    case "answer":
      return `reservations/${padded(file.act, 4)}-${file.answer}-${file.member}.txt`
    case "checkpoint":
      return `checkpoints/${padded(file.size, 9)}.txt`
    case "batch":
      return `batches/${file.channel}-${padded(file.number, 6)}.txt`
    case "suspension":
      return `suspensions/${padded(file.number, 4)}.txt`
    case "trustee-note":
      return `trustees/${padded(file.owner, 3)}-${padded(file.size, 9)}.txt`
    case "share":
      return `shares/${padded(file.owner, 3)}.json`
    case "notice":
      return `notices/${padded(file.number, 4)}.txt`
    case "stamp":
      return `stamps/${stampedName[file.subject](file.number)}-${padded(file.copy, 2)}.tsr`
    case "archive":
      return `${file.uuid}.bel`
    default:
      return fixedNames[file.kind]
  }
}

const stampedName: Readonly<Record<StampSubject, (number: number) => string>> = {
  act: (number) => `act-${padded(number, 4)}`,
  checkpoint: (number) => `checkpoint-${padded(number, 9)}`,
  notice: (number) => `notice-${padded(number, 4)}`,
  minutes: () => "minutes",
}

/** Reads what a name inside a bundle means, and returns `undefined` unless `fileName` writes it so. */
export function parseFileName(name: string): BundleFileName | undefined {
  const file = readFileName(name)
  return file !== undefined && name.length <= maxName && fileName(file) === name ? file : undefined
}

/** The longest name that the header of a tar can hold. */
const maxName = 99

function readFileName(name: string): BundleFileName | undefined {
  for (const [kind, fixed] of Object.entries(fixedNames)) {
    if (name === fixed) return { kind: kind as keyof typeof fixedNames }
  }
  const [, folder, stem = ""] = /^(?:([a-z]+)\/)?([\w.-]+)\.(?:txt|json|bel|tsr)$/.exec(name) ?? []
  if (folder === undefined) return isUuid(stem) ? { kind: "archive", uuid: stem } : undefined
  return readers[folder]?.(stem)
}

const readers: Readonly<Record<string, (stem: string) => BundleFileName | undefined>> = {
  acts(stem) {
    const [, act, kind] = /^(\d+)-([a-z]+)$/.exec(stem) ?? []
    const deed = actKinds.find((known) => known === kind)
    return deed === undefined ? undefined : { kind: "act", act: Number(act), deed }
  },
  reservations(stem) {
    const [, act, answer, member] = /^(\d+)-(reserved|declined|absent)-([a-z0-9][a-z0-9._-]*)$/.exec(stem) ?? []
    if (member === undefined) return undefined
    return { kind: "answer", act: Number(act), member, answer: answer as AnswerKind }
  },
  checkpoints: (stem) => ({ kind: "checkpoint", size: Number(stem) }),
  batches(stem) {
    const [, channel, number] = /^([a-z0-9][a-z0-9._-]*)-(\d+)$/.exec(stem) ?? []
    return channel === undefined ? undefined : { kind: "batch", channel, number: Number(number) }
  },
  suspensions: (stem) => ({ kind: "suspension", number: Number(stem) }),
  trustees(stem) {
    const [, owner, size] = /^(\d+)-(\d+)$/.exec(stem) ?? []
    return size === undefined ? undefined : { kind: "trustee-note", owner: Number(owner), size: Number(size) }
  },
  shares: (stem) => ({ kind: "share", owner: Number(stem) }),
  notices: (stem) => ({ kind: "notice", number: Number(stem) }),
  stamps(stem) {
    const [, subject = "minutes", number = "1", copy] =
      /^(?:(act|checkpoint|notice)-(\d+)|minutes)-(\d+)$/.exec(stem) ?? []
    if (copy === undefined) return undefined
    return { kind: "stamp", subject: subject as StampSubject, number: Number(number), copy: Number(copy) }
  },
}

/** Compares file names by their order in a bundle, in which `export` writes them and a tar holds them. */
export function compareFiles(a: string, b: string): number {
  const [first, second] = [rankOf(a), rankOf(b)]
  if (first !== second) return first - second
  return a < b ? -1 : a > b ? 1 : 0
}

function rankOf(name: string): number {
  const kind = parseFileName(name)?.kind
  return kind === undefined ? bundleOrder.length : bundleOrder.indexOf(kind)
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, "0")
}
