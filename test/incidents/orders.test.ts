import { expect, test } from "vitest"
import { ordersNot } from "../../src/incidents/orders.ts"

const extension = {
  kind: "extend" as const,
  statements: [
    { key: "closes", value: "2012-03-24T21:00:00Z" },
    { key: "instead-of", value: "2012-03-24T20:00:00Z" },
    { key: "reason", value: "The site did not answer" },
  ],
}

test("an act orders the time that it adds for all, and is the limit for a channel", () => {
  expect(ordersNot(extension, [{ minutes: 60 }])).toBeUndefined()
  expect(ordersNot(extension, [{ minutes: 45 }])).toEqual({ rule: "minutes", minutes: 60 })
  expect(ordersNot(extension, [{ minutes: 90 }])).toEqual({ rule: "minutes", minutes: 60 })
  const unequal = [
    { channel: "hall", minutes: 30 },
    { channel: "site", minutes: 60 },
  ]
  expect(ordersNot(extension, unequal)).toBeUndefined()
  expect(ordersNot(extension, [{ channel: "hall", minutes: 61 }])).toEqual({ rule: "minutes", minutes: 60 })
})

test("a decision without an act in effect adds no time, and only an extension adds any", () => {
  expect(ordersNot(undefined, [])).toMatchObject({ rule: "absent" })
  expect(ordersNot({ kind: "suspend", statements: [] }, [{ minutes: 5 }])).toMatchObject({ rule: "kind" })
  expect(ordersNot({ kind: "suspend", statements: [] }, [])).toBeUndefined()
})
