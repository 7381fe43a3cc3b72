/**
 * Profiles: the rules of a regime of elections, as data. Each article says what it demands of a definition or of the days
 * before the vote, by which command it is met, and which file shows afterwards that it was. `judged.ts` judges a
 * definition by them, and `preflight/` what happens before the opening.
 */
import type { Fraction } from "../core/majority.ts"
import type { ActKind, PreflightCheck, ProfileArticle, ProfileName, Role, StatedPart } from "../core/vocabulary.ts"
import type { Definition, Revote } from "./definition.ts"

/** What an article demands. What it demands of nobody, because every election of this program has it, is no demand. */
export type Demand =
  /** Acts of these kinds, or of every kind, are signed by so many members, and by so many with a role. */
  | {
      readonly demand: "quorum"
      readonly acts: readonly ActKind[] | "every"
      readonly total?: number
      readonly roles?: Readonly<Partial<Record<Role, number>>>
    }
  /** So many members of the authority have this role. */
  | { readonly demand: "members"; readonly role: Role; readonly least: number }
  /** So many people hold keys of the urn, and so many of them at least must come together to open it. */
  | { readonly demand: "keys"; readonly holders: number; readonly needed: number }
  /** So many holders of keys are members with this role. */
  | { readonly demand: "keys-of"; readonly role: Role; readonly least: number }
  /** Members with this role, and their substitutes, hold at least this part of the keys. */
  | { readonly demand: "keys-part"; readonly role: Role; readonly part: Fraction }
  | { readonly demand: "grace"; readonly minutes: number }
  | { readonly demand: "revote"; readonly revote: Revote }
  /** The definition says this. */
  | { readonly demand: "stated"; readonly what: StatedPart }
  /** This was looked at before the vote, and did not fail. */
  | { readonly demand: "check"; readonly check: PreflightCheck }
  /** The letters with the voting codes were posted so many days before the opening. */
  | { readonly demand: "posted"; readonly days: number }

export interface Article {
  readonly article: ProfileArticle
  readonly demands: readonly Demand[]
  /** The command by which the authority does what the article asks. */
  readonly command: string
  /** The file of the record, or beside the election, that shows it afterwards. */
  readonly evidence: string
  /** The test of this program, below `test/`, in which that command does it. */
  readonly test: string
}

export interface Profile {
  readonly name: ProfileName
  /** For how many months after the proclamation everything is kept. */
  readonly retention: number
  readonly articles: readonly Article[]
}

const boardOpens = { demand: "quorum", roles: { president: 1, delegate: 2 } } as const

/**
 * The recommendation of the French data-protection authority of 25 April 2019 (2019-053), for a vote of the highest
 * risk. Its objectives are named here by what they are about.
 */
const cnil: Profile = {
  name: "cnil-3",
  retention: 24,
  articles: [
    {
      article: "no-known-flaw",
      demands: [
        { demand: "check", check: "expertise" },
        { demand: "check", check: "exposure" },
      ],
      ...{ command: "preflight attest", evidence: "register.jsonl", test: "story/preflight.test.ts" },
    },
    {
      article: "atomic-vote",
      demands: [],
      ...{ command: "cast", evidence: "journal.jsonl", test: "scripts/accidents.txt" },
    },
    {
      article: "two-secrets",
      demands: [{ demand: "check", check: "second-channel" }],
      ...{ command: "preflight attest", evidence: "register.jsonl", test: "story/preflight.test.ts" },
    },
    {
      article: "secret-ballot",
      demands: [],
      ...{ command: "cast", evidence: "*.bel", test: "scripts/urn-key.txt" },
    },
    {
      article: "key-in-parts",
      demands: [
        { demand: "keys", holders: 3, needed: 2 },
        { demand: "check", check: "holders" },
      ],
      ...{ command: "trustees ceremony", evidence: "trustees/", test: "scripts/accidents.txt" },
    },
    {
      article: "tally-after-close",
      demands: [{ demand: "quorum", acts: ["unseal"], total: 2 }],
      ...{ command: "unseal", evidence: "acts/", test: "scripts/too-few.txt" },
    },
    {
      article: "integrity",
      demands: [
        { demand: "check", check: "seal" },
        { demand: "check", check: "counts" },
      ],
      ...{ command: "seal check", evidence: "register.jsonl", test: "urn/commands.test.ts" },
    },
    {
      article: "verifiable-tally",
      demands: [],
      ...{ command: "verify", evidence: "*.bel", test: "scripts/accidents.txt" },
    },
    {
      article: "availability",
      demands: [
        { demand: "check", check: "backup" },
        { demand: "check", check: "drill" },
        { demand: "stated", what: "help" },
      ],
      ...{ command: "availability", evidence: "register.jsonl", test: "story/availability.test.ts" },
    },
    {
      article: "third-party-tools",
      demands: [{ demand: "check", check: "software-published" }],
      ...{ command: "export", evidence: "README.txt", test: "scripts/witness.txt" },
    },
    {
      article: "only-true-addresses",
      demands: [
        { demand: "stated", what: "addresses" },
        { demand: "check", check: "lookalikes" },
      ],
      ...{ command: "preflight domains", evidence: "register.jsonl", test: "story/json.test.ts" },
    },
  ],
}

/** The French general code of the public service, on the vote by internet (articles R211-503 to R211-581). */
const publicService: Profile = {
  name: "cgfp-2026",
  retention: 24,
  articles: [
    {
      article: "R211-528",
      demands: [{ demand: "check", check: "counts" }],
      ...{ command: "seal", evidence: "acts/", test: "scripts/accidents.txt" },
    },
    {
      article: "R211-542",
      demands: [{ demand: "check", check: "seal" }],
      ...{ command: "seal check", evidence: "register.jsonl", test: "urn/commands.test.ts" },
    },
    {
      article: "R211-545",
      demands: [
        { demand: "keys-of", role: "president", least: 1 },
        { demand: "keys-of", role: "secretary", least: 1 },
        { demand: "keys-part", role: "delegate", part: { numerator: 2, denominator: 3 } },
        { demand: "check", check: "holders" },
      ],
      ...{ command: "trustees ceremony", evidence: "trustees/", test: "scripts/accidents.txt" },
    },
    {
      article: "R211-552",
      demands: [{ ...boardOpens, acts: ["seal"] }],
      ...{ command: "seal", evidence: "acts/", test: "scripts/accidents.txt" },
    },
    {
      article: "R211-553",
      demands: [{ demand: "posted", days: 15 }],
      ...{ command: "preflight attest", evidence: "register.jsonl", test: "story/preflight.test.ts" },
    },
    {
      article: "R211-562",
      demands: [{ demand: "revote", revote: "refused" }],
      ...{ command: "cast", evidence: "journal.jsonl", test: "scripts/accidents.txt" },
    },
    {
      article: "R211-563",
      demands: [{ demand: "grace", minutes: 30 }],
      ...{ command: "close", evidence: "journal.jsonl", test: "scripts/accidents.txt" },
    },
    {
      article: "R211-569",
      demands: [],
      ...{ command: "credentials markoff", evidence: "journal.jsonl", test: "story/language.test.ts" },
    },
    {
      article: "R211-571",
      demands: [],
      ...{ command: "intervention add", evidence: "register.jsonl", test: "scripts/occitanie.txt" },
    },
    {
      article: "R211-572",
      demands: [
        { demand: "stated", what: "time-stamps" },
        { demand: "check", check: "time-stamps" },
      ],
      ...{ command: "stamp attach", evidence: "stamps/", test: "stamps/commands.test.ts" },
    },
    {
      article: "R211-573",
      demands: [{ ...boardOpens, acts: ["unseal"] }],
      ...{ command: "unseal", evidence: "acts/", test: "scripts/too-few.txt" },
    },
    {
      article: "R211-577",
      demands: [{ demand: "members", role: "secretary", least: 1 }],
      ...{ command: "minutes sign", evidence: "minutes.txt", test: "minutes/commands.test.ts" },
    },
    {
      article: "R211-580",
      demands: [],
      ...{ command: "export", evidence: "*.bel", test: "scripts/accidents.txt" },
    },
    {
      article: "R211-581",
      demands: [{ demand: "check", check: "drill" }],
      ...{ command: "restore", evidence: "register.jsonl", test: "custody/restore.test.ts" },
    },
  ],
}

/** What any association or party can do, and should. */
const association: Profile = {
  name: "association",
  retention: 6,
  articles: [
    {
      article: "several-sign",
      demands: [{ demand: "quorum", acts: "every", total: 2 }],
      ...{ command: "act sign", evidence: "acts/", test: "scripts/three-of-five.txt" },
    },
    {
      article: "keys-apart",
      demands: [{ demand: "keys", holders: 2, needed: 2 }],
      ...{ command: "trustees ceremony", evidence: "trustees/", test: "scripts/accidents.txt" },
    },
    {
      article: "reachable",
      demands: [{ demand: "stated", what: "help" }],
      ...{ command: "credentials print", evidence: "definition.yaml", test: "credentials/commands.test.ts" },
    },
    {
      article: "true-address",
      demands: [{ demand: "stated", what: "addresses" }],
      ...{ command: "credentials print", evidence: "definition.yaml", test: "credentials/commands.test.ts" },
    },
    {
      article: "looked-at",
      demands: [
        { demand: "check", check: "counts" },
        { demand: "check", check: "seal" },
        { demand: "check", check: "clock" },
        { demand: "check", check: "backup" },
      ],
      ...{ command: "preflight", evidence: "register.jsonl", test: "story/preflight.test.ts" },
    },
  ],
}

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  "cnil-3": cnil,
  "cgfp-2026": publicService,
  association,
}

/** Lists the checks before the vote that the profile of a definition demands; none where it names no profile. */
export function demandedChecks({ profile }: Pick<Definition, "profile">): readonly PreflightCheck[] {
  if (profile === undefined) return []
  const checks = profiles[profile].articles.flatMap(({ demands }) =>
    demands.flatMap((one): readonly PreflightCheck[] => {
      if (one.demand === "check") return [one.check]
      return one.demand === "posted" ? ["letters-posted"] : []
    }),
  )
  return [...new Set(checks)]
}

/** Returns how many days before the opening a profile wants the letters posted; 0 where it says nothing. */
export function postedBefore({ articles }: Profile): number {
  const days = articles.flatMap(({ demands }) => demands.flatMap((one) => (one.demand === "posted" ? [one.days] : [])))
  return Math.max(0, ...days)
}
