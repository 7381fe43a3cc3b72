import type { CustodyRefusals } from "../../core/refusals.ts"
import type {
  CopyPart,
  CopyRule,
  DrillLevel,
  DrillNoteRule,
  LeftOutKind,
  LeftOutReason,
  RestoredRelation,
} from "../../core/vocabulary.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "keys-together": ({ of, names }) => ({
    message:
      names.length === 1
        ? `the key file of ${names[0] ?? ""} is here beside the urn: alone it ${of === "holders" ? "opens it" : "decides for the authority"}, and whoever copies this folder has it, without the passphrase`
        : `the key files of ${names.join(", ")} are here beside the urn: ${of === "holders" ? "together they open it" : "together they decide for the authority"}, and whoever copies this folder has all of them, without the passphrases`,
    hint: "each of them takes their own file away, on a medium that nobody else keeps, and makes a copy for a second place",
  }),
  "nothing-to-recover": () => ({
    message:
      "there is nothing to recover from: this file has all that this machine has seen of the election, and its last entry is not in the future",
    hint: "use the file as it is; if what came after it is lost, and this is the newest that is left: urne recover --lost-after --reason …; if a signed checkpoint or a receipt shows what it has not: urne recover --checkpoint FILE --reason …",
  }),
  "note-given-up": ({ note, act }) => ({
    message: `what ${note} names is not in this file. If the urn signed it before act ${act}, it is part of what that act gave up`,
    hint: `urne act show ${act} says what and why. A voter whose ballot was lost votes again; if the note was signed later, keep it: it shows that the urn has signed two journals`,
  }),
  "loss-unclear": ({ seen, after }) => ({
    message: `at entry ${seen} the lost journal is already another than this file, which has ${after} entries to be kept: it has gone on since the copy was put in its place`,
    hint: `say how many entries the copy had then (urne backup showed it), fewer than ${seen}: urne recover --lost-after ENTRIES …`,
  }),
  "backup-ambiguous": ({ path, instead }) => ({
    message: `${path} would be a second *.urne beside the election file, and the next command could not tell which one is meant`,
    hint: `give it another name: urne backup ${instead}`,
  }),
  "batch-not-lost": ({ batch }) => ({
    message: `${batch} cannot have been lost: this file has that batch, or no channel with a key can have announced it`,
    hint: "urne ballots batches lists those that this file knows; name the lost ones as CHANNEL:NUMBER, each once",
  }),
  "not-a-recipient": ({ given, from }) => {
    const place = from === undefined ? "" : ` (line ${from.line} of ${from.path})`
    return given === undefined
      ? {
          message: `a secret key of age stands where a public one belongs${place}`,
          hint: "whoever saw it can open what that key opens: make another with age-keygen, and give its public key, age1…",
        }
      : {
          message: `${given} is no public key of age${place}`,
          hint: "age-keygen -o identity.txt makes a key and shows its public half, age1…; urne backup FILE --to age1…",
        }
  },
  "no-recipient": ({ path }) => ({
    message: `${path} names nobody who could open the copy`,
    hint: "write one public key a line, as age-keygen -y IDENTITY shows it",
  }),
  "copy-unopened": ({ path }) => ({
    message: `none of these identities opens ${path}: it was encrypted to others`,
    hint: "give the identity file of one of its recipients: --identity FILE",
  }),
  "not-an-identity": ({ path }) => ({
    message: `${path} holds no secret key of age`,
    hint: "give the file that age-keygen wrote, or that file encrypted with age -p: --identity FILE",
  }),
  "drill-of-other": ({ copy, found, wanted }) => ({
    message: `${copy} is a copy of the election ${found}, and this is the election ${wanted}`,
    hint: "enter the drill where the election file is of which it is a copy, or name that file: --file",
  }),
  "drill-note-refused": ({ path, rule }) => ({
    message: `${path} is not entered: ${drillNoteFaults[rule]}`,
    hint: "whoever holds the drill signs with a key that may write to the register: urne restore --drill FILE --key KEY --out NOTE",
  }),
  "copy-faulty": ({ path, rule, part }) => ({
    message: `${part === undefined ? path : `${part} in ${path}`} is not what was copied: ${copyFaults[rule]}`,
    hint: "take another copy, or make one where the election is: urne backup --to RECIPIENT",
  }),
}

const drillNoteFaults: Readonly<Record<DrillNoteRule, string>> = {
  form: "this is no note about a drill",
  unsigned: "nobody who may write to the register signed it",
  election: "it tells of a drill of another election",
  history: "the copy has entries of the journal that this election file does not have",
  again: "it was entered before",
}

const copyFaults: Readonly<Record<CopyRule, string>> = {
  damaged: "this is no age file, or it was cut or changed",
  form: "it opens, and is no copy of an election",
  differs: "its bytes are others than the manifest of the copy says",
  absent: "the manifest of the copy names it, and it is not there",
}

export const labels = {
  backedUp: (path: string, entries: string) => `Copied to ${path} and read back: ${entries} journal entries`,
  notInCopy: "NOT in the copy. Without these the election cannot go on; keep each apart from the others:",
  leftOut: {
    "urn-key":
      "the urn key; copy it with cp -p onto a medium of its own. Without it nobody can vote and no record verifies",
    officer: "the credential officer's, who keeps a copy: letters are printed and members marked off with it",
    holder:
      "a trustee's, who copies it onto a medium of their own, and again after decrypting: an older copy does not know what was decrypted",
    member:
      "a member's, who copies it onto a medium of their own, and again after signing: an older copy does not know what was signed",
    evidence: "scans of signed papers and evidence; take the folder along, or make one encrypted copy of all: --to",
    letters: "the sums of the letters that were printed (SHA256SUMS)",
  },
  encryptedTo: (path: string, recipients: number) =>
    `Encrypted to ${recipients === 1 ? "1 recipient" : `${recipients} recipients`}, read back and compared: ${path}`,
  holdsLogs: (entries: string, register: string) => `${entries} journal entries, ${register} of the register`,
  inCopy: "In the copy:",
  parts: {
    election: "the election file",
    urnKey: "the urn key",
    definition: "the text of the definition",
    evidence: (pieces: string) => `evidence and scans: ${pieces}`,
    letters: "the sums of the letters that were printed (SHA256SUMS)",
  },
  notInEncrypted: "NOT in the copy:",
  whyLeftOut: {
    secret: "a secret of its holder, who keeps a copy of their own",
    absent: "not here",
    altered: "altered since it was entered, so it was not copied",
    foreign: "no evidence that urne keeps",
    beside: "beside the election",
  } satisfies Record<LeftOutReason, string>,
  leftOutKinds: {
    "urn-key": "the urn key",
    officer: "the credential officer's file",
    holder: "a trustee's file",
    member: "a member's key",
    evidence: "evidence",
    letters: "the sums of the letters that were printed",
  } satisfies Record<LeftOutKind, string>,
  noUrnKey:
    "the urn key, which is not here: find it (--urn-key), or have the authority certify another: urne appoint --new-urn-key",
  hasDecrypted: (holder: string, tally: string) =>
    `${holder} has decrypted the tally ${tally}: that trustee's file refuses any other, so the same ballots must be frozen again`,
  noneDecrypted:
    "Neither this file nor this machine knows of a trustee who has decrypted. Ask them: a trustee's file that has decrypted refuses any other tally.",
  restore: (path: string) =>
    `To go on from the copy on another machine: put it there as X.urne, the urn key beside it, and run urne status. If the original is lost, the authority says so first: urne recover --lost-after. (${path})`,
  proveCopy: (path: string) => `To prove that it can be restored: urne restore --drill ${path} --identity IDENTITY`,
  restored: (path: string, kind: string) => `Restored into ${path} from ${kind}, opened, and proved entry by entry`,
  copyKinds: { plain: "a plain copy", encrypted: "an encrypted copy, every byte compared" },
  fingerprint: "Journal",
  madeAt: (instant: string) => `The copy was made at ${instant}`,
  relations: {
    "never-seen": () => "This machine has never seen this election: it cannot say what came after this copy.",
    equal: () => "It is as far as what this machine has seen of the election.",
    ahead: (entries: string) => `It has ${entries} journal entries more than this machine has seen.`,
    behind: (entries: string) => `It is BEHIND: this machine has seen ${entries} journal entries that are not in it.`,
    another: () => "It has ANOTHER HISTORY than this machine has seen of this election.",
  } satisfies Record<RestoredRelation, (entries: string) => string>,
  notRestored: "NOT in the copy, so not restored:",
  goOn: "To go on:",
  ifLost: "If the original is lost, the authority says so before anybody votes: urne recover --lost-after",
  drillPassed: (path: string) => `PASSED: ${path} can be restored`,
  drillFailed: (path: string) => `FAILED: ${path} was not restored`,
  drillLevel: (level: string, seconds: string) => `${level}, in ${seconds} s`,
  levels: {
    structure: "Structure: it opens, and has what its manifest says",
    bytes: "Every byte: every entry and record in it was proved",
    verified: "Verified: its record was written and verified whole",
  } satisfies Record<DrillLevel, string>,
  failedAt: {
    structure: "Opening it",
    bytes: "Proving every entry",
    verified: "Verifying its record",
  } satisfies Record<DrillLevel, string>,
  copyParts: {
    election: "election file",
    "urn-key": "urn key",
    definition: "definition",
    evidence: "evidence and scans",
    letters: "sums of the letters",
  } satisfies Record<CopyPart, string>,
  holdsParts: (parts: string) => `In it: ${parts}`,
  notRecorded: "This is not in the register: --key KEY enters it, or signs a note about it where the election is not",
  drillEntered: (drill: number, entry: string) => `Drill ${drill} is in the register (entry ${entry})`,
  drillNoted: (path: string) => `Note signed: ${path}. Where the election is: urne custody drill ${path}`,
  nothingSigned: "No note was signed: nobody can tell of which election this is a copy",
  notVerified: (verdict: string) => `the record that follows from it is ${verdict}`,
  commands: {
    custody: "who holds which copy, and whether one can be restored",
    drill: "enter a drill that was held on another machine",
    restore: "restore an election from a copy into a new folder, or hold a drill of it",
    backup: "copy the whole election to a new file and read it back",
    recover: "decide to go on from a restored, older file, or to give up a wrong hour",
  },
  options: {
    reason: "what was lost and why, in one sentence",
    checkpoint: "a signed checkpoint or a receipt that shows what was lost",
    lostAfter:
      "what came after this many journal entries may be lost; without a number, after the last one of this file",
    clock: "give up the instant of the last entry, which a wrong clock wrote",
    batch: "CHANNEL:NUMBER of a batch that was announced and lost, and that its channel sends again",
    to: "encrypt one copy of everything to the public keys of age of those who can open it, age1…",
    toFile: "a file of such public keys, one a line",
    copies: "a copy: one that is encrypted, or a plain one (several for drills)",
    identity: "the secret key of age of a recipient, as age-keygen wrote it",
    identityPassphraseFile: "a file with the passphrase of an identity, where it has one",
    restoreOut: "the new folder; for a drill, the signed note about it",
    drill: "rebuild the election from the copy alone, in a folder that is gone afterwards, and say what failed",
    level: "how far the drill goes; verified, unless another is given",
    drillPlace: "where the copy was, for the register; not published",
    drillNote: "the signed note that restore --drill wrote",
  },
}
