import { expect, test } from "vitest"
import { peopleNamed } from "../../src/core/person-named.ts"

const people = [
  { member: "anne", name: "Anne Dubreuil" },
  { member: "helene", name: "Hélène de La Tour" },
  { member: "paul", name: "Anne Paul" },
]

test.each([
  ["anne", ["anne"]],
  ["Anne Dubreuil", ["anne"]],
  ["dubreuil", ["anne"]],
  ["Helene", ["helene"]],
  ["  HÉLÈNE ", ["helene"]],
  ["de la  tour", ["helene"]],
  ["Paul", ["paul"]],
  ["Ann", []],
  ["", []],
  [" ", []],
])("“%s” names %s", (typed, members) => {
  expect(peopleNamed(typed, people).map(({ member }) => member)).toEqual(members)
})

test("all who are meant are returned, so that nobody is guessed", () => {
  const called = people.map((person, i) => ({ ...person, member: `m${i}` }))
  expect(peopleNamed("anne", called).map(({ member }) => member)).toEqual(["m0", "m2"])
})
