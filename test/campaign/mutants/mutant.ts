import type { FindingCode } from "../../../src/core/finding.ts"
import { tarOf } from "../../../src/record/bundle-file.ts"
import type { Relied } from "../../../src/verify/divided/relied.ts"
import type { Expectations } from "../../../src/verify/expectations.ts"
import { memorySource, type Source, streamSource } from "../../../src/verify/source/source.ts"
import { type Story, type StoryOptions, type StoryTampering, tell } from "../../support/story.ts"

/** A record with one thing wrong, and the findings that it must give: these and no others. */
export interface Mutant {
  readonly name: string
  readonly codes: readonly FindingCode[]
  readonly make: () => Made | Promise<Made>
}

/** A record as it is given to `verify`. */
export interface Made {
  readonly source: Source
  readonly asked?: Partial<Expectations>
  readonly relied?: Relied
}

/** Makes a mutant of the story. */
export function mutant(
  name: string,
  codes: FindingCode | readonly FindingCode[],
  tampering: StoryTampering | (() => StoryTampering),
  options: StoryOptions = { short: true },
): Mutant {
  return {
    name,
    codes: typeof codes === "string" ? [codes] : codes,
    make: () => ({
      source: memorySource(tell(typeof tampering === "function" ? tampering() : tampering, options).files),
    }),
  }
}

/** Asks a sound story for something that it does not hold. */
export function asking(
  name: string,
  codes: FindingCode | readonly FindingCode[],
  asked: (story: Story) => Partial<Expectations>,
  options: StoryOptions = { short: true },
  tampering: StoryTampering = {},
): Mutant {
  return {
    name,
    codes: typeof codes === "string" ? [codes] : codes,
    make: () => {
      const story = tell(tampering, options)
      return { source: memorySource(story.files), asked: asked(story) }
    },
  }
}

/** Makes a tar of the story, and changes its bytes. */
export function tarMutant(
  name: string,
  codes: FindingCode,
  change: (tar: Uint8Array, story: Story) => Uint8Array,
): Mutant {
  return {
    name,
    codes: [codes],
    make: async () => {
      const story = tell({}, { short: true, until: "open" })
      return { source: await streamSource(() => blocksOf(change(tarBytes(story.files, tarTime(story)), story))) }
    },
  }
}

export function tarTime({ recorder }: Story): number {
  return Date.parse((JSON.parse(recorder.bodies[0] ?? "") as { readonly at: string }).at) / 1000
}

export function tarBytes(files: ReadonlyMap<string, Uint8Array>, mtime: number): Uint8Array {
  const listed = [...files].filter(([name]) => name !== "manifest.sha256")
  const parts = tarOf(
    listed.map(([name, bytes]) => ({ name, blocks: () => [bytes] })),
    mtime,
  )
  return Uint8Array.from(Buffer.concat([...parts]))
}

async function* blocksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
