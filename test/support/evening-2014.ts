/**
 * The evening of 2014 as it would be held with urne, of any size: the urn is opened at 20:00, no ballot comes from 20:15 to
 * 22:00, at 22:30 an attack is alleged of which nobody has evidence, the vote recovers and is extended by an act, notices
 * are issued at 12:00 and 17:00, and minutes tell of it. Every step is a command, with the clock at its hour; only voters
 * come straight to the booth. Everybody is invented.
 */
import { createReadStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { World } from "../../src/core/world.ts"
import { decryptOfficerFile } from "../../src/credentials/officer-file.ts"
import { openOfficerKey } from "../../src/credentials/officer-key.ts"
import { syntheticRoll } from "../../src/rehearsal/synthetic-roll.ts"
import { drawChoices } from "../../src/rehearsal/votes.ts"
import { Booth, type Coming } from "./booth.ts"
import { evening, gap2014, nationalCurve, numbers, rateAt } from "./evenings.ts"
import { seededRandom } from "./seeded-random.ts"

const minute = 60_000
const hour = 60 * minute

/** Paris is an hour ahead of UTC. The vote was to close at 20:00, and does so at 21:45. */
const opens = Date.UTC(2014, 10, 28, 19)
const closes = opens + 24 * hour
const extended = closes + 105 * minute
const gap = { from: opens + (gap2014.from - evening.opens), to: opens + (gap2014.to - evening.opens) }

/** Of a hundred members this many voted in 2014. */
const turnout = 58.1
/** Ballots an hour after the hour at which the vote was to close, where the curve gives 11,029 in the hour before it. */
const rateAfterClosing = 1100

const board = ["odile", "lucien", "mariam", "paul", "ines"] as const
const holders = ["greffe", "mandataire-a", "mandataire-b"]
const signers = ["odile", "mariam", "paul"]
const answers = ["Claire Montval", "Hugo Bressac", "Nour Lestrade"]
const passphrase = "une phrase de passe inventée"

const definition = `name: Élection du président 2014
description: Congrès
locale: fr
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
grace: 30m
rehearsal: true
questions:
  - { question: Qui doit présider le mouvement ?, answers: [${answers.join(", ")}], blank: true, min: 1, max: 1 }
authority:
  name: Haute Autorité
  quorum: { total: 3, roles: { president: 1, delegate: 2 } }
  quorums: { proclaim: { total: 4 } }
  members:
    - { id: odile, name: Odile Marchand, role: president }
    - { id: lucien, name: Lucien Bréhat, role: secretary }
    - { id: mariam, name: Mariam Okoye, role: delegate }
    - { id: paul, name: Paul Estrel, role: delegate }
    - { id: ines, name: Inès Valcourt, role: delegate }
trustees: { threshold: { needed: 2, holders: [${holders.join(", ")}] } }
roll:
  as-of: 2014-06-30
  id: numero_adherent
  name: [nom, prenom]
  address: [adresse, code_postal, ville, pays]
  postcode: code_postal
  group: federation
  eligible: { cotisation: [à jour] }
credentials: { reserve: 1% }
channels: [site]
publish:
  cell: 10
  turnout:
    by: national
    at: ["12:00", "17:00"]
    expected: [5, 2, 1, 1, 1, 1, 5, 15, 30, 50, 55, 55, 50, 50, 50, 50, 55, 60, 80, 110, 75, 40, 25, 10]
minimum-ballots: 10
addresses: [https://vote.example.fr]
help: { email: aide@example.fr }
`

/** The words of a claim for which nobody has evidence. */
export const alleged = "Une attaque extérieure a été constatée"

/** A terminal at which commands are typed. */
export interface EveningTerminal {
  /** The folder in which everything lies. */
  readonly folder: string
  /** With how many threads ballots are made; its clock is not used. */
  readonly world: World
  /**
   * Runs a command with the clock at an instant (milliseconds), and returns what it printed.
   *
   * @throws Error unless it ends with this status
   */
  readonly run: (at: number, argv: readonly string[], status?: number) => Promise<string>
  /** Told how many came to the booth before an instant. */
  readonly came?: (ballots: number, until: number) => void
}

/** What the evening came to; whoever holds it says what it has to be. */
export interface Evening {
  readonly members: number
  readonly ballots: number
  /** `availability --json` during the silence, after the recovery, and once the urn is frozen. */
  readonly during: Found
  readonly recovered: Found
  readonly afterwards: Found
  /** What `incident show 1` said when the evening was over. */
  readonly incident: string
  /** The texts of the notices, in their order, and `notice list --json`. */
  readonly notices: readonly string[]
  readonly listed: { readonly notices: readonly { readonly number: number; readonly answers: readonly number[] }[] }
  /** What `notice --due` said when it was run a second time. */
  readonly again: readonly string[]
  readonly minutes: string
  /** Votes by answer, and at the end those for none of them: as they were drawn, and as `result --json` gives them. */
  readonly drawn: readonly number[]
  readonly result: string
  readonly report: string
  /** What was said when somebody wanted the claim to be supported without evidence. */
  readonly unsupported: string
}

export interface Found {
  readonly arrivals: { readonly interruptions: readonly FoundSilence[] } | null
}
export interface FoundSilence {
  readonly from: string
  readonly to: string
  readonly ballots: number
  readonly expected: number
  readonly K: number
  readonly S: number
  readonly g: number
  readonly p: string
  readonly provisional: boolean
}

/**
 * Draws when so many ballots come: by the curve of a national vote, none in the silence, and few after the hour at which
 * the vote was to close. The same seed gives the same instants (milliseconds), in order.
 */
function arrivalsOf2014(ballots: number, seed: number): readonly number[] {
  const random = numbers(seed)
  const length = 5 * minute
  const starts = Array.from({ length: (extended - opens) / length }, (_, i) => opens + i * length)
  let sum = 0
  const upTo = starts.map((from) => {
    const isSilent = from >= gap.from && from < gap.to
    const rate = from < closes ? rateAt(nationalCurve, from + length / 2 - opens + evening.opens) : rateAfterClosing
    return (sum += isSilent ? 0 : rate)
  })
  const instants = Array.from({ length: ballots }, () => {
    const wanted = random() * sum
    const slot = firstAbove(upTo, wanted)
    return (starts[slot] ?? opens) + Math.floor(random() * length)
  })
  return instants.sort((a, b) => a - b)
}

/** Finds the first of rising numbers that is greater than one. */
function firstAbove(rising: readonly number[], wanted: number): number {
  let [from, to] = [0, rising.length - 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if ((rising[middle] ?? 0) > wanted) to = middle
    else from = middle + 1
  }
  return from
}

/**
 * Holds the evening with so many members.
 *
 * @param letters - whether every member's letter is printed, which takes longer than all the rest
 */
export async function holdEvening(
  terminal: EveningTerminal,
  members: number,
  { letters }: { readonly letters: boolean },
): Promise<Evening> {
  const held = new HeldEvening(terminal)
  await held.prepare(members, letters)
  await held.seal()
  const ballots = Math.round((members * turnout) / 100)
  return held.vote(members, ballots)
}

class HeldEvening {
  private readonly terminal: EveningTerminal
  private now = Date.UTC(2014, 10, 10, 9)
  private booth: Booth | undefined

  constructor(terminal: EveningTerminal) {
    this.terminal = terminal
  }

  /** Runs a command at an instant, or a minute after the last one. Whoever comes to the booth before votes first. */
  private async run(argv: readonly string[], { at = this.now + minute, status = 0 } = {}): Promise<string> {
    await this.come(at)
    this.now = at
    // Spaces at which no line is broken are read as spaces.
    return (await this.terminal.run(at, argv, status)).replaceAll(/[\u00a0\u202f]/g, " ")
  }

  private async come(until: number): Promise<void> {
    const came = (await this.booth?.receiveBefore(until)) ?? 0
    if (came > 0) this.terminal.came?.(came, until)
  }

  private write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.terminal.folder, name), content)
  }

  async prepare(members: number, letters: boolean): Promise<void> {
    this.write("pw", `${passphrase}\n`)
    this.write("evening.yaml", definition)
    this.write("members.csv", Buffer.concat([...syntheticRoll(seededRandom("evening"), members)]))
    for (const name of board) await this.run(["key", "new", name, "--rehearsal", "--out", `${name}.key`, ...pw(1)])
    await this.run(["init", "evening.yaml", "--member-key", ...board.map((name) => `${name}.key.pub`)])
    await this.run(["constitute", ...signed(board)])
    await this.run(["roll", "import", "members.csv"], { at: Date.UTC(2014, 10, 11, 9) })
    mkdirSync(join(this.terminal.folder, "keys"))
    await this.run(["trustees", "ceremony", "--out", "keys", ...pw(holders.length)])
    const officer = ["--officer", "officer", "--key", "officer.key", ...pw(1)]
    await this.run(["credentials", "generate", ...officer, "--out", "codes.age"])
    const posted = ["--codes", "codes.age", "--key", "officer.key", ...pw(1), "--reason", "envoi", "--out", "letters"]
    if (letters) await this.run(["credentials", "print", ...posted])
  }

  async seal(): Promise<void> {
    await this.run(["trustees", "check", ...this.holderKeys()], { at: opens - 4 * hour })
    await this.run(["seal", ...signed(signers)])
    await this.run(["open", ...signed(signers)])
    await this.run(["attendance", "in", "Odile Marchand", "--role", "president", ...signed(["lucien"])], {
      at: opens - 20 * minute,
    })
    await this.run(["attendance", "in", "Maxime Inventé", "--role", "bailiff", ...signed(["lucien"])])
    await this.run(["attendance", "in", "Jeanne Fictive", "--role", "expert", ...signed(["lucien"])])
    await this.run(["log", "add", "La salle est ouverte, les écrans sont allumés", "--public", ...signed(["lucien"])])
  }

  private holderKeys(count = holders.length): readonly string[] {
    const names = readdirSync(join(this.terminal.folder, "keys")).filter((name) => name.endsWith(".trustee-key"))
    return ["--key", ...names.slice(0, count).map((name) => `keys/${name}`), ...pw(count)]
  }

  async vote(members: number, ballots: number): Promise<Evening> {
    const { folder, world } = this.terminal
    // Four voters come to the terminal: at an empty urn, after the silence, and two at a full one, of whom the second finds a
    // machine that remembers the first. All others come to the booth.
    const codes = await codesIn(folder, ballots)
    const atTerminal = codes.splice(0, 4)
    const drawn = Array.from({ length: answers.length + 1 }, () => 0)
    const count = (answer: number) => (drawn[answer] = (drawn[answer] ?? 0) + 1)
    const cast = async (at: number) => {
      this.write("code", `${atTerminal.pop() ?? ""}\n`)
      count(0)
      await this.run(["cast", "--code-file", "code", "--choice", "1=1"], { at })
    }
    const random = seededRandom("choices")
    const instants = arrivalsOf2014(codes.length, 2014)
    const question = { question: "", answers, blank: true, min: 1, max: 1 }
    const comings = codes.map((code, i): Coming => {
      const [choice = "blank"] = drawChoices(random, [question], code)
      count(choice === "blank" ? answers.length : choice.indexOf(1))
      return { at: instants[i] ?? opens, vote: { code, weight: 1n, choices: [choice] } }
    })
    const found = async (at: number) =>
      JSON.parse(await this.run(["availability", "--json"], { at })) as Evening["during"]

    await this.run(["open"], { at: opens })
    this.booth = new Booth(join(folder, "evening.urne"), world, comings)
    await cast(opens + minute)
    const during = await found(at("21:56"))
    await this.run(["status"], { at: at("21:57") })
    await cast(at("22:20"))
    const restarted = ["--what", "Le serveur a été redémarré", "--why", "Il ne répondait plus à personne"]
    const when = ["--from", "2014-11-28T21:50", "--until", "2014-11-28T22:00", "--who", "L’équipe de nuit"]
    await this.run(["intervention", "add", ...restarted, ...when, "--component", "site", ...signed(["lucien"])])
    let recovered = await found(at("22:30"))
    if (!isFound(recovered)) {
      // A small urn says nothing before 400 ballots are in it.
      recovered = await found(at("11:45", 1))
    }
    const unsupported = await this.allege()
    const statement = ["--statement", "Nous demandons à l’hébergeur ce qui s’est passé.", "--cites", "1"]
    const again: string[] = []
    const issue = (at: number, ...argv: readonly string[]) =>
      this.run(["notice", ...argv, ...signed(["odile", "mariam"])], { at })
    await issue(this.now + minute, ...statement)
    for (const late of ["12:00", "17:00"]) {
      if (late === "17:00") await this.afternoon()
      await issue(at(late, 1), "--due")
      again.push(await this.run(["notice", "--due", ...signed(["odile", "mariam"])]))
    }
    await cast(closes - 10 * minute)
    await cast(this.now + minute)
    await this.run(["close", ...signed(signers)], { at: extended + minute })
    await this.run(["close"], { at: extended + 30 * minute })
    const after = await found(this.now + minute)
    await issue(this.now + minute)
    const listed = JSON.parse(await this.run(["notice", "list", "--json"])) as Evening["listed"]
    await this.run(["incident", "close", "1", "--reason", "Le scrutin a été prolongé", ...signed(["lucien"])])
    const notices: string[] = []
    for (const { number } of listed.notices) notices.push(await this.run(["notice", "show", `${number}`]))
    const incident = await this.run(["incident", "show", "1"])
    return {
      ...{ members, ballots, during, recovered, afterwards: after, incident, notices, listed, again, unsupported },
      ...{ drawn, ...(await this.count()) },
    }
  }

  /** An incident is entered as the arrivals show it, and somebody alleges its cause. */
  private async allege(): Promise<string> {
    // Nobody gives a fact.
    await this.run(["incident", "open", ...signed(["lucien"])])
    const claim = ["--cause", "intrusion", "--what", alleged, "--claimant", "organiser", "--by", "Un dirigeant inventé"]
    const said = ["--said", "2014-11-28T22:30", "--where", "point d’étape devant la presse"]
    await this.run(["incident", "claim", "1", ...claim, ...said, ...signed(["lucien"])])
    const supported = ["--status", "supported", "--reason", "On l’a dit à la presse"]
    return this.run(["incident", "judge", "1", "1", ...supported, ...signed(["lucien"])], { status: 4 })
  }

  /** The vote is made longer, and somebody complains. */
  private async afternoon(): Promise<void> {
    const proposed = ["--what", "Le scrutin dure une heure quarante-cinq de plus", "--hours", "all=105"]
    await this.run(["incident", "decide", "1", ...proposed, ...signed(["odile"])], { at: at("12:30", 1) })
    const reason = "Aucun vote n’a été reçu de 20 h 15 à 22 h le vendredi"
    const hours = ["--closes", "2014-11-29T21:45", "--reason", reason]
    const act = JSON.parse(await this.run(["extend", ...hours, ...signed(signers), "--json"])) as { act: number }
    await this.run(["incident", "authorise", "1", "1", "--act", `${act.act}`, ...signed(["odile"])])
    const text = "Le site n’a répondu à personne le vendredi soir"
    const whose = ["--public", "--role", "delegate", "--name", "Jo Imaginaire", "--incident", "1"]
    await this.run(["complaint", "add", text, ...whose, ...signed(["lucien"])], { at: at("14:00", 1) })
    const answer = "Le scrutin a été prolongé d’autant"
    await this.run(["complaint", "answer", "1", answer, "--outcome", "upheld", "--public", ...signed(["odile"])])
  }

  private async count(): Promise<Pick<Evening, "minutes" | "result" | "report">> {
    await this.run(["tally"])
    await this.run(["unseal", ...signed(signers)])
    await this.run(["decrypt", ...this.holderKeys(2)])
    const result = await this.run(["result", "--json"])
    await this.run(["minutes", "sign", ...signed(["lucien", "odile"])])
    const minutes = await this.run(["minutes", "show"])
    await this.run(["minutes", "export", "--full", "--out", "minutes"])
    await this.run(["proclaim", ...signed(["odile", "mariam", "paul", "ines"])])
    await this.run(["export", "--out", "record"])
    const { fingerprint } = JSON.parse(await this.run(["authority", "list", "--json"])) as { fingerprint: string }
    const report = await this.run(["verify", "record", "--final", "--authority", fingerprint])
    return { minutes, result, report }
  }
}

/** An hour of Paris on the first evening, or so many days later. */
function at(clock: string, days = 0): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number)
  return Date.UTC(2014, 10, 28 + days, hours - 1, minutes)
}

function pw(count: number): readonly string[] {
  return ["--passphrase-file", ...Array.from({ length: count }, () => "pw")]
}

function signed(names: readonly string[]): readonly string[] {
  return ["--key", ...names.map((name) => `${name}.key`), ...pw(names.length)]
}

function isFound({ arrivals }: Found): boolean {
  return (arrivals?.interruptions.length ?? 0) > 0
}

/** Reads the codes of so many members out of the officer's file, as if they had opened their letters. */
async function codesIn(folder: string, count: number): Promise<string[]> {
  const key = await openOfficerKey(readFileSync(join(folder, "officer.key")), passphrase, "officer.key")
  const path = join(folder, "codes.age")
  const { entries } = await decryptOfficerFile(createReadStream(path), key.identity, path)
  const codes: string[] = []
  for await (const { member, code } of entries) if (member !== undefined && codes.length < count) codes.push(code)
  return codes
}
