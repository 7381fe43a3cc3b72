import type { Finding } from "./finding.ts"
import type { NetworkFailure } from "./network.ts"
import type { TimeStampRule } from "./time-stamp-rule.ts"
import type {
  ActKind,
  ArrivalRule,
  ComplaintRule,
  ComponentRule,
  CopyKindRule,
  CopyRule,
  CustodyRule,
  DrillNoteRule,
  MediumRule,
  Phase,
  PreflightCheck,
  Role,
} from "./vocabulary.ts"
import type { Artefact } from "./world.ts"

/**
 * Every refusal, with the values that its message needs to name the place, the rule and the way out. There is one
 * interface a room, in the order of the lifecycle. A code exists once it has an English text, a French text and an exit
 * status.
 */
export type Refusals = CommandRefusals &
  FileRefusals &
  StoreRefusals &
  JournalRefusals &
  AuthorityRefusals &
  WitnessRefusals &
  RegisterRefusals &
  MinutesRefusals &
  CustodyRefusals &
  StampRefusals &
  RollRefusals &
  CredentialRefusals &
  TrusteeRefusals &
  UrnRefusals &
  TallyRefusals &
  VerifyRefusals &
  AuditRefusals &
  IncidentRefusals &
  ComplaintRefusals &
  ComponentRefusals &
  PreflightRefusals &
  NoticeRefusals &
  ObserverRefusals &
  LookalikeRefusals &
  WatchRefusals &
  ExposureRefusals &
  RehearsalRefusals

/** The form that the value of an option or of an argument should have had. */
export type OptionForm =
  | { readonly form: "choice"; readonly allowed: readonly string[] }
  | { readonly form: "number"; readonly least: number; readonly most: number }
  | {
      readonly form:
        | "percentage"
        | "tracker"
        | "fingerprint"
        | "instant"
        | "key-name"
        | "short-name"
        | "day"
        | "officer-name"
        | "document-name"
        | "shard"
        | "policy"
    }
  /** An hour as clocks in the election's zone show it. */
  | { readonly form: "hour"; readonly zone: string }
  /** The same, of something that has happened. */
  | { readonly form: "past-hour"; readonly zone: string }
  /** Minutes for a channel, or for all. */
  | { readonly form: "added-time" }
  | { readonly form: "line"; readonly most: number }

/**
 * Whether the journal grew before the refusal, which can come in the middle of a command: what was done until then
 * stays.
 */
interface Kept {
  readonly kept?: true
}

/** Refusals of the command line itself. */
export interface CommandRefusals {
  readonly "unknown-command": { readonly command: string; readonly suggestion: string | undefined }
  readonly "unknown-option": { readonly option: string; readonly suggestion: string | undefined }
  readonly "missing-argument": { readonly name: string }
  readonly "missing-option": { readonly option: string }
  readonly "invalid-option": { readonly option: string; readonly value: string; readonly wanted: OptionForm }
  /** `--out` names a folder as an archive is named. */
  readonly "folder-like-archive": { readonly path: string }
  /** The two options exclude each other. */
  readonly "options-exclude": { readonly option: string; readonly other: string }
  readonly "excess-arguments": {
    readonly command: string
    /** How many values the command takes that stand without an option. */
    readonly takes: number
    /** Its options that take a file, in the order of its help; they are what a file that stands alone was meant for. */
    readonly fileOptions: readonly string[]
  }
  /** A prompt was needed, but no terminal can show one. */
  readonly "no-terminal": { readonly option: string }
  readonly "several-election-files": { readonly files: readonly string[] }
  readonly "no-election-file": {
    readonly folder: string
    /** Copies of elections that lie in the same folder. */
    readonly backups: readonly string[]
  }
  /** Only a rehearsal may use this flag (`--seed`, `--at`). */
  readonly "rehearsal-only": { readonly option: string }
  readonly "not-confirmed": { readonly word: string } & Kept
  readonly cancelled: Kept
}

export interface FileRefusals {
  readonly "file-absent": { readonly path: string }
  /** The system's random generator gave the same bytes twice, or bytes that are all alike. */
  readonly "random-repeats": Readonly<Record<string, never>>
  /**
   * `--force` replaces only what urne made of the same kind. Something else has the name, or stands inside the folder
   * (`inside`).
   */
  readonly "not-replaced": { readonly path: string; readonly artefact: Artefact; readonly inside?: string }
  readonly "file-exists": {
    readonly path: string
    /** Whether the command could replace it, but was not told to. */
    readonly replaceable?: boolean
  }
  readonly "file-unreadable": { readonly path: string; readonly cause: string }
  /** Stops nothing: `status` says it beside its result, and so do commands that write in the same place. */
  readonly "left-behind": LeftBehind
  /** The name is reserved for what a command is still writing, and for what a killed command left. */
  readonly "file-unfinished": { readonly path: string }
  /** The place cannot be written: no permission, a file where a folder should be, a name too long. */
  readonly "file-unwritable": { readonly path: string; readonly cause: string } & Kept
  /** The medium failed: no space left, or an I/O error. */
  readonly "file-not-written": { readonly path: string; readonly cause: string } & Kept
  /** Standard output takes nothing, so the result of what was done cannot be shown. */
  readonly "output-unwritable": { readonly cause: string }
  readonly "file-too-large": { readonly path: string; readonly limit: number }
  /** The first line of the file was to hold a secret, but is empty or not text. */
  readonly "no-secret-in-file": { readonly path: string }
  readonly "wrong-passphrase": { readonly path: string }
  /** The file is not an age file under a passphrase, or is damaged. */
  readonly "not-a-secret-file": {
    readonly path: string
    /** Set where it is a sound age file that somebody's key opens. */
    readonly opensWith?: "key"
  }
  /** An artefact was read and has mistakes. All of them are listed. */
  readonly "faulty-artefact": { readonly path: string; readonly findings: readonly Finding[] }
}

/** A part of an election file that the journal, an act or a hash vouches for. */
export type AlteredPart =
  | "definition"
  | "election"
  | "journal"
  | "register"
  | "notices"
  | "minutes"
  | "roll"
  | "trustees"
  | "credentials"
  | "archive"
  | "ballots"
  | "arrivals"
  | "batches"
  | "suspensions"
  | "checkpoints"
  | "cosignatures"
  | "time-stamps"
  | "votes"
  | "ciphertexts"
  | "shares"

export interface StoreRefusals {
  readonly busy: { readonly path: string }
  readonly "not-an-election-file": { readonly path: string }
  readonly "newer-election-file": { readonly path: string; readonly migration: string }
  /** Only a later program knows the format of this election file, note or key file. Nothing is said against it. */
  readonly "newer-format": { readonly path: string; readonly found: string; readonly needs: string }
  readonly "altered-migration": { readonly path: string; readonly migration: string }
  readonly "election-file-unopenable": { readonly path: string; readonly cause: string }
  /** SQLite finds pages of the file changed. */
  readonly "election-file-damaged": { readonly path: string; readonly cause: string }
  /** Another program has written to the file: an object of its schema differs from what the migrations made. */
  readonly "schema-altered": {
    readonly path: string
    readonly kind: "table" | "index" | "trigger" | "view" | "setting"
    readonly name: string
    readonly how: "added" | "removed" | "changed"
  }
  /** Another program has written to the file: its rows differ from what the journal or an act commits to. */
  readonly "election-file-altered": {
    readonly part: AlteredPart
    /** The row, where it is known. */
    readonly at: string | undefined
  }
  /**
   * A rule of the schema refused a row. Either another row stands in its way that the program did not write, or the
   * program has a bug.
   */
  readonly "row-refused": { readonly path: string; readonly rule: string }
  /** The file or its folder is not writable. It can be read as it stands, but nothing can be done on it. */
  readonly "election-file-read-only": { readonly path: string }
  /**
   * Another program is reading an earlier state. Until it ends, the file without its log lacks what was committed
   * since.
   */
  readonly "log-held": { readonly path: string }
  /** The disk is full, or an I/O error occurred. */
  readonly storage: { readonly path: string; readonly cause: string } & Kept
  /** The package with which this Node reads SQLite is missing, was not compiled, or was compiled for another Node. */
  readonly "sqlite-absent": { readonly node: string; readonly package: string; readonly cause: string }
}

/** The append-only logs of an election file. */
export type LogName = "journal" | "register"

export interface JournalRefusals {
  /**
   * An entry of a log or a record of the archive does not match its hash: it was damaged, or another hand changed
   * it.
   */
  readonly "entry-altered": { readonly of: LogName | "archive"; readonly number: number }
  /** `voting` is set where a voter reads the message, who may already have voted. */
  readonly "wrong-phase": { readonly phase: Phase; readonly wanted: readonly Phase[]; readonly voting?: true }
  /** The clock is more than two seconds behind the last entry. */
  readonly "clock-went-back": { readonly last: string; readonly now: string }
  /**
   * The clock is more than a day past both the last entry and the hour of closing. Nothing is written unless the user
   * confirms that the clock is right.
   */
  readonly "clock-far-ahead": { readonly last: string; readonly now: string; readonly closes: string }
  /** The file is older than the highest state seen on this machine. */
  readonly rollback: {
    readonly seen: number
    readonly found: number
    /** The signed checkpoint or receipt that shows it. Absent where this machine's own memory shows it. */
    readonly note?: string
  }
  /** The first entries of the file are not those that this machine has seen: it has another history. */
  readonly "journal-rewritten": { readonly seen: number; readonly note?: string }
  /** The urn signed a receipt for a ballot that this file does not hold. */
  readonly "receipt-of-lost-ballot": { readonly note: string; readonly tracker: string }
  /** The file that remembers the highest state seen is unreadable. */
  readonly "state-damaged": { readonly path: string }
  /**
   * A command has done its work, but a step that follows (a checkpoint, the state that this machine remembers) failed.
   */
  readonly "state-unwritten": { readonly path: string; readonly cause: string }
  /** Neither HOME nor XDG_STATE_HOME names a folder in which this machine could remember the election. */
  readonly "state-nowhere": Record<string, never>
  readonly "not-an-urn-key": { readonly path: string }
  /**
   * The key that the authority certified is neither in the file of the usual name nor in another file beside the
   * election file.
   */
  readonly "urn-key-absent": { readonly path: string; readonly uuid: string }
  /** The phase changed at `entry`, but without the urn key no checkpoint can be signed over it. */
  readonly "checkpoint-unsigned": { readonly path: string; readonly uuid: string; readonly entry: number }
  /**
   * A record of this journal would lack checkpoints: the urn key signed only `signed` entries, and entry `entry`
   * changed the phase.
   */
  readonly "checkpoints-missing": { readonly entry: number; readonly signed: number }
  readonly "another-urn-key": { readonly path: string; readonly name: string; readonly wanted: string }
  readonly "act-needed": { readonly kind: ActKind }
  /** The journal has no entry of this number, or no checkpoint covers it yet. */
  readonly "no-such-entry": { readonly number: number; readonly size: number }
  readonly "not-a-checkpoint": { readonly fault: "form" | "origin" | "unsigned" | "forged" | "term" }
}

export interface StampRefusals {
  /** Of nothing of this kind, or not of this number, can a stamp be requested; `numbers` are those of which one can. */
  readonly "nothing-to-stamp": {
    readonly subject: "act" | "checkpoint" | "notice" | "minutes"
    readonly number: number | undefined
    readonly numbers: readonly number[]
  }
  /** A time-stamping service's reply, or a token, did not pass a check of `notes/time-stamp/`. */
  readonly "time-stamp-refused": { readonly path: string; readonly rule: TimeStampRule; readonly detail?: string }
  /** A warning: what was stamped says of itself that it was made later. `accuracy` is in milliseconds. */
  readonly "stamp-early": { readonly stamped: string; readonly accuracy: number; readonly stated: string }
  /** It stamps nothing that this file holds, or (`known`) was requested elsewhere. */
  readonly "time-stamp-unasked": { readonly path: string; readonly known: boolean }
  readonly "not-a-time-stamp-request": { readonly path: string }
}

export interface MinutesRefusals {
  /** The election was begun under a format that has no minutes (`format`), or nobody signed any (`none`). */
  readonly "no-minutes": { readonly reason: "format" | "none" }
  /** The record of the election does not pass every check, so that nothing can be told from it. */
  readonly "minutes-unsound": { readonly findings: readonly Finding[]; readonly unchecked: readonly string[] }
  /** Too few members, or without the secretary. */
  readonly "minutes-signers": { readonly members: number; readonly secretary: boolean }
  /** The proclamation in effect, act `act`, states no minutes (`none`) or other ones, and the record follows it; a warning. */
  readonly "minutes-not-proclaimed": { readonly act: number; readonly stated: "none" | "others" }
}

export interface RegisterRefusals {
  /** The election was begun under a format that has no register. */
  readonly "no-register": Record<string, never>
  /** The register is shorter than this machine has seen it. */
  readonly "register-rollback": { readonly seen: number; readonly found: number; readonly path: string }
  /** The first entries of the register are not those that this machine has seen. */
  readonly "register-rewritten": { readonly seen: number; readonly path: string }
  /** The key is neither that of a member nor of a certified writer, now. */
  readonly "not-a-writer": { readonly name: string }
  /** An entry of this kind needs so many different members, or, where it is 0, whoever may write. */
  readonly "signers-missing": { readonly members: number }
  /** A scan has no bytes. */
  readonly "scan-empty": { readonly path: string }
  /** A warning: a scan begins like no PDF, JPEG, PNG or TIFF. */
  readonly "scan-form": { readonly path: string }
  /** A text is empty or has more than 4,000 characters. */
  readonly "entry-too-long": Record<string, never>
  /** Another writer has this identifier or this key, or the key’s name does not end with the identifier. */
  readonly "writer-key-refused": { readonly writer: string }
  readonly "no-such-writer": { readonly writer: string }
  /** Nobody of this name, or by the entry of this number, is present. */
  readonly "not-present": { readonly who: string }
  readonly "present-twice": { readonly who: string; readonly entries: readonly number[] }
  /** Too few people of a role are on the attendance sheet; a warning. */
  readonly "role-absent": { readonly role: Role; readonly wanted: number; readonly present: number }
  /** The urn signed no entry of the register, and no file of it would prove anything. */
  readonly "register-unsigned": { readonly entries: number }
  /** The last entries of the register are in no checkpoint, and not in what was written; a warning. */
  readonly "register-tail-unsigned": { readonly entries: number; readonly signed: number }
}

export interface CustodyRefusals {
  /** The folder of the election file holds the key files of enough people to open the urn, or to decide, together. */
  readonly "keys-together": { readonly of: "holders" | "members"; readonly names: readonly string[] }
  readonly "nothing-to-recover": Record<string, never>
  /** What a kept note names is not here, and may be part of what this act gave up. */
  readonly "note-given-up": { readonly note: string; readonly act: number }
  /**
   * The lost history, of which this many entries were seen, parted from this file before the entry after which a recovery
   * says that everything may be lost.
   */
  readonly "loss-unclear": { readonly seen: number; readonly after: number }
  /** The copy would lie beside the election file, and the next command could not know which of the two is meant. */
  readonly "backup-ambiguous": { readonly path: string; readonly instead: string }
  /** An act `recover` names a batch that this file holds, or that no channel with a key can have announced. */
  readonly "batch-not-lost": { readonly batch: string }
  /** The value is no public key of age; `undefined` where it is the secret half of one, which is never shown. */
  readonly "not-a-recipient": {
    readonly given: string | undefined
    readonly from: { readonly path: string; readonly line: number } | undefined
  }
  /** A file of recipients has none. */
  readonly "no-recipient": { readonly path: string }
  /** None of the identities opens this encrypted copy. */
  readonly "copy-unopened": { readonly path: string }
  /** The file holds no secret key of age. */
  readonly "not-an-identity": { readonly path: string }
  readonly "custody-refused": { readonly name: string; readonly rule: CustodyRule }
  readonly "no-such-copy": {
    readonly name: string
    readonly known: readonly string[]
    readonly suggestion: string | undefined
  }
  /** A warning: the seal at a hand-over is not the one before it; `undefined` where there is none now. */
  readonly "seal-differs": { readonly name: string; readonly before: string; readonly now: string | undefined }
  /** The file is not what the copy is said to be. */
  readonly "copy-unlike-kind": { readonly path: string; readonly rule: CopyKindRule }
  readonly "medium-refused": { readonly path: string; readonly rule: MediumRule }
  /** A restored election file is of another election than its copy says, or a drill was held of another. */
  readonly "drill-of-other": { readonly copy: string; readonly found: string; readonly wanted: string }
  readonly "drill-note-refused": { readonly path: string; readonly rule: DrillNoteRule }
  /** An encrypted copy is not what it says; `part` is the file in it. */
  readonly "copy-faulty": { readonly path: string; readonly rule: CopyRule; readonly part?: string }
}

/** Something that a killed command left, by its name. */
export interface LeftBehind {
  readonly path: string
  /**
   * `written`: the command was writing it. `aside`: a successor has replaced it. `only`: it was put aside, but the
   * successor never got the name. `workshop`: a folder in which an election file was made.
   */
  readonly stage: "written" | "aside" | "only" | "workshop"
  /** The name that it was to get, or had. */
  readonly name: string | undefined
  readonly holds: "codes" | "secrets" | "election" | "other"
  /** A command line for the shell. */
  readonly remedy: string
}

/** A thing that is missing when an act is proposed. The refusal names all of them. */
export type Missing =
  | { readonly thing: "member-key"; readonly member: string }
  | { readonly thing: "roll" | "trustees" | "credentials" | "tally" | "result" }
  | { readonly thing: "possession"; readonly holder: string }
  /**
   * Too few voters: even with all of their ballots the definition's minimum is not reached, and nothing could be
   * decrypted.
   */
  | { readonly thing: "voters"; readonly eligible: number; readonly minimum: number }
  | { readonly thing: "batch"; readonly channel: string; readonly number: number }

/** How the file contradicts what the journal and the members' signatures say of an act. */
export type ActAltered = "journal" | "text" | "state" | "authority" | "quorum" | "absent" | "signature"

/** What is wrong with an act that was carried here in a file, and with which of the acts in that file. */
export interface ActFileFault {
  readonly rule:
    | "form"
    | "text"
    | "pending"
    | "election"
    | "journal"
    | "previous"
    | "authority"
    | "quorum"
    | "definition"
    | "result"
    /** The act is sound, but belongs to another election file than the one that imports it. */
    | "other"
  readonly act: number | undefined
}

export interface AuthorityRefusals {
  /** The file's row of an act is not what was decided: another hand has written it. */
  readonly "act-altered": { readonly act: number; readonly rule: ActAltered }
  /** An election file already has the name of the new one. */
  readonly "election-exists": { readonly path: string }
  /** An urn key already has the name of the new one, without an election file beside it. */
  readonly "urn-key-orphan": { readonly path: string; readonly election: string }
  /** The member's key exists, but the public half that is made with it is missing. */
  readonly "public-key-missing": { readonly path: string; readonly publicPath: string }
  /** The authority cannot be constituted without the keys of all its members. */
  readonly "member-keys-absent": { readonly members: readonly string[] }
  readonly "not-ready": { readonly kind: ActKind; readonly missing: readonly Missing[] }
  readonly "act-pending": { readonly act: number; readonly kind: ActKind }
  readonly "no-act-pending": Record<string, never>
  /** `act` is what was typed, `acts` how many acts there are. */
  readonly "no-such-act": { readonly act: string; readonly acts: number }
  readonly "act-expired": { readonly act: number }
  /** Something that the act states is no longer true. */
  readonly "act-stale": {
    readonly act: number
    /** The act that is pending now, where it is not the one that was shown. */
    readonly instead?: number
  }
  readonly "not-a-member-key": { readonly path: string }
  /** The public half of a key was given where the key itself is needed. */
  readonly "public-key-given": { readonly path: string }
  readonly "not-a-verifier-key": { readonly path: string }
  /** A witness cosigns checkpoints with a key of its own kind (type 0x04), and signs nothing else with it. */
  readonly "key-of-other-kind": { readonly name: string; readonly wanted: "note" | "cosignature" }
  /** The key is a rehearsal's and the election is real, or the reverse. */
  readonly "key-of-other-world": { readonly name: string; readonly rehearsal: boolean }
  readonly "not-a-member": { readonly name: string }
  /** Nobody of that identifier or name is a member; `members` are those who are. */
  readonly "member-unknown": { readonly name: string; readonly members: readonly string[] }
  readonly "same-key-twice": { readonly name: string }
  /**
   * The key has signed for another authority of this election. `kept` is the trust anchor (`sha256:…`) that it
   * remembers, `found` the one shown to it.
   */
  readonly "key-of-other-authority": { readonly name: string; readonly kept: string; readonly found: string }
  /** The key has signed another text under this act's number. */
  readonly "act-contradicts-memory": { readonly act: number }
  /** The journal of the act does not begin with the one that this key has signed. */
  readonly "journal-not-extended": { readonly signed: number; readonly size: number }
  /** The file was not made by `act export`, or is damaged. */
  readonly "not-an-act-file": { readonly path: string } & ActFileFault
  readonly "act-of-other-election": { readonly path: string; readonly uuid: string }
  readonly "given-missing": { readonly kind: ActKind; readonly option: string }
  /** The hour given breaks the rule for this act. */
  readonly "hour-refused": { readonly kind: ActKind; readonly given: string; readonly limit: string }
  /** The file holds the passphrase for a new key, and it is shorter than `least` characters. */
  readonly "passphrase-too-short": { readonly file: string; readonly least: number }
  /** Signing was cancelled at the terminal. The act stays. */
  readonly "signing-cancelled": { readonly act: number }
}

/**
 * Refusals around witnesses. `seen` counts the entries that a witness cosigned before, `size` those of the checkpoint
 * shown to it.
 */
export interface WitnessRefusals {
  readonly "not-a-witness-key": { readonly path: string }
  readonly "not-a-witness-request": { readonly path: string }
  /** A witness has to be told the urn's key the first time. */
  readonly "urn-key-unknown": { readonly name: string; readonly origin: string }
  readonly "witness-saw-more": { readonly name: string; readonly seen: number; readonly size: number }
  /** The urn's key signed a fork: two journals, neither of which contains the other. */
  readonly "witness-saw-other": { readonly name: string; readonly seen: number; readonly size: number }
  /** The request proves only that the journal continues its first `old` entries. */
  readonly "request-from-elsewhere": { readonly name: string; readonly seen: number; readonly old: number }
  readonly "no-witness": Record<string, never>
  readonly "which-witness": { readonly given: string | undefined; readonly names: readonly string[] }
  /** The cosigned checkpoint belongs to this journal, but the file has no checkpoint of that size. */
  readonly "checkpoint-unknown": { readonly path: string; readonly size: number }
  readonly "no-cosignature": { readonly path: string; readonly names: readonly string[] }
  readonly "cosignature-forged": { readonly path: string; readonly name: string }
}

export interface RollRefusals {
  /** Rows were refused, and their number is not the one that was to be left out. */
  readonly "rows-refused": {
    readonly path: string
    readonly refused: number
    readonly skipped: number | undefined
    /** The first findings; the report file has all of them. */
    readonly findings: readonly Finding[]
  }
  /** The report could not be written, but the rows are in the roll. */
  readonly "report-unwritten": { readonly path: string; readonly cause: string }
  /** How many members the roll has, and how many it would have. */
  readonly "roll-would-replace": { readonly before: number; readonly after: number }
  /** Credentials exist, so the roll that they were made for can no longer change. */
  readonly "roll-fixed": Record<string, never>
  readonly "roll-file-changed": { readonly path: string }
}

export interface CredentialRefusals {
  readonly "roll-needed": Record<string, never>
  /** The roll was imported again while credentials were being drawn for the old one. */
  readonly "roll-changed": Record<string, never>
  readonly "credentials-exist": { readonly issued: number }
  readonly "credentials-absent": Record<string, never>
  /** No transaction registered this file of codes, so its codes open nothing. */
  readonly "officer-file-orphan": { readonly path: string }
  readonly "officers-wrong": { readonly wanted: readonly string[]; readonly given: readonly string[] }
  readonly "officers-count": { readonly given: number }
  readonly "not-an-officer-key": { readonly path: string }
  readonly "another-officer-key": { readonly path: string; readonly officer: string; readonly rehearsal: boolean }
  /** The file is not a file of codes, or is damaged or cut short. */
  readonly "not-an-officer-file": { readonly path: string }
  readonly "not-this-officer": { readonly path: string }
  readonly "another-officer-file": { readonly path: string }
  /** A member stands in only one of the file of codes and the roll. */
  readonly "officer-file-roll": { readonly path: string; readonly member: string }
  readonly "not-a-code": Record<string, never>
  readonly "letter-too-long": { readonly addresses: number }
  /** A printed page, when read back, is not the letter that it should be. */
  readonly "letter-faulty": { readonly name: string; readonly sheet: number; readonly fault: string }
  /** No voter on the roll has this number. */
  readonly "no-such-member": { readonly member: string }
  /** A text that an officer gave for the letters cannot be printed as it is. */
  readonly "letter-unprintable": {
    readonly text: string
    readonly flaw: "number-cut" | "address-cut" | "character-missing" | "marks-stacked" | "right-to-left"
  }
  readonly "total-weight": { readonly total: string; readonly limit: string }
}

export interface TrusteeRefusals {
  /** A holder answers a request without saying with which key file. */
  readonly "holder-key-unnamed": { readonly holder: string; readonly step: string; readonly request: string }
  readonly "trustees-established": Record<string, never>
  readonly "trustees-absent": Record<string, never>
  readonly "holder-unknown": { readonly holder: string; readonly holders: readonly string[] }
  /** No ceremony of this election registered this holder's file: a run stopped before its end. */
  readonly "holder-file-orphan": { readonly path: string; readonly holder: string }
  /** The file is not the key file of a holder, or is damaged. */
  readonly "not-a-holder-file": { readonly path: string }
  readonly "another-holder-file": {
    readonly holder: string
    readonly uuid: string
    readonly wantedHolder: string
    readonly wantedUuid: string
  }
  /** Two trust anchors (`sha256:…`) differ: the one that a holder's file keeps, and the one of a file or a record. */
  readonly "another-authority": { readonly holder: string; readonly kept: string; readonly found: string }
  /** The election file does not continue the journal that a holder's file remembers. */
  readonly "holder-saw-more": {
    readonly path: string
    readonly holder: string
    readonly seen: number
    readonly found: number
  }
  /** The key in the file is not the one that the ceremony gave this holder. */
  readonly "holder-key-unknown": { readonly path: string; readonly holder: string }
  /** The file is neither a request to a holder nor a holder's reply, or is damaged. */
  readonly "not-a-trustee-message": { readonly path: string }
  readonly "message-of-other-election": { readonly path: string; readonly uuid: string }
  /** No act certifies the keys of these holders, so nobody could tell their replies from others'. */
  readonly "holder-keys-absent": { readonly holders: readonly string[] }
  /** What a request says of the election does not follow from its acts. */
  readonly "request-groundless": { readonly path: string; readonly rule: "acts" | "authority" | "definition" }
  readonly "signing-key-needed": { readonly holder: string }
  /** The authority certified another key for this holder. */
  readonly "signing-key-unknown": { readonly holder: string; readonly name: string }
  /** The reply is in a holder's name, but the holder's certified key did not sign it. */
  readonly "reply-not-by-holder": {
    readonly path: string
    readonly holder: string
    readonly fault: "form" | "origin" | "unsigned" | "forged"
  }
  /** The reply does not answer the request that this holder was sent last. */
  readonly "message-not-due": { readonly path: string; readonly holder: string; readonly step: string }
  /** The holder has already answered this step, and differently. */
  readonly "message-contradicts": { readonly path: string; readonly holder: string; readonly step: string }
  /** By the holder's own file, this step is still to come or already past. */
  readonly "step-not-due": { readonly holder: string; readonly step: string }
  /** By the holder's own file, the holder has answered another request of this step. */
  readonly "step-answered": { readonly holder: string; readonly step: string }
  /** This key has helped to decrypt another tally of the same election. */
  readonly "another-tally-decrypted": { readonly holder: string; readonly tally: string }
  readonly "too-few-ballots": { readonly counted: number; readonly minimum: number }
  /**
   * A document to be proclaimed has the name of a file of the record, and differs from it or is one that later exports
   * change.
   */
  readonly "document-of-record": { readonly path: string; readonly name: string; readonly rule: "changes" | "unlike" }
  /** `verify` does not accept the record, so its tally is not decrypted. `unchecked` lists checks by their numbers. */
  readonly "tally-unlike-ballots": { readonly findings: readonly Finding[]; readonly unchecked: readonly string[] }
}

/** What was given to `verify` and is no record. */
export type NotARecord =
  | "empty-folder"
  | "folder"
  | "empty-file"
  | "file"
  | "election-file"
  /** A zip, a tar.gz or the like. */
  | "compressed"
  /** A tar made by another program. */
  | "tar"

export interface VerifyRefusals {
  readonly "not-a-record": {
    readonly path: string
    readonly what: NotARecord
    /** A folder inside it that is a record. */
    readonly inside: string | undefined
  }
  /** A note that a reader kept, to compare a record with, is not a valid one of its kind. */
  readonly "not-a-kept-note": { readonly path: string; readonly kind: "receipt" | "checkpoint" }
}

/** Refusals of audits in which somebody else did a part, earlier or elsewhere. */
export interface AuditRefusals {
  /** The record has no archive before the seal, so no audit can be divided or continued. */
  readonly "record-without-archive": { readonly path: string }
  /** The file is not the signed note of an earlier audit, or not a part of a divided one. */
  readonly "not-an-audit": { readonly path: string; readonly kind: "audit" | "part"; readonly rule: NoteRule }
  /** It is not signed by any key that the reader trusts. */
  readonly "audit-untrusted": { readonly path: string; readonly trusted: readonly string[] }
  readonly "audit-of-other-election": { readonly path: string; readonly uuid: string; readonly found: string }
  /**
   * The votes have been added up by now. Whether every counted ballot was valid, only a whole audit can show.
   */
  readonly "audit-before-tally": { readonly path: string }
  /** The lines of a part differ from those that were signed. */
  readonly "part-altered": { readonly path: string }
  /** The part is about another archive, or another version of the program made it. */
  readonly "part-foreign": { readonly path: string; readonly rule: "archive" | "software" }
  readonly "parts-missing": { readonly of: "ballots" | "credentials"; readonly from: number; readonly to: number }
  readonly "parts-overlap": { readonly path: string; readonly other: string }
  /** Blocks of the part were checked again, with another outcome than the part states. */
  readonly "part-wrong": {
    readonly path: string
    readonly signer: string
    readonly of: "ballots" | "credentials"
    readonly from: number
    readonly to: number
  }
  /** The fast arithmetic and the slow one disagree: this machine or this program is broken. */
  readonly "engines-disagree": { readonly at: string }
}

/** Why a note is not valid, as in `notes/note.ts`. */
type NoteRule = "form" | "origin" | "unsigned" | "forged"

export interface TallyRefusals {
  readonly "tally-absent": Record<string, never>
  /** Another share of this holder has already been received. */
  readonly "share-given": { readonly holder: string }
  /** How many shares the result still needs of each group of holders, and whose they may be. */
  readonly "shares-missing": { readonly groups: readonly MissingShares[] }
  /** No set of the shares received gives a result: one of those that cannot be replaced is wrong. */
  readonly "shares-no-result": { readonly holders: readonly string[] }
}

export interface MissingShares {
  readonly needed: number
  readonly holders: readonly string[]
}

/** Why the signed note of a batch does not cover the ballots that came with it. */
export type BatchFault =
  /** The note is not a valid signed note (`notes/note.ts`). */
  | "form"
  | "origin"
  | "unsigned"
  | "forged"
  /** The note is about another channel. */
  | "channel"
  /** The lines or the hash of the file differ from what the note announces. */
  | "content"
  /** Another batch has this number. */
  | "number"
  /** The batch does not name the batch before it, or the batch after it does not name this one. */
  | "previous"
  /** The authority closed the urn without this batch. */
  | "given-up"

/**
 * Why the text of an urgent suspension cannot take effect any more: another act took effect since (`act`); the clock shows
 * an hour before it was made (`clock`); it is too old (`old`), or its suspension would have ended (`ended`); or it says
 * something else than would be decided now (`text`).
 */
export type UrgentStale = "act" | "clock" | "old" | "ended" | "text"

export interface UrnRefusals {
  /** The hour of closing has passed, and so has the grace. `grace` is in minutes. */
  /** The definition lets nobody suspend the vote without the authority, or the election was begun in a format without that. */
  readonly "urgent-not-allowed": { readonly reason: "definition" | "format" }
  /** The vote was suspended urgently before, and the authority has not decided about that yet. */
  readonly "urgent-unanswered": { readonly since: string }
  /** What was shown is not what would be decided now. */
  readonly "urgent-stale": {
    readonly rule: UrgentStale
    /** Whether it was drafted for members who are elsewhere. */
    readonly apart: boolean
  }
  /** Of a suspension that came back from members elsewhere; both are numbers of different members. */
  readonly "urgent-signers": { readonly needed: number; readonly signed: number }
  readonly "not-a-suspension-file": { readonly path: string; readonly rule: CarriedFault | "rule" }
  readonly "vote-over": { readonly closed: string; readonly grace: number }
  /** An act in effect fixes an hour before which this may not be done. */
  /** The vote is closed and may not be frozen yet. Both are instants: when it closed, and when its grace ends. */
  readonly "grace-runs": { readonly closed: string; readonly hour: string }
  readonly "not-before": { readonly kind: ActKind; readonly hour: string }
  /** The opening is decided, and nobody has opened the urn yet: its hour has not come, or nobody ran the command. */
  readonly "not-opened": { readonly hour: string; readonly due: boolean }
  /** Whoever waited for an hour ended the wait. */
  readonly "wait-cancelled": Readonly<Record<string, never>>
  /** The election was annulled while its hour was waited for. */
  readonly "annulled-meanwhile": Readonly<Record<string, never>>
  /** The hour that was waited for came only because the clock moved at once, and nobody is there to confirm it. */
  readonly "clock-jumped": { readonly before: string; readonly now: string }
  /** The hour of closing came before the urn was opened. */
  readonly "opening-missed": { readonly closes: string }
  /** `tracker` is that of the ballot cast earlier, if there is one. Whoever has the code may know it. */
  readonly "ballot-refused": { readonly finding: Finding; readonly tracker?: string }
  /** No credential of the archive belongs to this code. */
  readonly "code-of-other-archive": { readonly path: string }
  /** The file is not a `.bel` archive of Belenios. */
  readonly "not-an-archive": { readonly path: string }
  /** The receipt was asked for by this tracker, or by a code where it is `undefined`. */
  readonly "no-such-ballot": { readonly tracker: string | undefined }
  /** The receipt could not be written, but the ballot is in the urn. */
  readonly "receipt-unwritten": {
    readonly path: string
    readonly tracker: string
    readonly cause: string
    /** The receipt itself, since a reader of the JSON has it nowhere else. */
    readonly receipt: string
  }
  readonly "unknown-channel": { readonly channel: string; readonly channels: readonly string[] }
  /** The channel has a key, so its ballots come in batches, each with a signed note. */
  readonly "batch-note-needed": { readonly channel: string }
  /** A note came for a channel that the constitution gives no key. */
  readonly "channel-without-key": { readonly channel: string }
  /** `taken` counts the lines that were accepted before the fault appeared. */
  readonly "batch-refused": { readonly path: string; readonly fault: BatchFault; readonly taken?: number }
  /** A line of a sheet or note in which a channel says when its ballots arrived breaks the rule of bins. */
  readonly "batch-arrivals": { readonly path: string; readonly line: number; readonly rule: ArrivalRule }
  /** The file of ballots holds none. `batch` is set where its channel signed that, and the batch was received. */
  readonly "no-ballots": { readonly path: string; readonly lines: number; readonly batch: number | undefined }
  /** The import of `path` was cancelled. The ballots that it had accepted stay. */
  readonly "import-cancelled": { readonly path: string }
  /** The batch was announced after `limit`, when all voting had ended. */
  readonly "batch-too-late": { readonly channel: string; readonly number: number; readonly limit: string }
  /** The authority would declare this batch missing, but it has arrived. */
  readonly "batch-not-missing": { readonly batch: string }
  readonly "choice-unknown": {
    readonly choice: string
    readonly rule: "form" | "question" | "answer" | "twice" | "ambiguous"
  }
}

export interface RehearsalRefusals {
  /** The file is neither a `result.json` nor the output of `urne result --json`. */
  readonly "not-a-result": { readonly path: string }
  /** `--at` leaves no time for the steps before the vote. */
  readonly "rehearsal-late": { readonly at: string; readonly latest: string; readonly opens: string }
  /**
   * So few ballots would never be decrypted. `place` says where the definition sets the number, unless it is the
   * default.
   */
  readonly "rehearsal-too-small": {
    readonly members: number
    readonly voters: number
    readonly minimum: number
    readonly place: string | undefined
  }
}

/** Why an entry about an incident cannot follow those before it. */
export type IncidentRule =
  /** It has not the next number: another terminal was faster. */
  | "number"
  | "unknown-incident"
  | "unknown-intervention"
  | "closed"
  | "not-closed"
  | "unknown-claim"
  /** The claim cannot pass to this status from the one that it has. */
  | "transition"
  | "evidence-needed"
  | "unknown-evidence"
  /** All evidence that is cited was weighed before. */
  | "evidence-again"
  /** A conclusion can make only a supported claim its own. */
  | "claim-not-supported"
  /** Time is added twice for one channel, or for one channel and for all. */
  | "hours-unclear"
  | "unknown-decision"
  | "authorised-already"
  /** The entry that is corrected is not about this incident. */
  | "unknown-entry"
  /** It ends before it begins, or one of its instants is none. */
  | "interval"

export interface ComplaintRefusals {
  readonly "complaint-refused": { readonly complaint: number | undefined; readonly rule: ComplaintRule }
  /** A warning at the proclamation: nobody has answered these. */
  readonly "complaints-unanswered": { readonly complaints: readonly number[] }
}

export interface PreflightRefusals {
  /** The checks before the vote were not run since the seal, though the definition names a profile. */
  readonly "no-preflight": Readonly<Record<string, never>>
  /** Checks of the last run are wanting, and no act overrides them. */
  readonly "preflight-failed": { readonly checks: readonly PreflightCheck[]; readonly entry: number }
  /** The last run found nothing wanting in a check that the authority was to override. */
  readonly "check-sound": { readonly check: PreflightCheck }
}

export interface ComponentRefusals {
  readonly "component-refused": { readonly component: string; readonly rule: ComponentRule }
  /** The names that are registered are listed, and the one that was probably meant. */
  readonly "no-such-component": {
    readonly name: string
    readonly known: readonly string[]
    readonly suggestion: string | undefined
  }
}

export interface LookalikeRefusals {
  /** No address of the definition has a name that could be imitated. */
  readonly "no-host-to-imitate": Record<string, never>
  /** It says of a name that nobody has that it exists, or says nothing. */
  readonly "resolver-unusable": { readonly resolver: string; readonly fault: NetworkFailure | "knows-all" }
}

export interface ExposureRefusals {
  /** Only the hosts of the definition's addresses are examined. Without a host, it has no addresses. */
  readonly "host-not-official": { readonly host: string | undefined; readonly official: readonly string[] }
  /** Nobody who runs them has allowed it, or that is over. */
  readonly "host-not-authorised": { readonly hosts: readonly string[] }
  /** RFC 3339. */
  readonly "authorisation-over": { readonly until: string }
}

export interface IncidentRefusals {
  readonly "incident-refused": { readonly incident: number | undefined; readonly rule: IncidentRule }
  /** A file of evidence is there already under the name, but with another content. */
  readonly "evidence-differs": { readonly path: string; readonly sha256: string }
  /** The act does not order what the decision says. `minutes` is what it adds to the vote. */
  readonly "act-orders-nothing-such": {
    readonly act: number
    readonly rule: "absent" | "kind" | "minutes"
    readonly minutes: number
  }
  readonly "no-interruption-found": Record<string, never>
}

/**
 * Why a file is not one of a text that members sign apart: it is none (`form`), or what it carries is no such text (`text`);
 * its acts make no authority of the text's election (`authority`), or state another definition (`definition`); a signature
 * is not one of a member over this text (`signature`). Or it is of another election (`other`), or of another text than the
 * files before it (`unlike`).
 */
export type CarriedFault = "form" | "text" | "authority" | "definition" | "signature" | "other" | "unlike"

/** Refusals around watching the official addresses. */
export interface WatchRefusals {
  readonly "nothing-to-watch": Record<string, never>
  readonly "page-elsewhere": { readonly url: string; readonly addresses: readonly string[] }
  /** A page that is not served cannot be a reference. `failure` is a failure of the network, a status of HTTP, or `too-long`. */
  readonly "page-unserved": { readonly url: string; readonly failure: string; readonly to: string | undefined }
}

/**
 * Why an observer file is not sound: it is none, or was changed (`form`); its acts make no authority (`authority`), or state
 * another definition; a state of a log is not one that the urn signed (`…-signature`), or does not continue the one before it
 * (`…-proof`); the hashes of entries do not make its states (`…-leaves`); a cosignature is forged; a notice does not follow the one before it, or too few members signed it; a notice or an
 * act names another state than the file proves (`…-state`).
 */
export type ObserverFault =
  | "form"
  | "authority"
  | "definition"
  | `${"journal" | "register"}-${"signature" | "proof" | "leaves"}`
  | "cosignature"
  | "notice"
  | "notice-state"
  | "act-state"

/** What of a record does not hold together, so that nothing can be compared with it. */
export type RecordFault = "journal" | "authority" | "definition" | "checkpoint" | "register"

/** Refusals around what observers hold, and what is compared with it. */
export interface ObserverRefusals {
  readonly "not-an-observer-file": {
    readonly path: string
    readonly rule: ObserverFault
    /** Of the state, the notice or the act. */
    readonly number: number | undefined
  }
  readonly "record-unsound": { readonly path: string; readonly rule: RecordFault }
  readonly "not-shown": { readonly path: string }
  readonly "compare-key-unknown": { readonly path: string; readonly origin: string }
  readonly "not-signed-by-urn": { readonly path: string; readonly fault: "form" | "origin" | "unsigned" | "forged" }
  readonly "split-unproven": { readonly path: string }
  /** What was shown elsewhere is newer than what may be shown now. */
  readonly "fresher-than-public": {
    readonly path: string
    readonly size: number
    readonly public: number
    readonly log: "journal" | "register"
  }
  /** What was shown elsewhere is no state of this file. */
  readonly "shown-another": { readonly path: string; readonly size: number; readonly log: "journal" | "register" }
}

export interface NoticeRefusals {
  /** What was shown is not what would be said now, so it is not signed. */
  readonly "notice-stale": {
    readonly number: number
    readonly rule: "journal" | "register" | "number" | "due" | "old"
    /** Whether it was drafted for members who are elsewhere. */
    readonly apart: boolean
  }
  readonly "not-a-notice-file": { readonly path: string; readonly rule: CarriedFault }
  readonly "notice-absent": { readonly number: number; readonly issued: number }
  /** The notice names an incident, an earlier notice or a line of one that is not there. */
  readonly "notice-reference": {
    readonly what: "incident" | "notice"
    readonly number: number
    readonly line: number | undefined
  }
  readonly "notice-too-long": { readonly most: number }
  readonly "notice-statement": { readonly lines: number; readonly units: number }
}
