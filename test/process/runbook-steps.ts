import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { lettersIn } from "../support/letters.ts"
import { TestWorld } from "../support/script.ts"
import { definitionWith } from "../support/short-definition.ts"

/** A command of a small election that writes something, the folder in which it is run, and the folder as it leaves it. */
export interface Step {
  readonly name: string
  readonly argv: readonly string[]
  readonly input: string
  readonly before: string
  readonly after: string
}

/** One question, two members who sign, two channels, ten voters. */
const definition = definitionWith({
  authority: "{ name: Board, quorum: { total: 2 }, members: [{ id: a, name: A }, { id: b, name: B }] }",
  trustees: "{ mandatory: [registry] }",
  credentials: "{ officers: [registrar] }",
  channels: "[office, counter]",
})
const roll = `number,name\n${Array.from({ length: 10 }, (_, i) => `${i + 1},Voter ${i + 1}\n`).join("")}`

/** Commands without an instant of their own run at this one. */
const preparing = "2014-11-28T18:10:00Z"

const secret = ["--passphrase-file", "p.txt"]
const signed = ["--key", "a.key", "b.key", "--passphrase-file", "p.txt", "p.txt"]
const written = ["--key", "a.key", ...secret]
const officer = ["--key", "registrar.officer.key", ...secret, "--reason", "posting"]

/**
 * Every kind of command that writes, in the order of an election. An instant before a command is the hour at which it
 * runs.
 */
const script: readonly (readonly [name: string, ...argv: string[]])[] = [
  ["key new", "key", "new", "c", "--rehearsal", ...secret],
  ["init", "init", "board.yaml", "--member-key", "a.key.pub", "b.key.pub"],
  ["constitute", "constitute", ...signed],
  ["roll import", "roll", "import", "roll.csv", "--report", "roll.json"],
  ["trustees ceremony", "trustees", "ceremony", ...secret],
  ["credentials generate", "credentials", "generate", ...secret],
  ["credentials print", "credentials", "print", ...officer, "--out", "letters", "--part-size", "2"],
  ["trustees check", "trustees", "check", ...secret],
  ["seal", "seal", ...signed],
  ["open", "@2014-11-28T18:30:00Z", "open", ...signed],
  ["open the urn", "@2014-11-28T19:00:00Z", "open"],
  ["cast", "@2014-11-28T19:10:00Z", "cast", "--code-file", "-", "--choice", "1=1", "--yes", "--receipt", "receipt.txt"],
  ["ballots import", "@2014-11-28T19:20:00Z", "ballots", "import", "office.jsonl", "--channel", "office"],
  ["suspend", "@2014-11-28T19:30:00Z", "suspend", "--reason", "power", ...signed],
  ["resume", "@2014-11-28T19:40:00Z", "resume", "--reason", "repaired", ...signed],
  ["notice", "@2014-11-28T19:45:00Z", "notice", "--statement", "The line is up again", ...signed],
  ["extend", "@2014-11-28T19:50:00Z", "extend", "--closes", "2014-11-29T21:00", "--reason", "site", ...signed],
  ["backup", "@2014-11-28T19:55:00Z", "backup", "copy.saved"],
  ["log add", "@2014-11-28T19:56:00Z", "log", "add", "late", ...written],
  ["complaint add", "@2014-11-28T19:57:00Z", "complaint", "add", "late", "--role", "voter", "--name", "Jo", ...written],
  ["complaint receipt", "@2014-11-28T19:58:00Z", "complaint", "receipt", "1", "--out", "complaint.txt"],
  ["complaint answer", "@2014-11-28T19:59:00Z", "complaint", "answer", "1", "so", "--outcome", "noted", ...written],
  ["observation add", "@2014-11-28T20:00:00Z", "observation", "add", "seen", "--role", "member", ...written],
  ["paper attach", "@2014-11-28T20:01:00Z", "paper", "attach", "roll.csv", "--as", "other", "--what", "a", ...written],
  ["close", "@2014-11-29T20:00:00Z", "close", ...signed],
  ["close the urn", "@2014-11-29T20:40:00Z", "close"],
  ["tally", "@2014-11-29T20:45:00Z", "tally"],
  ["unseal", "@2014-11-29T20:50:00Z", "unseal", ...signed],
  ["decrypt", "@2014-11-29T20:55:00Z", "decrypt", "--key", "KEY", ...secret],
  ["result", "@2014-11-29T20:57:00Z", "result"],
  ["minutes sign", "@2014-11-29T20:58:00Z", "minutes", "sign", ...signed],
  ["proclaim", "@2014-11-29T21:00:00Z", "proclaim", ...signed],
  ["credentials markoff", "@2014-11-29T21:05:00Z", "credentials", "markoff", ...officer, "--out", "list.csv"],
  ["export", "@2014-11-29T21:10:00Z", "export", "--out", "record"],
]

/**
 * Plays the election in this process, and keeps the folder as it was before and after each command.
 *
 * @param last name of the last step that is wanted
 */
export async function playSteps(folder: string, last?: string): Promise<readonly Step[]> {
  const place = join(folder, "play")
  mkdirSync(place, { recursive: true })
  const world = new TestWorld(place)
  const run = async (argv: readonly string[], input = "") => {
    world.stdin = input
    if ((await world.run(...argv)) !== 0) throw new Error(`${argv.join(" ")}\n${world.out}${world.err}`)
  }
  for (const [name, content] of Object.entries({
    "board.yaml": definition,
    "roll.csv": roll,
    "p.txt": "six words\n",
  })) {
    writeFileSync(join(place, name), content)
  }
  for (const member of ["a", "b"]) await run(["key", "new", member, "--rehearsal", ...secret])
  const steps: Step[] = []
  for (const [index, [name, ...words]] of script.entries()) {
    const argv = argvOf(words, place)
    const input = name === "cast" ? `${codesOf(place)[0] ?? ""}\n` : ""
    if (name === "ballots import") await encrypt(place, run)
    const before = join(folder, `before-${index}`)
    cpSync(place, before, { recursive: true })
    await run(argv, input)
    const after = join(folder, `after-${index}`)
    cpSync(place, after, { recursive: true })
    steps.push({ name, argv, input, before, after })
    if (name === last) break
  }
  return steps
}

function argvOf([first = "", ...rest]: readonly string[], place: string): readonly string[] {
  const words = first.startsWith("@") ? [...rest, "--at", first.slice(1)] : [first, ...rest, "--at", preparing]
  return words.map((word) => (word === "KEY" ? only(place, ".trustee-key") : word))
}

function only(folder: string, ending: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending))
  if (names.length !== 1) throw new Error(`${names.length} files ${ending} in ${folder}`)
  return names[0] ?? ""
}

function codesOf(place: string): readonly string[] {
  return [...lettersIn(join(place, "letters")).values()]
}

/** Makes six ballots of the channel `office` from the archive. */
async function encrypt(place: string, run: (argv: readonly string[], input: string) => Promise<void>): Promise<void> {
  await run(["export", "--out", "sealed"], "")
  const ballots: string[] = []
  for (const [index, code] of codesOf(place).slice(1, 7).entries()) {
    const archive = join("sealed", only(join(place, "sealed"), ".bel"))
    await run(["ballots", "encrypt", archive, "--code-file", "-", "--choice", "1=1", "--out", `b${index}`], `${code}\n`)
    ballots.push(readFileSync(join(place, `b${index}`), "utf8"))
  }
  writeFileSync(join(place, "office.jsonl"), ballots.join(""))
}
