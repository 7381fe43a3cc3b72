import type { CustodyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "keys-together": ({ of, names }) => ({
    message: `the key files of ${names.join(", ")} lie here beside the urn: ${of === "holders" ? "together they open it" : "together they decide for the authority"}, and whoever copies this folder has them all but for their passphrases`,
    hint: "each takes their own file away, on a medium that nobody else keeps, with a copy of it in a second place",
  }),
  "nothing-to-recover": () => ({
    message:
      "there is nothing to recover from: this file has all that this machine has seen of the election, and its last entry is not in the future",
    hint: "use the file as it is; where a signed checkpoint or a receipt shows more than it has: urne recover --checkpoint FILE --reason …",
  }),
  "backup-ambiguous": ({ path, instead }) => ({
    message: `${path} would stand beside the election file as a second *.urne, and the next command could not tell which is meant`,
    hint: `name it otherwise: urne backup ${instead}`,
  }),
  "batch-not-lost": ({ batch }) => ({
    message: `${batch} is no batch that can have been lost: this file has it, or no channel with a key can have announced it`,
    hint: "urne ballots batches lists those that this file knows; name the lost ones as CHANNEL:NUMBER, each once",
  }),
}

export const labels = {
  backedUp: (path: string, entries: string) => `copied to ${path} and read back: ${entries} journal entries`,
  notInCopy: "NOT in the copy. Without these the election cannot go on; keep each apart from the others:",
  leftOut: {
    "urn-key":
      "the urn key; copy it with cp -p onto a medium of its own. Without it nobody can vote and no record verifies",
    officer: "of the credential officer, who keeps a copy: codes are printed and marked off with it",
    holder:
      "of a holder of the urn's key, who copies it onto an own medium, and again after decrypting: an old copy has forgotten what it decrypted",
    member:
      "of a member, who copies it onto an own medium, and again after signing: an old copy has forgotten what it signed",
  },
  noUrnKey:
    "the urn key, which is not here: find it (--urn-key), or have another certified: urne appoint --new-urn-key",
  hasDecrypted: (holder: string, tally: string) =>
    `${holder} has decrypted the tally ${tally}: that holder's file refuses any other, so the same ballots must be frozen again`,
  noneDecrypted:
    "Neither this file nor this machine knows of a holder who has decrypted. Ask them: a holder's file that has decrypted refuses any other tally.",
  restore: (path: string) =>
    `To go on from the copy on another machine: put it there as X.urne, the urn key beside it, and run urne status. (${path})`,
  commands: {
    backup: "copy the whole election to a new file and read it back",
    recover: "decide to go on from a restored, older file",
  },
  options: {
    reason: "what was lost and why, in a sentence",
    checkpoint: "a signed checkpoint or a receipt that shows what was lost",
    clock: "give up the instant of the last entry, which a wrong clock wrote",
    batch: "a batch announced in what was lost, which its channel sends again",
  },
}
