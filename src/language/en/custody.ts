import type { CustodyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../catalogue.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "nothing-to-recover": () => ({
    message: "this machine has seen no newer state of this election: there is nothing to recover from",
    hint: "use the file as it is",
  }),
}

export const labels = {
  backedUp: (path: string, entries: string) => `copied to ${path} and read back: ${entries} journal entries`,
  commands: {
    backup: "copy the whole election to a new file and read it back",
    recover: "decide to go on from a restored, older file",
  },
  options: { reason: "what was lost and why, in a sentence" },
}
