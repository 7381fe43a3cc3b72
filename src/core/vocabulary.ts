/** Closed lists of words that every room shares, in the order in which an election meets them. */

/**
 * An election only ever moves to the right, but `open` and `suspended` may alternate. `annulled` ends it from anywhere.
 */
export const phases = [
  "draft",
  "constituted",
  "sealed",
  "open",
  "suspended",
  "closed",
  "frozen",
  "unsealed",
  "tallied",
  "proclaimed",
  "annulled",
] as const
export type Phase = (typeof phases)[number]

/** Whether an election in this phase has passed all of these others. A suspended one ranks as open, which it may be again. */
export function isBeyond(phase: Phase, others: readonly Phase[]): boolean {
  const rank = (one: Phase) => phases.indexOf(one === "suspended" ? "open" : one)
  return others.every((other) => rank(other) < rank(phase))
}

/** Kinds of decisions of the authority, which need several of its members. */
export const actKinds = [
  "constitute",
  "replace",
  "appoint",
  "seal",
  "override",
  "open",
  "suspend",
  "resume",
  "extend",
  "close",
  "unseal",
  "proclaim",
  "recover",
  "annul",
] as const
export type ActKind = (typeof actKinds)[number]

export const roles = ["president", "secretary", "delegate", "member"] as const
export type Role = (typeof roles)[number]

/** Parts that people have on the evening, as the attendance sheet names them. */
export const attendanceRoles = [
  "president",
  "secretary",
  "member",
  "delegate",
  "bailiff",
  "expert",
  "provider",
  "observer",
] as const
export type AttendanceRole = (typeof attendanceRoles)[number]

/** What people do who write and do not decide. */
export const writerRoles = ["operator", "desk", "delegate", "observer", "expert", "bailiff"] as const
export type WriterRole = (typeof writerRoles)[number]

export const languages = ["en", "fr"] as const
export type Language = (typeof languages)[number]

/**
 * Encodings of a member file. The last four are used only where the user says so, because nothing in a file tells them
 * apart.
 */
export const encodings = [
  ...(["utf-8", "windows-1252", "utf-16le", "utf-16be"] as const),
  ...(["iso-8859-15", "windows-1250", "macintosh", "cp850"] as const),
]
export type Encoding = (typeof encodings)[number]

/** Causes that somebody may allege, in our words. `incidents/cause.ts` has the word of VERIS beside each. */
export const causes = [
  "capacity-shortage",
  "misconfiguration",
  "publishing-error",
  "misdelivery",
  "programming-error",
  "maintenance-error",
  "malfunction",
  "denial-of-service",
  "intrusion",
  "stolen-codes",
  "forgery",
  "power-failure",
  "unknown",
] as const
export type Cause = (typeof causes)[number]

/** What an incident did. `disclosure` is a breach of personal data, which has a deadline of its own. */
export const effects = ["interruption", "degradation", "loss", "disclosure", "alteration", "none"] as const
export type Effect = (typeof effects)[number]

/** Whether there was an incident at all, as a conclusion says. */
export const findingsOfIncidents = ["suspected", "confirmed", "near-miss", "false-positive"] as const
export type IncidentFinding = (typeof findingsOfIncidents)[number]

/** Who asserts a cause. Of operators and voters the name stays private. */
export const claimants = ["authority", "operator", "candidate", "organiser", "press", "voter", "other"] as const
export type Claimant = (typeof claimants)[number]

export const claimStatuses = ["asserted", "supported", "refuted", "withdrawn"] as const
export type ClaimStatus = (typeof claimStatuses)[number]

/** How an official address is seen from outside. `unwatched`: nobody asks. */
export const probeStates = ["up", "slow", "down", "changed", "certificate", "unwatched"] as const
export type ProbeState = (typeof probeStates)[number]

/** Who makes an observation that goes into the minutes. `authority` stands for its members together. */
export const observers = ["authority", "member", "delegate", "candidate", "expert", "observer"] as const
export type Observer = (typeof observers)[number]

/** Who complains to the authority. */
export const complainants = ["delegate", "candidate", "voter"] as const
export type Complainant = (typeof complainants)[number]

/** What the authority makes of a complaint. `noted` puts it on record, where there is nothing to decide. */
export const complaintOutcomes = ["upheld", "partly-upheld", "rejected", "referred", "noted"] as const
export type ComplaintOutcome = (typeof complaintOutcomes)[number]

/** Why an observation, a complaint or an answer cannot follow the entries before it. */
export type ComplaintRule =
  /** It has not the next number: another terminal was faster. */
  | "number"
  | "unknown-complaint"
  | "unknown-incident"
  /** The act that an answer names is not in effect. */
  | "unknown-act"
  /** It would have to be answered before it was made. */
  | "due"

/** What a component of the system is. */
export const componentKinds = [
  "domain",
  "dns",
  "tls",
  "site",
  "database",
  "mail",
  "sms",
  "printer",
  "host",
  "other",
] as const
export type ComponentKind = (typeof componentKinds)[number]

/** Why an entry about a component of the system cannot follow the entries before it. */
export type ComponentRule =
  /** A component of this name is registered. */
  | "taken"
  /** No component of this name is registered. */
  | "unknown"
  /** It does not follow the last version of its component: another terminal was faster. */
  | "version"
  /** It runs on itself, or on a component that is not registered. */
  | "runs-on"
  /** It ends before it begins. */
  | "interval"
  /** Its operator is public, or is not, unlike the definition says. */
  | "operator"
  /** It says what the version before it says. */
  | "same"

/** The sets of rules by which a definition and the days before the vote can be judged. `definition/profiles.ts` holds them. */
export const profileNames = ["cnil-3", "cgfp-2026", "association"] as const
export type ProfileName = (typeof profileNames)[number]

/** The articles and objectives of the profiles, each by its number or by what it is about. */
export const profileArticles = [
  ...(["no-known-flaw", "atomic-vote", "two-secrets", "secret-ballot", "key-in-parts", "tally-after-close"] as const),
  ...(["integrity", "verifiable-tally", "availability", "third-party-tools", "only-true-addresses"] as const),
  ...(["R211-528", "R211-542", "R211-545", "R211-552", "R211-553", "R211-562", "R211-563", "R211-569"] as const),
  ...(["R211-571", "R211-572", "R211-573", "R211-577", "R211-580", "R211-581"] as const),
  ...(["several-sign", "keys-apart", "reachable", "true-address", "looked-at"] as const),
] as const
export type ProfileArticle = (typeof profileArticles)[number]

/** What a profile may want a definition to state. */
export type StatedPart = "addresses" | "help" | "time-stamps" | "turnout"

/** What no program sees before the vote, and somebody attests by name, with a paper. */
export const attestedChecks = [
  "rehearsal",
  "expertise",
  "second-channel",
  "letters-posted",
  "letters-sampled",
  "software-published",
] as const
export type AttestedCheck = (typeof attestedChecks)[number]

/** What is looked at before the vote, in the order in which it is shown. */
export const preflightChecks = [
  ...([
    "profile",
    "counts",
    "seal",
    "urn",
    "hours",
    "members",
    "holders",
    "urn-key",
    "clock",
    "disk",
    "modes",
  ] as const),
  ...(["backup", "drill", "software", "components", "witnesses", "time-stamps", "lookalikes", "exposure"] as const),
  ...attestedChecks,
] as const
export type PreflightCheck = (typeof preflightChecks)[number]

export const preflightStatuses = ["pass", "warn", "fail", "not-run"] as const
export type PreflightStatus = (typeof preflightStatuses)[number]

/** What was seen when something was looked at before the vote, in one number, instant or short text each. */
export const preflightFacts = [
  ...(["profile", "articles", "unmet", "eligible", "issued", "sealed", "act", "differing", "ballots"] as const),
  ...(["opens", "closes", "needed", "shown", "missing", "proven", "oldest", "key", "clock", "seconds"] as const),
  ...(["free", "files", "readable", "entries", "behind", "at", "entry", "level", "running", "registered"] as const),
  ...([
    "late",
    "broken",
    "named",
    "silent",
    "roots",
    "stamped",
    "failed",
    "warned",
    "exist",
    "unknown",
    "day",
    "days",
  ] as const),
] as const
export type PreflightFact = (typeof preflightFacts)[number]

/** Why a run of the checks before the vote, or what an act states of one, is not right. */
export type PreflightRule =
  /** It has not the next number: another terminal was faster. */
  | "number"
  /** An act names an entry that is no such run, or not once. */
  | "unknown"
  /** An act states other results than the run has. */
  | "other"
  /** An act overrides a check that the run did not find wanting. */
  | "sound"
  /** The urn is opened though a check failed that no act overrides. */
  | "open"

/** What a paper is of which a scan is kept: signed by hand, or written by somebody from outside. */
export const attachedPapers = [
  "zero-report",
  "closing-report",
  "proclamation",
  "minutes",
  "bailiff-report",
  "expert-report",
  "notice",
  "other",
] as const
export type AttachedPaper = (typeof attachedPapers)[number]

/** Whom the authority has to tell of an incident, or who has to tell the authority. */
export const informed = ["authority", "data-protection"] as const
export type Informed = (typeof informed)[number]

/**
 * Whether an apparent interruption of voting lasted when it was entered, so that only the time before it was there to
 * compare with, or had ended.
 */
export const silenceStates = ["provisional", "ended"] as const
export type SilenceState = (typeof silenceStates)[number]

/** The side of an apparent interruption from which its rate was taken. */
export const rateSides = ["before", "after"] as const
export type RateSide = (typeof rateSides)[number]

/** Why an apparent interruption cannot stand in the register as it was entered. */
export type SilenceRule =
  /** It has not the next number. */
  | "number"
  /** It lies outside the vote, or ends after its own entry. */
  | "hours"
  /** Its figures do not make it one: it is too short, too many ballots came, or it is not rare enough. */
  | "rule"
  | "p"
  /** The missing ballots, S and g contradict each other. */
  | "figures"
  /** An entry before it says the same. */
  | "again"
  /** The journal counts more ballots within it. */
  | "counted"
  /** An observation names one that was not entered. */
  | "unknown"

/** Where a turnout comes from: a count during the vote, or the frozen urn. */
export const turnoutSources = ["count", "freeze"] as const
export type TurnoutSource = (typeof turnoutSources)[number]

/** Why a table of the turnout cannot stand in the register as it was entered. */
export type TableRule =
  /** It has not the next number. */
  | "number"
  /** The journal has no such count or freeze, or the table was entered before it. */
  | "source"
  | "registered"
  | "voters"
  /** It has fewer voters than the table before it. */
  | "order"
  /** An entry before it says the same. */
  | "again"
  /** Its groups do not add up to its total, or name a group twice. */
  | "sum"
  /** It tells of fewer people of some group than the definition allows. */
  | "few"
  /** It has groups that the definition does not publish, or before the urn was frozen. */
  | "groups"

/** Why bins of arrivals that a channel gives with a batch are refused. */
export type ArrivalRule =
  /** It is no bin: a line of another form. */
  | "form"
  | "many"
  /** It is shorter than five minutes. */
  | "length"
  /** It holds some ballots and fewer than ten. */
  | "few"
  /** It does not begin where the one before it ends. */
  | "gap"
  /** Together they do not hold the ballots of the batch. */
  | "sum"
  /** It lies outside the hours of the vote. */
  | "hours"
  /** It begins before the end of the channel's bins in an earlier batch. */
  | "overlap"

/** Why an encrypted copy of an election is not what it says. */
export type CopyRule =
  /** It is no age file, or one that was cut or changed. */
  | "damaged"
  /** It opens, and holds something else than a copy of an election. */
  | "form"
  /** A file in it has other bytes than its manifest says. */
  | "differs"
  /** A file is not in it. */
  | "absent"

/**
 * How far a drill goes: the copy opens and has what its manifest says; every entry and record in it is proved; the record
 * that follows from it is written and verified whole.
 */
export const drillLevels = ["structure", "bytes", "verified"] as const
export type DrillLevel = (typeof drillLevels)[number]

/** What a copy of an election may hold. */
export const copyParts = ["election", "urn-key", "definition", "evidence", "letters"] as const
export type CopyPart = (typeof copyParts)[number]

/** What somebody may hold a copy of. */
export const custodyKinds = [
  "encrypted-backup",
  "election",
  "urn-key",
  "officer",
  "codes",
  "holder",
  "definition",
  "letters",
  "record",
  "paper",
  "other",
] as const
export type CustodyKind = (typeof custodyKinds)[number]

/** Who can withhold a copy. */
export const controllers = ["authority", "vendor"] as const
export type Controller = (typeof controllers)[number]

/** How a copy came to its end. */
export const custodyEnds = ["lost", "destroyed"] as const
export type CustodyEnd = (typeof custodyEnds)[number]

/** Whose secret a medium holds. */
export const mediumKinds = ["holder", "officer"] as const
export type MediumKind = (typeof mediumKinds)[number]

/** Why an entry about copies cannot follow the entries before it. */
export type CustodyRule =
  /** A copy of this name is recorded. */
  | "taken"
  /** No copy of this name is recorded. */
  | "unknown"
  /** The copy was lost or destroyed. */
  | "ended"
  /** Whoever hands it over is not who holds it. */
  | "giver"
  /** It is handed over to whoever holds it. */
  | "same"
  /** It was not signed by both sides. */
  | "signers"
  /** It happened before what was entered of this copy already. */
  | "order"
  /** A drill has not the next number. */
  | "number"
  /** A proof is bound to another state of the register. */
  | "register"
  /** A proof does not show that the medium holds the trustee's key, or opens the file of codes. */
  | "proof"

/** Why a medium does not prove what it should. */
export type MediumRule =
  | "empty"
  | "damaged"
  | "form"
  /** It holds a key of another election. */
  | "election"
  /** It holds another key than that which was published, or which opens the file of codes. */
  | "key"
  /** The file of codes is another than the one that was registered. */
  | "codes"

/** Why a copy cannot be entered as what it is said to be. */
export type CopyKindRule = "urn-key" | "definition" | "empty"

/** The parts that a complete copy of an election needs. */
export const neededParts = ["election", "urn-key", "officer", "holder", "definition", "letters"] as const
export type NeededPart = (typeof neededParts)[number]

/**
 * `proven`: it was shown. `unproven`: nothing was shown yet. `failed`: what was shown speaks against it. `lost`: every copy
 * of it is gone. `withheld`: only a vendor can hand it over.
 */
export const custodyStates = ["proven", "unproven", "failed", "lost", "withheld"] as const
export type CustodyState = (typeof custodyStates)[number]
export const custodyAnswers = ["yes", "no", "not-proven"] as const
export type CustodyAnswer = (typeof custodyAnswers)[number]

/** How a restored election stands to what this machine has seen of it. */
export const restoredRelations = ["never-seen", "equal", "ahead", "behind", "another"] as const
export type RestoredRelation = (typeof restoredRelations)[number]

/** Why a note about a drill cannot be entered. */
export type DrillNoteRule =
  /** It is no such note, or nobody who may write here signed it. */
  | "form"
  | "unsigned"
  /** It is about another election. */
  | "election"
  /** It says that a drill passed whose copy has another history than this election file. */
  | "history"
  /** It was entered before. */
  | "again"

/** What belongs to an election and may not be in a copy of it. */
export const leftOutKinds = ["urn-key", "officer", "holder", "member", "evidence", "letters"] as const
export type LeftOutKind = (typeof leftOutKinds)[number]

/** Why something that belongs to an election is not in a copy of it. */
export const leftOutReasons = ["secret", "absent", "altered", "foreign", "beside"] as const
export type LeftOutReason = (typeof leftOutReasons)[number]
