import type { FindingCode } from "../../../src/core/finding.ts"
import { memorySource } from "../../../src/verify/source/source.ts"
import { minuted } from "../../support/minuted.ts"
import { noticed } from "../../support/noticed.ts"
import { type MadeStamp, putStamps, rooted, stamped } from "../../support/stamped.ts"
import type { StoryOptions } from "../../support/story.ts"
import { authority } from "../../support/tampered-stamps.ts"
import { ecKeys, makeAuthority } from "../../support/time-stamp-authority.ts"
import { type Mutant, mutant } from "./mutant.ts"

const constituted: StoryOptions = { short: true, until: "constituted" }
const before = Date.UTC(2026, 0, 1)
const stranger = makeAuthority(before, ecKeys())

function changed(
  name: string,
  code: FindingCode,
  stamp: MadeStamp,
  options: StoryOptions = constituted,
  story = {},
): Mutant {
  return mutant(`a time-stamp ${name}`, code, () => stamped([stamp], { story }), options)
}

const first = { subject: "act", number: 1 } as const
const open: StoryOptions = { short: true, small: true, until: "open" }

/** The time-stamps of a record: that they are sound, of what is there, anchored, and not before it. */
export const stampMutants: readonly Mutant[] = [
  changed("that is none", "STAMP_TOKEN", { ...first, file: () => new TextEncoder().encode("at eight o’clock\n") }),
  changed("whose reply says more than that it is granted", "STAMP_TOKEN", {
    ...first,
    file: (reply) => reply.map((byte, place) => (place === 8 ? byte | 1 : byte)),
  }),
  changed("longer than any", "STAMP_TOKEN", { ...first, file: () => new Uint8Array(256 * 1024 + 1) }),
  changed("with another signature", "STAMP_TOKEN", { ...first, parts: { keys: stranger.keys } }),
  changed("of an act that is not there", "STAMP_THING", { ...first, as: { subject: "act", number: 9 } }),
  changed("of a checkpoint that is not there", "STAMP_THING", {
    ...{ subject: "checkpoint", as: { subject: "checkpoint", number: 999_999 } },
  }),
  changed("of a notice that is not there", "STAMP_THING", { ...first, as: { subject: "notice", number: 1 } }),
  changed("of minutes that are not there", "STAMP_THING", { ...first, as: { subject: "minutes", number: 1 } }),
  mutant(
    "a time-stamp of an act that nobody has put into effect",
    "STAMP_THING",
    () =>
      stamped([{ subject: "act", number: 2 }], {
        story: {
          after: (recorder) => {
            recorder.dropped("annul", [{ key: "reason", value: "None" }])
          },
        },
      }),
    constituted,
  ),
  changed("of other bytes", "STAMP_IMPRINT", { ...first, bytes: (bytes) => bytes.map((byte) => byte ^ 1) }),
  changed("of another act", "STAMP_IMPRINT", { ...first, as: { subject: "act", number: 2 } }, open),
  changed("of a service whose root the definition does not name", "STAMP_ROOT", { ...first, by: stranger }),
  changed("of an act from before it was proposed", "STAMP_TIME", { ...first, at: before }),
  changed("of a checkpoint from before the entries that it covers", "STAMP_TIME", {
    subject: "checkpoint",
    at: before,
  }),
  changed(
    "of a notice from before its instant",
    "STAMP_TIME",
    { subject: "notice", number: 2, at: Date.UTC(2026, 10, 20, 21, 29, 58) },
    open,
    noticed(),
  ),
  {
    name: "a time-stamp of minutes from before they were drawn up",
    codes: ["STAMP_TIME"],
    make: async () => {
      const stamps = putStamps([{ subject: "minutes", at: Date.UTC(2026, 10, 22, 20, 59, 58) }])
      return { source: memorySource((await minuted({ files: stamps }, { story: rooted([authority.root]) })).files) }
    },
  },
  mutant("a time-stamp in a record of a format without them", "FILE_UNKNOWN", () => stamped([first], { roots: [] }), {
    ...constituted,
    format: 2,
  }),
]
