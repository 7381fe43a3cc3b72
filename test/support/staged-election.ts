import { resolve } from "node:path"
import { openElectionFile } from "../../src/election-file.ts"
import { lifecycleOf } from "../../src/lifecycle.ts"
import type { World } from "../../src/core/world.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { constituteAuthority, drawCodes, makeUrnKeys, prepareRoll } from "../../src/rehearsal/prepare-operations.ts"
import type { Stage } from "../../src/rehearsal/stage.ts"
import { checkKeys } from "../../src/rehearsal/vote-operations.ts"

/** The shortest question that a ballot can answer, so that proofs take little of a test's time. */
const shortDefinition = `name: Assembly
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
grace: 30m
rehearsal: true
questions:
  - { question: Approve?, answers: ["Yes"], blank: false, min: 0, max: 1 }
authority:
  name: Board
  quorum: { total: 2 }
  members: [{ id: a, name: A }, { id: b, name: B }, { id: c, name: C }]
trustees: { mandatory: [registrar] }
roll: { id: number, name: name }
channels: [office]
minimum-ballots: 1
`

/** An election that is ready to be sealed, in a folder of the disk; the caller closes its file. */
export async function electionToSeal(folder: string, members: number, world: World): Promise<Stage> {
  const parsed = parseDefinition(shortDefinition)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const script = {
    definition: parsed.definition,
    definitionText: shortDefinition,
    folder: ".",
    name: "assembly",
    seed: utf8("staged"),
  }
  const theatre = {
    open: openElectionFile,
    lifecycle: lifecycleOf(world),
    absolute: (path: string) => resolve(folder, path),
  }
  const stage = await constituteAuthority(script, theatre, world)
  await prepareRoll(stage, { members })
  await makeUrnKeys(stage)
  await drawCodes(stage)
  await checkKeys(stage)
  return stage
}
