import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { keysTogether } from "../../src/guide/keys-together.ts"
import { TestWorld } from "../support/script.ts"
import { TestElection } from "../urn/test-election.ts"

const asked = {
  authority: {
    name: "Board",
    quorum: { total: 2, roles: {} },
    quorums: {},
    members: ["anne", "bruno", "chloe"].map((id) => ({ id, name: id, role: "member" as const, substitute: null })),
  },
  trustees: { mandatory: ["registry"], threshold: { needed: 2, holders: ["ada", "bo", "cy"] } },
}
const together = (...here: readonly string[]) =>
  keysTogether(asked, { holder: (id) => here.includes(id), member: (id) => here.includes(id) }).map(
    ({ params }) => params,
  )

test("keys in one place are too many only if they can open the urn, or decide", () => {
  expect(together("registry", "ada")).toEqual([])
  expect(together("ada", "bo", "cy")).toEqual([])
  expect(together("registry", "ada", "cy")).toEqual([{ of: "holders", names: ["registry", "ada", "cy"] }])
  expect(together("anne")).toEqual([])
  expect(together("anne", "chloe")).toEqual([{ of: "members", names: ["anne", "chloe"] }])
})

describe("status", () => {
  let election: TestElection
  let world: TestWorld
  const begin = (rehearsal: boolean) => {
    election = new TestElection({ onDisk: true, rehearsal })
    world = new TestWorld(election.folder)
    world.now = election.now
  }
  beforeEach(() => {
    begin(false)
  })
  afterEach(() => {
    election.remove()
  })
  const codes = async () => {
    expect(await world.run("--json", "status")).toBe(0)
    const { warnings = [] } = JSON.parse(world.out) as { readonly warnings?: readonly { readonly code: string }[] }
    return warnings.map(({ code }) => code)
  }

  test("warns if enough keys are beside the urn, except in a rehearsal, which has them there on purpose", async () => {
    expect(await codes()).toEqual([])
    for (const id of ["a", "b"]) writeFileSync(join(election.folder, `${id}.key`), "")
    expect(await codes()).toEqual(["keys-together"])
    expect(await world.run("--lang", "fr", "status")).toBe(0)
    expect(world.err).toContain("plusieurs fichiers de clé sont ici, à côté de l’urne (A, B)")
    election.remove()
    begin(true)
    for (const id of ["a", "b"]) writeFileSync(join(election.folder, `${id}.key`), "")
    expect(await codes()).toEqual([])
  })

  test("warns if this machine cannot remember the election", async () => {
    world.env["HOME"] = undefined
    expect(await codes()).toEqual(["state-nowhere"])
    world.env["XDG_STATE_HOME"] = join(election.folder, "state")
    expect(await codes()).toEqual([])
  })
})
