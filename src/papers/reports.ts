/** Sets the papers of the night, from the figures that the journal and the archive prove. */
import { majorityBase, outcomeLines } from "../bundle/outcome-lines.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatCount, formatInstant, formatShare } from "../language/language.ts"
import type { Block } from "../paper/flow.ts"
import type { ElectionResult, QuestionResult } from "../tally/result.ts"
import type { ClosingReport } from "../urn/freeze-operations.ts"
import type { Signatory, ZeroReport } from "../urn/open-operations.ts"
import { closingBlocks, type JournalState, type PaperContent } from "./paper.ts"

type Row = readonly [label: string, value: string]

export function zeroReportPaper(
  election: NamedElection,
  report: ZeroReport,
  { members, journal }: { readonly members: number; readonly journal: JournalState },
): PaperContent {
  const { urn, tally } = catalogueOf(election.locale).labels
  const { zero } = urn
  const hour = hourIn(election)
  const rows: Row[] = [
    [zero.opened, hour(report.opened)],
    [zero.closes, hour(report.closes)],
    [tally.members, formatCount(members, election.locale)],
    [zero.ballots, "0"],
    [zero.election, report.electionFingerprint],
    [zero.archive, report.head],
  ]
  return {
    title: zero.title,
    journal,
    date: instant(report.opened),
    blocks: [
      { kind: "paragraph", text: zero.statement },
      table(rows),
      ...closingBlocks(election, journal, report.members),
    ],
  }
}

export function closingReportPaper(
  election: NamedElection,
  report: ClosingReport,
  { members, journal }: { readonly members: number; readonly journal: JournalState },
): PaperContent {
  const { urn, tally, guide } = catalogueOf(election.locale).labels
  const { closing } = urn
  const [hour, count] = [hourIn(election), countIn(election)]
  const { locale } = election
  const rows: Row[] = [
    [closing.closed, hour(report.closed)],
    [closing.frozen, hour(report.frozen)],
    [tally.members, count(members)],
    [closing.voters, `${count(report.voters)} (${formatShare(BigInt(report.voters), BigInt(members), locale)})`],
    [closing.ballots, count(report.ballots)],
    ...report.channels.map(({ channel, ballots }): Row => [`– ${urn.ownChannels[channel] ?? channel}`, count(ballots)]),
    [closing.replaced, count(report.replaced)],
    [closing.grace, count(report.grace)],
    ...(report.missing.length > 0 ? [[closing.missing, report.missing.join(", ")] as const] : []),
    [closing.archive, report.head],
    [closing.height, closing.heightOf(count(report.height))],
  ]
  const { voters, minimumBallots } = report
  const tooFew: Block[] =
    voters < minimumBallots
      ? [{ kind: "paragraph", text: guide.tooFewBallots(count(voters), count(minimumBallots)) }]
      : []
  return {
    title: closing.title,
    journal,
    date: instant(report.frozen),
    blocks: [
      { kind: "paragraph", text: closing.statement },
      table(rows),
      ...tooFew,
      ...closingBlocks(election, journal, report.members),
    ],
  }
}

/**
 * @param weighted - whether ballots count several times, so that votes cannot be compared with the number of members
 */
export function proclamationPaper(
  election: NamedElection,
  result: ElectionResult,
  {
    at,
    journal,
    people,
    weighted,
  }: {
    readonly at: string
    readonly journal: JournalState
    readonly people: readonly Signatory[]
    readonly weighted: boolean
  },
): PaperContent {
  const { tally, papers } = catalogueOf(election.locale).labels
  const count = countIn(election)
  const { members, voters, ballots, weight, provisional } = result
  const ofMembers = (figure: number) =>
    `${count(figure)} (${formatShare(BigInt(figure), BigInt(members), election.locale)})`
  const rows: Row[] = [
    [tally.members, count(members)],
    [tally.voters, ofMembers(voters)],
    [papers.abstentions, ofMembers(members - voters)],
    [tally.accepted, count(ballots.accepted)],
    [tally.replaced, count(ballots.replaced)],
    [tally.counted, count(ballots.counted)],
    ...(weighted ? [[tally.weight, count(weight)] as const] : []),
  ]
  const balance = result.balance.map(({ name, question, least, value, most, holds }): Row => {
    const label = name === "answers" ? tally.balances.answers(question ?? 0) : tally.balances[name]
    const sides =
      least === most ? `${count(value)} = ${count(most)}` : `${count(least)} ≤ ${count(value)} ≤ ${count(most)}`
    return [label, holds ? sides : `${sides} ${tally.broken}`]
  })
  return {
    title: papers.titles.proclamation,
    ...(provisional ? { mark: tally.provisional } : {}),
    journal,
    date: instant(at),
    blocks: [
      { kind: "paragraph", text: provisional ? papers.notProclaimed : papers.proclaimed(hourIn(election)(at)) },
      table(rows),
      ...result.questions.flatMap((question, i) =>
        questionBlocks(election, question, { rank: i + 1, members, weighted }),
      ),
      { kind: "heading", text: papers.balance },
      // An equation in words is long, and its figures are short.
      { kind: "table", columns: [{ share: 5 }, { share: 3 }], rows: balance },
      ...closingBlocks(election, journal, people),
    ],
  }
}

function questionBlocks(
  { locale }: NamedElection,
  { question, answers, blank, valid, tie, outcome }: QuestionResult,
  { rank, members, weighted }: { readonly rank: number; readonly members: number; readonly weighted: boolean },
): readonly Block[] {
  const { tally, papers } = catalogueOf(locale).labels
  const row = (label: string, votes: bigint, ofValid: boolean) => [
    label,
    formatCount(votes, locale),
    ofValid ? formatShare(votes, valid, locale) : "",
    ...(weighted ? [] : [formatShare(votes, BigInt(members), locale)]),
  ]
  const written = { count: (figure: bigint | number) => formatCount(figure, locale), name: (answer: string) => answer }
  const tied = tie.length === 0 ? [] : [tally.tie(tie.join(", "))]
  const said = outcome === null ? tied : outcomeLines(outcome, majorityBase(outcome, { valid, blank }), tally, written)
  return [
    { kind: "heading", text: tally.question(rank, question) },
    {
      kind: "table",
      columns: [
        { share: 5, title: tally.columns.answer },
        { share: 2, align: "right", title: tally.columns.votes },
        { share: 2.4, align: "right", title: papers.ofValid },
        ...(weighted ? [] : [{ share: 2.4, align: "right", title: papers.ofMembers } as const]),
      ],
      rows: [
        ...answers.map(({ answer, votes }) => row(answer, votes, true)),
        row(tally.valid, valid, false),
        ...(blank === null ? [] : [row(tally.blank, blank, false)]),
      ],
    },
    ...said.map((text) => ({ kind: "paragraph", text }) as const),
  ]
}

function table(rows: readonly Row[]): Block {
  return { kind: "table", columns: [{ share: 3 }, { share: 5 }], rows }
}

function instant(text: string): number {
  return must(parseInstant(text), "instant of a report")
}

function hourIn({ timezone, locale }: NamedElection) {
  return (text: string) => formatInstant(instant(text), timezone, locale)
}

function countIn({ locale }: NamedElection) {
  return (figure: bigint | number) => formatCount(figure, locale)
}
