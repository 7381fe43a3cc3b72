/**
 * Compares the names that `urne preflight domains` makes with those of dnstwist, which Debian has (`apt-get install
 * dnstwist`), class by class, for fifty domains. `DNSTWIST` names another program. Where there is none, nothing is
 * compared.
 */
import { execFileSync } from "node:child_process"
import { expect, test } from "vitest"
import { asciiName } from "../../src/preflight/lookalikes/host.ts"
import { lookalikesOf } from "../../src/preflight/lookalikes/generate.ts"

const program = process.env["DNSTWIST"] ?? "dnstwist"

const words = [
  ...["vote", "scrutin", "congres2014", "election", "vote-congres", "elections-pro", "e-vote", "monvote", "urne"],
  ...[
    "vote-en-ligne",
    "parti-exemple",
    "exemple",
    "mairie-exemple",
    "syndicat",
    "mutuelle-exemple",
    "ordre",
    "federation",
  ],
  ...["example", "ballots", "voting", "members-vote", "leadership", "party-vote2012", "union", "cooperative"],
]
/** Half of them in ends of one label, half in others. */
const domains = words.flatMap((word, i) => [
  `${word}.${["fr", "org", "com"][i % 3]!}`,
  `${word}.${["eu", "co.uk", "ca"][i % 3]!}`,
])

/** The classes that both make; those of dnstwist by its names. */
const classes = [
  ...["addition", "bitsquatting", "homoglyph", "hyphenation", "insertion", "omission", "repetition", "replacement"],
  ...["subdomain", "transposition", "vowel-swap"],
]

/** Lists the names that dnstwist makes of a class; `undefined` where it cannot be run. */
function theirs(domain: string, kind: string): readonly string[] | undefined {
  try {
    const out = execFileSync(program, ["--fuzzers", kind, "--format", "list", domain], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    })
    return out.split("\n").filter((one) => one !== "" && one !== domain)
  } catch (error) {
    // It ends with 1 where a class has no name for a domain.
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : []
  }
}

test("at least 95 % of the names of dnstwist are made, class by class", () => {
  if (theirs("example.org", "omission") === undefined) {
    process.stdout.write(`look-alikes: NOT RUN, for there is no ${program}\n`)
    return
  }
  expect(domains.length).toBe(50)
  const counts = new Map(classes.map((kind) => [kind, { theirs: 0, made: 0, missing: [] as string[] }]))
  let ours = 0
  for (const domain of domains) {
    const made = new Set([...lookalikesOf([domain], 2014)].map(({ name }) => name))
    ours += made.size
    for (const kind of classes) {
      const count = counts.get(kind)!
      for (const name of theirs(domain, kind) ?? []) {
        count.theirs++
        if (made.has(asciiName(name) ?? name)) count.made++
        else count.missing.push(name)
      }
    }
  }
  const rows = [...counts].map(([kind, { theirs: all, made, missing }]) => {
    const share = all === 0 ? 1 : made / all
    return {
      kind,
      all,
      share,
      line: `${kind.padEnd(14)} ${made} of ${all} (${(100 * share).toFixed(2)} %)${missing.length > 0 ? ` such as ${missing.slice(0, 4).join(" ")}` : ""}`,
    }
  })
  process.stdout.write(
    `${ours} look-alikes of ${domains.length} domains; of those of dnstwist:\n${rows.map(({ line }) => `${line}\n`).join("")}`,
  )
  for (const { kind, all, share } of rows) {
    expect(all, kind).toBeGreaterThan(0)
    expect(share, kind).toBeGreaterThanOrEqual(0.95)
  }
})
