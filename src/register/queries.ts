/**
 * Reads the register, and proves each entry where it is used: by the tree, by the keys that counted at its instant, and
 * by the order of instants. Nobody who writes to the file without a key can change an entry unnoticed.
 */
import { certifiedUrnKeys } from "../authority/act-queries.ts"
import { type DecidedFile, provenActs } from "../authority/proven-acts.ts"
import { equalBytes, hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import { parseInstant } from "../core/instant.ts"
import { canonicalJson, type Json, tryParseJson } from "../core/json.ts"
import { must } from "../core/must.ts"
import type { ElectionTable } from "../definition/table.ts"
import { provedEntry } from "../journal/entry-index-queries.ts"
import { entries } from "../journal/log-queries.ts"
import type { LogHead } from "../journal/log.ts"
import { electionFormat, entriesOfType } from "../journal/operations.ts"
import { isFact } from "../notes/facts.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { growingTree, leafHash, rootAt } from "../notes/merkle.ts"
import { commitmentTo, parseEntry, type SignedEntry, signedTextOf, signersOfEntry } from "./entry.ts"
import { type PublishedEntry, type RegisterEvent, type RegisterEventType, signersNeeded, type Stamp } from "./event.ts"
import { type GivenUpClock, mayFollow } from "./order.ts"
import { isPrivate } from "./shape.ts"
import type { RegisterTable } from "./table.ts"
import { memberTerms, suffices, termsAfter, termsAt, type WriterTerm } from "./writer.ts"

/** The tables from which the register is proved. */
export interface RegisterFile extends DecidedFile {
  readonly election: ElectionTable
  readonly register: RegisterTable
}

/** An entry that the file proves. */
export interface ProvedEntry<T extends RegisterEventType = RegisterEventType> extends SignedEntry {
  readonly entry: Extract<PublishedEntry, { readonly type: T }>
}

/** The whole register, proved. */
export interface ProvedRegister {
  readonly head: LogHead
  readonly entries: readonly ProvedEntry[]
  /** The keys that may sign after the last entry; `termsAt` says which of them count at an instant. */
  readonly terms: readonly WriterTerm[]
  readonly givenUp: readonly GivenUpClock[]
}

/** Requires that the election has a register. @throws UrneError `no-register` */
function requireRegister({ journal }: Pick<RegisterFile, "journal">): void {
  if (!hasRegister({ journal })) throw new UrneError("no-register", {})
}

export function hasRegister({ journal }: Pick<RegisterFile, "journal">): boolean {
  return hasFeature(electionFormat(journal), "register")
}

const proved = new WeakMap<RegisterTable, { readonly version: string; readonly register: ProvedRegister }>()

/**
 * Returns the register with every entry of it proved. The proof holds as long as no row of the file changes.
 *
 * @throws UrneError `no-register`, `entry-altered`, `act-altered`
 */
export function provedRegister(file: RegisterFile): ProvedRegister {
  requireRegister(file)
  const version = file.register.version()
  const known = proved.get(file.register)
  if (known !== undefined && version === known.version) return known.register
  const register = file.journal.atOnce(() => prove(file))
  if (version !== undefined) proved.set(file.register, { version, register })
  return register
}

/**
 * Lists the entries of some types, oldest first. Other rooms read by this what they wrote.
 *
 * @throws UrneError `no-register`, `entry-altered`, `act-altered`
 */
export function registerEntries<T extends RegisterEventType>(
  file: RegisterFile,
  ...types: readonly T[]
): readonly ProvedEntry<T>[] {
  const wanted: readonly string[] = types
  const found: readonly unknown[] = provedRegister(file).entries.filter(({ entry }) => wanted.includes(entry.type))
  return found as readonly ProvedEntry<T>[]
}

/** The private fields of an event of this type. */
export type PrivateOf<T extends RegisterEventType> = NonNullable<
  Extract<RegisterEvent, { readonly type: T }> extends { readonly private?: infer P } ? P : never
>

/**
 * Reads the private fields of an entry, proved against its commitment; `undefined` if the entry has none.
 *
 * @throws UrneError `election-file-altered`
 */
export function privateOf<T extends RegisterEventType>(
  file: Pick<RegisterFile, "register">,
  found: Pick<ProvedEntry<T>, "number" | "entry">,
): PrivateOf<T> | undefined {
  return privateContent(file, found) as PrivateOf<T> | undefined
}

/** Reads the same of an entry of any type. @throws UrneError `election-file-altered` */
export function privateContent(
  { register }: Pick<RegisterFile, "register">,
  { number, entry }: Pick<ProvedEntry, "number" | "entry">,
): Readonly<Record<string, Json>> | undefined {
  const { type, private: commitment } = entry as PublishedEntry & { readonly private?: string }
  if (commitment === undefined) return undefined
  const part = register.privateOf(number)
  const content = part === undefined ? undefined : tryParseJson(part.content)
  if (part === undefined || content === undefined || canonicalJson(content) !== part.content) throw altered(number)
  if (commitmentTo(part.salt, part.content) !== commitment || !isPrivate(type, content)) throw altered(number)
  return content as Readonly<Record<string, Json>>
}

/** Lists the keys of members and of the urn, before any entry of the register. */
function firstTerms(file: RegisterFile): readonly WriterTerm[] {
  const acts = provenActs(file).flatMap(({ act, effect }) => {
    const event = effect === undefined ? undefined : provedEntry(file.journal, effect).event
    return event?.type === "act.effective" ? [{ act, at: must(parseInstant(event.at), "instant of an act") }] : []
  })
  const urn = certifiedUrnKeys(file).flatMap(({ key: text }): readonly WriterTerm[] => {
    const key = parseVerifierKey(text)
    return key === undefined ? [] : [{ id: "urn", of: "urn", key, from: 0, to: Infinity }]
  })
  return [...memberTerms(acts), ...urn]
}

function givenUpClocks({ journal }: Pick<RegisterFile, "journal">): readonly GivenUpClock[] {
  return [...entriesOfType(journal, "act.effective")].flatMap(({ event }) => {
    const [clock, at] = [parseInstant(event.clock ?? ""), parseInstant(event.at)]
    return clock === undefined || at === undefined ? [] : [{ clock, at }]
  })
}

/**
 * If more entries than this are signed, each command verifies their signatures again, so that they push out no other
 * facts.
 */
const mostFacts = 512

function prove(file: RegisterFile): ProvedRegister {
  const { register, election } = file
  const of = election.get()
  const size = register.size()
  const givenUp = givenUpClocks(file)
  const tree = growingTree()
  const found: ProvedEntry[] = []
  let terms = firstTerms(file)
  let before = 0
  for (const { number, body } of entries(register)) {
    const entry = parseEntry(body)
    const at = parseInstant(entry?.at ?? "")
    if (entry === undefined || at === undefined || !mayFollow(before, at, givenUp)) throw alteredEntry(number)
    const text = signedTextOf(of, { size: tree.size(), root: tree.root() }, entry)
    const standing = termsAt(terms, at)
    const signers = signersProved(text, entry, standing, size <= mostFacts)
    if (signers === undefined) throw alteredEntry(number)
    found.push({ number, entry, at, signers: signers.map(({ id, of: kind }) => ({ id, of: kind })) })
    terms = termsAfter(terms, entry, at)
    tree.add(leafHash(body))
    before = at
  }
  const head = { size, root: rootAt(size, register.nodeAt) }
  if (tree.size() !== size || !equalBytes(tree.root(), head.root)) throw alteredEntry(Math.max(1, size))
  if (register.hasPrivateAfter(size)) throw altered(size + 1)
  return { head, entries: found, terms, givenUp }
}

function signersProved(
  text: string,
  { type, signed }: Pick<PublishedEntry, "type"> & Stamp,
  terms: readonly WriterTerm[],
  remember: boolean,
): readonly WriterTerm[] | undefined {
  const find = () => signersOfEntry(text, signed, terms)
  const named = terms.filter(({ key }) => signed.some((line) => line.startsWith(`\u2014 ${key.name} `)))
  const fact = `register ${hex(leafHash(`${text}${signed.join("\n")}`))} ${named.map(({ key }) => key.id + hex(key.publicKey)).join(" ")}`
  // `find` fails for a signature by a key that is not among those named, so the remembered fact says who signed.
  const signers = remember && isFact(fact, () => find()?.length === named.length) ? named : find()
  const members = terms.filter(({ of }) => of === "member").length
  return signers !== undefined && suffices(signersNeeded[type], signers, members) ? signers : undefined
}

/** Whether a failure means that another program wrote to the register. The vote and its result go on without it. */
export function isAlteredRegister(error: unknown): error is UrneError {
  if (!(error instanceof UrneError)) return false
  const { code, params } = error as UrneError
  if (code === "entry-altered") return "of" in params && params.of === "register"
  return code === "election-file-altered" && "part" in params && params.part === "register"
}

function alteredEntry(number: number): UrneError {
  return new UrneError("entry-altered", { of: "register", number })
}

function altered(number: number): UrneError {
  return new UrneError("election-file-altered", { part: "register", at: String(number) })
}
