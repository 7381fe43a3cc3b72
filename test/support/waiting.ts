import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect } from "vitest"
import type { TestWorld } from "./script.ts"
import { definitionWith } from "./short-definition.ts"

const definition = definitionWith({
  name: "Board election",
  closes: "2014-11-28T23:00",
  grace: "5m",
  questions: "[{ question: Who chairs the board?, answers: [Ada, Bo] }]",
  authority: "{ name: Board, quorum: { total: 1 }, members: [{ id: anne, name: Anne Dubreuil, role: president }] }",
  trustees: "{ mandatory: [registry] }",
  roll: "{ id: number, name: [name] }",
  channels: undefined,
  "minimum-ballots": "3",
})

/** The key of the one member, whose signature is enough. */
export const anne = ["--key", "anne.key", "--passphrase-file", "p.txt"] as const

/** Brings a small rehearsal to its seal, so that an hour can be waited for. */
export async function electionToWaitFor(world: TestWorld): Promise<void> {
  const passphrase = ["--passphrase-file", "p.txt"]
  writeFileSync(join(world.cwd, "board.yaml"), definition)
  writeFileSync(join(world.cwd, "p.txt"), "one passphrase for everybody\n")
  writeFileSync(join(world.cwd, "three.csv"), "number;name\n1;Irène Sauvage\n2;Marc Leroux\n3;Lise Bonnard\n")
  const lines = [
    ["key", "new", "anne", "--rehearsal", ...passphrase],
    ["init", "board.yaml", "--member-key", "anne.key.pub"],
    ["constitute", ...anne],
    ["roll", "import", "three.csv"],
    ["trustees", "ceremony", ...passphrase],
    ["credentials", "generate", "--officer", "registrar", ...passphrase],
    ["trustees", "check", ...passphrase],
    ["credentials", "print", "--key", "registrar.officer.key", ...passphrase, "--reason", "posting"],
    ["seal", ...anne],
  ]
  for (const line of lines) expect(await world.run(...line), `${line.join(" ")}\n${world.err}`).toBe(0)
}
