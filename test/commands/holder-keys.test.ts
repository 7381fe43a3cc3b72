import { expect, test } from "vitest"
import { holderAccesses } from "../../src/commands/holder-keys.ts"
import { utf8 } from "../../src/core/bytes.ts"
import type { ElectionSession } from "../../src/election/session.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"

test("files of passphrases belong to the holders in their order, also at a terminal, where nobody is asked", async () => {
  const asked: string[] = []
  const session = {
    file: { election: { get: () => ({ rehearsal: false }) } },
    world: {
      files: {
        kind: () => Promise.resolve("file"),
        read: (path: string) => Promise.resolve(utf8(`secret of ${path}\n`)),
      },
    },
    prompt: {
      interactive: true,
      secret: (question: string) => {
        asked.push(question)
        return Promise.resolve("")
      },
    },
    screen: { labels: catalogueOf("en").labels },
  } as unknown as ElectionSession
  const given = { passphraseFile: ["ada.txt", "bo.txt"] }
  const accesses = await holderAccesses(session, given, ["ada", "bo"])
  expect(accesses.map(({ passphrase }) => passphrase)).toEqual(["secret of ada.txt", "secret of bo.txt"])
  expect(asked).toEqual([])
  // Holders who gave no file come to the terminal.
  await holderAccesses(session, given, ["ada", "bo", "cy"])
  expect(asked).toHaveLength(1)
})
