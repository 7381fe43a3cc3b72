import type { RehearsalRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<RehearsalRefusals> = {
  "not-a-result": ({ path }) => ({
    message: `${path} is not a result`,
    hint: "give the result.json of a record, or what urne result --json or urne rehearse --json printed",
  }),
  "rehearsal-late": ({ at, latest, opens }) => ({
    message: `--at ${at} leaves no time to prepare a vote that opens at ${opens}`,
    hint: `give ${latest} or earlier, or move opens and closes in the definition; without --at preparations begin 14 days before`,
  }),
  "rehearsal-too-small": ({ members, voters, minimum, place }) => ({
    message: `${voters} of ${members} members would vote, but fewer than ${minimum} ballots are never decrypted: minimum-ballots, ${place === undefined ? "by default" : `at ${place}`}`,
    hint: "raise --members or --turnout, or lower minimum-ballots in the definition",
  }),
}

export const labels = {
  congress: {
    name: "Presidential election 2014",
    description: "Congress",
    question: "Who shall preside over the movement?",
    authority: "High Authority",
    holders: ["registrar", "agent-a", "agent-b"],
  },
  letterReason: "rehearsal",
  command: "hold a whole election with invented voters, and verify its record",
  definition: "the definition to rehearse (by default a small congress)",
  options: {
    members: "how many invented members may vote (by default 100)",
    turnout: "how many of them vote, in percent (by default 58)",
    revotes: "how many of these vote again, where votes may be replaced, in percent (by default 8)",
    out: "the folder for everything that is made (by default rehearsal, rehearsal-2, …)",
    keepPhases: "keep the archive as it was in every phase",
    roll: "a member file instead of invented members",
    skipRefused: "leave out the refused rows of that file, if there are exactly this many",
    expect: "the result that must come out (result.json of a record); with another one, the exit status is 5",
    junit: "file to which a report for test runners (JUnit XML) is written",
  },
  expected: "The result is the one that was expected.",
  differs: "The result is NOT the one that was expected:",
  difference: (question: string, answer: string, wanted: string, found: string) =>
    `  ${question} — ${answer}: expected ${wanted}, found ${found}`,
  setAside: (folder: string, name: string) =>
    `${folder} held a rehearsal that did not finish; it is now called ${name}.`,
  stateFolder:
    "What commands on the election file beside this folder remember of it. A rehearsal has a memory of its own: two rehearsals\nwith one seed have the same name, and would be taken for two histories of one election.\n",
  unfinished: "This rehearsal did not finish. The next one of this name moves it aside.",
  began: "A rehearsal is under way; nobody in it is real.",
  steps: {
    constitute: "constitute the authority",
    roll: "import the roll",
    trustees: "make the trustees' keys",
    credentials: "generate credentials",
    letters: "print letters",
    seal: "seal the urn",
    open: "open the vote",
    encrypt: "encrypt the ballots",
    cast: "cast at the booth",
    import: "import batches",
    close: "close and freeze",
    tally: "add up the ballots",
    decrypt: "unseal and decrypt",
    proclaim: "proclaim",
    export: "export the record",
    verify: "verify the record",
  },
  columns: { step: "Step", count: "Count", seconds: "Seconds", size: "Size" },
  units: ["B", "kB", "MB", "GB"],
  total: "total",
  turnout: (voters: string, members: string, share: string) => `${voters} of ${members} members voted (${share}).`,
  agrees: "The result is equal to the plain count of the votes that were simulated.",
  disagrees: "THE RESULT IS NOT THE PLAIN COUNT of the votes that were simulated.",
  folder: (path: string) => `Everything is in ${path}.`,
  again: (command: string) => `To verify the record again: ${command}`,
}
