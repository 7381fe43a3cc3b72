import type { CustodyRefusals } from "../../core/refusals.ts"
import type {
  Controller,
  CopyKindRule,
  CopyPart,
  CopyRule,
  CustodyAnswer,
  CustodyEnd,
  CustodyKind,
  CustodyRule,
  CustodyState,
  DrillLevel,
  DrillNoteRule,
  LeftOutKind,
  LeftOutReason,
  MediumRule,
  NeededPart,
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
  "custody-refused": ({ name, rule }) => ({
    message: `${name}: ${custodyRules[rule]}`,
    hint: "urne custody list shows which copies there are, and urne custody show NAME who holds one",
  }),
  "no-such-copy": ({ name, known, suggestion }) => ({
    message: `no copy ${name} is recorded${known.length === 0 ? "" : `; there are: ${known.join(", ")}`}`,
    hint:
      suggestion === undefined
        ? "record it: urne custody copy NAME --kind KIND --holder PERSON …"
        : `did you mean ${suggestion}?`,
  }),
  "seal-differs": ({ name, before, now }) => ({
    message:
      now === undefined
        ? `${name} had the seal ${before}, and no seal was told at this hand-over`
        : `${name} had the seal ${before}, and has the seal ${now} now`,
    hint: "write into the log book who broke the seal, and why: urne log add",
  }),
  "copy-unlike-kind": ({ path, rule }) => ({
    message: `${path} ${copyKindFaults[rule]}`,
    hint: "name the file that is on the medium: --of-file FILE",
  }),
  "medium-refused": ({ path, rule }) => ({
    message: `${path} proves nothing: ${mediumFaults[rule]}`,
    hint: "look for another copy at once; before the seal a lost key is replaced by a new ceremony, afterwards by nothing",
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

export const custodyRules: Readonly<Record<CustodyRule, string>> = {
  taken: "a copy of this name is recorded already",
  unknown: "no copy of this name is recorded",
  ended: "this copy was lost or destroyed",
  giver: "whoever hands it over is not who holds it",
  same: "it would be handed over to whoever holds it",
  signers: "both sides have to sign a hand-over",
  order: "this happened before what is entered of the copy already",
  number: "this drill has not the next number",
  register: "the proof is bound to another state of the register",
  proof: "the proof does not show the key",
}

const copyKindFaults: Readonly<Record<CopyKindRule, string>> = {
  empty: "is empty",
  "urn-key": "is not a key that the authority certified for this urn",
  definition: "is not the definition of this election, to which the journal commits",
}

const mediumFaults: Readonly<Record<MediumRule, string>> = {
  empty: "the file is empty",
  damaged: "the file is cut or changed, or no key file",
  form: "it opens, and is neither a trustee's key nor an officer's",
  election: "it holds a key of another election",
  key: "it holds another key than the one that this election needs",
  codes: "this is not the file of codes that was registered",
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
  question: "Does the authority hold a complete, restorable copy that no vendor can withhold?",
  answers: { yes: "YES.", no: "NO.", "not-proven": "NOT PROVEN." } satisfies Record<CustodyAnswer, string>,
  inStatus: "A complete copy that no vendor can withhold (urne custody report):",
  upTo: (entries: string, of: string) => `Restorable up to entry ${entries} of ${of} of the journal.`,
  neededParts: {
    election: "Election file",
    "urn-key": "Urn key",
    officer: "Credential officer's key, with the file of codes",
    holder: "Trustee's key",
    definition: "Definition",
    letters: "Sums of the letters",
  } satisfies Record<NeededPart, string>,
  holderPart: (holder: string) => `Key of the trustee ${holder}`,
  states: {
    proven: "proven",
    unproven: "NOT PROVEN",
    failed: "FAILED: the last drill of the copy that the authority holds did not pass",
    lost: "LOST: every copy that was recorded is gone",
    withheld: "WITHHELD: only a vendor can hand it over",
  } satisfies Record<CustodyState, string>,
  drillLevels: { structure: "structure", bytes: "every byte", verified: "verified whole" } satisfies Record<
    DrillLevel,
    string
  >,
  proofs: {
    drill: (drill: number, level: string) => `by drill ${drill} (${level})`,
    hash: (copy: string) => `by the hash of the copy ${copy}, read when it was entered`,
    medium: "by its medium, which was read",
    possession: "by a proof of possession in the journal; no medium was read since",
  },
  freshProof: (days: string) => (days === "0" ? "(today)" : days === "1" ? "(1 day ago)" : `(${days} days ago)`),
  oldProof: (days: string) => `(${days} days ago, MORE THAN 7: read it again)`,
  heldBy: (people: string) => `Held by ${people}`,
  toProve: "To prove it:",
  paperTitle: "State of custody",
  reportWritten: (path: string) => `Written to ${path}. It names who holds what: do not publish it.`,
  kinds: {
    "encrypted-backup": "encrypted copy of everything",
    election: "election file",
    "urn-key": "urn key",
    officer: "officer's key",
    codes: "file of codes",
    holder: "trustee's key",
    definition: "definition",
    letters: "sums of the letters",
    record: "record",
    paper: "paper",
    other: "something else",
  } satisfies Record<CustodyKind, string>,
  controllers: { authority: "with the authority", vendor: "with a vendor" } satisfies Record<Controller, string>,
  ends: { lost: "LOST", destroyed: "destroyed" } satisfies Record<CustodyEnd, string>,
  steps: {
    recorded: (holder: string) => `held by ${holder}`,
    transferred: (holder: string) => `handed over to ${holder}`,
  },
  sealed: (seal: string) => `seal ${seal}`,
  otherSeal: "This is another seal than before, or none.",
  signedBy: (people: string, entry: string) => `signed by ${people} (entry ${entry})`,
  noHash: "No hash of it was entered.",
  hashRead: "(read from the copy)",
  hashTold: "(told, not read)",
  noCopies: "No copy is recorded.",
  columns: {
    ...{ copy: "copy", kind: "what", holder: "held by", since: "since", control: "who can withhold it" },
    ...{ part: "part", state: "state", proof: "by what, or what would prove it" },
  },
  ask: {
    ...{ kind: "What is it a copy of?", holder: "Identifier of who holds it, like anne:", place: "Where is it?" },
    ...{ since: "Since when?", medium: "On which medium?", giver: "Identifier of who hands it over:" },
    ...{ receiver: "Identifier of who receives it:", handed: "When was it handed over?" },
    ...{
      condition: "In which condition is it?",
      ended: "When?",
      reason: "What happened?",
      label: "Which medium is it?",
    },
  },
  done: {
    recorded: (copy: string) => `${copy} is in the register`,
    transferred: (copy: string) => `The hand-over of ${copy} is in the register, signed by both sides`,
    lost: (copy: string) => `The loss of ${copy} is in the register`,
    destroyed: (copy: string) => `The destruction of ${copy} is in the register`,
    proven: {
      holder: (holder: string) => `The medium reads and holds the key of ${holder}; the proof is in the register`,
      officer: (holder: string) =>
        `The medium reads, and the key of ${holder} opens the file of codes; this is in the register`,
    },
  },
  commands: {
    custody: "who holds which copy, and whether one can be restored",
    copy: "enter who holds a copy, of what, where and on which medium",
    transfer: "enter that a copy was handed over; both sides sign",
    lost: "enter that a copy was lost",
    destroyed: "enter that a copy was destroyed",
    medium: "prove that the medium which somebody will bring reads and opens what it should",
    list: "list the copies, and who holds each",
    show: "show one copy with its chain of custody",
    report: "say whether the authority holds a complete, restorable copy that no vendor can withhold",
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
    copyName: "the short name of the copy, like stick-1",
    kind: "what it is a copy of",
    ofFile: "the copy itself, of which the hash is computed",
    sha256: "its SHA-256, where it cannot be read here",
    holder: "the identifier of who holds it",
    place: "where it is; not published",
    since: "since when, in the zone of the election",
    medium: "on which medium; not published",
    seal: "the number of the seal on it",
    controlledBy: "who can withhold it; the authority, unless another is given",
    from: "the identifier of who hands it over",
    receiver: "the identifier of who receives it",
    handed: "when it was handed over, in the zone of the election",
    condition: "in which condition it was; not published",
    bothKeys: "the keys of both sides",
    endReason: "what happened, in one sentence; not published",
    ended: "when; now, unless another hour is given",
    mediumFile: "the file on the medium: a trustee's key, or an officer's",
    mediumPassphraseFile: "a file with the passphrase of that key",
    codes: "the file of codes, which an officer's key has to open",
    label: "which medium it is; not published",
    reportPdf: "also write it as PDF, for paper",
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
