import type { Phase, PhaseName } from "./phases.ts"

/** Command lines that follow each other on one copy of the election; each chain has a copy of its own. */
export type Chain = readonly (readonly string[])[]

/** Says what is tried in a phase. */
export interface Chains {
  /** These commands change nothing that another finds, so each may run without those before it. */
  readonly reading: Chain
  readonly writing: readonly Chain[]
}

const keys = ["--key", "keys/a.key", "keys/b.key", "--passphrase-file", "passphrase.txt", "passphrase.txt", "--yes"]
const key = ["--key", "keys/a.key", "--passphrase-file", "passphrase.txt"]
const officer = ["--codes", "codes.age", "--key", "keys/officer.officer.key", "--passphrase-file", "passphrase.txt"]
const print = ["credentials", "print", ...officer, "--reason", "posting", "--out", "printed"]
const holders = [
  ...["--key", "keys/registrar.holder", "keys/notary.holder"],
  ...["--passphrase-file", "passphrase.txt", "passphrase.txt"],
]
const cast = (code: string) => ["cast", "--code-file", `${code}.txt`, "--choice", "1=1", "--receipt", "r.txt", "--yes"]

function reading({ name }: Phase): Chain {
  const sealed = name !== "constituted" && name !== "drawn"
  return [
    ["status"],
    ["status", "--json"],
    ["authority"],
    ["act", "show", "--json"],
    ["act", "show", "1"],
    ["roll", "show"],
    ["roll", "list"],
    ["trustees", "status"],
    ["ballots", "batches"],
    ["journal", "list"],
    ["journal", "prove", "2"],
    ["checkpoint", "show"],
    ["component", "list", "--json"],
    ["component", "show", "site"],
    ["preflight", "domains", "--most", "20"],
    ["preflight", "exposure"],
    ["incident", "list", "--json"],
    ["incident", "show", "1"],
    ["intervention", "list"],
    ["complaint", "list", "--json"],
    ["complaint", "show", "1"],
    ["complaint", "receipt", "1"],
    ["observation", "list"],
    ["paper", "list"],
    ["notice", "list", "--json"],
    ["notice", "show", "1"],
    ["observer", "export", "--out", "observer.json"],
    ...(name === "constituted" ? [] : [["credentials", "check", "--code-file", "code-1.txt"]]),
    ...(name === "constituted" ? [] : [["credentials", "check", "--code-file", "reserve-1.txt"]]),
    ...(sealed ? [["seal", "check"]] : []),
    ["stamp", "list"],
    ...(["open", "frozen", "tallied"].includes(name) ? evening : []),
    ...(name === "tallied" ? [["result"], ["result", "--json"]] : []),
  ]
}

/** These commands show the evening, and a changed row must not make them show another. */
const evening: Chain = [
  ["turnout"],
  ["turnout", "--by", "day", "--json"],
  ["availability"],
  ["availability", "--json"],
  ["status", "--display"],
]

function record({ authority }: Phase): Chain {
  return [
    ["export", "--out", "record"],
    ["verify", "record", "--authority", authority.replace(/^sha256:/, "")],
  ]
}

const writing: Readonly<Record<PhaseName, (phase: Phase) => readonly Chain[]>> = {
  constituted: () => [
    [["credentials", "generate", "--officer", "officer", ...officer.slice(2), "--out", "codes.age"]],
    [["annul", "--reason", "none", ...keys]],
    [["trustees", "check", ...holders]],
  ],
  drawn: () => [
    [print],
    [
      ["seal", "--no-sign"],
      ["act", "export", "--out", "act.txt"],
      ["act", "sign", ...keys.slice(0, 2), ...keys.slice(3, 5)],
    ],
    [
      ["seal", ...keys, "--json"],
      ["seal", "check"],
    ],
  ],
  sealed: () => [[print], [["open", ...keys, "--json"]], [["backup", "copy.urne"]]],
  open: ({ closed, graceOver }) => [
    [cast("code-6"), ["status"]],
    [cast("code-5")],
    [cast("code-1")],
    [cast("code-3")],
    [cast("reserve-1")],
    [
      [
        "ballots",
        "import",
        "ballots/office-000002.jsonl",
        "--channel",
        "office",
        "--note",
        "ballots/office-000002.note.txt",
      ],
    ],
    [
      [
        "ballots",
        "import",
        "ballots/office-000001.jsonl",
        "--channel",
        "office",
        "--note",
        "ballots/office-000001.note.txt",
      ],
    ],
    [["turnout", "--count"], ["turnout"]],
    [
      ["notice", "--statement", "It goes on", "--cites", "1", ...keys],
      ["notice", "list"],
    ],
    [["suspend", "--reason", "fire", ...keys, "--json"]],
    // The authority has not decided about the first suspension. Once it has, a member may suspend the vote again.
    [["suspend-urgently", "--reason", "fire", ...key, "--json"]],
    [
      ["extend", "--closes", "2014-11-29T21:00", "--reason", "queue", ...keys, "--json"],
      ["suspend-urgently", "--reason", "fire", ...key, "--json"],
    ],
    [
      [
        "ballots",
        "import",
        "ballots/office-000002.jsonl",
        "--channel",
        "office",
        "--note",
        "ballots/office-000002.note.txt",
      ],
      ["close", ...keys, "--at", closed, "--json"],
      ["close", "--at", graceOver, "--json"],
      ["export", "--out", "record"],
    ],
  ],
  frozen: () => [
    [["credentials", "markoff", ...officer, "--reason", "list", "--out", "marks.csv"]],
    [["close"]],
    [
      ["tally", "--json"],
      ["unseal", ...keys, "--json"],
      ["decrypt", ...holders, "--json"],
      ["result", "--json"],
    ],
  ],
  tallied: () => [
    [["credentials", "markoff", ...officer, "--reason", "list", "--out", "marks.csv"]],
    [["decrypt"]],
    [["tally"]],
    [
      ["proclaim", ...keys, "--json"],
      ["export", "--out", "record"],
      ["verify", "record"],
    ],
    [
      ["minutes", "sign", ...keys, "--json"],
      ["minutes", "show", "--full"],
      ["proclaim", ...keys, "--json"],
      ["export", "--out", "record"],
      ["verify", "record"],
    ],
  ],
}

/** Letters take seconds: they are printed once for each column, and for each change of a row that they show. */
export function isLong(chain: Chain): boolean {
  return chain[0] === print
}

/** Lists every command that is tried in a phase. */
export function chainsOf(phase: Phase): Chains {
  return { reading: reading(phase), writing: [record(phase), ...writing[phase.name](phase)] }
}

/** Every command line begins with these words. */
export function lineOf({ at }: Phase, command: readonly string[]): readonly string[] {
  const clock = command.includes("--at") ? [] : ["--at", at]
  return ["-f", "e.urne", "--quiet", "--no-input", ...command, "--seed", "seed", ...clock]
}
