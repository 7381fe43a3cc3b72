import { type ActProgress, currentAuthority } from "../authority/act-queries.ts"
import type { Statement } from "../authority/act.ts"
import { decideAct } from "../authority/decision-operations.ts"
import { openMemberKey } from "../authority/member-operations.ts"
import type { ActKind } from "../core/vocabulary.ts"
import { memberKeyPath, minute, passphrase, type Stage } from "./stage.ts"

/**
 * Proposes an act and has it signed, one signature a minute, by exactly as many members as its quorum needs.
 *
 * @throws UrneError what `decideAct` throws
 */
export async function decide(stage: Stage, kind: ActKind, given: readonly Statement[] = []): Promise<ActProgress> {
  const { file, lifecycle, world, clock } = stage
  const next = (progress: ActProgress) => {
    const member = nextSigner(stage, progress)
    if (member === undefined) throw new Error(`nobody is left to sign ${kind}`)
    clock.pass(minute)
    return openMemberKey({ path: memberKeyPath(stage, member), passphrase }, world)
  }
  return decideAct(file, lifecycle, { kind, given }, { next }, world)
}

/** Finds a member whose signature the quorum still needs, starting with those whose role it requires. */
function nextSigner(
  { file, definition }: Pick<Stage, "file" | "definition">,
  { missing, unsigned }: ActProgress,
): string | undefined {
  const members = currentAuthority(file)?.members ?? definition.authority.members
  const roleOf = (id: string) => members.find((member) => member.id === id)?.role
  const wanted = unsigned.find((id) => (missing?.roles[roleOf(id) ?? "member"] ?? 0) > 0)
  return wanted ?? unsigned[0]
}
