import { expect, test } from "vitest"
import { encodePoint } from "../../src/belenios/group.ts"
import { electionKey, parseTrustees } from "../../src/belenios/trustees.ts"
import { utf8 } from "../../src/core/bytes.ts"
import type { TrusteeRules } from "../../src/definition/definition.ts"
import { eventOf } from "../../src/journal/operations.ts"
import { holdCeremony, holderFileName, type Seat } from "../../src/trustees/ceremony-operations.ts"
import { trusteesFacts } from "../../src/trustees/facts-queries.ts"
import { openHolderFile } from "../../src/trustees/holder-operations.ts"
import { holdersOf } from "../../src/trustees/holder.ts"
import { trusteesStatus } from "../../src/trustees/operations.ts"
import { constitutedElection, uuid } from "./constituted.ts"
import { memoryWorld } from "./memory-world.ts"

const oneAndTwoOfThree: TrusteeRules = {
  mandatory: ["registry"],
  threshold: { needed: 2, holders: ["ada", "bo", "cy"] },
}

function seatsFor(rules: TrusteeRules): readonly Seat[] {
  return holdersOf(rules).map(({ id }) => ({
    holder: id,
    path: holderFileName({ uuid, rehearsal: true }, id),
    passphrase: `secret of ${id}`,
  }))
}

test.each<[string, TrusteeRules]>([
  ["one mandatory holder", { mandatory: ["registry"], threshold: null }],
  ["two mandatory holders", { mandatory: ["registry", "clerk"], threshold: null }],
  ["2 of 3", { mandatory: [], threshold: { needed: 2, holders: ["ada", "bo", "cy"] } }],
  ["1 mandatory and 2 of 3", oneAndTwoOfThree],
])("held in one room: %s", async (_, rules) => {
  const world = memoryWorld()
  const file = constitutedElection(world, rules)
  const held = await holdCeremony(file, seatsFor(rules), world)

  const { body, publicKey } = file.trustees.get() ?? { body: "", publicKey: "" }
  const { value: items, findings } = parseTrustees(utf8(body), "trustees")
  expect(findings).toEqual([])
  expect(encodePoint(electionKey(items ?? []))).toBe(publicKey)
  expect(held.key).toBe(publicKey)
  expect(items?.map(({ kind }) => kind)).toEqual([
    ...rules.mandatory.map(() => "Single"),
    ...(rules.threshold === null ? [] : ["Pedersen"]),
  ])

  for (const { holder, path } of held.files) {
    const { key, ...rest } = await openHolderFile({ path, passphrase: `secret of ${holder}` }, world)
    expect(rest).toMatchObject({ uuid, rehearsal: true, holder, decrypted: [] })
    expect(key.pair && encodePoint(key.pair.publicKey)).toBe(
      held.holders.find((each) => each.holder === holder)?.publicKey,
    )
    expect(world.secrets).toContain(path)
  }
  const last = file.journal.byNumber(file.journal.size())
  expect(last && eventOf(last)).toMatchObject({ type: "trustees.established", trustees: held.trustees, key: publicKey })
  expect(trusteesFacts(file)).toMatchObject({ key: publicKey, unchecked: held.files.map(({ holder }) => holder) })
  expect(trusteesStatus(file)).toMatchObject({ state: "established" })
})

test("the election file holds no secret of a holder", async () => {
  const world = memoryWorld()
  const file = constitutedElection(world, oneAndTwoOfThree)
  const { files } = await holdCeremony(file, seatsFor(oneAndTwoOfThree), world)
  const whole = file.store.db.serialize().toString("latin1")
  for (const { holder, path } of files) {
    const { key } = await openHolderFile({ path, passphrase: `secret of ${holder}` }, world)
    expect(whole).toContain(encodePoint(key.pair?.publicKey as never))
    expect(whole).not.toContain(String(key.pair?.secret))
    if (key.kind === "threshold") expect(whole).not.toContain(key.seed)
  }
})

test("the keys are made only once", async () => {
  const world = memoryWorld()
  const file = constitutedElection(world, oneAndTwoOfThree)
  await holdCeremony(file, seatsFor(oneAndTwoOfThree), world)
  const size = file.journal.size()
  const again = seatsFor(oneAndTwoOfThree).map((seat) => ({ ...seat, path: `other-${seat.path}` }))
  await expect(holdCeremony(file, again, world)).rejects.toMatchObject({ code: "trustees-established" })
  expect(file.journal.size()).toBe(size)
  expect([...world.disk.keys()].filter((path) => path.startsWith("other-"))).toEqual([])
})

test("a key file that a ceremony left behind is named and never overwritten", async () => {
  const world = memoryWorld()
  const file = constitutedElection(world, oneAndTwoOfThree)
  const seats = seatsFor(oneAndTwoOfThree)
  const orphan = seats[2]?.path ?? ""
  world.disk.set(orphan, utf8("left behind"))
  await expect(holdCeremony(file, seats, world)).rejects.toMatchObject({
    code: "holder-file-orphan",
    params: { path: orphan, holder: "bo" },
  })
  expect([...world.disk]).toEqual([[orphan, utf8("left behind")]])
  expect(file.trustees.get()).toBeUndefined()
})

test("every holder of the definition has a seat", async () => {
  const world = memoryWorld()
  const file = constitutedElection(world, oneAndTwoOfThree)
  await expect(holdCeremony(file, seatsFor(oneAndTwoOfThree).slice(1), world)).rejects.toMatchObject({
    code: "holder-unknown",
    params: { holder: "registry" },
  })
  expect(world.disk.size).toBe(0)
})

test("a wrong passphrase opens nothing", async () => {
  const world = memoryWorld()
  const file = constitutedElection(world, oneAndTwoOfThree)
  const { files } = await holdCeremony(file, seatsFor(oneAndTwoOfThree), world)
  const path = files[0]?.path ?? ""
  await expect(openHolderFile({ path, passphrase: "secret of bo" }, world)).rejects.toMatchObject({
    code: "wrong-passphrase",
    params: { path },
  })
})
