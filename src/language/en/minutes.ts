import type { MinutesRefusals } from "../../core/refusals.ts"
import type { ActKind } from "../../core/vocabulary.ts"
import type { RefusalTexts } from "../texts.ts"

const decided: Record<ActKind, string> = {
  constitute: "the authority was constituted",
  replace: "a member was replaced",
  appoint: "keys were appointed",
  seal: "the urn was sealed",
  override: "checks before the vote were overridden",
  open: "the opening was decided",
  suspend: "the vote was suspended",
  resume: "the vote was resumed",
  extend: "the vote was extended",
  close: "the close was decided",
  unseal: "the unsealing of the urn was decided",
  proclaim: "the result was proclaimed",
  recover: "the vote went on from a restored file",
  annul: "the election was annulled",
}

export const refusals: RefusalTexts<MinutesRefusals> = {
  "no-minutes": ({ reason }) =>
    reason === "format"
      ? {
          message: "this election was begun with an older version of urne, and has no minutes",
          hint: "write them by hand; urne paper print closing-report and urne paper print proclamation have the figures",
        }
      : { message: "nobody signed minutes yet", hint: "once the result is there: urne minutes sign" },
  "minutes-unsound": ({ findings, unchecked }) => ({
    message: `no minutes can be drawn up: the record of this election does not verify (${[...new Set(findings.map(({ code }) => code)), ...unchecked].join(", ")})`,
    hint: "nothing was signed; urne export and urne verify show everything that is wrong, and urne status what to do about a missing urn key",
  }),
  "minutes-signers": ({ members, secretary }) => ({
    message: `minutes are signed by ${members === 1 ? "1 member" : `${members} different members`}${secretary ? ", one of them the secretary" : ""}`,
    hint: "nothing was stored; name their keys: urne minutes sign --key FILE FILE",
  }),
  "minutes-not-proclaimed": ({ act, stated }) => ({
    message: `the record will not hold the minutes that were signed last: the proclamation in effect, act ${act}, states ${stated === "none" ? "that there are none" : "other minutes"}`,
    hint: "proclaim again, which names these minutes: urne proclaim",
  }),
}

/** What minutes say. A record is compared with them byte for byte, so that another wording needs a format. */
export const labels = {
  title: "MINUTES OF THE ELECTION",
  fullTitle: "MINUTES OF THE ELECTION — FULL VERSION, NOT FOR PUBLICATION",
  drawn: (hour: string) => `Drawn up on ${hour}.`,
  zone: (zone: string) => `All hours are those of ${zone}.`,
  none: "None.",
  headings: {
    hours: "Hours of the vote",
    authority: "Composition of the authority",
    attendance: "Attendance",
    acts: "Acts of the authority",
    seal: "Seal and zero report",
    turnout: "Turnout published during the vote",
    notices: "Notices",
    observations: "I. Observations of members",
    findings: "II. Findings of attached boards",
    events: "III. Events of the vote",
    interventions: "IV. Interventions on the system",
    count: "Count",
    result: "Result",
    reservations: "Reservations",
    proof: "What these minutes rest on",
  },
  opened: "Opened",
  closed: "Closed",
  frozen: "Urn frozen",
  span: (from: string, to: string) => `Voting was open from ${from} to ${to}`,
  member: (name: string, role: string) => `${name}, ${role}`,
  present: (who: string, from: string, until: string | undefined) =>
    until === undefined ? `${who}: from ${from}` : `${who}: from ${from} to ${until}`,
  named: (part: string, name: string) => `${part}, ${name}`,
  act: (number: number, kind: ActKind, hour: string, signers: readonly string[]) =>
    `Act ${number}, ${hour}: ${decided[kind]}. Signed by ${signers.join(", ")}.`,
  urgent: (number: number, hour: string, signers: readonly string[]) =>
    `Urgent suspension ${number}, ${hour}. Signed by ${signers.join(", ")}.`,
  urgentUntil: (hour: string) => `It was to end by itself ${hour}`,
  reason: (text: string) => `Reason: ${text}`,
  lostAfter: (entries: string) =>
    `May be lost: whatever the urn signed after entry ${entries} of the journal that was copied before`,
  lostBallots: (act: number, hour: string) =>
    `Ballots that came before ${hour} and were lost (act ${act}) are not among these, unless they were cast again; how many is not known`,
  newClosing: (hour: string) => `New hour of closing: ${hour}`,
  withoutBatch: (channel: string, number: string) => `Without batch ${number} of ${channel}`,
  sealed: (hour: string) => `The urn was sealed on ${hour}, by act of the members named above.`,
  zero: "When the vote opened, the urn held 0 ballots.",
  turnoutAt: (hour: string, voters: string, share: string) =>
    `${hour}: ${voters} voters (${share} of the members who may vote)`,
  notice: (number: number, hour: string) => `Notice ${number}, ${hour}`,
  remark: (hour: string, writer: string, text: string) => `${hour}, ${writer}: ${text}`,
  unpublished: "text not published",
  complaint: (number: number, hour: string, who: string, text: string) =>
    `Complaint ${number}, ${hour}, ${who}: ${text}`,
  answer: (hour: string, outcome: string, text: string, act: number | undefined) =>
    `Answered on ${hour}${act === undefined ? "" : `, by act ${act}`} (${outcome}): ${text}`,
  unanswered: (due: string) => `Not answered so far; an answer is due by ${due}`,
  incident: (number: number, title: string, state: "open" | "closed") =>
    `Incident ${number}: ${title}${state === "open" ? " (still open)" : ""}`,
  observed: (hours: string, effect: string, what: string) => `Seen, ${hours} (${effect}): ${what}`,
  claimed: (who: string, hour: string, where: string, what: string) =>
    `Alleged by ${who} on ${hour}, ${where}: “${what}”`,
  standing: (standing: string, reason: string | undefined) =>
    reason === undefined ? `${standing}.` : `${standing}: ${reason}`,
  concluded: (finding: string, what: string) => `Concluded (${finding}): ${what}`,
  decidedOn: (what: string, act: number | undefined) =>
    act === undefined ? `Proposed, and ordered by no act: ${what}` : `Decided by act ${act}: ${what}`,
  concerned: (ballots: string, margins: readonly string[]) =>
    `Ballots concerned: ${ballots}; they stayed in the urn. ${margins.join("; ")}.`,
  margin: (question: number, votes: string) => `The margin of question ${question} is ${votes} votes`,
  correctedBy: (hour: string, what: string) => `Corrected on ${hour}: ${what}`,
  seenBy: (name: string) => `Seen by ${name}`,
  intervention: (hours: string, what: string, why: string) => `${hours}: ${what}. Reason: ${why}`,
  madeBy: (name: string) => `By ${name}`,
  grace: "Of these after the hour of closing, by voters whose session was open",
  abstentions: "Members who did not vote",
  balance: (accepted: string, replaced: string, counted: string) =>
    `Accepted ${accepted} − replaced ${replaced} = counted ${counted}`,
  voters: (counted: string, abstained: string, registered: string) =>
    `Counted ${counted} + did not vote ${abstained} = members who may vote ${registered}`,
  sum: (question: number, valid: string, blank: string, total: string, weighted: boolean) =>
    `Question ${question}: not blank ${valid} + blank ${blank} = ${weighted ? "total weight" : "counted"} ${total}`,
  votes: (answer: string, votes: string, ofValid: string, ofRegistered: string | undefined) =>
    `${answer}: ${votes} (${ofValid} of valid votes${ofRegistered === undefined ? "" : `, ${ofRegistered} of members who may vote`})`,
  blank: (votes: string) => `Blank: ${votes}`,
  valid: (votes: string) => `Valid votes: ${votes}`,
  answered: (act: number, member: string, kind: "reserved" | "declined" | "absent", text: string) => {
    const did = { reserved: "signed with a reservation", declined: "refused to sign", absent: "was absent" }
    return `Act ${act}: ${member} ${did[kind]}: ${text}`
  },
  archive: (height: string, hash: string) => `Archive of the ballots, event ${height}: ${hash}`,
  register: (entries: string, root: string) => `Register of ${entries} entries: ${root}`,
  emptyRegister: "The register has no entry.",
  alteredRegister: "Another program wrote to the register, so that nothing of it is told here.",
  commands: {
    minutes: "minutes of the election: drawn up once the result is there, signed, and published with it",
    sign: "draw up the minutes, show them, and have members sign them",
    show: "show the minutes that were signed",
    export: "write the minutes that were signed as files",
  },
  options: {
    full: "the full version, with names and texts that are not published",
    out: "the folder to make",
    withoutRegister: "draw them up although another program wrote to the register; the minutes say so",
  },
  shown: "What is published, and what stays with the authority in full, will have these hashes. This is signed:",
  needs: (members: number, secretary: boolean) =>
    `To be signed by ${members === 1 ? "1 member" : `${members} members`}${secretary ? ", the secretary among them" : ""}.`,
  fingerprint: "Fingerprint of the minutes",
  fingerprintOf: "SHA-256 of this text, which members signed",
  unsigned:
    "Minutes: none are signed yet (urne minutes sign); the proclamation states those that were signed before it.",
  signed: (names: readonly string[]) => `The minutes are signed by ${names.join(", ")}.`,
  written: (files: readonly string[]) => `Written: ${files.join(", ")}`,
  fileNames: { public: "minutes", full: "minutes-full" },
}
