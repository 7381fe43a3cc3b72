import { resolve } from "node:path"
import { utf8 } from "../../src/core/bytes.ts"
import type { World } from "../../src/core/world.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { openElectionFile } from "../../src/election/file.ts"
import { lifecycleOf } from "../../src/election/lifecycle.ts"
import { constituteAuthority, drawCodes, makeUrnKeys, prepareRoll } from "../../src/rehearsal/prepare-operations.ts"
import type { Stage } from "../../src/rehearsal/stage.ts"
import { checkKeys } from "../../src/rehearsal/vote-operations.ts"
import { definitionWith } from "./short-definition.ts"

/** Makes an election that is ready to be sealed, in a folder of the disk. The caller closes its file. */
export async function electionToSeal(
  folder: string,
  members: number,
  world: World,
  changes: Parameters<typeof definitionWith>[0] = {},
): Promise<Stage> {
  const definitionText = definitionWith(changes)
  const parsed = parseDefinition(definitionText)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const script = {
    definition: parsed.definition,
    definitionText,
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
