import type { CustodyRefusals } from "../../core/refusals.ts"
import type { CopyRule, LeftOutKind, LeftOutReason } from "../../core/vocabulary.ts"
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
  "copy-faulty": ({ path, rule, part }) => ({
    message: `${part === undefined ? path : `${part} in ${path}`} is not what was copied: ${copyFaults[rule]}`,
    hint: "take another copy, or make one where the election is: urne backup --to RECIPIENT",
  }),
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
  commands: {
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
  },
}
