import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Choice } from "../../src/belenios/choice.ts"
import { type Question, questionJson } from "../../src/belenios/question.ts"
import { drawChoices, type SimulatedVote } from "../../src/rehearsal/votes.ts"
import { seededRandom } from "../support/seeded-random.ts"
import type { RandomElection } from "./random-election.ts"
import { runTool } from "./tool.ts"

/** Describes an election that belenios-tool ran to its end, and the votes that it was given. */
export interface ToolElection {
  readonly archive: Uint8Array
  readonly votes: readonly SimulatedVote[]
}

/** Has belenios-tool run an election in an empty folder, from its keys to its result. */
export function runElection(folder: string, election: RandomElection): ToolElection {
  const tool = (args: readonly string[], input = "") => runTool(folder, args, input)
  const put = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
  }
  const uuid = tool(["setup", "generate-token"]).trim()
  const group = ["--group", "Ed25519"]
  const codes = makeCredentials(folder, uuid, election.weights)
  const keys = makeKeys(folder, election)
  const { questions } = election
  put("template.json", JSON.stringify({ description: "", name: "Random", questions: questions.map(questionJson) }))
  tool(["setup", "make-trustees"])
  tool(["setup", "make-election", "--uuid", uuid, ...group, "--template", "template.json"])
  tool(["archive", "init"])

  const random = seededRandom(uuid)
  const voters = [...codes.keys(), ...Array.from({ length: election.again }, (_, voter) => voter)]
  const votes = voters.map((voter, i): SimulatedVote => {
    const choices = drawChoices(random, questions, String(i))
    return { code: codes[voter] ?? "", weight: election.weights[voter] ?? 1n, choices }
  })
  for (const { code, choices } of votes) {
    put("credential", code)
    put("choices.json", JSON.stringify(questions.map((question, rank) => numbersOf(question, choices[rank] ?? []))))
    const ballot = tool(["election", "generate-ballot", "--privcred", "credential", "--choice", "choices.json"])
    tool(["archive", "add-event", "--type=Ballot"], ballot)
  }
  tool(["archive", "add-event", "--type=EndBallots"])
  tool(["archive", "add-event", "--type=EncryptedTally"], tool(["election", "compute-encrypted-tally"]))
  for (const decrypt of keys) tool(["archive", "add-event", "--type=PartialDecryption"], tool(decrypt))
  tool(["archive", "add-event", "--type=Result"], tool(["election", "compute-result"]))
  tool(["election", "verify"])
  return { archive: Uint8Array.from(readFileSync(join(folder, `${uuid}.bel`))), votes }
}

function makeCredentials(folder: string, uuid: string, weights: readonly bigint[]): readonly string[] {
  const lines = weights.map((weight, i) => `voter${i}@example.org,voter${i},${weight}\n`)
  writeFileSync(join(folder, "voters.txt"), lines.join(""))
  runTool(folder, ["setup", "generate-credentials", "--uuid", uuid, "--group", "Ed25519", "--file", "voters.txt"])
  const named = (end: string) => readdirSync(folder).find((name) => name.endsWith(end)) ?? ""
  writeFileSync(join(folder, "public_creds.json"), readFileSync(join(folder, named(".pubcreds"))))
  const privates = JSON.parse(readFileSync(join(folder, named(".privcreds")), "utf8")) as Record<string, string>
  return weights.map((_, i) => privates[`voter${i}`] ?? "")
}

/** Makes the keys of all trustees, and returns the commands by which enough of them decrypt. */
function makeKeys(folder: string, { mandatory, threshold }: RandomElection): readonly (readonly string[])[] {
  const generate = ["setup", "generate-trustee-key", "--group", "Ed25519"]
  const ids = Array.from({ length: mandatory }, () => /[0-9A-F]{8}/.exec(runTool(folder, generate))?.[0] ?? "")
  const lines = ids.map((id) => readFileSync(join(folder, `${id}.pubkey`), "utf8").trimEnd())
  writeFileSync(join(folder, "public_keys.jsons"), lines.map((line) => `${line}\n`).join(""))
  const single = ids.map((id, i) => [
    "election",
    "decrypt",
    "--privkey",
    `${id}.privkey`,
    "--trustee-id",
    String(i + 1),
  ])
  if (threshold === undefined) return single
  const shared = holdCeremony(folder, threshold)
  // Any holders serve if they are enough; these are the last ones.
  const enough = shared.map((id, i) => ({ id, owner: mandatory + i + 1 })).slice(-threshold.needed)
  return [
    ...single,
    ...enough.map(({ id, owner }) => [
      ...["election", "decrypt-threshold", "--key", `${id}.key`],
      ...["--decryption-key", `${id}.dkey`, "--trustee-id", String(owner)],
    ]),
  ]
}

/** Runs the six steps of the tool's ceremony, and returns the ids of the holders in their order. */
function holdCeremony(
  folder: string,
  { needed, holders }: NonNullable<RandomElection["threshold"]>,
): readonly string[] {
  const command = ["setup", "generate-trustee-key-threshold", "--group", "Ed25519"]
  const step = (number: number, args: readonly string[], input = "") =>
    runTool(folder, [...command, "--step", String(number), ...args], input)
  const read = (name: string) => readFileSync(join(folder, name), "utf8")
  const write = (name: string, lines: readonly string[]) => {
    writeFileSync(join(folder, name), lines.map((line) => `${line.trimEnd()}\n`).join(""))
  }
  const places = Array.from({ length: holders }, (_, i) => ["--threshold-context", `${i + 1}/${needed}/${holders}`])
  const ids = places.map((place) => step(1, place).trim())
  write(
    "certs.jsons",
    ids.map((id) => read(`${id}.cert`)),
  )
  const certificates = ["--certs", "certs.jsons"]
  const dealt = ids.map((id, i) => step(3, [...(places[i] ?? []), ...certificates, "--key", `${id}.key`]))
  write("polynomials.jsons", dealt)
  const polynomials = [...certificates, "--polynomials", "polynomials.jsons"]
  step(4, polynomials)
  const finished = ids.map((id) => step(5, [...certificates, "--key", `${id}.key`], read(`${id}.vinput`)))
  writeFileSync(join(folder, "threshold.json"), step(6, polynomials, finished.join("")))
  return ids
}

/** Gives one number per choice, with the blank vote first where it is allowed, as the tool takes votes. */
function numbersOf({ answers, blank }: Question, choice: Choice): readonly number[] {
  const numbers = answers.map((_, rank) => (choice === "blank" ? 0 : (choice[rank] ?? 0)))
  return blank ? [choice === "blank" ? 1 : 0, ...numbers] : numbers
}
