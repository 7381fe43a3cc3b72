import { execFileSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** An election to measure with: the questions that its ballots answer. */
export interface Shape {
  readonly name: string
  readonly questions: readonly string[]
  /** With how many ballots it is measured. */
  readonly ballots: number
  /** Members have weights from 1 to 3. */
  readonly weights?: true
  /** So many of a hundred voters vote again. */
  readonly revotes?: number
  /** The roll has the columns of an invented member file, instead of a number and a name. */
  readonly fromRoll?: true
}

export const usual: Shape = {
  name: "3 answers and blank",
  questions: [question(3, "blank: true, min: 1, max: 1")],
  ballots: 3000,
}

export const others: readonly Shape[] = [
  { name: "10 answers, 0 to 5 of them", questions: [question(10, "min: 0, max: 5")], ballots: 1000 },
  { name: "131 answers, 0 to 131 of them", questions: [question(131, "min: 0, max: 131")], ballots: 100 },
  {
    name: "two questions, weights",
    questions: [question(3, "blank: true, min: 1, max: 1"), question(5, "min: 0, max: 3", "And how many?")],
    weights: true,
    ballots: 1000,
  },
  { name: "3 answers and blank, 30 % revotes", questions: usual.questions, revotes: 30, ballots: 3000 },
]

export const program = new URL("../bin/urne.js", import.meta.url).pathname

/** A rehearsed election: the bundle that `urne` published, and a folder with nothing but its archive, for the peer. */
export interface Rehearsed {
  readonly ballots: number
  readonly bundle: string
  readonly archive: string
}

/** Rehearses an election with as many ballots, once: it stays in a folder for the next time. */
export function rehearsed(folder: string, shape: Shape, ballots: number): Rehearsed {
  const place = join(folder, `${shape.name.replace(/[^0-9a-z]+/g, "-")}-${ballots}`)
  const made = { ballots, bundle: join(place, "bundle"), archive: join(place, "archive") }
  if (existsSync(place)) return made
  const draft = `${place}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  writeFileSync(join(draft, "election.yaml"), definitionOf(shape))
  const scale = ["--members", String(2 * ballots), "--turnout", "50", "--revotes", String(shape.revotes ?? 0)]
  execFileSync(process.execPath, [program, "--quiet", "rehearse", "election.yaml", ...scale, "--out", "night"], {
    cwd: draft,
  })
  mkdirSync(join(draft, "archive"))
  const bundle = join(draft, "night", "bundle")
  const archive = readdirSync(bundle).find((name) => name.endsWith(".bel")) ?? ""
  cpSync(join(bundle, archive), join(draft, "archive", archive))
  renameSync(bundle, join(draft, "bundle"))
  rmSync(join(draft, "night"), { recursive: true })
  renameSync(draft, place)
  return made
}

function question(answers: number, rest: string, text = "How many?"): string {
  const names = Array.from({ length: answers }, (_, index) => `Answer ${index + 1}`).join(", ")
  return `{ question: "${text}", answers: [${names}], ${rest} }`
}

const invented =
  "id: numero_adherent, name: [nom, prenom], address: [adresse, code_postal, ville, pays], postcode: code_postal, group: federation, eligible: { cotisation: [à jour] }"

export function definitionOf({ questions, weights, revotes, fromRoll }: Shape): string {
  const columns = fromRoll === true ? invented : `id: number, name: [name]${weights === true ? ", weight: weight" : ""}`
  return `name: Measured election
description: Made to be verified
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
rehearsal: true
revote: ${revotes === undefined ? "refused" : "last-counts"}
questions:
${questions.map((one) => `  - ${one}\n`).join("")}authority:
  name: Board
  quorum: { total: 2, roles: { president: 1 } }
  members:
    - { id: ada, name: Ada, role: president }
    - { id: bo, name: Bo, role: member }
    - { id: cy, name: Cy, role: member }
trustees: { threshold: { needed: 2, holders: [one, two, three] } }
roll: { ${columns} }
channels: [site]
minimum-ballots: 10
addresses: ["https://vote.example.org"]
`
}
