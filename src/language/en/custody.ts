import type { CustodyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../catalogue.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "nothing-to-recover": () => ({
    message:
      "there is nothing to recover from: this file has all that this machine has seen of the election, and its last entry is not in the future",
    hint: "use the file as it is; where a signed checkpoint or a receipt shows more than it has: urne recover --checkpoint FILE --reason …",
  }),
  "batch-not-lost": ({ batch }) => ({
    message: `${batch} is no batch that can have been lost: this file has it, or no channel with a key can have announced it`,
    hint: "urne ballots batches lists those that this file knows; name the lost ones as CHANNEL:NUMBER, each once",
  }),
}

export const labels = {
  backedUp: (path: string, entries: string) => `copied to ${path} and read back: ${entries} journal entries`,
  notRecorded: "The journal does not mention this copy: its hour would tell when the last few ballots came.",
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
