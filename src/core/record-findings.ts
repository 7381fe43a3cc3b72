import type { TimeStampRule } from "./time-stamp-rule.ts"
import type {
  ActKind,
  ArrivalRule,
  ComplaintRule,
  ComponentRule,
  CustodyRule,
  Phase,
  PreflightRule,
  SilenceRule,
  TableRule,
} from "./vocabulary.ts"

/** Findings of `verify/` about a published record, beyond those about the archive itself. */
export type VerifyFindings = BundleFindings &
  JournalFindings &
  ActFindings &
  CheckpointFindings &
  HolderNoteFindings &
  SealFindings &
  UrnHistoryFindings &
  SuspensionFindings &
  BatchFindings &
  BalanceFindings &
  RegisterFindings &
  NoticeFindings &
  MinutesFindings &
  StampFindings &
  AskedFindings

/** Findings about the files of a bundle and about the folder or tar that holds them. */
export interface BundleFindings {
  /** The tar is not written as `export` writes one: a header, the padding, the order, the time or the end differs. */
  readonly BUNDLE_TAR: { readonly rule: "header" | "padding" | "order" | "time" | "end" }
  readonly BUNDLE_SIZE: { readonly limit: number }
  readonly BUNDLE_FILES: { readonly limit: number }
  /** No file of a bundle has this name. */
  readonly FILE_UNKNOWN: Record<string, never>
  /** A file is missing that every record holds, or that another file names. */
  readonly FILE_MISSING: Record<string, never>
  readonly FILE_UNLISTED: Record<string, never>
  /** `lineEnds` is set where only line ends changed, which still makes it another file. */
  readonly FILE_HASH: { readonly listed: string; readonly computed: string; readonly lineEnds?: true }
  readonly MANIFEST_FORM: { readonly lineEnds?: true }
}

/** What an urgent suspension states that the definition does not allow, or that the journal does not say. */
export type SuspensionRule =
  | "forbidden"
  | "election"
  | "number"
  | "after"
  | "closes"
  | "time"
  | "until"
  /** The authority had decided nothing since the urgent suspension before. */
  | "answered"

/** Findings about the journal: each entry at `journal:NUMBER`. */
export interface JournalFindings {
  /** The bytes are not the canonical JSON of an event, or its fields are not those of its type. */
  readonly JOURNAL_FORM: Record<string, never>
  /** The first entry does not create the election, or a later one does. */
  readonly JOURNAL_START: Record<string, never>
  readonly JOURNAL_TIME: { readonly at: string; readonly last: string }
  /**
   * The entry has an instant that reveals when so many ballots arrived although none was needed, or it lacks one that
   * it must have.
   */
  readonly JOURNAL_DATE: { readonly of: string; readonly ballots: number; readonly dated: boolean }
  /**
   * The turnout is not that of the ballots before it; or fewer voters than the minimum cell of the definition came since
   * the last, or have not voted.
   */
  readonly URN_COUNTED: {
    readonly rule: "ballots" | "voters" | "came" | "missing"
    readonly stated: number
    readonly expected: number
  }
  /** Somebody signed a journal of this size with another root. */
  readonly JOURNAL_ROOT: { readonly size: number }
  /** Somebody signed a journal longer than this one. */
  readonly JOURNAL_CUT: { readonly size: number; readonly entries: number }
  /** The phase before this entry does not lead to the phase that it declares. */
  readonly JOURNAL_RESUMES: { readonly until: string | undefined; readonly expected: string | undefined }
  readonly JOURNAL_PHASE: { readonly phase: Phase | undefined; readonly after: Phase | undefined }
  readonly JOURNAL_CLOSES: { readonly closes: string | undefined; readonly expected: string | undefined }
  /** The entry says something of an act that cannot follow from the earlier entries about it. */
  readonly JOURNAL_ACT: { readonly act: number }
}

/** Findings about the acts of the authority: each at `act:NUMBER`. */
export interface ActFindings {
  readonly ACT_FORM: Record<string, never>
  /** The journal proposes an act that is not in the bundle, or the bundle holds one that the journal does not propose. */
  readonly ACT_UNRECORDED: Record<string, never>
  readonly ACT_TEXT: { readonly recorded: string; readonly computed: string }
  readonly ACT_ELECTION: { readonly uuid: string; readonly rehearsal: boolean }
  /** The act does not name the act that was in effect before it. */
  readonly ACT_PREVIOUS: { readonly stated: string; readonly expected: string }
  readonly ACT_JOURNAL: { readonly stated: number; readonly expected: number }
  readonly ACT_ARCHIVE: { readonly stated: string; readonly expected: string }
  readonly ACT_TIME: { readonly stated: string; readonly recorded: string }
  readonly ACT_EXPIRED: { readonly expires: string; readonly effective: string }
  /** A signature is not a valid one by a member. */
  readonly ACT_SIGNATURE: { readonly name: string }
  /** The members who signed are not those whose signatures the journal records. */
  readonly ACT_SIGNERS: { readonly signed: readonly string[]; readonly recorded: readonly string[] }
  readonly ACT_QUORUM: { readonly kind: ActKind; readonly missing: number }
  /** The first act does not constitute an authority, or a later act makes a change that it may not make. */
  readonly ACT_AUTHORITY: { readonly kind: ActKind }
  readonly ACT_STATEMENT: { readonly key: string; readonly stated: string; readonly expected: string }
  /** The note of a member's reservation or refusal was not signed by that member. */
  readonly ANSWER_NOTE: { readonly member: string }
  readonly ANSWER_UNRECORDED: { readonly member: string }
}

/** Findings about the notes by which holders vouch for the structure of the trustees. */
export interface HolderNoteFindings {
  readonly HOLDER_NOTE: {
    readonly holder: string
    readonly fault: "form" | "origin" | "unsigned" | "forged" | "structure"
  }
  /**
   * The authority certified a key of this holder before the seal, but no note under that key vouches for the trustees
   * that were sealed.
   */
  readonly HOLDER_UNSIGNED: { readonly holder: string }
  /** The journal does not register the note. */
  readonly HOLDER_UNRECORDED: { readonly holder: string }
  /** The proof in the note is not one of the secret of the holder's key, for this election and the journal of then. */
  readonly HOLDER_POSSESSION: { readonly holder: string }
}

/** Findings about the register, which stands beside ballots and result: each entry at `register:NUMBER`. */
export interface RegisterFindings {
  /** The checkpoint was not signed by a key that the authority certified for the urn, or is none of this register. */
  readonly REGISTER_CHECKPOINT: { readonly fault: "form" | "origin" | "unsigned" | "forged" }
  /** One of the two files of a register is there without the other. */
  readonly REGISTER_MISSING: Record<string, never>
  /** The checkpoint covers more entries than there are, or fewer. */
  readonly REGISTER_CUT: { readonly size: number; readonly entries: number }
  /** The checkpoint is of another register. */
  readonly REGISTER_ROOT: { readonly size: number }
  /** The bytes are not the canonical JSON of an entry, or its fields are not those of its type. */
  readonly REGISTER_FORM: Record<string, never>
  readonly REGISTER_SIZE: { readonly limit: number }
  readonly REGISTER_TIME: { readonly at: string; readonly last: string }
  /** A signature is not one by a key that counted then, over this entry and those before it. */
  readonly REGISTER_SIGNATURE: Record<string, never>
  /** Those who signed are not those whose signatures an entry of this type needs. */
  readonly REGISTER_SIGNERS: { readonly type: string; readonly signed: readonly string[] }
  /** The key or the identifier may not be certified (`key`), or nobody of this identifier may write (`nobody`). */
  readonly REGISTER_WRITER: { readonly writer: string; readonly rule: "key" | "nobody" }
  /** The entry names another by which nobody came who is still present. */
  readonly REGISTER_REFERENCE: { readonly entry: number }
  /** An observation, a complaint or an answer of this number breaks a rule by which such entries follow each other. */
  readonly REGISTER_COMPLAINT: { readonly rule: ComplaintRule; readonly number: number }
  /** An entry about a copy, a drill or a medium does not follow from the entries before it. */
  readonly REGISTER_CUSTODY: { readonly rule: CustodyRule; readonly name: string }
  /** An entry about this component of the system does not follow from the entries before it. */
  readonly REGISTER_COMPONENT: { readonly rule: ComponentRule; readonly component: string }
  /** What was looked at before the vote, or what an act states of it, does not follow from the entries before it. */
  readonly REGISTER_PREFLIGHT: { readonly rule: PreflightRule; readonly about: string }
  /** An apparent interruption of this number, or an observation that rests on it, breaks a rule. */
  readonly REGISTER_SILENCE: { readonly rule: SilenceRule; readonly number: number }
  /** A table of the turnout of this number breaks a rule, or contradicts the ballot log. */
  readonly REGISTER_TURNOUT: { readonly rule: TableRule; readonly number: number }
  /**
   * An act does not state the register as the record has it: it states nothing, or not in this form (`form`), says that
   * another program wrote to it (`altered`), states more entries than there are (`cut`), or other ones (`other`).
   * `stated` is what the act states, or how many entries.
   */
  readonly REGISTER_STATED: { readonly rule: "form" | "altered" | "cut" | "other"; readonly stated: string }
}

/** Findings about notices, which stand beside ballots and result: each at its file, or at its entry in the register. */
export interface NoticeFindings {
  /** It is no signed note with the head of a notice, or it is longer than any. */
  readonly NOTICE_FORM: Record<string, never>
  readonly NOTICE_ELECTION: { readonly uuid: string; readonly rehearsal: boolean }
  /** A signature is not a valid one by somebody who was a member then. */
  readonly NOTICE_SIGNATURE: { readonly name: string }
  readonly NOTICE_SIGNERS: { readonly signed: readonly string[]; readonly needed: number }
  /** The number is not that of the file, or a number before it is missing. */
  readonly NOTICE_SEQUENCE: { readonly number: number; readonly expected: number }
  readonly NOTICE_CHAIN: { readonly stated: string; readonly expected: string }
  /**
   * The register does not name it (`never`), names another note (`note`), names the number twice (`twice`) or not in order
   * (`order`); or it names one that is not in the record (`absent`).
   */
  readonly NOTICE_ENTERED: {
    readonly number: number
    readonly rule: "never" | "note" | "twice" | "order" | "absent"
  }
  /**
   * The state of the log that it names is longer than the log (`cut`), or another one (`root`); it names a state that dates
   * ballots (`point`); or it names one that something newer had passed by then (`passed`).
   */
  readonly NOTICE_STATE: {
    readonly log: "journal" | "register"
    readonly size: number
    readonly rule: "cut" | "root" | "point" | "passed"
  }
  readonly NOTICE_TIME: {
    readonly at: string
    readonly other: string
    readonly rule: "notice" | "journal" | "entry"
  }
  /** It does not answer the instants that were due. */
  readonly NOTICE_DUE: { readonly stated: readonly number[]; readonly expected: readonly number[] }
  /** It corrects a line of an earlier notice, or cites an incident, that is not there. */
  readonly NOTICE_REFERENCE: {
    readonly what: "incident" | "notice"
    readonly number: number
    readonly line: number | undefined
  }
  /** A line says something else than what follows from the record, and no later notice corrects it. */
  readonly NOTICE_TEXT: { readonly line: number; readonly stated: string; readonly expected: string }
  /** It has more lines than follow from the record, or fewer. */
  readonly NOTICE_LINES: { readonly lines: number; readonly expected: number }
}

/** Findings about the minutes, which stand beside ballots and result. */
export interface MinutesFindings {
  /**
   * The proclamation states nothing of the minutes, or not in this form (`form`), says that there are none where there are
   * (`none`), or states others (`other`); or there are minutes although nothing was proclaimed (`early`).
   */
  readonly MINUTES_STATED: { readonly rule: "form" | "none" | "other" | "early" }
  /** One of the two files is not there, although the proclamation states minutes. */
  readonly MINUTES_MISSING: Record<string, never>
  /** The note cannot be read, or is of another election or of another result. */
  readonly MINUTES_NOTE: { readonly rule: "form" | "election" | "result" }
  /** Too few members signed, or none with the part that is needed; or a signature is not one of a member. */
  readonly MINUTES_SIGNERS: { readonly rule: "few" | "strange" }
  readonly MINUTES_HASH: { readonly stated: string; readonly computed: string }
  /** A line of the minutes is not what follows from the record. */
  readonly MINUTES_TEXT: { readonly stated: string; readonly expected: string }
}

/** Findings about time-stamps, which stand beside ballots and result: each at its file. */
export interface StampFindings {
  /** The token is none, or breaks one of the rules for time-stamps but those below. */
  readonly STAMP_TOKEN: { readonly rule: TimeStampRule; readonly detail: string | undefined }
  /** The record has nothing of this name that can be stamped. */
  readonly STAMP_THING: { readonly subject: "act" | "checkpoint" | "notice" | "minutes"; readonly number: number }
  /** It stamps other bytes than those in the record. */
  readonly STAMP_IMPRINT: Record<string, never>
  /** Its certificates lead to none of the roots that the definition names. */
  readonly STAMP_ROOT: Record<string, never>
  /** What it stamps says that it came later. `accuracy` is in milliseconds. */
  readonly STAMP_TIME: { readonly stamped: string; readonly accuracy: number; readonly stated: string }
}

/** Findings about checkpoints of the journal, which the urn key signs and witnesses cosign. */
export interface CheckpointFindings {
  readonly CHECKPOINT_FORM: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "name" | "term" }
  /** The signature is by neither the urn nor a witness whom the authority named. */
  readonly CHECKPOINT_STRANGER: { readonly name: string }
  /**
   * A change of phase and the next one both have no checkpoint after them. `entry` is the first of the two, `signed`
   * the number of entries under a checkpoint.
   */
  readonly CHECKPOINT_MISSING: { readonly entry: number; readonly signed: number }
}

/** Findings about what was sealed before the vote: the definition and the setup of the archive. */
export interface SealFindings {
  readonly DEFINITION_HASH: { readonly stated: string; readonly computed: string }
  readonly DEFINITION_FAULTY: { readonly mistakes: number }
  /** The members signed a constitution that differs from the definition's. */
  readonly DEFINITION_AUTHORITY: { readonly key: string }
  /** The election that voters receive differs from the definition. */
  readonly ELECTION_DEFINITION: { readonly field: "uuid" | "name" | "description" | "questions" | "form" }
  /** The trustees are not those whom the definition asks for. */
  readonly TRUSTEES_DEFINITION: { readonly stated: string; readonly expected: string }
  /**
   * The list of reserve keys cannot be read (`form`), or names a key that is not in the list of credentials or has
   * another weight there (`stranger`).
   */
  readonly RESERVE_LIST: { readonly rule: "form" | "stranger" }
  /** An entry of the journal states a figure of the archive that the archive contradicts. */
  readonly JOURNAL_FIGURE: { readonly key: string; readonly stated: string; readonly expected: string }
}

/** Findings about ballots and the urn, where the journal and the archive are compared. */
export interface UrnHistoryFindings {
  /** The journal names another last event than the one that the archive holds at that height. */
  readonly ARCHIVE_HEAD: { readonly height: number; readonly stated: string; readonly found: string | undefined }
  /** The archive goes on after the last event that the journal names, or ends before it. */
  readonly ARCHIVE_HEIGHT: { readonly height: number; readonly expected: number }
  /** The journal gives another height for the end of the ballots, the encrypted tally or the result. */
  readonly ARCHIVE_EVENT: {
    readonly type: "EndBallots" | "EncryptedTally" | "Result"
    readonly stated: number | undefined
    readonly found: number | undefined
  }
  readonly ARCHIVE_NAME: { readonly uuid: string }
  readonly ARCHIVE_TIMESTAMP: { readonly stated: number; readonly expected: number }
  /** The figures of an entry do not follow from the entries before it. */
  readonly URN_COUNT: { readonly stated: number; readonly expected: number }
  readonly URN_OPENED_EARLY: { readonly opens: string; readonly opened: string }
  /** Ballots were accepted before the urn was opened, while it was suspended, or after it was frozen. */
  readonly URN_ACCEPTED: { readonly phase: Phase }
  /** More ballots were accepted after the grace than announced batches had brought. */
  readonly URN_LATE: { readonly late: number; readonly announced: number; readonly limit: string }
  readonly URN_FROZEN_EARLY: { readonly closes: string; readonly frozen: string }
  /** The number of ballots in the grace is impossible, given the entries around them. */
  readonly URN_GRACE: { readonly stated: number; readonly least: number; readonly most: number }
  /** The very same ballot already stands at this height. */
  readonly BALLOT_REPLAYED: { readonly height: number }
}

/** Findings about urgent suspensions of the vote: each at its file, or at its journal entry. */
export interface SuspensionFindings {
  /** The file is no note of an urgent suspension, or not the one that the journal names. */
  readonly SUSPENSION_NOTE: Record<string, never>
  /** `signed` is undefined where a line is no signature of a member. */
  readonly SUSPENSION_SIGNERS: { readonly needed: number; readonly signed: number | undefined }
  readonly SUSPENSION_RULE: { readonly rule: SuspensionRule }
  readonly SUSPENSION_RECORD: { readonly number: number; readonly expected: number }
}

/** Findings about batches of ballots that channels announced: each at its file, or at its journal entry. */
export interface BatchFindings {
  readonly BATCH_NOTE: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "name" | "channel" }
  /** A bin (from 1 on) in which a channel says when ballots of the batch arrived breaks a rule. */
  readonly BATCH_ARRIVALS: { readonly batch: string; readonly bin: number; readonly rule: ArrivalRule }
  readonly BATCH_SEQUENCE: { readonly number: number; readonly expected: number }
  /** The note of a batch and the entry of its announcement differ, or one of the two is missing. */
  readonly BATCH_RECORD: { readonly key: string; readonly stated: string; readonly expected: string }
  /** The journal contradicts itself about a batch, which must be announced once and then received once as announced. */
  readonly BATCH_ANNOUNCED: {
    readonly batch: string
    readonly rule: "twice" | "never" | "received-twice" | "unlike" | "lines" | "ballots"
  }
  /** A batch was announced or received while the urn was not open. */
  readonly BATCH_PHASE: { readonly batch: string; readonly phase: Phase }
  /** A batch was announced after the grace. */
  readonly BATCH_LATE: { readonly batch: string; readonly announced: string; readonly limit: string }
  /** The urn was frozen without an announced batch that no act had given up. */
  readonly BATCH_MISSING: { readonly batch: string }
  /** An act gives up a batch that was not missing. */
  readonly BATCH_PRESENT: { readonly batch: string }
}

/** Findings about figures that must add up. */
export interface BalanceFindings {
  readonly BALANCE: {
    readonly question: number
    readonly sum: string
    readonly least: string
    readonly most: string
  }
  readonly RESULT_DOCUMENT: Record<string, never>
  /** The document says of who is elected what does not follow from the counts and the definition's majority rule. */
  readonly RESULT_OUTCOME: {
    readonly question: number
    readonly key: string
    readonly stated: string
    readonly expected: string
  }
  /** The README is not the one that `export` writes for this election. */
  readonly README_TEXT: Record<string, never>
  /** Fewer ballots were unsealed or decrypted than the definition allows. */
  readonly TALLY_MINIMUM: { readonly counted: number; readonly minimum: number }
}

/**
 * Findings about what the reader asked to have compared: an anchor, a checkpoint they kept, an earlier audit, a
 * receipt, a tracker.
 */
export interface AskedFindings {
  readonly AUTHORITY_FINGERPRINT: { readonly asked: string; readonly found: string }
  readonly CHECKPOINT_KEPT: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "term" }
  /** The journal does not have the state, which may be part of what an act `recover` gave up at this instant. */
  readonly CHECKPOINT_LOST: { readonly size: number; readonly act: number; readonly at: string }
  /** At the height up to which the archive was audited it now has another event, or it ends before that height. */
  readonly AUDIT_CHANGED: { readonly height: number; readonly audited: string; readonly found: string | undefined }
  readonly RECEIPT_FORM: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "term" }
  /** The ballot is not there, and may have been part of what an act `recover` gave up at this instant. */
  readonly RECEIPT_LOST: { readonly tracker: string; readonly act: number; readonly at: string }
  /** No ballot with this tracker stands at the height that the receipt promises. */
  readonly RECEIPT_BALLOT: { readonly tracker: string; readonly height: number }
  readonly TRACKER_ABSENT: { readonly tracker: string }
}
