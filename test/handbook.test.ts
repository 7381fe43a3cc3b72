/** Runs what the handbooks tell to type from the seal to the record, and parses the rest (`documents.test.ts`). */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { lettersIn } from "./support/letters.ts"
import { TestWorld } from "./support/script.ts"
import { anne, electionToWaitFor } from "./support/waiting.ts"

const root = new URL("../", import.meta.url).pathname
const pages = { en: "docs/handbook.en.md", fr: "docs/handbook.fr.md" }
const environment = { en: "C.UTF-8", fr: "fr_FR.UTF-8" }

/** Returns the commands of each section of a page, in order. */
function sections(page: string): readonly (readonly string[])[] {
  return page
    .split(/^## /m)
    .map((section) =>
      [...section.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) => block.trim().split("\n")),
    )
}

describe.each(["en", "fr"] as const)("the handbook (%s)", (language) => {
  const world = new TestWorld()
  afterAll(() => {
    world.remove()
  })

  test("works as printed, from the days before to the verified record", async () => {
    await electionToWaitFor(world)
    world.env = { LANG: environment[language] }
    const all = sections(readFileSync(root + pages[language], "utf8"))
    const [before = [], night = [], after = []] = all.filter(({ length }) => length > 0)
    expect([before.length, night.length, after.length]).toEqual([7, 9, 9])
    const keyNamed = (end: RegExp) => readdirSync(world.cwd).filter((name) => end.test(name))
    // These are the lines that people would type at the terminal.
    const typed: Readonly<Record<string, readonly string[]>> = {
      "urne trustees check": ["--passphrase-file", "p.txt"],
      "urne open": anne,
      "urne notice": anne,
      "urne close": anne,
      "urne unseal": anne,
      "urne minutes": anne,
      "urne proclaim": anne,
      "urne decrypt": ["--key", ...keyNamed(/\.trustee-key$/), "--passphrase-file", "p.txt"],
    }
    for (const line of [...before, ...night, ...after]) {
      const more = Object.entries(typed).find(([start]) => line.startsWith(start))?.[1] ?? []
      const words = line.split(" ").slice(1)
      if (words[0] === "close") world.now = Date.parse("2014-11-28T21:58:00Z")
      expect(await world.run(...words, ...more), `${line}\n${world.out}${world.err}`).toBe(0)
      if (words[0] === "open") await vote(world)
    }
    expect(world.out).toContain(language === "fr" ? "COHÉRENT" : "CONSISTENT")
    for (const paper of ["zero-report", "closing-report", "proclamation", "mark-off-sheet", "log-book"]) {
      expect(readdirSync(world.cwd)).toContain(`${paper}.pdf`)
    }
  })

  test("has the same commands in both languages, in the same order", () => {
    const verbs = (page: string) =>
      sections(readFileSync(root + page, "utf8"))
        .flat()
        .map((line) =>
          [...line.replace(/'[^']*'/g, "").matchAll(/(?<=^| )(?:--)?[a-z]+(?:-[a-z]+)?(?= |$)/g)].join(" "),
        )
        .map((line) => line.replace(/(?<= )(?:record|dossier)[a-z-]*|again$|de-nouveau$/, "…"))
    expect(verbs(pages.fr)).toEqual(verbs(pages.en))
  })
})

/** Three voters vote with the codes of their letters. */
async function vote(world: TestWorld): Promise<void> {
  const folder = readdirSync(world.cwd).find((name) => name.includes("letters")) ?? "letters"
  const codes = [...lettersIn(join(world.cwd, folder)).values()]
  expect(codes).toHaveLength(3)
  for (const code of codes) {
    world.stdin = `${code}\n`
    expect(await world.run("--yes", "cast", "--code-file", "-", "--choice", "1=1"), world.err).toBe(0)
  }
}
