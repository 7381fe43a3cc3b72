import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { expectContract } from "../support/json/contract.ts"
import { lettersIn } from "../support/letters.ts"
import { definitionWith } from "../support/short-definition.ts"
import { type Answer, type Played, terminal } from "../support/terminal.ts"

/** Reads what `status --json` tells somebody who knows nothing else. */
interface Advised {
  /** The step stands here while there is no election file, and in `advice` later. */
  readonly step?: string
  readonly advice?: { readonly step: string; readonly from?: string }
  /** The words to be run. */
  readonly next: readonly string[]
  readonly phase?: string
  readonly closes?: string
}

const start = "2014-11-28T18:00:00Z"
const minute = 60_000

test("the advice of status alone leads from a definition to a verified record", async () => {
  const folder = mkdtempSync(join(tmpdir(), "urne-advice-"))
  try {
    writeFileSync(join(folder, "board election.yaml"), definition)
    writeFileSync(join(folder, "members.csv"), "number;name\n1;Irène Sauvage\n2;Marc Leroux\n3;Lise Bonnard\n")
    const walked = await walk(folder)
    expect(walked.steps).toEqual(road)
    expect(walked.last.shown).toMatch(/(?<!NOT )VERIFIED(?!.*not final)/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Lists the steps in order, each as often as it is taken. */
const road = [
  ...["make-key", "make-key", "init", "constitute", "import-roll", "hold-ceremony", "generate-credentials"],
  ...["print-letters", "check-trustees", "seal", "open", "await-opening", "cast", "cast", "close", "await-grace"],
  ...["tally", "backup", "unseal", "decrypt", "proclaim", "export", "verify"],
]

/** Does what `status` says, knowing only the files' names, the passphrases, and when voters come. */
async function walk(folder: string): Promise<{ readonly steps: readonly string[]; readonly last: Played }> {
  let now = Date.parse(start)
  const run = (words: readonly string[], answers: readonly Answer[] = []) =>
    terminal(folder, ...words, "--at", instantText(now)).converse(answers)
  const steps: string[] = []
  for (;;) {
    const status = await run(["status", "--json"])
    expectContract({ argv: ["--json"], out: status.shown, err: "" })
    const advised = JSON.parse(status.shown) as Advised
    const step = advised.advice?.step ?? advised.step ?? ""
    now = Math.max(now + minute, Date.parse(advised.advice?.from ?? start))
    const code = [...(step === "cast" ? lettersIn(join(folder, "rehearsal-board election-letters")).values() : [])]
    const voted = steps.filter((one) => one === "cast").length
    if (step === "cast" && voted === 2) {
      now = Date.parse(advised.closes ?? start)
      continue
    }
    steps.push(step)
    const played = await run(argvOf(advised.next), answersOf(code[voted] ?? ""))
    expect(played.status, `${step}: ${advised.next.join(" ")}\n${played.shown}`).toBe(0)
    if (step === "verify" || steps.length > 40) return { steps, last: played }
  }
}

/** Returns the words without the program's name, and the file that is in capitals as the one that is here. */
function argvOf([program, ...words]: readonly string[]): readonly string[] {
  expect(program).toBe("urne")
  return words.map((word) => (word === "MEMBERS.csv" ? "members.csv" : word))
}

function answersOf(code: string): readonly Answer[] {
  const signers = ["anne.key", "bruno.key"]
  return [
    [/Passphrase for the new key|Type it back|Passphrase of/, "the same words for everybody"],
    [/Who signs/, () => signers.shift() ?? ""],
    [/Identifier of the credential officer/, "registrar"],
    [/Why is the officer's file opened/, "first posting"],
    [/Your voting code/, code],
    [/Type VOTE \d{4} to confirm/, (question) => /VOTE \d{4}/.exec(question)?.[0] ?? ""],
    [/Who chairs the board/, ""],
  ]
}

const definition = definitionWith({
  name: "Board election",
  grace: undefined,
  channels: undefined,
  questions: `
  - question: Who chairs the board?
    answers: [Ada, Bo]`,
  authority: `
  name: Board
  quorum: { total: 2 }
  members:
    - { id: anne, name: Anne Dubreuil, role: president }
    - { id: bruno, name: Bruno Lacaze, role: delegate }`,
  trustees: "{ mandatory: [registry] }",
  roll: "{ id: number, name: [name] }",
  "minimum-ballots": "2",
})
