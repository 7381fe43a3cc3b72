import type { CarriedFault, NoticeRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"
import { carriedFaults } from "./carried.ts"

const stale = {
  journal: "the journal has a newer count or phase, so the text would say something else",
  register: "what was entered in the register meanwhile changes what the text says",
  number: "another notice was issued meanwhile",
  due: "what is due has changed meanwhile",
  old: "the text was made more than an hour ago",
} as const

const fileFaults: Record<CarriedFault, string> = { ...carriedFaults, text: "what it carries is not a notice" }

export const refusals: RefusalTexts<NoticeRefusals> = {
  "notice-stale": ({ number, rule, apart }) => ({
    message: `notice ${number} was not issued: ${stale[rule]}`,
    hint: apart
      ? "nothing was kept; draft it again, and have the new text signed: urne notice draft; if it cannot wait, members who are here issue one at once: urne notice"
      : "nothing was kept; draft it again: urne notice",
  }),
  "not-a-notice-file": ({ path, rule }) => ({
    message: `${path} cannot be relied on as a notice that urne notice draft wrote: ${fileFaults[rule]}`,
    hint: "nothing was kept; ask whoever keeps the election file for a new one, which is made with: urne notice draft",
  }),
  "notice-absent": ({ number, issued }) => ({
    message: `there is no notice ${number}`,
    hint: issued === 0 ? "none was issued yet: urne notice" : `there are notices 1 to ${issued}: urne notice list`,
  }),
  "notice-reference": ({ what, number, line }) => ({
    message:
      what === "incident"
        ? `there is no incident ${number}, which the statement should cite`
        : line === undefined
          ? `there is no notice ${number} to correct`
          : `notice ${number} has no text on line ${line}`,
    hint:
      what === "incident"
        ? "see which there are: urne incident list"
        : "find the line: urne notice show NUMBER --lines",
  }),
  "notice-too-long": ({ most }) => ({
    message: `the text of the notice would have more than ${most} characters`,
    hint: "cite fewer incidents, and close those that are dealt with: urne incident close",
  }),
  "notice-statement": ({ lines, units }) => ({
    message: `a statement has some text, at most ${lines} lines and at most ${units} characters`,
    hint: "say the rest elsewhere, or in another notice",
  }),
}

/** The text of a notice. `verify` makes it again, so another wording needs another format once it was released. */
const text = {
  rehearsal: "REHEARSAL. These are not the votes of real people.",
  title: (number: number) => `NOTICE ${number}`,
  authority: (name: string) => `Published by: ${name}`,
  election: (name: string) => `Election: ${name}`,
  at: (instant: string) => `Issued: ${instant}`,
  zone: (zone: string) => `All hours are those of the time zone ${zone}.`,
  hours: {
    title: "THE VOTE",
    phases: {
      draft: "The election is being prepared.",
      constituted: "The election is being prepared.",
      sealed: "The urn is sealed. The vote has not begun.",
      open: "The vote is open.",
      suspended: "The vote is suspended.",
      closed: "The vote is closed.",
      frozen: "The vote is closed, and no ballot comes in any more.",
      unsealed: "The vote is closed, and the urn is being opened.",
      tallied: "The ballots are counted. The result is not proclaimed.",
      proclaimed: "The result is proclaimed.",
      annulled: "The election is annulled.",
    },
    promised: (from: string, to: string) => `Hours promised: ${from} to ${to}.`,
    extended: (act: number, to: string, from: string) => `Extended by act ${act}: to ${to} instead of ${from}.`,
    late: (opened: string, promised: string) => `Opened late: ${opened} instead of ${promised}.`,
    moment: (seconds: number, promised: string) =>
      `Opened ${seconds === 1 ? "one second" : `${seconds} seconds`} after the promised hour, ${promised}.`,
    notOpened: (promised: string) => `Not opened, although promised for ${promised}.`,
    suspended: (from: string, to: string) => `Suspended by the authority: ${from} to ${to}.`,
    suspendedUntil: (from: string, until: string) =>
      `Suspended urgently by members of the authority since ${from}; the vote goes on by itself ${until}.`,
    suspendedSince: (from: string) => `Suspended by the authority since ${from}.`,
    declared: (incident: number, from: string, to: string) =>
      `Interruption declared in the register, incident ${incident}: ${from} to ${to}.`,
    declaredSince: (incident: number, from: string) =>
      `Interruption declared in the register, incident ${incident}: since ${from}, its end was not seen.`,
    none: "No interruption is declared.",
    lost: (act: number, at: string) =>
      `Since ${at} the vote goes on from an older copy of the urn (act ${act}). Ballots that came after that copy may be lost; how many is not known. Whoever voted before then asks with the receipt, and votes again if the ballot is not in the urn.`,
    offered: (offered: string, promised: string) =>
      `Hours offered so far: ${offered} of ${promised} promised, without what is named above.`,
    limits: "Whether ballots failed to come at other times is not in the published record, and not in these hours.",
  },
  turnout: {
    title: "TURNOUT",
    registered: (count: string) => `Registered: ${count}`,
    voters: (count: string) => `Voters: ${count}`,
    percent: (share: string) => `Turnout: ${share}`,
    counted: (at: string) => `Counted: ${at}`,
    final: (at: string) => `Final, of the frozen urn: ${at}`,
    same: (notice: number, cell: string) =>
      `There is no newer count than in notice ${notice}: a figure is published only where it tells of at least ${cell} people.`,
    none: (cell: string) =>
      `No turnout is published yet: a figure is published only where it tells of at least ${cell} people.`,
    before: "No turnout is published before the vote.",
  },
  incidents: {
    title: "INCIDENTS",
    none: "No incident is open.",
    incident: (number: number, title: string, state: string) => `Incident ${number} (${state}): ${title}`,
    observed: (what: string, when: string, effect: string) => `Seen: ${what} (${when}; ${effect})`,
    since: (from: string) => `since ${from}`,
    fromTo: (from: string, to: string) => `${from} to ${to}`,
    figures: (
      silence: number,
      from: string,
      to: string,
      { expected, p, K, S, g }: Readonly<Record<"expected" | "p" | "K" | "S" | "g", string>>,
    ) =>
      `Apparent interruption ${silence} of the register, ${from} to ${to}, attested and not proven: ${expected} ballots were expected. Chance leaves such a gap with a probability of at most p = ${p} (K = ${K}; S = ${S} s and g = ${g} s of planned time).`,
    claim: (number: number, cause: string, standing: string) => `Alleged cause ${number} (${cause}). ${standing}.`,
    said: (what: string, who: string, at: string, where: string) => `Said by ${who} on ${at}, ${where}: “${what}”`,
    reason: (reason: string) => `Because: ${reason}`,
    concluded: (finding: string, what: string) => `Conclusion of the authority, ${finding}: ${what}`,
    corrected: (what: string) => `Corrected: ${what}`,
  },
  addresses: {
    title: "ADDRESSES",
    only: (count: number) => `The only genuine ${count === 1 ? "address" : "addresses"} of this vote:`,
    none: "The definition of this vote names no address.",
  },
  due: {
    title: "NOTICES THAT ARE DUE",
    answered: (number: number, all: number, at: string) => `This notice was due on ${at} (number ${number} of ${all}).`,
    notDue: "This notice was not due at a fixed hour.",
    missing: (number: number, all: number, at: string) =>
      `Missing: the notice due on ${at} (number ${number} of ${all}).`,
    noneMissing: "No notice was missed since the one before.",
    next: (number: number, all: number, at: string) => `Next: ${at} (number ${number} of ${all}).`,
    noNext: "No other notice is due.",
  },
  corrections: {
    title: "CORRECTIONS",
    none: "This notice corrects no other.",
    line: (notice: number, line: number, said: string) => `Wrong in notice ${notice}, line ${line}: “${said}”`,
    holds: "What this notice says holds instead.",
  },
  statement: {
    title: "STATEMENT OF THE AUTHORITY, NOT PROVEN",
    none: "None.",
    cites: (incident: number) => `It speaks of incident ${incident}:`,
  },
  proof: {
    title: "PROOF",
    made: (journal: string, register: string) =>
      `Made from ${journal} entries of the journal, ${register} entries of the register, and the definition.`,
    again:
      "Whoever has the published record makes this text again with urne verify, which compares every line but the statement.",
  },
}

export const labels = {
  text,
  commands: {
    notice: "draft a numbered notice, show it, and have it signed",
    draft: "draft a notice, and write it to a file for members who are elsewhere",
    sign: "show a notice that was drafted, and sign a copy of it, on any machine",
    publish: "take in signed copies of a notice, and issue it",
    list: "list the notices, and those that are due",
    show: "show a notice as it was signed",
    export: "write a notice to a file",
  },
  options: {
    due: "only if a notice is due at a fixed hour and was not issued",
    statement: "what the authority states freely; it is marked as not proven",
    cites: "the incidents that the statement speaks of",
    correct: "a line of an earlier notice that was wrong, as NUMBER:LINE",
    draftOut: "where to write it (default: notice-NUMBER.json)",
    file: "the file that urne notice draft wrote, or a copy that others signed",
    copyOut: "where to write the signed copy (default: FILE.signed.json)",
    copies: "the signed copies that came back",
    lines: "with the numbers of its lines",
    out: "where to write the signed notice (.txt)",
    pdf: "where to write it as a PDF to sign by hand",
    html: "where to write it as a page for browsers",
    data: "where to write its figures for programs (JSON)",
  },
  page: { fingerprint: "FINGERPRINT OF THIS NOTICE", note: "The signed notice" },
  notDue: "No notice is due.",
  nextDue: (number: number, at: string) => `The next is due on ${at} (number ${number}).`,
  dueNow: (number: number, at: string) => `A notice has been due since ${at} (number ${number}): urne notice --due`,
  last: (number: number, at: string) => `Last notice: ${number}, of ${at}`,
  issued: (number: number, signers: string) => `Notice ${number} issued, signed by ${signers}.`,
  drafted: (number: number, path: string) =>
    `Notice ${number} is in ${path}, and is not signed. Each member signs a copy: urne notice sign ${path}`,
  publishUntil: (needed: number, at: string) =>
    `It needs ${needed === 1 ? "one signature" : `the signatures of ${needed} members`}, and can be issued until ${at}: urne notice publish`,
  heading: (number: number, name: string, uuid: string) =>
    `Notice ${number} of ${name} (${uuid}). Its exact text, which is what is signed:`,
  signedBy: (people: string) => `Signed by: ${people}`,
  signedByNobody: "Nobody has signed it yet.",
  copied: (path: string) => `The signed copy is in ${path}. Send it back to whoever drafted the notice.`,
  stillNeeded: (more: number) => (more === 1 ? "One more signature is needed." : `${more} more signatures are needed.`),
  none: "No notice was issued yet.",
  columns: { number: "No.", at: "Issued", answers: "Due", corrects: "Corrects", signers: "Signed by" },
  line: (notice: number, line: number) => `${notice}, line ${line}`,
  written: (number: number, path: string) => `Notice ${number} is in ${path}.`,
}
