/** The profiles in words: what each is, what each article asks, and what a definition lacks. */
import type { ProfileLack } from "../../core/finding-codes.ts"
import type { ProfileArticle, ProfileName, StatedPart } from "../../core/vocabulary.ts"
import { labels as lifecycle } from "./lifecycle.ts"

export const profileNames: Readonly<Record<ProfileName, string>> = {
  "cnil-3": "CNIL recommendation 2019-053, highest risk",
  "cgfp-2026": "French general code of the public service",
  association: "private association",
}

export const articles: Readonly<Record<ProfileArticle, string>> = {
  "no-known-flaw": "the system has no known flaw: an expert examined it, and what it serves was looked at",
  "atomic-vote": "a vote is whole: ballot, mark-off and receipt together, or none of them",
  "two-secrets": "a voter proves who they are by two secrets that come by two ways",
  "secret-ballot": "a ballot is encrypted where it is made, and nothing ties it to its voter",
  "key-in-parts": "the key that opens the urn is in the hands of several people",
  "tally-after-close": "the ballots are counted together, after the close, by a decision of several members",
  integrity: "program, urn and roll are checked against the seal, before the vote and whenever a member wants to",
  "verifiable-tally": "the tally can be verified afterwards",
  availability: "the vote stays within reach: backups that restore, and help for voters",
  "third-party-tools": "anybody can verify with a program of others",
  "only-true-addresses": "voters know the only genuine addresses, and names that look like them are watched",
  "R211-528": "the urn is sealed after the last change of the roll",
  "R211-542": "members can check the integrity of the system at any time",
  "R211-545": "president and secretary hold keys of the urn, and delegates at least two thirds of them",
  "R211-552": "the urn is sealed in the presence of the president and two delegates",
  "R211-553": "voters get their codes at least fifteen days before the first day of the vote",
  "R211-562": "whoever has voted cannot vote again",
  "R211-563": "a voter who is voting at the close may finish within thirty minutes",
  "R211-569": "urn and mark-off list change by additions only",
  "R211-571": "interventions on the system are reported and dated",
  "R211-572": "after the close, urn, mark-off list and count are frozen, time-stamped and sealed",
  "R211-573": "the president and two delegates with keys open the urn",
  "R211-577": "the secretary draws up minutes, which are countersigned",
  "R211-580": "everything is kept for two years, with the proof by which the tally is verified",
  "R211-581": "the organiser gets at all of it without the help of a provider",
  "several-sign": "no act is signed by one member alone",
  "keys-apart": "nobody can open the urn alone",
  reachable: "voters know where to get help",
  "true-address": "voters know the only genuine addresses",
  "looked-at": "what fails most often was looked at before the vote",
}

const stated: Readonly<Record<StatedPart, string>> = {
  addresses: "the genuine addresses of the vote (addresses)",
  help: "a telephone number or an e-mail address for help (help)",
  "time-stamps": "a time-stamping service that is trusted (time-stamps)",
  turnout: "the hours at which the turnout is published (publish.turnout.at)",
}

/** Says what a definition lacks. */
function lackText(lack: ProfileLack): string {
  switch (lack.lack) {
    case "quorum": {
      const { found, least } = lack
      return `${quorumOf(lack.act)} is ${found}, and must be at least ${least}`
    }
    case "quorum-role":
      return `${quorumOf(lack.act)} must have at least ${lack.least} of the role ${lifecycle.roles[lack.role]}`
    case "members":
      return `the authority must have at least ${lack.least} of the role ${lifecycle.roles[lack.role]}`
    case "holders":
      return `${lack.found} ${lack.found === 1 ? "person holds a key" : "people hold keys"} of the urn, and at least ${lack.least} must`
    case "needed":
      return `${lack.found} of the holders ${lack.found === 1 ? "is" : "are"} enough to open the urn, and no fewer than ${lack.least} may be`
    case "grace":
      return `the grace is ${lack.found} minutes, and must be at least ${lack.least}`
    case "keys-of":
      return `at least ${lack.least} of the keys must be held by a member of the role ${lifecycle.roles[lack.role]}`
    case "keys-part":
      return `members of the role ${lifecycle.roles[lack.role]}, and their substitutes, hold ${lack.found} keys, and must hold at least ${lack.least}`
    case "revote":
      return "nobody may vote twice (revote: refused)"
    case "stated":
      return `the definition must state ${stated[lack.what]}`
  }
}

function quorumOf(act: keyof typeof lifecycle.acts | undefined): string {
  return act === undefined ? "the quorum" : `the quorum to ${lifecycle.acts[act]}`
}

export const unmet = (profile: ProfileName, article: ProfileArticle, lack: ProfileLack): string =>
  `profile ${profile}, ${article} (${articles[article]}): ${lackText(lack)}`
