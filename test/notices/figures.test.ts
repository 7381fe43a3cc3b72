import { describe, expect, test } from "vitest"
import { fileName } from "../../src/bundle/layout.ts"
import { utf8Text } from "../../src/core/bytes.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { noticed, type NoticeTampering, silentNight } from "../support/noticed.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const frozen = { short: true, small: true, until: "frozen" } as const

/** The notices of a night that rests on an apparent interruption, and what a verification finds in the record. */
async function published(change: NoticeTampering = {}) {
  const { files } = tell(noticed({ night: () => silentNight, ...change }), frozen)
  const texts = [1, 2, 3, 4].map((number) =>
    utf8Text(files.get(fileName({ kind: "notice", number })) ?? new Uint8Array()),
  )
  const { beside } = await verify(memorySource(files), nothing, tools)
  return { texts, findings: beside.flatMap(({ findings }) => findings) }
}

const seen = "Seen: The site answers nobody ("
const figures =
  "Apparent interruption 1 of the register, Friday, 20 November 2026 at 20:15 to Friday, 20 November 2026 at 21:15, attested and not proven: 240 ballots were expected. Chance leaves such a gap with a probability of at most p = 5.3e-23 (K = 20; S = 300 s and g = 3,600 s of planned time)."

describe("the figures of an apparent interruption", () => {
  test("stand below the observation that rests on it, in section and statement, and are checked", async () => {
    const { texts, findings } = await published()
    expect(findings).toEqual([])
    const [first = "", second = ""] = texts
    const lines = first.split("\n")
    expect(lines[lines.findIndex((line) => line.startsWith(seen)) + 1]).toBe(figures)
    // The second one lists the incident, and cites it in its statement.
    expect(second.split("\n").filter((line) => line === figures)).toHaveLength(2)
  })

  test("are told in French where the election is held in French", async () => {
    const french = await published({ definition: (text) => text.replace("locale: en", "locale: fr") })
    expect(french.findings).toEqual([])
    expect(french.texts[0]?.replaceAll(/[\u00a0\u202f]/g, " ")).toContain(
      "\nInterruption apparente n° 1 du registre, du vendredi 20 novembre 2026 à 20 h 15 au vendredi 20 novembre 2026 à 21 h 15, attestée et non prouvée : 240 bulletins attendus. La probabilité que le hasard laisse un tel vide est d’au plus p = 5.3e-23 (K = 20 ; S = 300 s et g = 3 600 s de l’affluence prévue).\n",
    )
  })

  test("are none where an observation names an apparent interruption that nobody entered by then", async () => {
    const unknown = silentNight.filter((one) => !("tells" in one) || one.tells["type"] !== "silence.found")
    const { texts, findings } = await published({ night: () => unknown })
    expect(findings).toMatchObject([{ code: "REGISTER_SILENCE", params: { rule: "unknown" } }])
    expect(texts.join("")).not.toContain("Apparent interruption")
  })
})
