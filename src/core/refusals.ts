import type { Finding } from "./finding.ts"
import type { ActKind, Phase } from "./vocabulary.ts"
import type { Artefact } from "./world.ts"

/**
 * Every refusal, with what its message needs to name the place, the rule and the way out. In the order of the
 * lifecycle, one interface a room; a code exists once it has an English and a French text and an exit status.
 */
export type Refusals = CommandRefusals &
  FileRefusals &
  StoreRefusals &
  JournalRefusals &
  AuthorityRefusals &
  WitnessRefusals &
  CustodyRefusals &
  RollRefusals &
  CredentialRefusals &
  TrusteeRefusals &
  UrnRefusals &
  TallyRefusals &
  VerifyRefusals &
  AuditRefusals &
  RehearsalRefusals

/** What the value of an option or of an argument should have been. */
export type OptionForm =
  | { readonly form: "choice"; readonly allowed: readonly string[] }
  | { readonly form: "number"; readonly least: number; readonly most: number }
  | {
      readonly form:
        "percentage" | "tracker" | "fingerprint" | "instant" | "key-name" | "officer-name" | "document-name" | "shard"
    }
  /** An hour as clocks in the election's zone show it. */
  | { readonly form: "hour"; readonly zone: string }
  | { readonly form: "line"; readonly most: number }

/** Of refusals that may come in the middle of a command: whether the journal grew before, so that something stays. */
interface Kept {
  readonly kept?: true
}

/** The command line itself. */
export interface CommandRefusals {
  readonly "unknown-command": { readonly command: string; readonly suggestion: string | undefined }
  readonly "unknown-option": { readonly option: string; readonly suggestion: string | undefined }
  readonly "missing-argument": { readonly name: string }
  readonly "missing-option": { readonly option: string }
  readonly "invalid-option": { readonly option: string; readonly value: string; readonly wanted: OptionForm }
  /** Two options of which only one may be given. */
  readonly "options-exclude": { readonly option: string; readonly other: string }
  readonly "excess-arguments": { readonly command: string }
  /** A prompt was needed where none can be shown. */
  readonly "no-terminal": { readonly option: string }
  readonly "several-election-files": { readonly files: readonly string[] }
  readonly "no-election-file": {
    readonly folder: string
    /** Copies of elections that are here. */
    readonly backups: readonly string[]
  }
  /** A flag that only a rehearsal may use (`--seed`, `--at`). */
  readonly "rehearsal-only": { readonly option: string }
  readonly "not-confirmed": { readonly word: string } & Kept
  readonly cancelled: Kept
}

export interface FileRefusals {
  readonly "file-absent": { readonly path: string }
  /** The system's random generator gave the same bytes twice, or bytes all alike. */
  readonly "random-repeats": Readonly<Record<string, never>>
  /** `--force` replaces what urne made of the same kind; something else has the name, or stands inside (`inside`). */
  readonly "not-replaced": { readonly path: string; readonly artefact: Artefact; readonly inside?: string }
  readonly "file-exists": {
    readonly path: string
    /** Whether the command can replace it, and was not told to. */
    readonly replaceable?: boolean
  }
  readonly "file-unreadable": { readonly path: string; readonly cause: string }
  /** Stops nothing: said beside the result of `status`, and of what writes in the same place. */
  readonly "left-behind": LeftBehind
  /** A name that only what a command is writing has, and what one left that was killed. */
  readonly "file-unfinished": { readonly path: string }
  /** The place: no permission, a file where a folder should be, a name too long. */
  readonly "file-unwritable": { readonly path: string; readonly cause: string } & Kept
  /** The medium: no space left, an I/O error. */
  readonly "file-not-written": { readonly path: string; readonly cause: string } & Kept
  /** Standard output takes nothing: what was done cannot be shown. */
  readonly "output-unwritable": { readonly cause: string }
  readonly "file-too-large": { readonly path: string; readonly limit: number }
  /** Its first line, which was to hold a secret, is empty or no text. */
  readonly "no-secret-in-file": { readonly path: string }
  readonly "wrong-passphrase": { readonly path: string }
  /** Not an age file under a passphrase, or a damaged one. */
  readonly "not-a-secret-file": {
    readonly path: string
    /** It is a whole age file, for somebody's key. */
    readonly opensWith?: "key"
  }
  /** An artefact was read and has mistakes; all of them are listed. */
  readonly "faulty-artefact": { readonly path: string; readonly findings: readonly Finding[] }
}

/** A part of an election file that the journal, an act or a hash vouches for. */
export type AlteredPart =
  | "definition"
  | "election"
  | "journal"
  | "roll"
  | "trustees"
  | "credentials"
  | "archive"
  | "ballots"
  | "batches"
  | "checkpoints"
  | "cosignatures"
  | "votes"
  | "ciphertexts"
  | "shares"

export interface StoreRefusals {
  readonly busy: { readonly path: string }
  readonly "not-an-election-file": { readonly path: string }
  readonly "newer-election-file": { readonly path: string; readonly migration: string }
  /** It is of a format that only a later program knows: an election file, a note, a key file. Nothing is said against it. */
  readonly "newer-format": { readonly path: string; readonly found: string; readonly needs: string }
  readonly "altered-migration": { readonly path: string; readonly migration: string }
  readonly "election-file-unopenable": { readonly path: string; readonly cause: string }
  /** SQLite finds that pages of the file are not what they were. */
  readonly "election-file-damaged": { readonly path: string; readonly cause: string }
  /** Another program has written to the file: an object of its schema is not as the migrations made it. */
  readonly "schema-altered": {
    readonly path: string
    readonly kind: "table" | "index" | "trigger" | "view" | "setting"
    readonly name: string
    readonly how: "added" | "removed" | "changed"
  }
  /** Another program has written to the file: its rows are not those that the journal or an act commits to. */
  readonly "election-file-altered": {
    readonly part: AlteredPart
    /** Which row, where one is known. */
    readonly at: string | undefined
  }
  /** A rule of the schema refused a row: another row stands in its way that the program did not write, or the program has a mistake. */
  readonly "row-refused": { readonly path: string; readonly rule: string }
  /** The file or its folder may not be written: it is read as it stands, and nothing can be done on it. */
  readonly "election-file-read-only": { readonly path: string }
  /** Another program reads an earlier state: until it ends, the file without its log lacks what was committed since. */
  readonly "log-held": { readonly path: string }
  /** The disk is full, an I/O error. */
  readonly storage: { readonly path: string; readonly cause: string } & Kept
  /** The package that this Node reads SQLite with is not there, was not compiled, or was compiled for another Node. */
  readonly "sqlite-absent": { readonly node: string; readonly package: string; readonly cause: string }
}

export interface JournalRefusals {
  /** An entry of the journal, or a record of the archive, is not what its hash says: damage, or another hand. */
  readonly "entry-altered": { readonly of: "journal" | "archive"; readonly number: number }
  /** `voting`: a voter is told so, who may have voted before. */
  readonly "wrong-phase": { readonly phase: Phase; readonly wanted: readonly Phase[]; readonly voting?: true }
  /** The clock stands more than two seconds before the last entry. */
  readonly "clock-went-back": { readonly last: string; readonly now: string }
  /** The clock stands more than a day past the last entry and the hour of closing; nothing is written unless it is said to be right. */
  readonly "clock-far-ahead": { readonly last: string; readonly now: string; readonly closes: string }
  /** The file is older than the highest state seen on this machine. */
  readonly rollback: {
    readonly seen: number
    readonly found: number
    /** The signed checkpoint or receipt that shows it, where it is not what this machine remembers. */
    readonly note?: string
  }
  /** The file's first entries are not those seen on this machine: another history. */
  readonly "journal-rewritten": { readonly seen: number; readonly note?: string }
  /** The urn signed a receipt of a ballot that this file does not hold. */
  readonly "receipt-of-lost-ballot": { readonly note: string; readonly tracker: string }
  /** The file that remembers the highest state seen cannot be understood. */
  readonly "state-damaged": { readonly path: string }
  /** A command has done its work, and what follows on it (a checkpoint, the state that this machine remembers) failed. */
  readonly "state-unwritten": { readonly path: string; readonly cause: string }
  /** Neither HOME nor XDG_STATE_HOME names a folder in which this machine could remember the election. */
  readonly "state-nowhere": Record<string, never>
  readonly "not-an-urn-key": { readonly path: string }
  /** No file of the usual name, nor another beside the election file, holds the key that the authority certified. */
  readonly "urn-key-absent": { readonly path: string; readonly uuid: string }
  /** The phase changed, and without the urn key no checkpoint says so: `entry` is that change. */
  readonly "checkpoint-unsigned": { readonly path: string; readonly uuid: string; readonly entry: number }
  /** A record of this journal would lack checkpoints: the urn key signed `signed` entries, and entry `entry` changed the phase. */
  readonly "checkpoints-missing": { readonly entry: number; readonly signed: number }
  readonly "another-urn-key": { readonly path: string; readonly name: string; readonly wanted: string }
  readonly "act-needed": { readonly kind: ActKind }
  /** Or one that no checkpoint covers yet. */
  readonly "no-such-entry": { readonly number: number; readonly size: number }
  readonly "not-a-checkpoint": { readonly fault: "form" | "origin" | "unsigned" | "forged" | "term" }
}

export interface CustodyRefusals {
  /** Beside the election file lie the key files of so many that together they open the urn, or decide. */
  readonly "keys-together": { readonly of: "holders" | "members"; readonly names: readonly string[] }
  readonly "nothing-to-recover": Record<string, never>
  /** A copy that the next command would find beside the election file, without knowing which of the two is meant. */
  readonly "backup-ambiguous": { readonly path: string; readonly instead: string }
  /** An act `recover` names a batch that this file has, or that no channel with a key can have announced. */
  readonly "batch-not-lost": { readonly batch: string }
}

/** What a command left that was killed, by name. */
export interface LeftBehind {
  readonly path: string
  /** Being written; what its successor replaced; the same, where the successor never got the name; made in a workshop. */
  readonly stage: "written" | "aside" | "only" | "workshop"
  /** What it was to be called, or was. */
  readonly name: string | undefined
  readonly holds: "codes" | "secrets" | "election" | "other"
  /** A line for the shell. */
  readonly remedy: string
}

/** What is not there yet when an act is proposed; the act names all of it. */
export type Missing =
  | { readonly thing: "member-key"; readonly member: string }
  | { readonly thing: "roll" | "trustees" | "credentials" | "tally" | "result" }
  | { readonly thing: "possession"; readonly holder: string }
  /** Voters: with all of their ballots the definition's minimum is not reached, and nothing could be decrypted. */
  | { readonly thing: "voters"; readonly eligible: number; readonly minimum: number }
  | { readonly thing: "batch"; readonly channel: string; readonly number: number }

/** Where the file differs from what the journal and the members’ signatures say of an act. */
export type ActAltered = "journal" | "text" | "state" | "authority" | "quorum" | "absent" | "signature"

/** What is wrong with an act that was carried away, and with which of the acts in the file. */
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
    /** It is read well, and is not of the election file that takes it in. */
    | "other"
  readonly act: number | undefined
}

export interface AuthorityRefusals {
  /** The file's row of an act is not what was decided: another hand has written it. */
  readonly "act-altered": { readonly act: number; readonly rule: ActAltered }
  /** An election file stands where a new one would be made. */
  readonly "election-exists": { readonly path: string }
  /** An urn key stands where a new one would be made, and no election file beside it. */
  readonly "urn-key-orphan": { readonly path: string; readonly election: string }
  /** A member's key is there already, without the public half that is made with it. */
  readonly "public-key-missing": { readonly path: string; readonly publicPath: string }
  /** Without the keys of all its members an authority can never be constituted. */
  readonly "member-keys-absent": { readonly members: readonly string[] }
  readonly "not-ready": { readonly kind: ActKind; readonly missing: readonly Missing[] }
  readonly "act-pending": { readonly act: number; readonly kind: ActKind }
  readonly "no-act-pending": Record<string, never>
  /** As it was typed, and how many there are. */
  readonly "no-such-act": { readonly act: string; readonly acts: number }
  readonly "act-expired": { readonly act: number }
  /** Something that the act states is no longer so. */
  readonly "act-stale": {
    readonly act: number
    /** The act that waits now, where it is another than the one that was shown. */
    readonly instead?: number
  }
  readonly "not-a-member-key": { readonly path: string }
  /** The public half of a key where the key itself is wanted. */
  readonly "public-key-given": { readonly path: string }
  readonly "not-a-verifier-key": { readonly path: string }
  /** A witness cosigns checkpoints with a key of its own kind (type 0x04), and signs nothing else with it. */
  readonly "key-of-other-kind": { readonly name: string; readonly wanted: "note" | "cosignature" }
  /** A key of a rehearsal in a real election, or the other way round. */
  readonly "key-of-other-world": { readonly name: string; readonly rehearsal: boolean }
  readonly "not-a-member": { readonly name: string }
  readonly "same-key-twice": { readonly name: string }
  /** The key has signed for another authority of this election: the trust anchors (`sha256:…`), the one that it keeps and the one shown. */
  readonly "key-of-other-authority": { readonly name: string; readonly kept: string; readonly found: string }
  /** The key has signed another text of this act's number. */
  readonly "act-contradicts-memory": { readonly act: number }
  /** The act's journal does not begin with the one that this key has signed. */
  readonly "journal-not-extended": { readonly signed: number; readonly size: number }
  /** Not an act carried away by `act export`, or a damaged one. */
  readonly "not-an-act-file": { readonly path: string } & ActFileFault
  readonly "act-of-other-election": { readonly path: string; readonly uuid: string }
  readonly "given-missing": { readonly kind: ActKind; readonly option: string }
  /** The hour given breaks the rule of this act. */
  readonly "hour-refused": { readonly kind: ActKind; readonly given: string; readonly limit: string }
  /** `file` holds a passphrase of fewer than `least` characters, for a new key. */
  readonly "passphrase-too-short": { readonly file: string; readonly least: number }
  /** Signing was cancelled at the terminal; the act stays. */
  readonly "signing-cancelled": { readonly act: number }
}

/** Entries of a journal: `seen` those that a witness cosigned before, `size` those of the checkpoint that it is shown. */
export interface WitnessRefusals {
  readonly "not-a-witness-key": { readonly path: string }
  readonly "not-a-witness-request": { readonly path: string }
  /** The first time, a witness must be told the urn's key. */
  readonly "urn-key-unknown": { readonly name: string; readonly origin: string }
  readonly "witness-saw-more": { readonly name: string; readonly seen: number; readonly size: number }
  /** A fork: the urn's key signed two journals of which neither contains the other. */
  readonly "witness-saw-other": { readonly name: string; readonly seen: number; readonly size: number }
  /** The request proves that the journal continues the first `old` entries. */
  readonly "request-from-elsewhere": { readonly name: string; readonly seen: number; readonly old: number }
  readonly "no-witness": Record<string, never>
  readonly "which-witness": { readonly given: string | undefined; readonly names: readonly string[] }
  /** It continues this journal, and the file has no checkpoint of that size. */
  readonly "checkpoint-unknown": { readonly path: string; readonly size: number }
  readonly "no-cosignature": { readonly path: string; readonly names: readonly string[] }
  readonly "cosignature-forged": { readonly path: string; readonly name: string }
}

export interface RollRefusals {
  /** Rows were refused, and not exactly as many as were to be left out. */
  readonly "rows-refused": {
    readonly path: string
    readonly refused: number
    readonly skipped: number | undefined
    /** The first of them; the report file has all. */
    readonly findings: readonly Finding[]
  }
  /** The rows are the roll all the same. */
  readonly "report-unwritten": { readonly path: string; readonly cause: string }
  /** Members that the roll has, and those that it would have. */
  readonly "roll-would-replace": { readonly before: number; readonly after: number }
  /** Credentials exist: the roll they were made for stays. */
  readonly "roll-fixed": Record<string, never>
  readonly "roll-file-changed": { readonly path: string }
}

export interface CredentialRefusals {
  readonly "roll-needed": Record<string, never>
  /** The roll was imported again while credentials were drawn for the old one. */
  readonly "roll-changed": Record<string, never>
  readonly "credentials-exist": { readonly issued: number }
  readonly "credentials-absent": Record<string, never>
  /** A file of codes that no transaction registered: its codes open nothing. */
  readonly "officer-file-orphan": { readonly path: string }
  readonly "officers-wrong": { readonly wanted: readonly string[]; readonly given: readonly string[] }
  readonly "officers-count": { readonly given: number }
  readonly "not-an-officer-key": { readonly path: string }
  readonly "another-officer-key": { readonly path: string; readonly officer: string; readonly rehearsal: boolean }
  /** Not a file of codes, or a damaged or cut one. */
  readonly "not-an-officer-file": { readonly path: string }
  readonly "not-this-officer": { readonly path: string }
  readonly "another-officer-file": { readonly path: string }
  /** A member stands in the file of codes or in the roll, but not in both. */
  readonly "officer-file-roll": { readonly path: string; readonly member: string }
  readonly "not-a-code": Record<string, never>
  readonly "letter-too-long": { readonly addresses: number }
  /** A printed page, read back, is not the letter that it should be. */
  readonly "letter-faulty": { readonly name: string; readonly sheet: number; readonly fault: string }
  /** Nobody of the roll who may vote has this number. */
  readonly "no-such-member": { readonly member: string }
  /** What an officer gave for a letter cannot be set on it as it is. */
  readonly "letter-unprintable": {
    readonly text: string
    readonly flaw: "number-cut" | "address-cut" | "character-missing" | "marks-stacked" | "right-to-left"
  }
  readonly "total-weight": { readonly total: string; readonly limit: string }
}

export interface TrusteeRefusals {
  readonly "trustees-established": Record<string, never>
  readonly "trustees-absent": Record<string, never>
  readonly "holder-unknown": { readonly holder: string; readonly holders: readonly string[] }
  /** A file of a holder that no ceremony of this election registered: a run stopped before its end. */
  readonly "holder-file-orphan": { readonly path: string; readonly holder: string }
  /** Not the key file of a holder, or a damaged one. */
  readonly "not-a-holder-file": { readonly path: string }
  readonly "another-holder-file": {
    readonly holder: string
    readonly uuid: string
    readonly wantedHolder: string
    readonly wantedUuid: string
  }
  /** Two trust anchors, `sha256:…`: the one that a holder's file keeps, and that of a file or a record. */
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
  /** Not a request to a holder, nor a holder's reply, or a damaged one. */
  readonly "not-a-trustee-message": { readonly path: string }
  readonly "message-of-other-election": { readonly path: string; readonly uuid: string }
  /** Holders whose keys no act certifies, so that nobody could tell their replies from others'. */
  readonly "holder-keys-absent": { readonly holders: readonly string[] }
  /** What a request says of the election is not what its acts make. */
  readonly "request-groundless": { readonly path: string; readonly rule: "acts" | "authority" | "definition" }
  readonly "signing-key-needed": { readonly holder: string }
  /** Not the key that the authority certified for this holder. */
  readonly "signing-key-unknown": { readonly holder: string; readonly name: string }
  /** A reply in a holder's name that its certified key did not sign. */
  readonly "reply-not-by-holder": {
    readonly path: string
    readonly holder: string
    readonly fault: "form" | "origin" | "unsigned" | "forged"
  }
  /** A reply to a request that is not the one which this holder was sent last. */
  readonly "message-not-due": { readonly path: string; readonly holder: string; readonly step: string }
  /** The holder has answered this step, and otherwise. */
  readonly "message-contradicts": { readonly path: string; readonly holder: string; readonly step: string }
  /** The holder's own file: it has not come so far, or is past it. */
  readonly "step-not-due": { readonly holder: string; readonly step: string }
  /** The holder's own file: it has answered another request of this step. */
  readonly "step-answered": { readonly holder: string; readonly step: string }
  /** This key has helped to decrypt another tally of the same election. */
  readonly "another-tally-decrypted": { readonly holder: string; readonly tally: string }
  readonly "too-few-ballots": { readonly counted: number; readonly minimum: number }
  /** A document to be proclaimed has the name of a file of the record, which is another or never stays the same. */
  readonly "document-of-record": { readonly path: string; readonly name: string; readonly rule: "changes" | "unlike" }
  /** A record that `verify` does not accept, so that its tally is not decrypted. Checks by their numbers. */
  readonly "tally-unlike-ballots": { readonly findings: readonly Finding[]; readonly unchecked: readonly string[] }
}

/** What was given to be verified, and shows nothing of a record. */
export type NotARecord =
  | "empty-folder"
  | "folder"
  | "empty-file"
  | "file"
  | "election-file"
  /** A zip, a tar.gz and the like. */
  | "compressed"
  /** A tar that another program made. */
  | "tar"

export interface VerifyRefusals {
  readonly "not-a-record": {
    readonly path: string
    readonly what: NotARecord
    /** A folder in it that is one. */
    readonly inside: string | undefined
  }
  /** What a reader kept, and holds against a record, is not the note that it should be. */
  readonly "not-a-kept-note": { readonly path: string; readonly kind: "receipt" | "checkpoint" }
}

/** Audits of which somebody else did a part, earlier or elsewhere. */
export interface AuditRefusals {
  /** Before the seal there is none, and nothing to audit in parts or to go on from. */
  readonly "record-without-archive": { readonly path: string }
  /** Not the signed note of an earlier audit, or not a part of a divided one. */
  readonly "not-an-audit": { readonly path: string; readonly kind: "audit" | "part"; readonly rule: NoteRule }
  /** No key signed it that the reader trusts. */
  readonly "audit-untrusted": { readonly path: string; readonly trusted: readonly string[] }
  readonly "audit-of-other-election": { readonly path: string; readonly uuid: string; readonly found: string }
  /** The votes are added up: that every ballot counted was a right one is for a whole audit to see. */
  readonly "audit-before-tally": { readonly path: string }
  /** The lines of a part are not those that were signed. */
  readonly "part-altered": { readonly path: string }
  /** The part is of another archive, or another version of the program made it. */
  readonly "part-foreign": { readonly path: string; readonly rule: "archive" | "software" }
  readonly "parts-missing": { readonly of: "ballots" | "credentials"; readonly from: number; readonly to: number }
  readonly "parts-overlap": { readonly path: string; readonly other: string }
  /** Checked again, these are not as the part says. */
  readonly "part-wrong": {
    readonly path: string
    readonly signer: string
    readonly of: "ballots" | "credentials"
    readonly from: number
    readonly to: number
  }
  /** The fast arithmetic and the slow one say different things: this machine or this program is broken. */
  readonly "engines-disagree": { readonly at: string }
}

/** Why a note is not what it should be; as in `notes/note.ts`. */
type NoteRule = "form" | "origin" | "unsigned" | "forged"

export interface TallyRefusals {
  readonly "tally-absent": Record<string, never>
  /** Another share of this holder stands already. */
  readonly "share-given": { readonly holder: string }
  /** How many shares of each group of holders the result still waits for, and whose they may be. */
  readonly "shares-missing": { readonly groups: readonly MissingShares[] }
  /** No set of the shares received gives a result: one of those that cannot be replaced is wrong. */
  readonly "shares-no-result": { readonly holders: readonly string[] }
}

export interface MissingShares {
  readonly needed: number
  readonly holders: readonly string[]
}

/** Why a signed note of a batch does not stand for the ballots that came with it. */
export type BatchFault =
  /** As any signed note (`notes/note.ts`). */
  | "form"
  | "origin"
  | "unsigned"
  | "forged"
  /** It is about another channel. */
  | "channel"
  /** The file has not the lines and the hash that the note announces. */
  | "content"
  /** Another batch has this number. */
  | "number"
  /** It does not name the batch before it, or the batch after it does not name it. */
  | "previous"
  /** The authority closed the urn without it. */
  | "given-up"

export interface UrnRefusals {
  /** The hour of closing has passed, and so has the grace for whom it was meant. */
  readonly "vote-over": { readonly closed: string; readonly grace: number }
  /** An act in effect fixes an hour before which this may not be done. */
  readonly "not-before": { readonly kind: ActKind; readonly hour: string }
  /** The hour of closing came before the urn was opened. */
  readonly "opening-missed": { readonly closes: string }
  /** With the tracker of the ballot that was cast before, where there is one: who has the code may know it. */
  readonly "ballot-refused": { readonly finding: Finding; readonly tracker?: string }
  /** No credential of an archive has this code. */
  readonly "code-of-other-archive": { readonly path: string }
  /** Not a `.bel` archive of Belenios. */
  readonly "not-an-archive": { readonly path: string }
  /** Whose receipt was asked for, by this tracker or by a code. */
  readonly "no-such-ballot": { readonly tracker: string | undefined }
  /** The ballot is in the urn all the same. */
  readonly "receipt-unwritten": {
    readonly path: string
    readonly tracker: string
    readonly cause: string
    /** The receipt itself: who reads JSON has it nowhere else. */
    readonly receipt: string
  }
  readonly "unknown-channel": { readonly channel: string; readonly channels: readonly string[] }
  /** The channel has a key, so its ballots come in batches with a signed note. */
  readonly "batch-note-needed": { readonly channel: string }
  /** A note came for a channel to which the constitution gives no key. */
  readonly "channel-without-key": { readonly channel: string }
  /** `taken`: lines that were taken in before it showed. */
  readonly "batch-refused": { readonly path: string; readonly fault: BatchFault; readonly taken?: number }
  /** A file of ballots without any; `batch`: its channel signed that, and it was taken in. */
  readonly "no-ballots": { readonly path: string; readonly lines: number; readonly batch: number | undefined }
  /** The import of `path` was cancelled; what it took in before stays. */
  readonly "import-cancelled": { readonly path: string }
  /** It was not announced before this instant, when all voting had ended. */
  readonly "batch-too-late": { readonly channel: string; readonly number: number; readonly limit: string }
  /** The batch that the authority would declare missing is not missing. */
  readonly "batch-not-missing": { readonly batch: string }
  readonly "choice-unknown": {
    readonly choice: string
    readonly rule: "form" | "question" | "answer" | "twice" | "ambiguous"
  }
}

export interface RehearsalRefusals {
  /** No `result.json`, nor what `urne result --json` prints. */
  readonly "not-a-result": { readonly path: string }
  /** `--at` leaves no time for what comes before the vote. */
  readonly "rehearsal-late": { readonly at: string; readonly latest: string; readonly opens: string }
  /** So many ballots would never be decrypted. `place` is where the definition says it, unless it is the default. */
  readonly "rehearsal-too-small": {
    readonly members: number
    readonly voters: number
    readonly minimum: number
    readonly place: string | undefined
  }
}
