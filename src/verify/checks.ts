import type { RecordFindings, UrnFindings } from "../core/finding-codes.ts"
import type { Finding, FindingCode } from "../core/finding.ts"
import type { Feature } from "../core/format.ts"
import type { VerifyFindings } from "../core/record-findings.ts"

/**
 * A check of the numbered registry: all checks of a verification, and the findings by which each fails. A number is
 * never used for something else. Its letter is the class.
 *
 * A authenticity: who said so · C completeness: everything is there · K consistency: one thing agrees with another · E
 * evidence: what is proved by mathematics · I integrity: nothing was changed · R register: what is dated and signed beside
 * the ballots · N notices: what the authority published while the vote went on · M minutes: what they tell is so · T time-stamps: what outsiders dated.
 */
export interface Check {
  readonly id: CheckId
  /** An archive by itself has only some parts of a record, and some checks are made only when asked for. */
  readonly scope: "archive" | "record" | "asked"
  /** What a record has none of before the urn is sealed; so has it of everything of the archive. */
  readonly from?: "seal"
  /**
   * The file, relative to this folder, and the function that makes the check, or brings together what others find. Where
   * each code is told is on the page `docs/checks.md`.
   */
  readonly by: `${string}.ts ${string}`
  readonly codes: readonly FindingCode[]
  /** The feature that a record's format must have to be checked. The check is not made of an older one. */
  readonly since?: Feature
  /**
   * The part of a record to which the check belongs, where that part stands beside ballots and result. What is found there
   * leaves the verdict on these alone, and stops no decryption; the report tells it apart.
   */
  readonly beside?: BesidePart
}

/** The parts of a record that ballots and result do not rest on, in the order in which a report tells of them. */
export const besideParts = ["register", "notices", "minutes", "stamps"] as const
export type BesidePart = (typeof besideParts)[number]

export type CheckId = keyof typeof registry
/** The checks that are made only when the reader asks for them. */
export type AskedCheckId = { [Id in CheckId]: (typeof registry)[Id]["scope"] extends "asked" ? Id : never }[CheckId]

const registry = {
  A1: { scope: "asked", by: "acts/kept-notes.ts checkExpectations", codes: ["AUTHORITY_FINGERPRINT"] },
  A2: { scope: "record", by: "acts/signatures.ts checkSignatures", codes: ["ACT_SIGNATURE"] },
  A3: { scope: "record", by: "acts/signatures.ts checkSignatures", codes: ["ACT_QUORUM", "ACT_AUTHORITY"] },
  A4: {
    scope: "record",
    by: "acts/checkpoints.ts checkCheckpoints",
    codes: ["CHECKPOINT_FORM", "CHECKPOINT_STRANGER", "CHECKPOINT_MISSING"],
  },
  A5: { scope: "record", by: "acts/answers.ts checkAnswers", codes: ["ANSWER_NOTE"] },
  A6: { scope: "record", by: "acts/batches.ts checkBatches", codes: ["BATCH_NOTE"] },
  A7: { scope: "asked", by: "acts/kept-notes.ts checkExpectations", codes: ["CHECKPOINT_KEPT", "CHECKPOINT_LOST"] },
  A8: { scope: "asked", by: "acts/kept-notes.ts checkExpectations", codes: ["RECEIPT_FORM"] },
  A9: { scope: "asked", by: "divided/relied.ts compareAudit", codes: ["AUDIT_CHANGED"] },
  A10: {
    scope: "record",
    by: "acts/holder-notes.ts checkHolderNotes",
    codes: ["HOLDER_NOTE", "HOLDER_UNSIGNED"],
    since: "signed-ceremony",
  },
  A11: {
    scope: "record",
    by: "acts/suspensions.ts checkSuspensions",
    codes: ["SUSPENSION_NOTE", "SUSPENSION_SIGNERS", "SUSPENSION_RULE"],
    since: "urgent-suspension",
  },

  C1: { scope: "record", by: "source/papers.ts readPapers", codes: ["FILE_MISSING", "FILE_UNLISTED", "FILE_UNKNOWN"] },
  C2: {
    scope: "record",
    by: "acts/signatures.ts checkSignatures",
    codes: ["ACT_UNRECORDED", "ACT_TEXT", "ACT_SIGNERS", "ANSWER_UNRECORDED"],
  },
  C3: {
    scope: "record",
    from: "seal",
    by: "archive/chain.ts readArchiveFacts",
    codes: ["ARCHIVE_HEAD", "ARCHIVE_HEIGHT", "ARCHIVE_EVENT"],
  },
  C4: { scope: "record", by: "journal/urn-entries.ts readUrnEvent", codes: ["URN_COUNT"] },
  C5: {
    scope: "record",
    by: "acts/batches.ts checkBatches",
    codes: ["BATCH_SEQUENCE", "BATCH_RECORD", "BATCH_ANNOUNCED", "BATCH_MISSING", "BATCH_PRESENT"],
  },
  C6: { scope: "asked", by: "acts/kept-notes.ts checkExpectedBallots", codes: ["RECEIPT_BALLOT", "RECEIPT_LOST"] },
  C7: { scope: "asked", by: "acts/kept-notes.ts checkExpectedBallots", codes: ["TRACKER_ABSENT"] },
  C8: {
    scope: "record",
    by: "acts/holder-notes.ts checkHolderNotes",
    codes: ["HOLDER_UNRECORDED"],
    since: "signed-ceremony",
  },
  C9: {
    scope: "record",
    by: "acts/suspensions.ts checkSuspensions",
    codes: ["SUSPENSION_RECORD"],
    since: "urgent-suspension",
  },

  K1: {
    scope: "record",
    by: "journal/phase-entries.ts readPhase",
    codes: ["JOURNAL_START", "JOURNAL_TIME", "JOURNAL_PHASE", "JOURNAL_CLOSES", "JOURNAL_RESUMES"],
  },
  K2: {
    scope: "record",
    by: "journal/act-entries.ts readActEvent",
    codes: ["ACT_ELECTION", "ACT_PREVIOUS", "ACT_JOURNAL", "ACT_ARCHIVE", "ACT_TIME", "JOURNAL_ACT"],
  },
  K3: { scope: "record", by: "journal/act-entries.ts readActEvent", codes: ["ACT_EXPIRED"] },
  K4: { scope: "record", from: "seal", by: "archive/agreement.ts checkStatements", codes: ["ACT_STATEMENT"] },
  K5: {
    scope: "record",
    by: "acts/definition.ts checkDefinition",
    codes: ["DEFINITION_HASH", "DEFINITION_FAULTY", "DEFINITION_AUTHORITY"],
  },
  K6: {
    scope: "record",
    from: "seal",
    by: "archive/agreement.ts checkSealed",
    codes: ["ELECTION_DEFINITION", "TRUSTEES_DEFINITION", "ARCHIVE_NAME", "ARCHIVE_TIMESTAMP", "JOURNAL_FIGURE"],
  },
  K7: {
    scope: "record",
    by: "journal/urn-entries.ts checkFreeze",
    codes: [
      "URN_OPENED_EARLY",
      "URN_ACCEPTED",
      "URN_LATE",
      "URN_FROZEN_EARLY",
      "URN_GRACE",
      "BATCH_PHASE",
      "BATCH_LATE",
    ],
  },
  K8: { scope: "archive", by: "ballots/ballots.ts checkAllBallots", codes: ["BALLOT_UUID", "BALLOT_ELECTION_HASH"] },
  K9: { scope: "archive", by: "ballots/ballots.ts checkAllBallots", codes: ["BALLOT_CREDENTIAL"] },
  K10: {
    scope: "record",
    from: "seal",
    by: "ballots/ballots.ts checkAllBallots",
    codes: ["RESERVE_LIST", "BALLOT_RESERVE", "BALLOT_REVOTE"],
  },
  K11: { scope: "archive", by: "ballots/copies.ts copyFinder", codes: ["BALLOT_REPLAYED", "BALLOT_COPIED"] },
  K12: { scope: "archive", by: "archive/result.ts checkResult", codes: ["BALANCE"] },
  K13: { scope: "record", from: "seal", by: "archive/documents.ts checkDocuments", codes: ["RESULT_DOCUMENT"] },
  K14: { scope: "record", by: "acts/definition.ts checkReadme", codes: ["README_TEXT"] },
  K15: { scope: "record", from: "seal", by: "archive/tally.ts checkMinimum", codes: ["TALLY_MINIMUM"] },
  K16: { scope: "record", by: "journal/phase-entries.ts readPhase", codes: ["JOURNAL_DATE"], since: "dates-apart" },
  K17: { scope: "record", from: "seal", by: "archive/counts.ts checkCounts", codes: ["URN_COUNTED"], since: "counted" },
  K18: {
    scope: "record",
    from: "seal",
    by: "archive/documents.ts checkDocuments",
    codes: ["RESULT_OUTCOME"],
    since: "majority",
  },
  K19: {
    scope: "record",
    by: "acts/batch-arrivals.ts checkBatchArrivals",
    codes: ["BATCH_ARRIVALS"],
    since: "batch-arrivals",
  },

  E1: {
    scope: "archive",
    by: "archive/setup.ts readSetup",
    codes: [
      "ELECTION_FORM",
      "ELECTION_VERSION",
      "ELECTION_GROUP",
      "ELECTION_QUESTIONS",
      "QUESTION_TYPE",
      "QUESTION_BOUNDS",
    ],
  },
  E2: {
    scope: "archive",
    by: "archive/setup.ts readSetup",
    codes: [
      "TRUSTEES_FORM",
      "TRUSTEES_THRESHOLD",
      "TRUSTEE_DUPLICATE",
      "TRUSTEE_PROOF",
      "TRUSTEE_CERTIFICATE",
      "TRUSTEE_COEFFICIENTS",
      "TRUSTEE_CERTIFICATES",
      "TRUSTEE_KEY",
      "TRUSTEE_KEY_SIGNATURE",
      "ELECTION_KEY",
    ],
  },
  E3: {
    scope: "archive",
    by: "archive/setup.ts readSetup",
    codes: ["CREDENTIALS_FORM", "CREDENTIAL_POINT", "CREDENTIAL_ORDER", "CREDENTIAL_DUPLICATE", "CREDENTIALS_WEIGHT"],
  },
  E4: {
    scope: "archive",
    by: "ballots/ballots.ts checkAllBallots",
    codes: ["BALLOT_FORM", "BALLOT_SHAPE", "BALLOT_POINT"],
  },
  E5: {
    scope: "archive",
    by: "ballots/ballots.ts checkAllBallots",
    codes: ["BALLOT_INDIVIDUAL_PROOF", "BALLOT_OVERALL_PROOF", "BALLOT_BLANK_PROOF"],
  },
  E6: { scope: "archive", by: "ballots/ballots.ts checkAllBallots", codes: ["BALLOT_SIGNATURE"] },
  E7: {
    scope: "archive",
    by: "archive/tally.ts checkTally",
    codes: ["TALLY_FORM", "TALLY_PRODUCT", "TALLY_COUNT", "TALLY_WEIGHT"],
  },
  E8: {
    scope: "archive",
    by: "archive/result.ts checkResult",
    codes: ["SHARE_FORM", "SHARE_OWNER", "SHARE_PROOF", "SHARES_MISSING"],
  },
  E9: { scope: "record", from: "seal", by: "archive/result.ts checkResult", codes: ["SHARE_BINDING"] },
  E10: { scope: "archive", by: "archive/result.ts checkResult", codes: ["RESULT_FORM", "RESULT_VALUE"] },
  E11: {
    scope: "record",
    from: "seal",
    by: "archive/possession.ts checkPossession",
    codes: ["HOLDER_POSSESSION"],
    since: "signed-ceremony",
  },

  I1: {
    scope: "record",
    by: "source/papers.ts readPapers",
    codes: ["BUNDLE_TAR", "BUNDLE_SIZE", "BUNDLE_FILES", "MANIFEST_FORM", "FILE_HASH"],
  },
  I2: { scope: "record", by: "journal/journal.ts readJournal", codes: ["JOURNAL_FORM", "ACT_FORM"] },
  I3: { scope: "record", by: "journal/root-claims.ts rootComparison", codes: ["JOURNAL_ROOT", "JOURNAL_CUT"] },
  I4: {
    scope: "archive",
    by: "archive/chain.ts readArchiveFacts",
    codes: [
      "ARCHIVE_HEADER",
      "ARCHIVE_ENTRY",
      "ARCHIVE_PADDING",
      "ARCHIVE_HASH",
      "ARCHIVE_SIZE",
      "ARCHIVE_CUT",
      "ARCHIVE_EMPTY",
    ],
  },
  I5: {
    scope: "archive",
    by: "archive/chain.ts readArchiveFacts",
    codes: [
      "EVENT_FORM",
      "EVENT_HEIGHT",
      "EVENT_PARENT",
      "EVENT_ORDER",
      "EVENT_PAYLOAD",
      "EVENT_REFERENCE",
      "EVENT_UNREFERENCED",
      "EVENT_SHUFFLE",
    ],
  },

  R1: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/register.ts checkRegister", codes: ["REGISTER_CHECKPOINT", "REGISTER_MISSING"] },
  },
  R2: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/register.ts checkRegister", codes: ["REGISTER_CUT", "REGISTER_ROOT"] },
  },
  R3: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/register.ts checkRegister", codes: ["REGISTER_FORM", "REGISTER_SIZE"] },
  },
  R4: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/entries.ts readEntry", codes: ["REGISTER_TIME"] },
  },
  R5: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/entries.ts readEntry", codes: ["REGISTER_SIGNATURE", "REGISTER_SIGNERS"] },
  },
  R6: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/entries.ts readEntry", codes: ["REGISTER_WRITER"] },
  },
  R7: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/entries.ts readEntry", codes: ["REGISTER_REFERENCE", "REGISTER_COMPLAINT"] },
  },
  R8: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/stated.ts statedByActs", codes: ["REGISTER_STATED"] },
  },
  R9: {
    ...{ scope: "record", since: "attested", beside: "register" },
    ...{ by: "register/attested.ts checkAttested", codes: ["REGISTER_SILENCE"] },
  },
  R10: {
    ...{ scope: "record", since: "attested", beside: "register" },
    ...{ by: "register/attested.ts checkAttested", codes: ["REGISTER_TURNOUT"] },
  },
  R11: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/components.ts checkComponents", codes: ["REGISTER_COMPONENT"] },
  },
  R12: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/custody.ts checkCustody", codes: ["REGISTER_CUSTODY"] },
  },
  R13: {
    ...{ scope: "record", since: "register", beside: "register" },
    ...{ by: "register/preflight.ts checkPreflight", codes: ["REGISTER_PREFLIGHT"] },
  },
  N1: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/notices.ts checkNotices", codes: ["NOTICE_FORM", "NOTICE_ELECTION"] },
  },
  N2: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/notices.ts checkNotices", codes: ["NOTICE_SIGNATURE", "NOTICE_SIGNERS"] },
  },
  N3: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/notices.ts checkNotices", codes: ["NOTICE_SEQUENCE", "NOTICE_CHAIN"] },
  },
  N4: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/notices.ts checkNotices", codes: ["NOTICE_ENTERED"] },
  },
  N5: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/states.ts checkStates", codes: ["NOTICE_STATE"] },
  },
  N6: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/states.ts checkInstants", codes: ["NOTICE_TIME"] },
  },
  N7: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/texts.ts checkReferences", codes: ["NOTICE_DUE", "NOTICE_REFERENCE"] },
  },
  N8: {
    ...{ scope: "record", since: "notices", beside: "notices" },
    ...{ by: "notices/texts.ts checkTexts", codes: ["NOTICE_TEXT", "NOTICE_LINES"] },
  },
  M1: {
    ...{ scope: "record", since: "minutes", beside: "minutes" },
    ...{ by: "minutes/minutes.ts checkMinutes", codes: ["MINUTES_STATED", "MINUTES_MISSING"] },
  },
  M2: {
    ...{ scope: "record", since: "minutes", beside: "minutes" },
    ...{ by: "minutes/minutes.ts checkMinutes", codes: ["MINUTES_NOTE", "MINUTES_SIGNERS"] },
  },
  M3: {
    ...{ scope: "record", since: "minutes", beside: "minutes" },
    ...{ by: "minutes/minutes.ts checkMinutes", codes: ["MINUTES_HASH"] },
  },
  M4: {
    ...{ scope: "record", since: "minutes", beside: "minutes" },
    ...{ by: "minutes/minutes.ts checkMinutes", codes: ["MINUTES_TEXT"] },
  },
  T1: {
    ...{ scope: "record", since: "stamps", beside: "stamps" },
    ...{ by: "stamps/stamps.ts checkStamps", codes: ["STAMP_TOKEN"] },
  },
  T2: {
    ...{ scope: "record", since: "stamps", beside: "stamps" },
    ...{ by: "stamps/stamps.ts checkStamps", codes: ["STAMP_THING", "STAMP_IMPRINT"] },
  },
  T3: {
    ...{ scope: "record", since: "stamps", beside: "stamps" },
    ...{ by: "stamps/stamps.ts checkStamps", codes: ["STAMP_ROOT"] },
  },
  T4: {
    ...{ scope: "record", since: "stamps", beside: "stamps" },
    ...{ by: "stamps/stamps.ts checkStamps", codes: ["STAMP_TIME"] },
  },
} as const satisfies Record<string, Omit<Check, "id">>

/** In the order in which a report lists them. */
export const checks: readonly Check[] = Object.entries(registry).map(([id, check]) => ({ id: id as CheckId, ...check }))

/**
 * Every code that a verification can report. It excludes the findings that only a running ceremony, vote or tally
 * meets.
 */
type Reported = Exclude<
  keyof (RecordFindings & UrnFindings & VerifyFindings),
  `CHOICE_${string}` | "BALLOT_CHANNEL" | "BALLOT_BLOCKED" | "SHARE_WRONG" | "SHARES_NO_RESULT"
>
type Listed = (typeof registry)[CheckId]["codes"][number]
const everyCodeIsListed: Exclude<Reported, Listed> extends never ? true : false = true
const nothingElseIsListed: Exclude<Listed, Reported> extends never ? true : false = true

/**
 * Findings that say that something the reader gave is foreign to the record, or was altered. They say nothing about the
 * record. A receipt or checkpoint that the urn's key signed and the record contradicts has other codes, unless an act
 * explicitly gave it up.
 */
export const ofReader: readonly FindingCode[] = [
  "CHECKPOINT_KEPT",
  "CHECKPOINT_LOST",
  "RECEIPT_FORM",
  "RECEIPT_LOST",
  "TRACKER_ABSENT",
]

const checkByCode = new Map(checks.flatMap(({ id, codes }) => codes.map((code) => [code, id] as const)))
const besideByCode = new Map(
  checks.flatMap(({ beside, codes }) => (beside === undefined ? [] : codes.map((code) => [code, beside] as const))),
)

/** Returns the part beside ballots and result in which a finding was made; `undefined` for one that concerns these. */
export function besideOf({ code }: Pick<Finding, "code">): BesidePart | undefined {
  return besideByCode.get(code)
}

/** Returns the check to which a finding belongs. */
export function checkOf({ code }: Pick<Finding, "code">): CheckId {
  const id = checkByCode.get(code)
  // The two constants serve the compiler, which refuses them when a code has no check, or a check has an unknown code.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  if (id === undefined || !everyCodeIsListed || !nothingElseIsListed) throw new Error(`${code} belongs to no check`)
  return id
}
