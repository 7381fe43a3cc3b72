import type { ActKind, ProfileArticle, ProfileName, Role, StatedPart } from "./vocabulary.ts"

/** Findings, grouped by the artefact that they are about. Each code has a text in every language (`language/`). */

/** What a definition lacks for an article of a profile: `least` is wanted, `found` is there. */
export type ProfileLack =
  | { readonly lack: "quorum"; readonly act: ActKind | undefined; readonly found: number; readonly least: number }
  | { readonly lack: "quorum-role"; readonly act: ActKind | undefined; readonly role: Role; readonly least: number }
  | { readonly lack: "members" | "keys-of"; readonly role: Role; readonly least: number }
  | { readonly lack: "holders" | "needed" | "grace"; readonly found: number; readonly least: number }
  | { readonly lack: "keys-part"; readonly role: Role; readonly found: number; readonly least: number }
  | { readonly lack: "revote" }
  | { readonly lack: "stated"; readonly what: StatedPart }

/** Mistakes in a definition file (`definition/`), each at `line:column`. */
export interface DefinitionFindings {
  /** The file is not YAML, or uses a YAML feature that a definition may not use. */
  readonly "definition-syntax": { readonly rule: YamlRule }
  /** YAML takes the text after ` #` for a comment, so `lost` would be dropped. */
  readonly "definition-cut": { readonly text: string; readonly lost: string }
  readonly "definition-missing": { readonly key: string }
  readonly "definition-unknown": { readonly key: string; readonly suggestion: string | undefined }
  readonly "definition-kind": { readonly key: string; readonly kind: DefinitionKind }
  readonly "definition-form": { readonly key: string; readonly value: string; readonly form: DefinitionForm }
  readonly "definition-choice": {
    readonly key: string
    readonly value: string
    readonly choices: string
    readonly suggestion: string | undefined
  }
  readonly "definition-range": {
    readonly key: string
    readonly least: number | undefined
    readonly most: number | undefined
  }
  readonly "definition-too-few": { readonly key: string; readonly least: number }
  readonly "definition-too-many": { readonly key: string; readonly most: number }
  readonly "definition-duplicate": { readonly key: string; readonly value: string }
  /** The clocks of the zone never show this local time, or show it twice. */
  readonly "definition-clock": { readonly key: string; readonly value: string; readonly clock: "skipped" | "twice" }
  readonly "definition-closes": { readonly opens: string; readonly closes: string }
  readonly "definition-hour": { readonly hour: string }
  readonly "definition-period": { readonly days: number }
  readonly "definition-bounds": { readonly min: number; readonly max: number; readonly answers: number }
  /** A question has a key that means something only where it states a majority, or the absolute one. */
  readonly "definition-majority": { readonly key: string; readonly needs: "majority" | "absolute" }
  readonly "definition-seats": { readonly seats: number; readonly answers: number }
  readonly "definition-second-round": { readonly places: number; readonly seats: number; readonly answers: number }
  readonly "definition-minority": { readonly total: number; readonly members: number }
  readonly "definition-quorum-total": { readonly total: number; readonly members: number }
  readonly "definition-quorum-role": { readonly role: Role; readonly wanted: number; readonly members: number }
  readonly "definition-quorum-sum": { readonly total: number; readonly sum: number }
  readonly "definition-no-trustee": Record<string, never>
  readonly "definition-threshold": { readonly needed: number; readonly holders: number }
  /** The definition promises figures by group, but no column of the roll gives the group. */
  readonly "definition-no-group": { readonly key: string }
  readonly "definition-postcode": { readonly column: string }
  /** A definition may reasonably ask for this, but this version does not support it. */
  /** The definition does not meet an article of the profile that it names, or by which it is judged. */
  readonly "definition-profile": {
    readonly profile: ProfileName
    readonly article: ProfileArticle
    readonly lack: ProfileLack
  }
  readonly "definition-unsupported": { readonly key: string; readonly value: string }
}

/** What is wrong with the YAML, named by what its author has to correct. */
export type YamlRule =
  | "size"
  | "encoding"
  | "indentation"
  | "colon"
  | "tab"
  | "quotes"
  | "unfinished"
  | "structure"
  | "duplicate-key"
  | "key"
  | "alias"
  | "tag"
  | "merge"
  | "prototype"
  | "directive"
  | "several-documents"
  | "nesting"

export type DefinitionKind = "text" | "whole-number" | "yes-no" | "list" | "mapping"

/** Kinds of text that have a syntax of their own. */
export type DefinitionForm =
  | "line"
  | "id"
  | "zone"
  | "local-time"
  | "date"
  | "hour"
  | "duration"
  | "percent"
  | "part"
  | "address"
  | "email"
  | "certificate"

/** Rows of a member file (`roll/`), each at the line on which the row begins. */
export interface RollFindings {
  readonly "roll-row-short": { readonly columns: number; readonly wanted: number }
  readonly "roll-row-long": { readonly columns: number; readonly wanted: number }
  readonly "roll-id-missing": { readonly column: string }
  /** `path` names the other file, where the earlier row is not in this one. */
  readonly "roll-id-twice": { readonly line: number; readonly path?: string }
  readonly "roll-name-missing": { readonly column: string }
  readonly "roll-field-long": { readonly column: string; readonly length: number; readonly limit: number }
  /**
   * A name, number or address looks like a voting code: nobody who opened the letter could tell which of the two is the
   * code.
   */
  readonly "roll-like-code": { readonly column: string }
  /** The cell holds a control or bidirectional character, given as `U+202E`. */
  readonly "roll-character": { readonly column: string; readonly character: string }
  /** The cell holds bytes that mean nothing in the encoding of the file. */
  readonly "roll-undecoded": { readonly column: string }
  /** The file itself contains U+FFFD: the program that made it had already lost the letters. */
  readonly "roll-letters-lost": { readonly column: string }
  readonly "roll-header-again": Record<string, never>
  readonly "roll-weight": { readonly column: string; readonly value: string }
  // What follows is about the file as a whole.
  /** Two of the files given are the same, byte for byte. */
  readonly "roll-file-twice": { readonly path: string }
  readonly "roll-empty": Record<string, never>
  readonly "roll-encoding-mixed": Record<string, never>
  readonly "roll-encoding-unmarked": Record<string, never>
  /** The header is a single field, which this delimiter would split into several. */
  readonly "roll-delimiter": { readonly delimiter: string }
  readonly "roll-header": { readonly header: string }
  readonly "roll-column-missing": { readonly column: string; readonly near?: string }
  /** The header is this many lines further down. */
  readonly "roll-title-above": { readonly lines: number }
  readonly "roll-other-file": {
    readonly what: "excel" | "opendocument" | "zip" | "gzip" | "pdf" | "html" | "numbers" | "rtf" | "json" | "vcard"
  }
  readonly "roll-column-twice": { readonly column: string }
  readonly "roll-columns-many": { readonly columns: number; readonly limit: number }
  readonly "roll-quotes": { readonly rule: "quote-open" | "quote-inside" | "quote-end" | "quote-formula" }
  readonly "roll-record-long": { readonly limit: number }
  readonly "roll-no-voter": Record<string, never>
  readonly "roll-no-rows": Record<string, never>
  readonly "roll-weight-total": { readonly total: string; readonly limit: string }
}

/** Entries, chain and grammar of a `.bel` archive (`belenios/`). */
export interface ArchiveFindings {
  /** The first entry is not the one that its timestamp determines. */
  readonly ARCHIVE_HEADER: Record<string, never>
  /** The header of an entry is not the one that its name, its size and the timestamp determine. */
  readonly ARCHIVE_ENTRY: Record<string, never>
  readonly ARCHIVE_PADDING: Record<string, never>
  readonly ARCHIVE_HASH: { readonly name: string; readonly computed: string }
  readonly ARCHIVE_SIZE: { readonly size: number; readonly limit: number }
  /** The archive ends inside an entry. */
  readonly ARCHIVE_CUT: { readonly wanted: number; readonly found: number }
  /** The archive holds no event. */
  readonly ARCHIVE_EMPTY: Record<string, never>
  /** The bytes are not the canonical JSON of an event. */
  readonly EVENT_FORM: Record<string, never>
  readonly EVENT_HEIGHT: { readonly height: number; readonly expected: number }
  readonly EVENT_PARENT: { readonly parent: string | undefined; readonly expected: string | undefined }
  readonly EVENT_ORDER: { readonly type: string; readonly after: string | undefined }
  /** The payload is not the record just before the event, or is present where the event may not have one. */
  readonly EVENT_PAYLOAD: { readonly type: string }
  /** The payload is malformed, or a record that it refers to is not in its place. */
  readonly EVENT_REFERENCE: { readonly type: string }
  /** No event refers to these data records. */
  readonly EVENT_UNREFERENCED: { readonly count: number }
  readonly EVENT_SHUFFLE: Record<string, never>
}

/** The rule that a JSON message of the voting protocol breaks; `path` says where. */
export type MessageRule =
  | "empty"
  | "mark"
  | "return"
  | "utf8"
  | "json"
  | "object"
  | "missing"
  | "unknown"
  | "array"
  | "length"
  | "string"
  | "integer"
  | "boolean"
  | "point"
  | "scalar"
  | "uuid"
  | "value"
  | "canonical"
  | "size"

/** Why 64 hexadecimal digits are not a point that may be used in this place. */
export type PointFault = "encoding" | "subgroup" | "identity"

interface MessageForm {
  /** The place inside the message, from its root: `answers[0].choices[1].alpha`. Empty for the whole message. */
  readonly path: string
  readonly rule: MessageRule
}

/** What an election is made of: its parameters, its credentials and its trustees. Ranks are counted from 1. */
export interface SetupFindings {
  readonly ELECTION_FORM: MessageForm
  readonly ELECTION_VERSION: { readonly version: number }
  readonly ELECTION_GROUP: { readonly group: string }
  readonly ELECTION_QUESTIONS: Record<string, never>
  /** The question is ranked or a list, and such questions are not counted yet. */
  readonly QUESTION_TYPE: { readonly question: number; readonly type: string }
  readonly QUESTION_BOUNDS: { readonly question: number; readonly min: number; readonly max: number }
  /** The election's public key is not the product of the trustees' keys. */
  readonly ELECTION_KEY: Record<string, never>
  readonly CREDENTIALS_FORM: MessageForm
  readonly CREDENTIAL_POINT: { readonly entry: number; readonly fault: PointFault }
  readonly CREDENTIAL_ORDER: { readonly entry: number }
  readonly CREDENTIAL_DUPLICATE: { readonly entry: number }
  readonly CREDENTIALS_WEIGHT: { readonly total: string; readonly limit: string }
  readonly TRUSTEES_FORM: MessageForm
  readonly TRUSTEES_THRESHOLD: { readonly threshold: number; readonly size: number }
  readonly TRUSTEE_DUPLICATE: { readonly trustee: number; readonly first: number }
  /** The trustee's proof that it knows the secret of its key does not hold. */
  readonly TRUSTEE_PROOF: { readonly trustee: number }
  readonly TRUSTEE_CERTIFICATE: { readonly trustee: number }
  readonly TRUSTEE_COEFFICIENTS: { readonly trustee: number }
  /** A trustee's signature over all certificates does not hold. */
  readonly TRUSTEE_CERTIFICATES: { readonly trustee: number }
  /** The verification key is not the one that the coefficients of all trustees give. */
  readonly TRUSTEE_KEY: { readonly trustee: number }
  readonly TRUSTEE_KEY_SIGNATURE: { readonly trustee: number }
}

/** Why a text sent from one trustee to another cannot be opened. */
export type ChannelFault = "form" | "cipher" | "signature" | "recipient"

/**
 * Findings about messages of the key ceremony, beyond those about published trustees. Ranks are those of the ceremony,
 * from 1.
 */
export interface CeremonyFindings {
  readonly CEREMONY_FORM: MessageForm & { readonly trustee: number }
  /** No certificate of this ceremony belongs to the keys at hand. */
  readonly CEREMONY_STRANGER: Record<string, never>
  /** The polynomial is not the one that its owner announced. */
  readonly CEREMONY_COMMITMENT: { readonly trustee: number }
  readonly CEREMONY_CHANNEL: { readonly trustee: number; readonly fault: ChannelFault }
  /** The value sent to us is not the one that the sender's public coefficients predict. */
  readonly CEREMONY_VALUE: { readonly trustee: number }
  /** Our own polynomial did not come back, or came back with other coefficients. */
  readonly CEREMONY_OWN_POLYNOMIAL: Record<string, never>
}

/** Findings about a voter's choice before it is encrypted. */
export interface ChoiceFindings {
  readonly CHOICE_COUNT: { readonly questions: number; readonly wanted: number }
  readonly CHOICE_LENGTH: { readonly question: number; readonly answers: number; readonly wanted: number }
  /** The value is neither 0 nor 1. */
  readonly CHOICE_VALUE: { readonly question: number }
  readonly CHOICE_BLANK: { readonly question: number }
  readonly CHOICE_BOUNDS: {
    readonly question: number
    readonly chosen: number
    readonly min: number
    readonly max: number
  }
}

export interface BallotFindings {
  readonly BALLOT_FORM: MessageForm
  readonly BALLOT_UUID: { readonly uuid: string; readonly expected: string }
  readonly BALLOT_ELECTION_HASH: { readonly hash: string; readonly expected: string }
  /** The questions fix another number of answers, choices or proofs, or the presence or absence of a blank proof. */
  readonly BALLOT_SHAPE: MessageForm
  readonly BALLOT_POINT: { readonly path: string; readonly fault: PointFault }
  readonly BALLOT_CREDENTIAL: { readonly credential: string }
  readonly BALLOT_INDIVIDUAL_PROOF: { readonly question: number; readonly choice: number }
  readonly BALLOT_OVERALL_PROOF: { readonly question: number }
  readonly BALLOT_BLANK_PROOF: { readonly question: number }
  readonly BALLOT_SIGNATURE: Record<string, never>
}

/** Why a ballot that is valid by itself is not admitted to the urn. */
export interface UrnFindings {
  readonly BALLOT_BLOCKED: { readonly credential: string }
  /** The credential is in reserve and was not activated. */
  readonly BALLOT_RESERVE: { readonly credential: string }
  /** The credential has already voted, and votes are final. */
  readonly BALLOT_REVOTE: { readonly credential: string }
  /** The credential has already voted in another channel, and has to stay there. */
  readonly BALLOT_CHANNEL: { readonly credential: string; readonly channel: string; readonly first: string }
  /** A ciphertext of the ballot, counted from 1, also stands in another ballot or stands twice in this one. */
  readonly BALLOT_COPIED: { readonly ciphertext: number }
}

export interface TallyFindings {
  readonly TALLY_FORM: MessageForm
  /** A ciphertext of the encrypted tally is not the product of the ballots. */
  readonly TALLY_PRODUCT: { readonly question: number; readonly choice: number }
  readonly TALLY_COUNT: { readonly counted: number; readonly stated: number }
  readonly TALLY_WEIGHT: { readonly counted: string; readonly stated: string }
  readonly SHARE_FORM: MessageForm
  readonly SHARE_OWNER: { readonly owner: number }
  readonly SHARE_PROOF: { readonly owner: number; readonly question: number; readonly choice: number }
  /** The stronger proof, which also binds the factor and the ciphertext, does not hold. */
  readonly SHARE_BINDING: { readonly owner: number; readonly question: number; readonly choice: number }
  /** The share contradicts the shares that give the result. */
  readonly SHARE_WRONG: { readonly owner: number }
  readonly SHARES_MISSING: { readonly item: number; readonly wanted: number; readonly found: number }
  /** No set of the shares gives a result. */
  readonly SHARES_NO_RESULT: Record<string, never>
  readonly RESULT_FORM: MessageForm
  readonly RESULT_VALUE: { readonly question: number; readonly choice: number }
}

/** Findings about what a holder of a key sends (`trustees/`). */
export interface HolderFindings {
  /** The proof that the holder has the secret of its key is for another election or another journal. */
  readonly TRUSTEE_POSSESSION: { readonly holder: string }
  /**
   * The signed reply is not the one that was due from this holder: its signer, its election, its step or the request
   * that it answers is another.
   */
  readonly HOLDER_REPLY: {
    readonly holder: string
    readonly fault: "form" | "origin" | "unsigned" | "forged" | "step" | "request" | "own"
  }
  /** The structure of the trustees does not follow from the signed replies, or lacks this holder's own key. */
  readonly HOLDER_STRUCTURE: { readonly holder: string; readonly rule: "unsigned" | "own-key" }
}

/**
 * Findings about a published record, made by `verify/` and the pure modules that it calls. Codes are the field's
 * upper-case names.
 */
export interface RecordFindings extends ArchiveFindings, SetupFindings, ChoiceFindings, BallotFindings, TallyFindings {}
