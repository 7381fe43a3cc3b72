import type { VerifyFindings } from "../../core/record-findings.ts"
import type { VerifyRefusals } from "../../core/refusals.ts"
import type { SilenceRule, TableRule } from "../../core/vocabulary.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { complaintRules } from "./complaints.ts"
import { componentRules } from "./components.ts"
import { custodyRules } from "./custody.ts"
import { labels as lifecycle } from "./lifecycle.ts"
import { preflightRules } from "./preflight.ts"
import { stampedThing, stampFaults } from "./stamps.ts"
import { arrivalRules } from "./urn.ts"

const tarRules = {
  header: "this is not the header that a record has there",
  padding: "the bytes that fill up the entry are not all zero",
  order: "the entry is not in its place in the order of a record",
  time: "the entry has not the time that all have",
  end: "the tar does not end as that of a record does",
} as const

const noteFaults = {
  form: "it does not have the form of such a signed note",
  origin: "it is about another election, or a rehearsal",
  unsigned: "the key that should have signed it has not",
  forged: "a signature in that key’s name was not made with it",
  name: "it is not the one that the name of its file says",
  term: "it was signed by an urn key that the authority had not certified for this point of the journal, or had replaced",
  channel: "it is about another channel",
} as const

const batchRules = {
  twice: "was announced before",
  never: "was received and had not been announced",
  "received-twice": "was received before",
  unlike: "is not received as it was announced",
  lines: "has lines that were neither accepted nor refused",
  ballots: "brought more ballots than the urn took in since it was announced",
} as const

const noticeLogs = { journal: "journal", register: "register" } as const
const noticeEntered = {
  never: "the register does not say that it was issued",
  note: "the register names another text by this number",
  twice: "the register says twice that it was issued",
  order: "the register names it after one with a larger number",
  absent: "the register says that it was issued, and the record does not hold it",
} as const
const noticeStates = {
  cut: "there are not so many entries",
  root: "the entries are others",
  point: "no count and no change of phase made this state public",
  passed: "newer entries had changed by then what it says",
} as const
const noticeTimes = {
  notice: "of the notice that precedes it, and later",
  journal: "of the entry of the journal that it names, and later",
  entry: "of its own entry in the register, and earlier",
} as const

const none = (value: string | number | undefined) => value ?? "none"
const phase = (name: keyof typeof lifecycle.phases | undefined) =>
  name === undefined ? "none" : lifecycle.phases[name]

const changedLineEnds =
  "only the line ends of this file were changed (to CR LF, as mail and some archivers do); take the record as it was published, and send it as a tar"

const silenceRules: Readonly<Record<SilenceRule, string>> = {
  number: "it has not the next number",
  hours: "its time is not within the vote, or not before its entry",
  rule: "by its own figures it is none: too short, too many ballots, or not rare enough",
  p: "p does not follow from K, S and g",
  figures: "expected ballots, S and g contradict each other",
  again: "an earlier entry tells of the same time",
  counted: "the journal counts more ballots within it",
  unknown: "no earlier entry tells of it",
}

const tableRules: Readonly<Record<TableRule, string>> = {
  number: "it has not the next number",
  source: "the journal has no such count or freeze before it",
  registered: "it has not as many members as the roll",
  voters: "it has other voters than the ballots before that instant",
  order: "it has fewer voters than the table before it",
  again: "an earlier table says the same",
  sum: "its groups do not add up to its total, or name a group twice",
  few: "it tells of fewer people of a group than the definition allows",
  groups: "it has groups, which the definition publishes of the frozen urn only, or not at all",
}

function statedRegister(rule: VerifyFindings["REGISTER_STATED"]["rule"], stated: string): string {
  switch (rule) {
    case "form":
      return stated === "" ? "the act does not state the register" : `the act states no register: ${stated}`
    case "altered":
      return "when the members signed, another program had written to the register"
    case "cut":
      return `the act states a register of ${stated} entries; this one has fewer`
    case "other":
      return `the act states another register: its first ${stated} entries are not these`
  }
}

/** What an urgent suspension states wrongly. */
const suspensionRules = {
  forbidden: "the definition allows none",
  election: "it is of another election",
  number: "its number is not that of its entry",
  after: "it does not name the act that was in effect last",
  closes: "it states another hour of closing",
  time: "its text was made after its entry, or more than 15 minutes before",
  until: "it does not end when the definition says",
  answered: "the authority had not decided about the one before",
} as const

export const findings: FindingTexts<VerifyFindings> = {
  BUNDLE_TAR: ({ rule }) => tarRules[rule],
  BUNDLE_SIZE: ({ limit }) => `the file is larger than ${limit} bytes`,
  BUNDLE_FILES: ({ limit }) => `there are more than ${limit} files, which no record has`,
  FILE_UNKNOWN: () => "no file of a record has this name",
  FILE_MISSING: () => "the file is missing",
  FILE_UNLISTED: () => "the file is not in the manifest",
  FILE_HASH: ({ listed, computed, lineEnds }) =>
    lineEnds === true ? changedLineEnds : `the manifest says SHA-256 ${listed}; the file has ${computed}`,
  MANIFEST_FORM: ({ lineEnds }) => (lineEnds === true ? changedLineEnds : "the manifest is not in its only form"),

  NOTICE_FORM: () => "this is not a signed notice",
  NOTICE_ELECTION: ({ uuid, rehearsal }) =>
    `the notice is about ${rehearsal ? "the rehearsal" : "the election"} ${uuid}, which is not this one`,
  NOTICE_SIGNATURE: ({ name }) => `the signature by ${name} is not a valid one of somebody who was a member then`,
  NOTICE_SIGNERS: ({ signed, needed }) =>
    `it needs the signatures of ${needed} members, and has ${signed.length === 0 ? "none" : `those of ${signed.join(", ")}`}`,
  NOTICE_SEQUENCE: ({ number, expected }) => `the notice has number ${number}, where ${expected} is expected`,
  NOTICE_CHAIN: ({ stated, expected }) => `it names ${stated} as the notice before it, which is ${expected}`,
  NOTICE_ENTERED: ({ number, rule }) => `notice ${number}: ${noticeEntered[rule]}`,
  NOTICE_STATE: ({ log, size, rule }) => `it names the ${noticeLogs[log]} of ${size} entries: ${noticeStates[rule]}`,
  NOTICE_TIME: ({ at, other, rule }) =>
    `it is dated ${at}, which contradicts the instant ${other} (${noticeTimes[rule]})`,
  NOTICE_DUE: ({ stated, expected }) =>
    `it answers the due notices ${none(stated.join(", ") || undefined)}; due were ${none(expected.join(", ") || undefined)}`,
  NOTICE_REFERENCE: ({ what, number, line }) =>
    what === "incident"
      ? `it cites incident ${number}, of which the register knew nothing`
      : `it corrects line ${none(line)} of notice ${number}, which is not there`,
  NOTICE_TEXT: ({ line, stated, expected }) =>
    `line ${line} says “${stated}”; from the record follows “${expected}”, and no later notice corrects it`,
  NOTICE_LINES: ({ lines, expected }) => `the text has ${lines} lines; from the record follow ${expected}`,

  REGISTER_CHECKPOINT: ({ fault }) => noteFaults[fault],
  REGISTER_MISSING: () => "the register has two files, register.jsonl and register.txt; this one is missing",
  REGISTER_CUT: ({ size, entries }) => `the checkpoint is of ${size} entries; the register has ${entries}`,
  REGISTER_ROOT: ({ size }) => `what was signed is another register: its first ${size} entries are not these`,
  REGISTER_FORM: () => "this is not the canonical form of an entry of the register",
  REGISTER_SIZE: ({ limit }) => `the register is larger than ${limit} bytes; it was not read`,
  REGISTER_TIME: ({ at, last }) => `the entry is dated ${at}, before the one that precedes it (${last})`,
  REGISTER_SIGNATURE: () =>
    "a signature does not hold for this entry and those before it, or its key was not one that could write then",
  REGISTER_SIGNERS: ({ type, signed }) =>
    `${signed.length === 0 ? "nobody" : signed.join(", ")} signed, which is not enough for an entry ${type}`,
  REGISTER_WRITER: ({ writer, rule }) =>
    rule === "key"
      ? `the key of ${writer} could not be let write: its name ends otherwise, or the identifier or the key was taken`
      : `nobody of the identifier ${writer} could write`,
  REGISTER_REFERENCE: ({ entry }) => `nobody who came by entry ${entry} was present`,
  REGISTER_COMPLAINT: ({ rule, number }) =>
    `no. ${number} does not follow from what was entered before: ${complaintRules[rule]}`,
  REGISTER_CUSTODY: ({ rule, name }) => `${name}: ${custodyRules[rule]}`,
  REGISTER_COMPONENT: ({ rule, component }) => `component ${component}: ${componentRules[rule]}`,
  REGISTER_PREFLIGHT: ({ rule, about }) => `${about}: ${preflightRules[rule]}`,
  REGISTER_STATED: ({ rule, stated }) => statedRegister(rule, stated),
  REGISTER_SILENCE: ({ rule, number }) => `apparent interruption no. ${number}: ${silenceRules[rule]}`,
  REGISTER_TURNOUT: ({ rule, number }) => `turnout table no. ${number}: ${tableRules[rule]}`,

  MINUTES_STATED: ({ rule }) =>
    ({
      form: "the proclamation does not state the minutes, or not in this form",
      none: "the proclamation states that there are no minutes",
      other: "the proclamation states other minutes",
      early: "nothing was proclaimed, so that nobody stated these minutes",
    })[rule],
  MINUTES_MISSING: () => "the proclamation states minutes, and this file of them is missing",
  MINUTES_NOTE: ({ rule }) =>
    ({
      form: "this is not the signed note of minutes",
      election: "these are the minutes of another election",
      result: "these are the minutes of another result",
    })[rule],
  MINUTES_SIGNERS: ({ rule }) =>
    rule === "few"
      ? "those who signed are not enough: two members sign, and the secretary is one of them where there is one"
      : "a signature is not one of a member of the authority",
  MINUTES_HASH: ({ stated, computed }) => `members signed ${stated}; this text is ${computed}`,
  MINUTES_TEXT: ({ stated, expected }) => `the minutes say “${stated}”; from the record follows “${expected}”`,

  STAMP_TOKEN: ({ rule, detail }) =>
    `the time-stamp does not count: ${stampFaults[rule]}${detail === undefined ? "" : ` (${detail})`}`,
  STAMP_THING: ({ subject, number }) =>
    subject === "minutes"
      ? "the record has no signed minutes, which this should stamp"
      : `the record has nothing that this should stamp: ${stampedThing(subject, String(number), undefined)}`,
  STAMP_IMPRINT: () => "the time-stamp is of other bytes than those in the record",
  STAMP_ROOT: () => `the time-stamp is not anchored: ${stampFaults.root}`,
  STAMP_TIME: ({ stamped, accuracy, stated }) =>
    `a service stamped this at ${stamped} (give or take ${accuracy / 1000} s), although it says of itself that it was made at ${stated} or later`,

  JOURNAL_FORM: () => "this is not the canonical form of a journal entry",
  JOURNAL_START: () => "a journal has to begin with the creation of its election, once; this one does not",
  JOURNAL_DATE: ({ of, ballots, dated }) =>
    dated
      ? `the entry ${of} has an instant that tells when ${ballots} ballot${ballots === 1 ? "" : "s"} came: there are fewer than ten between it and the dated entry before`
      : `the entry ${of} has no instant, and must have one here`,
  URN_COUNTED: ({ rule, stated, expected }) => {
    switch (rule) {
      case "ballots":
        return `the turnout counts ${stated} ballots; ${expected} were accepted before it`
      case "voters":
        return `the turnout counts ${stated} voters; the ballots before it are those of ${expected}`
      case "came":
        return `the turnout was counted although only ${stated} voters came since the last; at least ${expected} must`
      case "missing":
        return `the turnout was counted although only ${stated} members had not voted; at least ${expected} must be left`
    }
  },
  JOURNAL_TIME: ({ at, last }) => `the entry is dated ${at}, before the one that precedes it (${last})`,
  JOURNAL_ROOT: ({ size }) => `what was signed here is another journal: its first ${size} entries are not these`,
  JOURNAL_CUT: ({ size, entries }) => `what was signed here is a journal of ${size} entries; this one has ${entries}`,
  JOURNAL_RESUMES: ({ until, expected }) =>
    `the urgent suspension ends at ${until ?? "no hour"} here, and ${expected ?? "no hour"} was decided`,
  JOURNAL_PHASE: ({ phase: to, after }) => `the phase “${phase(to)}” cannot follow from “${phase(after)}” here`,
  JOURNAL_CLOSES: ({ closes, expected }) =>
    `the hour of closing is ${none(closes)} here; the one that was decided is ${none(expected)}`,
  JOURNAL_ACT: ({ act }) => `this cannot happen to act ${act} at this point`,

  ACT_FORM: () => "this is not an act in its canonical form, or not the one that its file’s name says",
  ACT_UNRECORDED: () => "the act is in the journal or in the record, but not in both",
  ACT_TEXT: ({ recorded, computed }) => `the journal records the text ${recorded}; this one is ${computed}`,
  ACT_ELECTION: ({ uuid, rehearsal }) => `the act is about the ${rehearsal ? "rehearsal" : "election"} ${uuid}`,
  ACT_PREVIOUS: ({ stated, expected }) => `the act follows ${stated}, but the one in effect before it is ${expected}`,
  ACT_JOURNAL: ({ stated, expected }) => `the act names a journal of ${stated} entries; it had ${expected}`,
  ACT_ARCHIVE: ({ stated, expected }) => `the act names the archive ${stated}; it was at ${expected}`,
  ACT_TIME: ({ stated, recorded }) => `the act says that it was proposed at ${stated}; the journal, at ${recorded}`,
  ACT_EXPIRED: ({ expires, effective }) => `the act expired at ${expires} and took effect at ${effective}`,
  ACT_SIGNATURE: ({ name }) => `the signature in the name of ${name} is not a valid signature of a member`,
  ACT_SIGNERS: ({ signed, recorded }) =>
    `signed by ${signed.join(", ") || "nobody"}; the journal records ${recorded.join(", ") || "nobody"}`,
  ACT_QUORUM: ({ kind, missing }) => `to ${lifecycle.acts[kind]}, ${missing} signatures of the quorum are missing`,
  ACT_AUTHORITY: ({ kind }) => `the authority cannot be made or changed by this act (${lifecycle.acts[kind]})`,
  ACT_STATEMENT: ({ key, stated, expected }) => `the act states “${key} ${stated}”; the record shows ${expected}`,
  ANSWER_NOTE: ({ member }) => `this is not a note about that act signed by ${member}`,
  ANSWER_UNRECORDED: ({ member }) => `the note of ${member} is in the journal or in the record, but not in both`,

  HOLDER_NOTE: ({ holder, fault }) =>
    ({
      form: `this is not a note by which ${holder} vouches for the trustees`,
      origin: `the note of ${holder} is about another election or authority`,
      unsigned: `no key that the authority certified for ${holder} signed this note`,
      forged: `a signature in the name of ${holder} was not made with its key`,
      structure: `${holder} vouches for other trustees than those of this election`,
    })[fault],
  HOLDER_UNSIGNED: ({ holder }) =>
    `the authority certified a key of ${holder}, and no note that it signed vouches for the trustees before the seal`,
  HOLDER_UNRECORDED: ({ holder }) => `the journal registers no such note of ${holder}`,
  HOLDER_POSSESSION: ({ holder }) =>
    `the note of ${holder} does not prove, for this election and the journal of then, that it has its key`,
  CHECKPOINT_FORM: ({ fault }) => `checkpoint: ${noteFaults[fault]}`,
  CHECKPOINT_STRANGER: ({ name }) => `${name} signed this checkpoint and is neither the urn nor a witness`,
  CHECKPOINT_MISSING: ({ entry, signed }) =>
    `the phase changed with entry ${entry} and again later, and checkpoints cover ${signed} entries only`,

  DEFINITION_HASH: ({ stated, computed }) =>
    `the authority was constituted on the definition ${stated}; this one is ${computed}`,
  DEFINITION_FAULTY: ({ mistakes }) => `the definition has mistakes: ${mistakes}`,
  DEFINITION_AUTHORITY: ({ key }) => `the constitution and the definition differ on: ${key}`,
  ELECTION_DEFINITION: ({ field }) => `the election that voters receive differs from the definition: ${field}`,
  TRUSTEES_DEFINITION: ({ stated, expected }) => `the trustees are ${stated}; the definition asks for ${expected}`,
  RESERVE_LIST: ({ rule }) =>
    ({
      form: "the list of reserve keys is not in its only form, sorted",
      stranger: "a reserve key is not in the list of credentials",
    })[rule],
  JOURNAL_FIGURE: ({ key, stated, expected }) => `${key}: the journal says ${stated}; the archive shows ${expected}`,

  ARCHIVE_HEAD: ({ height, stated, found }) =>
    `event ${height} of the archive is ${none(found)}; here it was recorded as ${stated}`,
  ARCHIVE_HEIGHT: ({ height, expected }) =>
    `the archive ends with event ${height}; the journal, with event ${expected}`,
  ARCHIVE_EVENT: ({ type, stated, found }) =>
    `${type} is event ${none(found)} of the archive; the journal says ${none(stated)}`,
  ARCHIVE_NAME: ({ uuid }) => `the archive is named after another election, ${uuid}`,
  ARCHIVE_TIMESTAMP: ({ stated, expected }) =>
    `the archive has the timestamp ${stated}; the opening was fixed at ${expected}`,
  URN_COUNT: ({ stated, expected }) => `the entry says ${stated}; those before it add up to ${expected}`,
  URN_OPENED_EARLY: ({ opens, opened }) => `the urn was opened at ${opened}, before its hour (${opens})`,
  URN_ACCEPTED: ({ phase: name }) => `ballots were accepted in the phase “${phase(name)}”`,
  URN_LATE: ({ late, announced, limit }) =>
    `${late} ballots were accepted after ${limit}, when all voting had ended; batches brought ${announced} of them`,
  URN_FROZEN_EARLY: ({ closes, frozen }) => `the urn was frozen at ${frozen}, before all voting had ended (${closes})`,
  URN_GRACE: ({ stated, least, most }) =>
    `${stated} ballots are said to have come within the grace; the journal allows ${least} to ${most}`,
  BALLOT_REPLAYED: ({ height }) => `the very same ballot is already event ${height}`,

  SUSPENSION_NOTE: () => "this is not the note of the urgent suspension that the journal names",
  SUSPENSION_SIGNERS: ({ needed, signed }) =>
    signed === undefined
      ? "a signature is not one of somebody who was a member then"
      : `${needed} members must sign, and ${signed} did`,
  SUSPENSION_RULE: ({ rule }) => `urgent suspension: ${suspensionRules[rule]}`,
  SUSPENSION_RECORD: ({ number, expected }) =>
    `urgent suspension ${number} is not in the journal and in the folder suspensions alike (${expected} expected)`,
  BATCH_NOTE: ({ fault }) => `batch note: ${noteFaults[fault]}`,
  BATCH_ARRIVALS: ({ batch, bin, rule }) => `batch ${batch}, bin ${bin} of its arrivals: ${arrivalRules[rule]}`,
  BATCH_SEQUENCE: ({ number, expected }) => `batch ${number} is where batch ${expected} belongs`,
  BATCH_RECORD: ({ key, stated, expected }) => `${key}: ${stated} here, ${expected} in the journal`,
  BATCH_ANNOUNCED: ({ batch, rule }) => `batch ${batch} ${batchRules[rule]}`,
  BATCH_PHASE: ({ batch, phase: name }) => `batch ${batch} was announced or received in the phase “${phase(name)}”`,
  BATCH_LATE: ({ batch, announced, limit }) =>
    `batch ${batch} was announced at ${announced}; it had to be before ${limit}, when all voting had ended`,
  BATCH_MISSING: ({ batch }) => `the urn was frozen without batch ${batch}, which was announced and not given up`,
  BATCH_PRESENT: ({ batch }) => `batch ${batch} is declared missing; it was received, or was never awaited`,

  BALANCE: ({ question, sum, least, most }) =>
    `question ${question}: the votes sum to ${sum}; by the ballots, they must be between ${least} and ${most}`,
  TALLY_MINIMUM: ({ counted, minimum }) =>
    `${counted} ballots were unsealed; the definition allows no decryption below ${minimum}`,
  README_TEXT: () => "the README is not the one that urne export writes for this election",
  RESULT_DOCUMENT: () => "the document does not say what the archive’s result says",
  RESULT_OUTCOME: ({ question, key, stated, expected }) =>
    `question ${question}: of who is elected, the document says “${key} ${stated}”; by the counts and the definition it is ${expected}`,

  AUTHORITY_FINGERPRINT: ({ asked, found }) => `the authority’s fingerprint is ${found}, not ${asked}`,
  CHECKPOINT_KEPT: ({ fault }) => `the checkpoint given: ${noteFaults[fault]}`,
  CHECKPOINT_LOST: ({ size, act, at }) =>
    `the journal does not have the ${size} entries of the checkpoint given. If it was signed before ${at}, they were in what act ${act} gave up (recover); if it was signed later, the urn has signed two journals`,
  AUDIT_CHANGED: ({ height, audited, found }) =>
    `event ${height} was ${audited} when it was audited; here it is ${none(found)}: what was audited was changed since`,
  RECEIPT_FORM: ({ fault }) => `the receipt given: ${noteFaults[fault]}`,
  RECEIPT_LOST: ({ tracker, act, at }) =>
    `the ballot ${tracker} is not in the archive. If it was cast before ${at}, it was in what act ${act} gave up (recover), and its voter could vote again; if it was cast later, the record breaks the promise of the receipt`,
  RECEIPT_BALLOT: ({ tracker, height }) => `the ballot ${tracker} of the receipt is not event ${height} of the archive`,
  TRACKER_ABSENT: ({ tracker }) =>
    `no ballot of this record has the tracker ${tracker}. Compare it with the receipt; if it is the same, give the receipt: --receipt`,
}

const notRecords = {
  "empty-folder": "is an empty folder",
  folder: "holds nothing of a record: no journal, no archive, no manifest",
  "empty-file": "is an empty file",
  file: "is neither a record nor a .bel archive",
  "election-file": "is an election file, not a record",
  compressed: "is compressed",
  tar: "is a tar that another program made",
} as const

const whatToVerify = "give the folder or the tar of a record, or a .bel archive, as it was published"
const unpack = "unpack it first, then verify the folder in it"
const waysOut = {
  "empty-folder": whatToVerify,
  folder: whatToVerify,
  "empty-file": "download it again from where it was published",
  file: whatToVerify,
  "election-file": "urne export --out FOLDER makes the record of an election file",
  compressed: unpack,
  tar: unpack,
} as const

const keptNotes = { receipt: "is not a receipt", checkpoint: "is not a checkpoint" } as const
const origins = {
  receipt: "give the file that urne cast --receipt wrote, unchanged",
  checkpoint: "give the text that urne checkpoint show printed, unchanged",
} as const

export const refusals: RefusalTexts<VerifyRefusals> = {
  "not-a-record": ({ path, what, inside }) => ({
    message: `${path} ${notRecords[what]}`,
    hint: inside === undefined ? waysOut[what] : `did you mean ${inside}?`,
  }),
  "not-a-kept-note": ({ path, kind }) => ({ message: `${path} ${keptNotes[kind]}`, hint: origins[kind] }),
}

export const labels = {
  columns: { number: "Check", check: "What", status: "State", checked: "Checked" },
  statuses: { done: "done", absent: "absent", relied: "relied on", "not-run": "NOT RUN" },
  findings: (count: number) => `${count} finding${count === 1 ? "" : "s"}`,
  stopped: "There are too many findings: the verification stopped here",
  sheet: "Fingerprints, to be compared with what was read aloud, printed or published elsewhere:",
  blank: "blank",
  counted: (counted: string, accepted: string) => `${counted} ballots counted of ${accepted} accepted`,
  ballot: {
    counts: (tracker: string, height: string) => `Ballot ${tracker}: it counts (event ${height})`,
    replaced: (tracker: string, height: string) => `Ballot ${tracker}: a later one replaced it (event ${height})`,
  },
  verdicts: {
    VERIFIED: "VERIFIED",
    CONSISTENT: "CONSISTENT (whose authority it is was not compared)",
    "ARCHIVE VERIFIED": "ARCHIVE VERIFIED",
    PARTIAL: "PARTIAL: not everything could be checked",
    "NEWER FORMAT": "NEWER FORMAT: this version cannot read it",
  },
  invalid: (count: number, shown: string) => `INVALID: ${shown} finding${count === 1 ? "" : "s"}`,
  besideParts: { register: "Register", notices: "Notices", minutes: "Minutes", stamps: "Time-stamps" },
  beside: {
    sound: "everything that can be proved was checked",
    absent: "this record has none",
    "not-run": "not checked, because the record could not be read as far as needed",
  },
  corrected: ({ notice, line, by }: { readonly notice: number; readonly line: number; readonly by: number }) =>
    `Notice ${notice}, line ${line}: corrected by notice ${by}`,
  stamped: (service: string, count: number, shown: string, anchored: boolean) =>
    `${shown} time-stamp${count === 1 ? " holds" : "s hold"}, from ${service}${anchored ? "" : ": not anchored, since the definition names no root"}`,
  attestedSilences: (count: number, shown: string) =>
    `Attested by those who signed, since arrivals are not published: ${shown} apparent interruption${count === 1 ? "" : "s"}. The rule and p were computed again.`,
  provenTables: (count: number, shown: string) =>
    `Proven by journal and ballots: the total${count === 1 ? "" : "s"} of ${shown} turnout table${count === 1 ? "" : "s"}.`,
  attestedGroups: (count: number, shown: string) =>
    `Attested by those who signed, since the groups of voters are not published: the turnout by group (${shown} table${count === 1 ? "" : "s"}). The sums were checked.`,
  besideFaulty: (count: number, shown: string, more: boolean) =>
    `${shown} finding${count === 1 ? "" : "s"}${more ? ", and more" : ""}; the verdict on ballots and result does not rest on it`,
  newerFormat: (format: string, needs: string) =>
    `The record is of format ${format} and needs urne >= ${needs}. Nothing of it was checked, and nothing is said against it.`,
  notConfirmed: "NOT CONFIRMED:",
  ignored: (names: string) => `Ignored, because file managers leave such files in folders: ${names}.`,
  notFinal: "not final",
  notPinned: "Anybody can invent an authority: give its fingerprint with --authority.",
  recovered: "RECOVERED: the authority went on from an older file; read what its act recover says was lost.",
  refusedShares: (count: string) =>
    `Trustee shares that the journal says were refused: ${count}. Nobody signed this claim, and nothing depends on it.`,
  journal: (entries: string, signed: string, checkpoints: string, witnessed: string) =>
    `Journal: ${entries} entries, of which checkpoints cover ${signed} (checkpoints: ${checkpoints}, witnessed: ${witnessed})`,
  unsigned: (tail: string, entries: string) =>
    `UNSIGNED TAIL: no checkpoint covers the last ${tail} of ${entries} journal entries. They can still be changed; ask for a later record.`,
  noCheckpoint: "NO CHECKPOINT: the urn key signed nothing of this journal. Ask for a record with checkpoints.",
  unwitnessed: "UNWITNESSED: no outside witness cosigned a checkpoint.",
  witnessed: (name: string, size: string, entries: string) =>
    `WITNESSED: ${name} cosigned the journal up to entry ${size} of ${entries}.`,
  witnessAbsent: (name: string) => `${name}, a witness whom the authority named, cosigned no checkpoint.`,
  fingerprints: {
    authority: "authority",
    definition: "definition",
    election: "election",
    credentials: "credentials",
    trustees: "trustees",
    archive: "archive (height, hash of the last event)",
    journal: "journal (entries, root)",
    "encrypted-tally": "encrypted tally",
    result: "result",
    manifest: "manifest",
  },
  checks: {
    A1: "the authority is the one whose fingerprint was given",
    A2: "signatures under the acts",
    A3: "quorums of the acts, with roles",
    A4: "signatures of the checkpoints",
    A5: "reservations and refusals",
    A6: "batch notes of the channels",
    A7: "the checkpoint that was kept",
    A8: "the receipt",
    A9: "the archive is the one audited before",
    A10: "holders who vouch for the trustees",
    A11: "urgent suspensions of the vote",
    C8: "every note of a holder is registered",
    C9: "every urgent suspension is there",
    C1: "every file is there, and nothing else",
    C2: "every act is recorded",
    C3: "every event of the archive is recorded",
    C4: "every ballot is recorded",
    C5: "every batch was received",
    C6: "the ballot of the receipt",
    C7: "the ballots of the trackers",
    K1: "the journal: time and phases",
    K2: "the acts follow each other",
    K3: "no act took effect after it expired",
    K4: "what the acts state",
    K5: "the definition",
    K6: "what was sealed",
    K7: "ballots only while the urn was open",
    K8: "ballots of this election",
    K9: "credentials in the list",
    K10: "credentials that may vote, and revotes",
    K11: "no ballot copied or replayed",
    K12: "balance of the result",
    K13: "documents of the result",
    K14: "the README",
    K15: "no decryption of fewer ballots than the definition allows",
    K16: "no instant that tells when a few ballots came",
    K17: "the turnout during the vote, which tells nothing of few voters",
    K18: "who is elected, by the definition’s majority rule",
    K19: "arrivals at the channels: their bins, which tell of no single ballot",
    E1: "the election’s parameters",
    E2: "the trustees’ keys and proofs",
    E3: "the list of credentials",
    E4: "shape and points of every ballot",
    E5: "proofs of every ballot",
    E6: "signature of every ballot",
    E7: "the encrypted tally, computed anew",
    E8: "proofs of the decryption",
    E9: "stronger proofs of the decryption",
    E10: "the result",
    E11: "holders have their keys",
    R1: "the register: its checkpoint",
    R2: "the register: all its entries, and no others",
    R3: "the register: form of its entries",
    R4: "the register: order of the hours",
    R5: "the register: signatures",
    R6: "the register: who may write",
    R7: "the register: entries about others",
    R8: "the register: as the acts state it",
    R9: "the register: apparent interruptions, by their own figures",
    R10: "the register: turnout tables",
    R11: "the register: components of the system",
    R12: "the register: copies, drills and media",
    R13: "the register: checks before the vote",
    N1: "notices: their form",
    N2: "notices: signatures of members",
    N3: "notices: numbers without gap, each after the one before",
    N4: "notices: the register names each",
    N5: "notices: the states that they name",
    N6: "notices: their instants",
    N7: "notices: what they answer, correct and cite",
    N8: "notices: every line follows from the record",
    M1: "the minutes: as proclaimed",
    M2: "the minutes: who signed them",
    M3: "the minutes: the text that was signed",
    M4: "the minutes: every line, written anew",
    T1: "time-stamps: form, signature and certificates",
    T2: "time-stamps: of what is in the record",
    T3: "time-stamps: roots that the definition names",
    T4: "time-stamps: their instants",
    I1: "hashes of the files",
    I2: "form of journal and acts",
    I3: "state of the journal, computed anew",
    I4: "entries of the archive",
    I5: "chain and order of its events",
  },
  commands: {
    verify: "verify a public record, or a bare .bel archive",
    path: "the folder or tar of a record, or a .bel file",
  },
  options: {
    authority: "fingerprint of the authority, from a letter or a notice",
    checkpoint: "a checkpoint that was kept: prove that nothing was removed since",
    receipt: "a receipt: prove that its ballot counts or was replaced",
    tracker: "tracker of a ballot: tell whether it counts",
    final: "fail unless the result is there",
    since: "signed note of an earlier audit: check only what is new",
    shard: "check one part of several, on this machine",
    merge: "parts made with --shard: put them together, and check all the rest",
    trust: "public key of an auditor whose notes and parts are relied on",
    sample: "how many blocks of 64 ballots, and of 4,096 credentials, to check again in the parts (by default 64)",
    selfCheck: "check this many ballots and credentials with the slow arithmetic too",
    key: "the auditor's key file, to sign what was checked",
    passphraseFile: "file with the passphrase of the key (- is standard input)",
    out: "where to write what is signed: the note of this audit, or the part",
    force: "replace an existing file",
  },
}
