import type { MemberKey } from "../authority/member-key.ts"
import type { Session } from "../election/session.ts"
import type { Sha256 } from "../journal/event.ts"
import { fingerprintText } from "../screens/fingerprint.ts"
import type { SigningOptions } from "./deciding.ts"
import { membersKeys } from "./writing.ts"

/** What `sign` did with a text that is carried to members, and how many signatures the definition demands. */
export interface Copied {
  readonly number: number
  readonly members: readonly string[]
  readonly signed: readonly string[]
  readonly needed: number
  readonly path: string
}

/** A text that was shown to a member, and is signed on a machine without the election. */
export interface ShownCopy {
  /** The file in which it came. */
  readonly path: string
  readonly rehearsal: boolean
  readonly uuid: string
  /** How long the journal was that it names. */
  readonly size: number
  readonly anchor: Sha256
  readonly timezone: string
  readonly sign: (keys: readonly MemberKey[]) => {
    readonly members: readonly string[]
    readonly signed: readonly string[]
    readonly content: string
  }
}

/** Shows whose text it is, has members sign it, and writes the copy. */
export async function signCopy(
  session: Session,
  { path, rehearsal, uuid, size, anchor, timezone, sign }: ShownCopy,
  given: Pick<SigningOptions, "key" | "passphraseFile"> & { readonly out?: string },
): Promise<Pick<Copied, "members" | "signed" | "path">> {
  session.show(`${fingerprintText(anchor, { ...session.screen, zone: timezone }, { apart: true })}\n`)
  const world = session.worldOf({ rehearsal, uuid, size: () => size })
  const out = given.out ?? path.replace(/(\.json)?$/, ".signed.json")
  // Nobody is asked for a key before the copy has a place.
  await world.files.requireWritable(out)
  const { members, signed, content } = sign(await membersKeys({ ...session, world }, given, 1))
  await world.files.writeWhole(out, content)
  return { members, signed, path: out }
}
