import { type Statement, statementsOf } from "../authority/act.ts"
import { equalBytes } from "../core/bytes.ts"
import type { LogHead } from "../journal/log.ts"
import { growingTree, leafHash } from "../notes/merkle.ts"
import { bodyOf } from "./entry.ts"
import { hasRegister, isAlteredRegister, type ProvedRegister, provedRegister, type RegisterFile } from "./queries.ts"
import { parseStatedRegister, statedKey, type StatedRegister, statedRegisterText } from "./stated.ts"

/**
 * Makes what *seal*, *close* and *proclaim* state of the register. People keep writing to it while members sign, so a statement
 * stays true as long as the register begins with it. A register to which another program wrote does not hold up the
 * vote: where that is given, the act says so.
 *
 * @param given - what the act states already, if it was proposed before, or `register altered`
 * @returns nothing if the election has no register
 * @throws UrneError what `provedRegister` throws, unless the register was given as altered
 */
export function registerStatements(file: RegisterFile, given: readonly Statement[]): readonly Statement[] {
  if (!hasRegister(file)) return []
  const [before, ...more] = statementsOf({ statements: given }, statedKey)
  const stated = before === undefined || more.length > 0 ? undefined : parseStatedRegister(before)
  return [{ key: statedKey, value: statedRegisterText(presentRegister(file, stated)) }]
}

/** Returns the given statement if it is still true, and otherwise one of the current register. */
function presentRegister(file: RegisterFile, stated: StatedRegister | undefined): StatedRegister {
  try {
    const now = provedRegister(file)
    return stated !== undefined && stated !== "altered" && beginsWith(now, stated) ? stated : now.head
  } catch (error) {
    if (stated === "altered" && isAlteredRegister(error)) return stated
    throw error
  }
}

function beginsWith(now: ProvedRegister, { size, root }: LogHead): boolean {
  // Of no entry at all an act states `none`, which has no root.
  return size === 0 || (size <= now.head.size && equalBytes(rootOfFirst(now, size), root))
}

/** Returns the root of the register when it had so many entries. */
function rootOfFirst({ entries }: ProvedRegister, size: number): Uint8Array {
  const tree = growingTree()
  for (const { entry } of entries.slice(0, size)) tree.add(leafHash(bodyOf(entry)))
  return tree.root()
}
