import type { Definition, Question, TrusteeRules } from "../../src/definition/definition.ts"
import { electionFile, type ElectionFile } from "../../src/election/file.ts"
import { append } from "../../src/journal/operations.ts"
import { Store } from "../../src/store/store.ts"
import { constituteByOne } from "../support/constituted-act.ts"
import type { MemoryWorld } from "./memory-world.ts"

export const uuid = "9xDrMnXn4cUuGk"

interface Rest {
  readonly questions?: readonly Question[]
  readonly minimumBallots?: number
  readonly uuid?: string
}

/** Makes the draft of a rehearsal with these holders and an authority of one member. */
function newElection(world: MemoryWorld, trustees: TrusteeRules, rest: Rest = {}): ElectionFile {
  const file = electionFile(Store.inMemory())
  const definition: Definition = {
    name: "Board election",
    description: "",
    locale: "en",
    timezone: "Europe/Paris",
    opens: Date.UTC(2014, 10, 28, 19),
    closes: Date.UTC(2014, 10, 29, 19),
    grace: 30,
    rehearsal: true,
    revote: "last-counts",
    questions: rest.questions ?? [{ question: "Who?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 }],
    authority: {
      name: "Board",
      quorum: { total: 1, roles: {} },
      quorums: {},
      members: [{ id: "ada-board", name: "Ada", role: "member", substitute: null }],
    },
    trustees,
    roll: {
      asOf: null,
      id: "id",
      name: ["name"],
      address: [],
      postcode: null,
      group: null,
      eligible: {},
      weight: null,
    },
    credentials: { reserve: 0, officers: [] },
    channels: ["office"],
    publish: { turnout: { by: "national", at: [], due: [] }, results: { by: "national" }, cell: 30 },
    minimumBallots: rest.minimumBallots ?? 1,
    addresses: [],
    help: { phone: null, email: null },
  }
  const id = rest.uuid ?? uuid
  file.store.write(() => {
    file.election.create({ uuid: id, rehearsal: true, urnKey: "urn-key", definitionText: "", definition })
    append(file.journal, world.now(), {
      type: "election.created",
      phase: "draft",
      uuid: id,
      rehearsal: true,
      definition: "sha256:00",
    })
  })
  return file
}

/** Makes the same election and constitutes its authority. */
export function constitutedElection(world: MemoryWorld, trustees: TrusteeRules, rest: Rest = {}): ElectionFile {
  const file = newElection(world, trustees, rest)
  file.store.write(() => {
    constituteByOne(file, { uuid: rest.uuid ?? uuid, rehearsal: true, now: world.now(), urnKey: "urn-key" })
  })
  return file
}
