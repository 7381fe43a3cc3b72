import { cpSync, mkdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { lettersIn } from "./letters.ts"
import { TestWorld } from "./script.ts"
import { definitionWith } from "./short-definition.ts"

const secret = ["--passphrase-file", "p.txt"]
const officer = ["--key", "registrar.officer.key", ...secret, "--reason", "posting"]

/** The keys of two members, as options of a command that they sign. */
export const twoMembers = ["--key", "a.key", "b.key", "--passphrase-file", "p.txt", "p.txt"]
const threeMembers = ["--key", "a.key", "b.key", "c.key", "--passphrase-file", "p.txt", "p.txt", "p.txt"]
export const oneMember = ["--key", "a.key", ...secret]

/** The only thing that a night of notices publishes of fewer than two people is that they are few. */
const definition = {
  publish: '{ cell: 2, turnout: { at: ["22:00", "12:00", "17:00"] } }',
  authority: `
  name: Board
  quorum: { total: 2 }
  members: [{ id: a, name: Anne Made-up }, { id: b, name: Bruno Invented }, { id: c, name: Chloé Nobody }]`,
  trustees: "{ mandatory: [registry] }",
  credentials: "{ officers: [registrar] }",
  addresses: '["https://vote.example"]',
}
const roll = `number,name\n${Array.from({ length: 40 }, (_, i) => `${i + 1},Voter ${i + 1}\n`).join("")}`

/** An election of forty voters, and those who hold it. */
export class NoticeNight {
  readonly world: TestWorld
  private codes: readonly string[] = []
  private voted = 0

  constructor(world = new TestWorld()) {
    this.world = world
  }

  /** Runs a command at the present hour, and returns what it said. It fails unless the command ends as it should. */
  async urne(...argv: readonly string[]): Promise<string> {
    return this.ending(0, ...argv)
  }

  async ending(status: number, ...argv: readonly string[]): Promise<string> {
    const found = await this.world.run(...argv)
    if (found !== status) throw new Error(`urne ${argv.join(" ")}: ${found}\n${this.world.out}${this.world.err}`)
    return `${this.world.out}${this.world.err}`.replaceAll(/[\u00a0\u202f]/g, " ")
  }

  at(instant: string): void {
    this.world.now = Date.parse(instant)
  }

  /**
   * Holds the election until the urn is sealed, at 19:10 in Paris.
   *
   * @param holders - how many hold keys of the urn
   * @param witnessed - whether the authority names a witness, whose key is `press.key`
   */
  async seal(
    changes: Parameters<typeof definitionWith>[0] = {},
    { holders = 1, witnessed = false }: { readonly holders?: number; readonly witnessed?: boolean } = {},
  ): Promise<this> {
    mkdirSync(this.world.cwd, { recursive: true })
    const files = {
      "board.yaml": definitionWith({ ...definition, ...changes }),
      "roll.csv": roll,
      "p.txt": "six words\n",
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.world.cwd, name), content)
    this.at("2014-11-28T18:10:00Z")
    for (const member of ["a", "b", "c"]) await this.urne("key", "new", member, "--rehearsal", ...secret)
    const witness = witnessed ? ["--witness-key", "press.key.pub"] : []
    if (witnessed) await this.urne("key", "new", "press", "--witness", "--rehearsal", ...secret)
    await this.urne("init", "board.yaml", "--member-key", "a.key.pub", "b.key.pub", "c.key.pub", ...witness)
    await this.urne("constitute", ...threeMembers)
    await this.urne("roll", "import", "roll.csv")
    const secrets = ["--passphrase-file", ...Array.from({ length: holders }, () => "p.txt")]
    await this.urne("trustees", "ceremony", ...secrets)
    await this.urne("credentials", "generate", ...secret)
    await this.urne("credentials", "print", ...officer, "--out", "letters")
    await this.urne("trustees", "check", ...secrets)
    await this.urne("seal", ...twoMembers)
    return this
  }

  /** Holds the election until the urn is open, at 20:00 in Paris. */
  async open(changes: Parameters<typeof definitionWith>[0] = {}): Promise<this> {
    await this.seal(changes)
    await this.urne("open", ...twoMembers)
    this.at("2014-11-28T19:00:00Z")
    await this.urne("open")
    this.codes = [...lettersIn(join(this.world.cwd, "letters")).values()]
    return this
  }

  /** Has so many more vote. */
  async vote(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      this.world.stdin = `${this.codes[this.voted++] ?? ""}\n`
      await this.urne("cast", "--code-file", "-", "--choice", "1=1", "--yes")
    }
  }

  /** Goes on from a copy, with so many ballots, on a machine that never saw this election. People bring their keys along. */
  onAnotherMachine(copy: string, voted: number): NoticeNight {
    const next = new NoticeNight()
    const { cwd } = this.world
    cpSync(cwd, next.world.cwd, { recursive: true, filter: (path) => !/\.urne(-wal|-shm)?$|\.local/.test(path) })
    renameSync(join(next.world.cwd, copy), join(next.world.cwd, "board.urne"))
    next.world.now = this.world.now
    next.codes = this.codes
    next.voted = voted
    return next
  }

  /** Has the voter of this number vote, and keep the receipt in a file. */
  async voteWith(number: number, receipt: string): Promise<void> {
    this.world.stdin = `${this.codes[number] ?? ""}\n`
    await this.urne("cast", "--code-file", "-", "--choice", "1=1", "--receipt", receipt, "--yes")
  }

  /** Closes the vote, and opens the urn: the result stands. */
  async close(): Promise<void> {
    this.at("2014-11-29T19:00:00Z")
    await this.urne("close", ...twoMembers)
    this.at("2014-11-29T19:40:00Z")
    await this.urne("close")
  }

  async verify(name: string, ...argv: readonly string[]): Promise<string> {
    await this.urne("export", "--out", name)
    return this.urne("verify", name, ...argv)
  }
}
