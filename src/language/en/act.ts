import type { Role } from "../../core/vocabulary.ts"
import { labels as lifecycle } from "./lifecycle.ts"

const plural: Record<Role, string> = {
  president: "presidents",
  secretary: "secretaries",
  delegate: "delegates",
  member: "members",
}

/** What an act says, above its exact text: a word or two, and beside it what is stated. */
export const labels = {
  asDefined: "The election, as its definition says:",
  /** @param broken - whether some lines are too long for the screen */
  exactText: (broken: boolean): string =>
    broken
      ? "The exact text, which is what is signed (what is set further in goes on from the line above, after a space):"
      : "The exact text, which is what is signed:",
  /** A person with the identifier by which acts and commands name them. */
  person: (name: string, id: string) => `${name} (${id})`,
  personOf: (person: string, role: Role) => `${person}, ${lifecycle.offices[role]}`,
  fields: {
    election: "Election",
    until: "Sign before",
    authority: "Authority",
    members: "Members",
    substitutes: "Substitutes",
    signatures: "Signatures",
    channels: "Ballots by",
    holders: "Key holders",
    witnesses: "Witnesses",
    published: "Published",
    urnKey: "Urn key",
    leaves: "Leaves",
    enters: "Enters",
    roll: "Roll",
    credentials: "Credentials",
    trustees: "To open the urn",
    urn: "In the urn",
    opens: "Opens",
    closes: "Closes",
    insteadOf: "Instead of",
    reason: "Reason",
    without: "Without",
    counted: "To be counted",
    result: "Result",
    documents: "Documents",
    lost: "Given up",
    lostAfter: "May be lost",
    clock: "Wrong instant",
    resent: "Sent again",
    register: "Register",
    minutes: "Minutes",
    preflight: "Checks before",
    overrides: "Overrides",
  },
  rehearsal: (name: string) => `${name} — REHEARSAL`,
  substitute: (person: string, member: string) => `${person}, in the place of ${member}`,
  quorum: (total: number, roles: readonly (readonly [Role, number])[]) => {
    const of = roles.map(([role, count]) => `${count} ${count === 1 ? lifecycle.roles[role] : plural[role]}`)
    return `${total}${of.length === 0 ? "" : `, with at least ${of.join(" and ")}`}`
  },
  forEveryAct: (quorum: string) => `${quorum}, for every act but those below`,
  everyMember: "all members",
  forAct: (quorum: string, act: string) => `${quorum}, to ${act}`,
  newUrnKey: "another one, from now on",
  certifiedUrnKey: "certified by this act",
  turnout: (by: string, hours: readonly string[]) =>
    hours.length === 0 ? `turnout, ${by}` : `turnout, ${by}, at ${hours.join(", ")}`,
  results: (by: string) => `results, ${by}`,
  cell: (voters: string) => `no figure for fewer than ${voters} voters`,
  by: { national: "national", group: "by group" } as Readonly<Record<string, string>>,
  members: (count: string) => `${count} who may vote`,
  credentials: (issued: string, reserve: string) => `${issued} issued, ${reserve} in reserve`,
  trustees: (mandatory: number, threshold: { readonly needed: number; readonly holders: number } | undefined) =>
    [
      ...(mandatory > 0 ? [mandatory === 1 ? "1 mandatory trustee" : `all ${mandatory} mandatory trustees`] : []),
      ...(threshold === undefined ? [] : [`${threshold.needed} of the ${threshold.holders} holders`]),
    ].join(" and "),
  ballots: (count: string) => `${count} ballot${count === "1" ? "" : "s"}`,
  accepted: (accepted: string, counted: string) => `${counted} of ${accepted} accepted ballots`,
  registerEntries: (entries: string) =>
    `${entries} ${entries === "1" ? "entry" : "entries"} so far, which the text below fixes`,
  emptyRegister: "no entry so far",
  minutesByHash: "those whose hash is in the text below",
  noMinutes: "none were signed (urne minutes sign)",
  alteredRegister: "another program wrote to it; urne register check says where",
  namedByHash: "the one whose hash is in the text below",
  batch: (channel: string, number: number) => `batch ${number} of ${channel}`,
  whatFollowed: (size: string) =>
    `whatever the urn signed after entry ${size} of the journal and this file does not have`,
  entries: (size: string) => `the journal up to entry ${size}, which was seen and which this file does not have`,
}
