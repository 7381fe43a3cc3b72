import type { ActKind, Phase } from "./vocabulary.ts"

/** What `verify/` finds wrong with a published record, beside what the archive itself may have wrong. */
export type VerifyFindings = BundleFindings &
  JournalFindings &
  ActFindings &
  CheckpointFindings &
  HolderNoteFindings &
  SealFindings &
  UrnHistoryFindings &
  BatchFindings &
  BalanceFindings &
  AskedFindings

/** The files of a bundle and what holds them. */
export interface BundleFindings {
  /** The tar is not written as a bundle is: a header, the order, the time or the end is not the one expected. */
  readonly BUNDLE_TAR: { readonly rule: "header" | "padding" | "order" | "time" | "end" }
  readonly BUNDLE_SIZE: { readonly limit: number }
  readonly BUNDLE_FILES: { readonly limit: number }
  /** A name that no file of a bundle has. */
  readonly FILE_UNKNOWN: Record<string, never>
  /** A file that every record holds, or that another one names, is not there. */
  readonly FILE_MISSING: Record<string, never>
  readonly FILE_UNLISTED: Record<string, never>
  /** `lineEnds` where nothing else was changed, which makes it another file all the same. */
  readonly FILE_HASH: { readonly listed: string; readonly computed: string; readonly lineEnds?: true }
  readonly MANIFEST_FORM: { readonly lineEnds?: true }
}

/** The journal: each entry at `journal:NUMBER`. */
export interface JournalFindings {
  /** Not the canonical JSON of an event, or not with its fields. */
  readonly JOURNAL_FORM: Record<string, never>
  /** The first entry does not create the election, or a later one does. */
  readonly JOURNAL_START: Record<string, never>
  readonly JOURNAL_TIME: { readonly at: string; readonly last: string }
  /** It has an instant that tells when so many ballots came, which need not be there; or it lacks one that must be. */
  readonly JOURNAL_DATE: { readonly of: string; readonly ballots: number; readonly dated: boolean }
  /** Somebody signed a journal of this size that has another root. */
  readonly JOURNAL_ROOT: { readonly size: number }
  /** Somebody signed a journal longer than this one. */
  readonly JOURNAL_CUT: { readonly size: number; readonly entries: number }
  /** The entry declares a phase to which the one before it does not lead. */
  readonly JOURNAL_PHASE: { readonly phase: Phase | undefined; readonly after: Phase | undefined }
  readonly JOURNAL_CLOSES: { readonly closes: string | undefined; readonly expected: string | undefined }
  /** What the entry says of an act cannot follow what the earlier ones said of it. */
  readonly JOURNAL_ACT: { readonly act: number }
}

/** The acts of the authority: each at `act:NUMBER`. */
export interface ActFindings {
  readonly ACT_FORM: Record<string, never>
  /** The journal proposes an act that is not in the bundle, or the bundle holds one that the journal does not propose. */
  readonly ACT_UNRECORDED: Record<string, never>
  readonly ACT_TEXT: { readonly recorded: string; readonly computed: string }
  readonly ACT_ELECTION: { readonly uuid: string; readonly rehearsal: boolean }
  /** It does not name the act in effect before it. */
  readonly ACT_PREVIOUS: { readonly stated: string; readonly expected: string }
  readonly ACT_JOURNAL: { readonly stated: number; readonly expected: number }
  readonly ACT_ARCHIVE: { readonly stated: string; readonly expected: string }
  readonly ACT_TIME: { readonly stated: string; readonly recorded: string }
  readonly ACT_EXPIRED: { readonly expires: string; readonly effective: string }
  /** A signature that is not a valid one of a member. */
  readonly ACT_SIGNATURE: { readonly name: string }
  /** The members who signed are not those whose signatures the journal records. */
  readonly ACT_SIGNERS: { readonly signed: readonly string[]; readonly recorded: readonly string[] }
  readonly ACT_QUORUM: { readonly kind: ActKind; readonly missing: number }
  /** The first act does not constitute an authority, or a later act cannot change it so. */
  readonly ACT_AUTHORITY: { readonly kind: ActKind }
  readonly ACT_STATEMENT: { readonly key: string; readonly stated: string; readonly expected: string }
  /** A member's reservation or refusal is not a note that this member signed. */
  readonly ANSWER_NOTE: { readonly member: string }
  readonly ANSWER_UNRECORDED: { readonly member: string }
}

/** The notes by which holders vouch for the structure of the trustees. */
export interface HolderNoteFindings {
  readonly HOLDER_NOTE: {
    readonly holder: string
    readonly fault: "form" | "origin" | "unsigned" | "forged" | "structure"
  }
  /** The authority certified a key of this holder before the seal, and no note of it vouches for the trustees that were sealed. */
  readonly HOLDER_UNSIGNED: { readonly holder: string }
  /** The journal does not register the note. */
  readonly HOLDER_UNRECORDED: { readonly holder: string }
}

/** Checkpoints of the journal by the urn key, cosigned by witnesses. */
export interface CheckpointFindings {
  readonly CHECKPOINT_FORM: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "name" | "term" }
  /** A signature by neither the urn nor a witness whom the authority named. */
  readonly CHECKPOINT_STRANGER: { readonly name: string }
  /** Two changes of phase have no checkpoint after them: the first of these entries, and how many entries are signed. */
  readonly CHECKPOINT_MISSING: { readonly entry: number; readonly signed: number }
}

/** What was sealed before the vote: the definition and the setup of the archive. */
export interface SealFindings {
  readonly DEFINITION_HASH: { readonly stated: string; readonly computed: string }
  readonly DEFINITION_FAULTY: { readonly mistakes: number }
  /** The constitution that the members signed is not the one of the definition. */
  readonly DEFINITION_AUTHORITY: { readonly key: string }
  /** The election that voters receive differs from the definition. */
  readonly ELECTION_DEFINITION: { readonly field: "uuid" | "name" | "description" | "questions" | "form" }
  /** The trustees are not those that the definition asks for. */
  readonly TRUSTEES_DEFINITION: { readonly stated: string; readonly expected: string }
  /** The list of reserve keys cannot be read, or names a key that the list of credentials has not, or not so. */
  readonly RESERVE_LIST: { readonly rule: "form" | "stranger" }
  /** An entry of the journal says something else of the archive than the archive shows. */
  readonly JOURNAL_FIGURE: { readonly key: string; readonly stated: string; readonly expected: string }
}

/** Ballots and the urn, as the journal and the archive tell of them. */
export interface UrnHistoryFindings {
  /** The journal names another last event of the archive than the archive holds at that height. */
  readonly ARCHIVE_HEAD: { readonly height: number; readonly stated: string; readonly found: string | undefined }
  /** The archive goes on after the last event that the journal names, or ends before it. */
  readonly ARCHIVE_HEIGHT: { readonly height: number; readonly expected: number }
  /** The end of the ballots, the encrypted tally or the result stands elsewhere in the archive than in the journal. */
  readonly ARCHIVE_EVENT: {
    readonly type: "EndBallots" | "EncryptedTally" | "Result"
    readonly stated: number | undefined
    readonly found: number | undefined
  }
  readonly ARCHIVE_NAME: { readonly uuid: string }
  readonly ARCHIVE_TIMESTAMP: { readonly stated: number; readonly expected: number }
  /** The figures of an entry do not follow from those before it. */
  readonly URN_COUNT: { readonly stated: number; readonly expected: number }
  readonly URN_OPENED_EARLY: { readonly opens: string; readonly opened: string }
  /** Ballots were accepted before the urn was opened, while it was suspended, or after it was frozen. */
  readonly URN_ACCEPTED: { readonly phase: Phase }
  /** More ballots were accepted after the grace than came in batches that had been announced. */
  readonly URN_LATE: { readonly late: number; readonly announced: number; readonly limit: string }
  readonly URN_FROZEN_EARLY: { readonly closes: string; readonly frozen: string }
  /** The number of ballots in the grace cannot be right, given the entries around them. */
  readonly URN_GRACE: { readonly stated: number; readonly least: number; readonly most: number }
  /** The very same ballot stands at this height already. */
  readonly BALLOT_REPLAYED: { readonly height: number }
}

/** Batches of ballots that channels announced: each at its file, or at its journal entry. */
export interface BatchFindings {
  readonly BATCH_NOTE: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "name" | "channel" }
  readonly BATCH_SEQUENCE: { readonly number: number; readonly expected: number }
  /** The note of a batch and the entry of its announcement differ, or one of the two is not there. */
  readonly BATCH_RECORD: { readonly key: string; readonly stated: string; readonly expected: string }
  /** The journal contradicts itself about a batch: it was not announced and then received, each once, as announced. */
  readonly BATCH_ANNOUNCED: {
    readonly batch: string
    readonly rule: "twice" | "never" | "received-twice" | "unlike" | "lines" | "ballots"
  }
  /** A batch was announced or received while the urn was not open. */
  readonly BATCH_PHASE: { readonly batch: string; readonly phase: Phase }
  /** A batch was announced after the grace. */
  readonly BATCH_LATE: { readonly batch: string; readonly announced: string; readonly limit: string }
  /** The urn was frozen without a batch that was announced and that no act gives up. */
  readonly BATCH_MISSING: { readonly batch: string }
  /** An act gives up a batch that was not missing. */
  readonly BATCH_PRESENT: { readonly batch: string }
}

/** What must add up. */
export interface BalanceFindings {
  readonly BALANCE: {
    readonly question: number
    readonly sum: string
    readonly least: string
    readonly most: string
  }
  readonly RESULT_DOCUMENT: Record<string, never>
  /** The README is not the one that `export` writes for this election. */
  readonly README_TEXT: Record<string, never>
  /** Fewer ballots were unsealed or decrypted than the definition allows. */
  readonly TALLY_MINIMUM: { readonly counted: number; readonly minimum: number }
}

/** What the reader asked for: an anchor, a checkpoint kept, an earlier audit, a receipt, a tracker. */
export interface AskedFindings {
  readonly AUTHORITY_FINGERPRINT: { readonly asked: string; readonly found: string }
  readonly CHECKPOINT_KEPT: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "term" }
  /** The archive has another event than the one up to which it was audited, or ends before it. */
  readonly AUDIT_CHANGED: { readonly height: number; readonly audited: string; readonly found: string | undefined }
  readonly RECEIPT_FORM: { readonly fault: "form" | "origin" | "unsigned" | "forged" | "term" }
  /** The ballot is not there, and can have been in what an act `recover` gave up at this instant. */
  readonly RECEIPT_LOST: { readonly tracker: string; readonly act: number; readonly at: string }
  /** No ballot with this tracker stands at the height that the receipt promises. */
  readonly RECEIPT_BALLOT: { readonly tracker: string; readonly height: number }
  readonly TRACKER_ABSENT: { readonly tracker: string }
}
