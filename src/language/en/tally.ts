import type { Majority, MajorityBase } from "../../core/majority.ts"
import type { TallyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<TallyRefusals> = {
  "tally-absent": () => ({
    message: "the encrypted tally has not been computed yet",
    hint: "urne tally computes it once the urn is frozen; urne status shows the next step",
  }),
  "share-given": ({ holder }) => ({
    message: `a different share of ${holder} has already been taken in`,
    hint: "it holds, and needs no other; urne status shows whose share is still awaited",
  }),
  "shares-missing": ({ groups }) => ({
    message: `no result yet; still needed: ${groups
      .map(({ needed, holders }) => `${needed} of ${holders.join(", ")}`)
      .join("; ")}`,
    hint: "run: urne decrypt",
  }),
  "shares-no-result": ({ holders }) => ({
    message: `no combination of the shares gives a result, because a share that cannot be done without is wrong: ${holders.join(", ")}`,
    hint: "nothing was added to the archive; have another holder of the threshold decrypt, if one is left",
  }),
}

interface Reached {
  readonly reached: boolean
}

/** `A, B and C`. */
function both(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`
}

export const labels = {
  provisional: "PROVISIONAL",
  proclaimed: "Proclaimed result",
  rehearsal: "REHEARSAL",
  sheet: {
    ...{
      number: "number",
      question: "question",
      answer: "answer",
      votes: "votes",
      status: "status",
      blank: "(blank vote)",
    },
  },
  tie: (answers: string) => `A TIE for the first place: ${answers}.`,
  /** What follows from the counts by the majority rule of the definition. */
  outcome: {
    quorum: ({ registered, needed, voted, reached }: Record<"registered" | "needed" | "voted", string> & Reached) =>
      reached
        ? `Turnout quorum reached: ${voted} voters; ${needed} of ${registered} members were needed.`
        : `TURNOUT QUORUM NOT REACHED: ${voted} voters; ${needed} of ${registered} members were needed. Nobody is elected.`,
    needed: (votes: string, base: string, of: MajorityBase) =>
      `Absolute majority: ${votes} of ${base} ${of === "valid" ? "valid votes" : "votes cast, blank ones included"}.`,
    elected: (answers: readonly string[]) => `Elected: ${answers.join(", ")}.`,
    nobody: (majority: Majority): string =>
      majority === "absolute" ? "No answer has an absolute majority." : "No answer has a vote.",
    tie: (answers: readonly string[], places: number, seats: number) =>
      `A TIE between ${both(answers)}${seats === 1 ? "" : ` for ${places === 1 ? "one seat" : `${places} seats`}`}: the counts do not say who is elected.`,
    secondRound: (answers: readonly string[]) => `Second round between ${both(answers)}.`,
    secondRoundOf: (answer: string) => `In the second round: ${answer}.`,
    secondTie: (answers: readonly string[], places: number) =>
      `A TIE between ${both(answers)} for ${places === 1 ? "one place" : `${places} places`} in the second round: the counts do not say who is in it.`,
    vacant: (seats: number) => `${seats === 1 ? "One seat is" : `${seats} seats are`} not filled.`,
  },
  columns: { answer: "Answer", votes: "Votes", share: "Of valid votes", holder: "Holder", state: "State" },
  blank: "Blank",
  valid: "Valid votes",
  members: "Members who may vote",
  voters: "Voters",
  accepted: "Ballots accepted",
  replaced: "Replaced by their voters",
  counted: "Ballots counted",
  weight: "Total weight",
  tally: "Encrypted tally",
  question: (number: number, text: string) => `Question ${number}: ${text}`,
  balances: {
    voters: "Voters = ballots counted",
    ballots: "Ballots accepted − replaced = counted",
    weight: "Weights of the voters = total weight",
    answers: (question: number) => `Question ${question}: votes within the bounds of valid votes`,
  },
  broken: "DOES NOT HOLD",
  computed: "The encrypted tally is computed. It shows no figure of the result.",
  shareStates: { received: "received", present: "already known", refused: "REFUSED" },
  complete: (isProclaimed: boolean) =>
    `Enough shares: the result can be shown with urne result. It ${isProclaimed ? "was proclaimed" : "is PROVISIONAL until it is proclaimed"}.`,
  incomplete: (what: string) => `Still needed: ${what}`,
  shares: (groups: readonly { readonly needed: number; readonly holders: string }[]) =>
    groups.map(({ needed, holders }) => `${needed} of ${holders}`).join("; "),
  equation: (label: string, sides: string) => `${label}: ${sides}`,
  wrong: (who: string) => `Wrong, and done without: ${who}`,
  commands: {
    tally: "compute the encrypted tally of the frozen urn",
    unseal: "unseal the urn: allow its decryption",
    decrypt: "decrypt with the holders who are here, or write requests for those who are not",
    result: "show the result",
    proclaim: "proclaim the result",
  },
  options: {
    keys: "key file of a holder (may be repeated)",
    passphraseFile: "file with the passphrase of the key in the same position (may be repeated; - is standard input)",
    requests: "write requests for holders elsewhere to this folder",
    csv: "write the result to a CSV file (- is standard output)",
    document: "a document to be published, whose hash the proclamation states (may be repeated)",
    withoutRegister: "decide although another program wrote to the register; the act says so",
    force: "replace an existing file",
  },
}
