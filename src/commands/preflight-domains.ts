import type { Command } from "commander"
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { LookalikeSource } from "../core/lookalike.ts"
import { paceOf } from "../core/pace.ts"
import type { Session } from "../election/session.ts"
import type { CheckedName } from "../preflight/lookalikes/checked.ts"
import type { Lookalike } from "../preflight/lookalikes/generate.ts"
import type { HeldNames } from "../preflight/lookalikes/held.ts"
import { lookalikesJson } from "../screens/lookalike-json.ts"
import { lookalikesScreen, type ShownNames } from "../screens/lookalikes.ts"
import { wholeNumber } from "../terminal/options.ts"
import type { App, Visit } from "./app.ts"
import { examples } from "./commander.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

interface DomainsOptions extends WritingOptions {
  readonly held?: string
  readonly resolver?: string
  readonly rate?: string
  readonly most?: string
  readonly out?: string
}

const [usualRate, usualMost, mostNames] = [20, 2000, 1_000_000]

/** `urne preflight domains` */
export function domainsCommand(preflight: Command, app: App): void {
  const { commands, options } = app.labels.lookalikes
  const domains = preflight.command("domains").description(commands.domains)
  writingOptions(
    domains
      .option("--held <file>", options.held)
      .option("--resolver <address>", options.resolver)
      .option("--rate <n>", options.rate, String(usualRate))
      .option("--most <n>", options.most, String(usualMost))
      .option("--out <file>", options.out),
    app,
  ).action(async (given: DomainsOptions) => {
    await app.onElectionInVisits(domains, (visit, session) => check(visit, session, given, app), {
      human: lookalikesScreen,
      json: lookalikesJson,
    })
  })
  examples(domains, app.labels.command, [
    "urne preflight domains",
    "urne preflight domains --out look-alikes.csv",
    "urne preflight domains --held held.txt --resolver 192.0.2.53 --out look-alikes.csv --key anne.key",
  ])
}

/** Checks the names while nobody waits for the election file. */
async function check(visit: Visit, session: Session, given: DomainsOptions, app: App): Promise<ShownNames> {
  const most = wholeNumber("--most", given.most ?? String(usualMost), 1, mostNames)
  const rate = wholeNumber("--rate", given.rate ?? String(usualRate), 1, 1000)
  const { files } = session.world
  const how: LookalikeSource | undefined =
    given.resolver !== undefined ? "resolver" : given.held !== undefined ? "list" : undefined
  // An entry names the file by its hash, and says what was checked.
  if (given.key !== undefined && how === undefined) throw new UrneError("missing-option", { option: "--resolver" })
  if (given.key !== undefined && given.out === undefined) throw new UrneError("missing-option", { option: "--out" })
  if (given.out !== undefined) await files.requireWritable(given.out)
  const { heldNames } = await import("../preflight/lookalikes/held.ts")
  const held: HeldNames =
    given.held === undefined ? { names: new Set(), faults: [] } : heldNames(await files.read(given.held))
  const { hosts, year, key } = await prepare(visit, given)
  const { names, more } = await firstNames(hosts, year, most)
  const turn = paceOf(rate, app.io)
  const checked = await checkedNames(names, held.names, given.resolver, how, turn, session)
  const { namesSheet } = await import("../preflight/lookalikes/checked.ts")
  const sheet = namesSheet(checked)
  if (given.out !== undefined) await files.writeWhole(given.out, sheet)
  const entry =
    key === undefined || how === undefined ? undefined : await enter(visit, { hosts, names: checked, how }, sheet, key)
  return { hosts, names: checked, how, more, faults: held.faults, written: given.out, entry }
}

interface Prepared {
  readonly hosts: readonly string[]
  readonly year: number
  readonly key: MemberKey | undefined
}

/** Reads what the names are made of, and opens the key before anybody waits for a resolver. */
async function prepare(visit: Visit, given: DomainsOptions): Promise<Prepared> {
  const { hostOf, hostsOf } = await import("../preflight/lookalikes/host.ts")
  return visit(async (session) => {
    const { addresses, opens } = session.file.election.get().definition
    const hosts = hostsOf(addresses).filter((one) => hostOf(one) !== undefined)
    if (hosts.length === 0) throw new UrneError("no-host-to-imitate", {})
    if (given.key !== undefined) await requireRegisterWritable(session)
    const key = given.key === undefined ? undefined : await writingKey(session, given)
    return { hosts, year: new Date(opens).getUTCFullYear(), key }
  })
}

async function firstNames(hosts: readonly string[], year: number, most: number) {
  const { lookalikesOf } = await import("../preflight/lookalikes/generate.ts")
  const names: Lookalike[] = []
  for (const one of lookalikesOf(hosts, year)) {
    if (names.length === most) return { names, more: true }
    names.push(one)
  }
  return { names, more: false }
}

async function checkedNames(
  names: readonly Lookalike[],
  held: ReadonlySet<string>,
  resolver: string | undefined,
  how: LookalikeSource | undefined,
  turn: () => Promise<void>,
  { world }: Session,
): Promise<readonly CheckedName[]> {
  const { checkedByList, checkedByResolver } = await import("../preflight/lookalikes/check.ts")
  if (resolver !== undefined) return checkedByResolver(names, held, resolver, turn, world)
  return how === undefined ? names : checkedByList(names, held)
}

async function enter(
  visit: Visit,
  checked: { readonly hosts: readonly string[]; readonly names: readonly CheckedName[]; readonly how: LookalikeSource },
  sheet: string,
  key: MemberKey,
): Promise<number> {
  const { enterLookalikes } = await import("../preflight/lookalikes/operations.ts")
  const { number } = await visit(({ file, world }) =>
    enterLookalikes(file, checked, `sha256:${sha256Hex(sheet)}`, key, world),
  )
  return number
}
