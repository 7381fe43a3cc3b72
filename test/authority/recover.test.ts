import { afterEach, beforeEach, expect, test } from "vitest"
import type { Statement } from "../../src/authority/act.ts"
import { lostStateText } from "../../src/authority/lost-state.ts"
import { sha256 } from "../../src/core/hash.ts"
import { electionFile, type ElectionFile } from "../../src/election/file.ts"
import { lifecycleOf } from "../../src/election/lifecycle.ts"
import { logRoot } from "../../src/journal/log-queries.ts"
import { append, journalHead } from "../../src/journal/operations.ts"
import { Store } from "../../src/store/store.ts"

let file: ElectionFile
beforeEach(() => {
  file = electionFile(Store.inMemory())
  file.store.write(() => {
    for (const size of [1, 2, 3]) append(file.journal, 0, { type: "election.backed-up", size })
  })
})
afterEach(() => {
  file.store.close()
})

const { recover } = lifecycleOf({ software: "urne 0.0.0-test" }).deeds
const reason: Statement = { key: "reason", value: "The disk failed." }
const lost = (size: number, root = sha256("lost")): Statement => ({ key: "lost", value: lostStateText({ size, root }) })
const after = (size: number, root = logRoot(file.journal, size)): Statement => ({
  key: "lost-after",
  value: lostStateText({ size, root }),
})
const codeOf = (...given: readonly Statement[]) => {
  try {
    return recover.state(file, given)
  } catch (error) {
    return (error as { code: string }).code
  }
}

test("a recovery states the lost state, then the reason", () => {
  expect(codeOf(reason, lost(9))).toEqual([lost(9), reason])
  expect(codeOf(lost(2), reason)).toEqual([lost(2), reason])
})

test("a recovery states after which entry of this file everything may be lost, with or without what was seen of it", () => {
  expect(codeOf(reason, after(3))).toEqual([after(3), reason])
  expect(codeOf(after(1), reason)).toEqual([after(1), reason])
  expect(codeOf(after(3), reason, lost(4))).toEqual([lost(4), after(3), reason])
})

test("a recovery does not keep what this file does not have, or what had already parted from the lost journal", () => {
  expect(codeOf(after(4, sha256("four")), reason)).toBe("nothing-to-recover")
  expect(codeOf(after(2, sha256("two")), reason)).toBe("nothing-to-recover")
  expect(codeOf(after(2), after(3), reason)).toBe("nothing-to-recover")
  expect(codeOf(lost(3), after(3), reason)).toBe("loss-unclear")
  expect(codeOf(lost(2), after(3), reason)).toBe("loss-unclear")
  expect(codeOf(lost(3), after(2), reason)).toEqual([lost(3), after(2), reason])
  expect(codeOf(after(3))).toBe("given-missing")
})

test("a recovery that loses nothing, that states a state of this file, or that has no reason is refused", () => {
  const { size, root } = journalHead(file.journal)
  expect(codeOf(reason)).toBe("nothing-to-recover")
  expect(codeOf(lost(size, root), reason)).toBe("nothing-to-recover")
  expect(codeOf({ key: "lost", value: "9" }, reason)).toBe("nothing-to-recover")
  expect(codeOf(lost(8), lost(9), reason)).toBe("nothing-to-recover")
  expect(codeOf(lost(9))).toBe("given-missing")
  expect(codeOf(lost(9), reason, reason)).toBe("given-missing")
})
