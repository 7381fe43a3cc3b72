import type { ObserverFault, ObserverRefusals, RecordFault } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

const fileFaults: Record<ObserverFault, string> = {
  form: "it does not have the form of such a file, or was changed",
  authority: "its acts make no authority of one election",
  definition: "it carries another definition than the members signed",
  "journal-signature": "a checkpoint of the journal is not signed by the urn",
  "journal-proof": "a checkpoint of the journal is not proved to continue the one before it",
  "journal-leaves": "its hashes of entries of the journal do not make the checkpoints",
  "register-signature": "a checkpoint of the register is not signed by the urn",
  "register-proof": "a checkpoint of the register is not proved to continue the one before it",
  "register-leaves": "its hashes of entries of the register do not make the checkpoints",
  cosignature: "a witness’s signature under a checkpoint is forged",
  notice: "a notice does not follow the one before it, or too few members signed it",
  "notice-state": "a notice was made from another journal or register than the file proves",
  "act-state": "an act was signed with another journal than the file proves",
}

const recordFaults: Record<RecordFault, string> = {
  journal: "its journal is not there, or cannot be read",
  authority: "its acts make no authority",
  definition: "it has another definition than the members signed",
  checkpoint: "a checkpoint in it is not signed by the urn, or is not of its journal",
  register: "its register is not the one that the urn signed",
}

const noteFaults = {
  form: "it is no signed checkpoint",
  origin: "it is of another election",
  unsigned: "the urn’s key did not sign it",
  forged: "a signature in the urn’s name is not its own",
} as const

const logs = { journal: "journal", register: "register" } as const

export const refusals: RefusalTexts<ObserverRefusals> = {
  "not-an-observer-file": ({ path, rule, number }) => ({
    message: `${path} cannot be relied on as an observer file: ${fileFaults[rule]}${number === undefined ? "" : ` (no. ${number})`}`,
    hint: "keep it as it is, and ask whoever gave it to you for another: urne observer export",
  }),
  "record-unsound": ({ path, rule }) => ({
    message: `nothing can be compared with the record ${path}: ${recordFaults[rule]}`,
    hint: `see everything that is wrong with it: urne verify ${path}`,
  }),
  "not-shown": ({ path }) => ({
    message: `${path} is no observer file, record, checkpoint, receipt or proof of a split view`,
    hint: "give, unchanged, what you were given by the authority",
  }),
  "compare-key-unknown": ({ path, origin }) => ({
    message: `nothing here says which key signs for the urn ${origin}, so the signature in ${path} cannot be verified`,
    hint: "compare it with an observer file or a record, or ask the members for the urn’s key and give it: --urn KEY",
  }),
  "not-signed-by-urn": ({ path, fault }) => ({
    message: `${path} is NOT SIGNED BY THE URN, and proves nothing: ${noteFaults[fault]}`,
    hint: "ask whoever gave it to you for the file itself, unchanged",
  }),
  "split-unproven": ({ path }) => ({
    message: `${path} proves nothing: its two notes are not both signed by the key that it names, or one log can hold both`,
    hint: "ask for what both sides were shown, and compare it: urne compare FIRST SECOND",
  }),
  "fresher-than-public": ({ path, size, public: most, log }) => ({
    message: `${path} shows ${size} entries of the ${logs[log]}; while ballots come in, no more than ${most} are public, since more would date the ballots that came since the last count`,
    hint: "try again after the next notice: urne observer export --with FILE",
  }),
  "shown-another": ({ path, size, log }) => ({
    message: `${path} shows ${size} entries of the ${logs[log]} that are not those of this election file`,
    hint: `keep both, and have them compared: urne observer export --out observer.json, then urne compare ${path} observer.json`,
  }),
}

const entries = (count: string) => (count === "1" ? "1 entry" : `${count} entries`)

export const labels = {
  kinds: {
    observer: "observer file",
    record: "record",
    checkpoint: "checkpoint",
    receipt: "receipt",
  },
  logs: { journal: "Journal", register: "Register" },
  exported: (path: string, notices: string, journal: string, register: string) =>
    `Written to ${path}: acts, definition, ${notices === "1" ? "1 notice" : `${notices} notices`}, the journal up to ${entries(journal)}, the register up to ${entries(register)}`,
  behind: (most: string) =>
    `${entries(most)} of the journal are public, but the urn has not signed that state and its key is not here: export the file where the key is`,
  giveToAll:
    "Give the same file to every observer. Two of them find out whether they were shown one history: urne compare",
  title: (name: string, uuid: string) => `What observers were shown of ${name} (${uuid})`,
  rehearsal: "REHEARSAL. These are not the votes of real people.",
  acts: (list: string) => `Acts in effect: ${list}`,
  act: (number: number, kind: string) => `${number} ${kind}`,
  members: (names: string) => `Members now: ${names}`,
  noNotices: "No notice was published yet.",
  noStates: (log: "journal" | "register") => `The file has no checkpoint of the ${logs[log]}.`,
  columns: {
    notice: "Notice",
    issued: "Issued",
    signers: "Signed by",
    journal: "Journal, entries",
    register: "Register, entries",
    root: "Fingerprint",
    cosigned: "Cosigned by",
  },
  cosigned: (witness: string, at: string) => `${witness}, ${at}`,
  sound:
    "Every signature in this file was verified, each notice follows the one before it, and each checkpoint continues the one before it.",
  side: (path: string, kind: string, shown: string) => `${path} (${kind}): ${shown}`,
  shows: (log: "journal" | "register", size: string) => `${logs[log]} of ${entries(size)}`,
  showsNothing: "nothing that can be compared",
  verdicts: {
    equal: "EQUAL: both were shown the same.",
    prefix: "CONTINUED: one history; one of the two shows more of it.",
    split: "SPLIT VIEW, PROVEN: the urn signed two histories.",
    declared: "DECLARED: the two differ by a loss that the authority declared.",
    undecided: "UNDECIDED: nothing at hand proves that this is one history, or that there are two.",
    different: "DIFFERENT ELECTIONS: there is nothing to compare.",
  },
  equal: (log: string, size: string) => `${log}: the same ${entries(size)}.`,
  prefix: (log: string, shorter: string, longer: string, size: string) =>
    `${log}: ${longer} continues ${shorter}. Its first ${entries(size)} are the same.`,
  split: (log: string, first: string, second: string) =>
    first === second
      ? `${log}: the urn signed two different states of ${entries(first)}.`
      : `${log}: the urn signed a state of ${entries(first)} and one of ${entries(second)}, and no log has both.`,
  declared: (log: string, act: number) =>
    `${log}: act ${act} (recover) declares that what came after an earlier state may be lost. One side holds what was lost, or may have been.`,
  apart: (log: string, first: string, second: string) =>
    `${log}: ${entries(first)} and ${entries(second)} are both signed by the urn, and nothing at hand spans both.`,
  unsigned: (log: string, common: string) =>
    `${log}: they differ only in entries that the urn has not signed. Up to ${entries(common)} they are the same.`,
  otherKey: (log: string) => `${log}: they differ, and different keys of the urn signed the two.`,
  common: (log: string, size: string) => `${log}: up to ${entries(size)} they are the same.`,
  perhapsDeclared: (act: number) => `Act ${act} (recover) declares a loss, which may be why: compare with a record.`,
  askSpan: (file: string) =>
    `Ask the authority for an observer file that has both: urne observer export --with ${file}`,
  askKey: "Ask both sides for the record: it says which key counted when.",
  keepBoth:
    "Keep both files, and make it public. Whoever has the urn’s key verifies the proof with nothing else: urne compare",
  otherAuthority: "Two authorities were constituted under one identifier: compare their fingerprints with the members.",
  written: (path: string) => `The proof is in ${path}. Anybody verifies it: urne compare ${path}`,
  proof: {
    title: (uuid: string) => `A proof that the urn of election ${uuid} showed two histories`,
    key: "Both notes are signed with this key. That it is the urn’s, the constitution says: compare it.",
    certified: (path: string) => `Both notes are signed with the urn’s key, as ${path} certifies it:`,
    given: "Both notes are signed with the key that you gave:",
  },
  commands: {
    observer: "what delegates and candidates are given to hold: acts, notices and checkpoints",
    export: "write what observers may be shown now to a file, nothing fresher than the last published count",
    show: "verify an observer file on any machine, and tell what it says",
    compare: "tell whether two people were shown one history, or prove that they were shown two",
  },
  options: {
    out: "where to write it (default: observer-SIZE.json)",
    with: "prove the states of these files as well: observer files or checkpoints that others hold",
    file: "a file that urne observer export wrote",
    first: "an observer file, a record, a checkpoint or a receipt; alone, a proof of a split view",
    second: "another of them",
    urn: "the urn’s public key, or a file with it, where neither side says it",
    proof: "where to write the proof of a split view",
  },
}
