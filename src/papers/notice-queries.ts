/** Sets a notice on paper: its text as it was signed, and boxes to sign by hand. */
import type { Member } from "../authority/constitution.ts"
import { provenActs } from "../authority/proven-acts.ts"
import { fingerprintGroups } from "../core/fingerprint.ts"
import { type NamedElection, namedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { sectionsOf, statedLine } from "../notices/notice.ts"
import type { IssuedNotice, NoticeFile } from "../notices/queries.ts"
import type { Block } from "../paper/flow.ts"
import { type PaperContent, type Printed, printPaper, signatureBlocks } from "./paper.ts"

/**
 * Makes a PDF of a notice, whose bytes depend on the notice alone.
 *
 * @throws UrneError `act-altered`, `entry-altered`
 */
export async function noticePaper(file: NoticeFile, issued: IssuedNotice): Promise<Printed> {
  const election = namedElection(file.election.get())
  const members = new Map(provenActs(file).flatMap(({ judge }) => judge.members.map((one) => [one.id, one] as const)))
  const signed = issued.signers.flatMap((id): readonly Member[] => {
    const member = members.get(id)
    return member === undefined ? [] : [member]
  })
  return printPaper(election, contentOf(election, issued, signed))
}

function contentOf(election: NamedElection, issued: IssuedNotice, signed: readonly Member[]): PaperContent {
  const { papers, notices } = catalogueOf(election.locale).labels
  const [head = [], ...sections] = sectionsOf(issued.text)
  const { title: titleOf, rehearsal } = notices.text
  const title = titleOf(issued.number)
  const groups = fingerprintGroups(issued.hash)
  const paragraph = (text: string): Block => ({ kind: "paragraph", text })
  // Name and authority stand at the head of every paper.
  const known = [title, rehearsal, notices.text.authority(election.authority), notices.text.election(election.name)]
  return {
    title,
    date: issued.notice.at,
    foot: groups.join(" "),
    blocks: [
      ...head.filter((line) => !known.includes(line)).map(paragraph),
      ...sections.flatMap(([heading = "", ...lines]): readonly Block[] => [
        { kind: "heading", text: heading },
        ...lines.map((line) => {
          const stated = statedLine(line)
          return paragraph(stated === undefined ? line : papers.stated(stated))
        }),
      ]),
      { kind: "heading", text: papers.noticeFingerprint },
      {
        kind: "qr",
        text: `urne/${election.uuid}\nnotice ${issued.number}\n${issued.hash}`,
        caption: [title, groups.slice(0, 4).join(" "), groups.slice(4).join(" ")],
        withNext: true,
      },
      { kind: "small", text: papers.noticeFingerprintHelp, withNext: true },
      ...signatureBlocks(election, signed),
    ],
  }
}
