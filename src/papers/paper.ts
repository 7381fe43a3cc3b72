/** Papers that the authority signs by hand, or fills in while no machine works. Pure: figures come in, pages go out. */
import { fingerprintGroups } from "../core/fingerprint.ts"
import type { Language } from "../core/vocabulary.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { writeDocument } from "../paper/document.ts"
import { type Block, flowPages } from "../paper/flow.ts"
import { fontMetrics } from "../paper/font.ts"

export type PaperKind = "zero-report" | "closing-report" | "proclamation" | "mark-off-sheet" | "log-book"

/** The state of the journal that proves all that the paper says. */
export interface JournalState {
  readonly size: number
  /** `sha256:` and 64 hexadecimal digits. */
  readonly root: string
}

export interface PaperContent {
  readonly title: string
  readonly blocks: readonly Block[]
  /** A mark on every page besides that of a rehearsal: `PROVISIONAL`. */
  readonly mark?: string
  /** What each page repeats at its foot, since pages get apart. Empty sheets have no state. */
  readonly journal?: JournalState
  /** The same of what is no state of the journal. */
  readonly foot?: string
  /** Milliseconds since 1970-01-01T00:00Z: the instant of what the paper reports, never that of its printing. */
  readonly date: number
}

export interface Printed {
  readonly bytes: Uint8Array
  readonly pages: number
}

/** Sets a paper on A4 pages, in the language of the election. */
export async function printPaper(election: NamedElection, content: PaperContent): Promise<Printed> {
  const { labels } = catalogueOf(election.locale)
  const metrics = await fontMetrics()
  const marks = [
    ...(election.rehearsal ? [labels.tally.rehearsal] : []),
    ...(content.mark === undefined ? [] : [content.mark]),
  ]
  const head: readonly Block[] = [
    { kind: "title", text: content.title },
    { kind: "heading", text: election.name },
    { kind: "paragraph", text: election.authority },
  ]
  const frame = {
    ...(marks.length === 0 ? {} : { band: marks.join(" — ") }),
    foot: (page: number, pages: number) => {
      const { journal, foot } = content
      const groups = journal === undefined ? [] : [fingerprintGroups(journal.root).join(" ")]
      if (foot !== undefined) groups.push(foot)
      return [content.title, election.uuid, ...groups, labels.papers.page(page, pages)].join(" · ")
    },
  }
  const pages = flowPages([...head, ...content.blocks], frame, metrics)
  const properties = { title: content.title, language: election.locale, date: content.date }
  return { bytes: await writeDocument(pages, properties), pages: pages.length }
}

/** Somebody who signs by hand. */
export interface Signer {
  readonly name: string
  readonly role: keyof ReturnType<typeof officesOf>
}

/** Sets the end of every report: the state of the journal that says the same, and the boxes to sign in. */
export function closingBlocks(
  election: NamedElection,
  journal: JournalState,
  people: readonly Signer[],
): readonly Block[] {
  return [...fingerprintBlocks(election, journal), ...signatureBlocks(election, people)]
}

/** Sets a hash so that people can compare it and a telephone can read it, on the sheet of the signatures. */
function fingerprintBlocks({ uuid, locale }: NamedElection, { size, root }: JournalState): readonly Block[] {
  const { papers } = catalogueOf(locale).labels
  const groups = fingerprintGroups(root)
  return [
    { kind: "heading", text: papers.fingerprint },
    {
      kind: "qr",
      text: `urne/${uuid}\n${size}\n${root}`,
      caption: [papers.journal(size), groups.slice(0, 4).join(" "), groups.slice(4).join(" ")],
      withNext: true,
    },
    { kind: "small", text: papers.fingerprintHelp, withNext: true },
  ]
}

/** Sets a line for place and hour, and a box for each person. */
export function signatureBlocks({ locale }: NamedElection, people: readonly Signer[]): readonly Block[] {
  const { papers } = catalogueOf(locale).labels
  const offices = officesOf(locale)
  return [
    { kind: "heading", text: papers.signatures },
    { kind: "paragraph", text: papers.done, withNext: true },
    { kind: "boxes", people: people.map(({ name, role }) => ({ name, role: offices[role] })) },
  ]
}

function officesOf(locale: Language) {
  return catalogueOf(locale).labels.lifecycle.offices
}
