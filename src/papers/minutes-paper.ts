/** The minutes on paper, to be signed by hand as well. */
import { fingerprintGroups } from "../core/fingerprint.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { MinutesNote } from "../minutes/note.ts"
import type { Block } from "../paper/flow.ts"
import { type PaperContent, signatureBlocks, type Signer } from "./paper.ts"

/**
 * Sets a text of minutes: its head, each section under its heading, what belongs to a sentence below it, the hash that members
 * signed, and a box for each of those who signed.
 *
 * @param text - of the public or of the full version
 */
export function minutesPaper(
  election: NamedElection,
  text: string,
  { note, hash, signers }: { readonly note: MinutesNote; readonly hash: string; readonly signers: readonly Signer[] },
): PaperContent {
  const { minutes } = catalogueOf(election.locale).labels
  const [head = "", ...sections] = text.trimEnd().split("\n\n")
  // The paper's own head says what is on the first three lines, and that this is a rehearsal.
  const [title = minutes.title, , , ...others] = head.split("\n").slice(election.rehearsal ? 1 : 0)
  return {
    title,
    date: note.drawn,
    blocks: [
      ...others.map((line) => ({ kind: "paragraph", text: line }) as const),
      ...sections.flatMap(sectionBlocks),
      { kind: "heading", text: minutes.fingerprint },
      {
        kind: "qr",
        text: `urne/${election.uuid}\n${hash}`,
        caption: [
          minutes.fingerprintOf,
          fingerprintGroups(hash).slice(0, 4).join(" "),
          fingerprintGroups(hash).slice(4).join(" "),
        ],
        // A sheet of signatures alone could be put behind other minutes.
        withNext: true,
      },
      ...signatureBlocks(election, signers),
    ],
  }
}

function sectionBlocks(section: string): readonly Block[] {
  const [heading = "", ...lines] = section.split("\n")
  return [
    { kind: "heading", text: heading },
    ...lines.map((line, i): Block => {
      const isBelow = isUnder(line)
      // What belongs to a sentence begins on its page, and its last line is not alone on the next one.
      const staysWithNext = isUnder(lines[i + 1]) && (!isBelow || !isUnder(lines[i + 2]))
      const text = isBelow ? `– ${line.trim()}` : line.slice(2)
      return { kind: "paragraph", text, ...(staysWithNext && { withNext: true }) }
    }),
  ]
}

/** Whether a line belongs to the sentence above it. */
function isUnder(line: string | undefined): boolean {
  return line !== undefined && !line.startsWith("- ")
}
