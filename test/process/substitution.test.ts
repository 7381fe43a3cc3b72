import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { definitionWith } from "../support/short-definition.ts"
import { terminal } from "../support/terminal.ts"

/** `npm run test:substitute` tries it two hundred times. */
const asked = process.env["SUBSTITUTIONS"]
const rounds = asked === undefined ? 2 : Number(asked)

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const passphrase = "one passphrase for everybody"
const folder = mkdtempSync(join(tmpdir(), "urne-substitution-"))
const constituted = join(folder, "constituted")

/** Runs the other process: somebody at another terminal, who has no key. */
function run(cwd: string, ...argv: readonly string[]): string {
  return execFileSync(process.execPath, [program, ...argv], {
    cwd,
    env: { HOME: cwd },
    stdio: ["ignore", "pipe", "pipe"],
  }).toString()
}

const passphraseFiles = (count: number) => ["--passphrase-file", ...Array<string>(count).fill("p.txt")]

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

beforeAll(() => {
  mkdirSync(constituted)
  writeFileSync(join(constituted, "p.txt"), `${passphrase}\n`)
  writeFileSync(join(constituted, "board.yaml"), definitionWith())
  const members = ["a", "b", "c"]
  for (const member of members) run(constituted, "key", "new", member, "--rehearsal", ...passphraseFiles(1))
  run(constituted, "init", "board.yaml", "--member-key", ...members.map((member) => `${member}.key.pub`))
  run(constituted, "constitute", "--key", ...members.map((member) => `${member}.key`), ...passphraseFiles(3))
  run(constituted, "annul", "--yes", "--no-sign", "--reason", "the act that is shown")
})

/** Lists who signed an act, by its number. */
function signers(place: string, act: number): { readonly state: string; readonly signed: readonly string[] } {
  const { state, signed } = JSON.parse(run(place, "act", "show", String(act), "--json")) as ReturnType<typeof signers>
  return { state, signed }
}

/** Puts another act in the place of the pending one, with other words or with the same. */
function substitute(place: string, words: "other" | "same"): void {
  run(place, "act", "withdraw")
  const reason = words === "same" ? "the act that is shown" : "another act, which nobody was shown"
  run(place, "annul", "--yes", "--no-sign", "--reason", reason)
}

/** Has one member sign, while the act is replaced as the terminal waits for the passphrase. */
async function atThePassphrase(place: string, words: "other" | "same"): Promise<void> {
  const key = readFileSync(join(place, "a.key"))
  const member = terminal(place, "act", "sign", "--key", "a.key")
  await member.question(/Passphrase of a\.key/)
  expect(member.shown()).toContain("the act that is shown")
  substitute(place, words)
  await member.answer(/Passphrase of a\.key/, passphrase)
  const { status, shown } = await member.end()
  expect(status, shown).toBe(4)
  expect(shown).toMatch(
    /act 2, which was shown here, is no longer waiting: act 3 has taken its place\. Nothing was signed/,
  )
  expect(readFileSync(join(place, "a.key")).equals(key), "the key remembers nothing of it").toBe(true)
  expect(signers(place, 2)).toEqual({ state: "dropped", signed: [] })
  expect(signers(place, 3)).toEqual({ state: "pending", signed: [] })
}

/** Members sign in turn; the act is exchanged after the first of them, before the second gives the key. */
async function betweenTwoMembers(place: string, words: "other" | "same"): Promise<void> {
  const key = readFileSync(join(place, "b.key"))
  const members = terminal(place, "act", "sign")
  await members.answer(/Who signs/, "a.key")
  await members.answer(/Passphrase of a\.key/, passphrase)
  await members.question(/Who signs/)
  substitute(place, words)
  await members.answer(/Who signs/, "b.key")
  await members.answer(/Passphrase of b\.key/, passphrase)
  const { status, shown } = await members.end()
  expect(status, shown).toBe(4)
  expect(shown).toMatch(/act 3 has taken its place\. Nothing was signed/)
  expect(readFileSync(join(place, "b.key")).equals(key), "the key remembers nothing of it").toBe(true)
  expect(signers(place, 2)).toEqual({ state: "dropped", signed: ["a"] })
  expect(signers(place, 3)).toEqual({ state: "pending", signed: [] })
}

test(
  `an act that is replaced while a member reads it gets no signature, ${rounds} times of ${rounds}`,
  { timeout: asked === undefined ? 600_000 : 7_200_000 },
  async () => {
    let refused = 0
    for (let round = 0; round < rounds; round++) {
      const place = join(folder, "round")
      cpSync(constituted, place, { recursive: true })
      const words = round % 4 < 2 ? "other" : "same"
      await (round % 2 === 0 ? atThePassphrase : betweenTwoMembers)(place, words)
      refused++
      rmSync(place, { recursive: true })
    }
    process.stdout.write(`acts exchanged between screen and signature: refused ${refused} times of ${rounds}\n`)
    expect(refused).toBe(rounds)
  },
)
