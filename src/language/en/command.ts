import type { CommandRefusals, LeftBehind, FileRefusals, OptionForm, StoreRefusals } from "../../core/refusals.ts"
import type { Artefact, Work } from "../../core/world.ts"
import type { RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"

const suggest = (suggestion: string | undefined) =>
  suggestion === undefined ? { hint: "urne --help lists the commands" } : { hint: `did you mean ${suggestion}?` }

const objectKinds = { table: "table", index: "index", trigger: "trigger", view: "view", setting: "the setting" }

const alteredParts = {
  definition: "the definition",
  election: "the election's name or key",
  journal: "the journal",
  roll: "the roll",
  trustees: "what the holders of the urn’s keys made or proved",
  credentials: "the list of credentials",
  archive: "the archive",
  ballots: "the register of ballots",
  batches: "the register of batches",
  cosignatures: "what witnesses cosigned",
  checkpoints: "a checkpoint",
  votes: "the register of votes that count",
  ciphertexts: "the register of ciphertexts",
  shares: "a holder’s share of the decryption",
}

/** What the value of an option should be. */
function wish(wanted: OptionForm): string {
  switch (wanted.form) {
    case "choice":
      return wanted.allowed.length === 0 ? "nothing can be given here" : `give one of: ${wanted.allowed.join("  ")}`
    case "number":
      return `give a whole number from ${wanted.least} to ${wanted.most}`
    case "percentage":
      return "give a percentage from 0 to 100 with at most two decimals, like 58.25"
    case "tracker":
      return "a tracker is 43 letters, digits, + and /, as it stands on the receipt"
    case "fingerprint":
      return "a fingerprint is eight groups of four digits and letters a to f, as it stands on every letter, or all 64 of them"
    case "instant":
      return "give an instant in UTC, like 2014-11-28T19:00:00Z"
    case "hour":
      return `give a day and an hour that clocks in ${wanted.zone} show once, like 2014-11-28T20:00`
    case "line":
      return `give one line of 1 to ${wanted.most} characters, without blanks at its ends`
    case "key-name":
      return "a name of a key has no blanks and no +, like anne-levade"
    case "officer-name":
      return "a name of an officer has no blanks, like registrar"
    case "shard":
      return "give the number of the part and how many there are, like 2/4"
    case "document-name":
      return "the name of a document holds letters without accents, digits, . _ and - only: rename the file"
  }
}

/** Whatever the command had done in the journal before it was refused. */
const staysDone = "what was done before that stays: urne status shows where the election stands"

function leftBehind(stage: LeftBehind["stage"], name: string): string {
  switch (stage) {
    case "aside":
      return `is what ${name} was before another took its place, left by a command that was killed`
    case "only":
      return `is the only ${name}: a command was killed while it put another in its place`
    case "workshop":
      return "was left by a command that was killed while it made or copied an election file"
    default:
      return `was left by a command that was killed while it wrote ${name}`
  }
}

function held(holds: LeftBehind["holds"]): string {
  switch (holds) {
    case "codes":
      return "; it holds voting codes that anybody can read who gets it"
    case "secrets":
      return "; it may hold secrets"
    case "election":
      return "; it may hold the roll"
    default:
      return ""
  }
}

export const refusals: RefusalTexts<CommandRefusals & FileRefusals & StoreRefusals> = {
  "unknown-command": ({ command, suggestion }) => ({ message: `unknown command ${command}`, ...suggest(suggestion) }),
  "unknown-option": ({ option, suggestion }) => ({ message: `unknown option ${option}`, ...suggest(suggestion) }),
  "missing-argument": ({ name }) => ({ message: `missing argument ${name}`, hint: "add --help to see how to call it" }),
  "missing-option": ({ option }) => ({ message: `missing option ${option}`, hint: "add --help to see how to call it" }),
  "invalid-option": ({ option, value, wanted }) => ({
    message: `${option} does not take “${value}”`,
    hint: wish(wanted),
  }),
  "options-exclude": ({ option, other }) => ({
    message: `${option} and ${other} exclude each other`,
    hint: "give one of the two",
  }),
  "excess-arguments": ({ command }) => ({
    message: `too many arguments for ${command}`,
    hint: "quote names that hold spaces",
  }),
  "no-terminal": ({ option }) => ({
    message: "there is no terminal to ask at",
    hint: `give ${option}`,
  }),
  "several-election-files": ({ files }) => ({
    message: `several election files here: ${files.join(", ")}`,
    hint: "name one with --file; a copy of it belongs in another folder, or under another ending (X.urne-backup), where no command takes it for the election",
  }),
  "no-election-file": ({ folder, backups: [backup] }) => ({
    message: `no election file (*.urne) in ${folder}`,
    hint:
      backup === undefined
        ? "name one with --file, or make one: urne define, then urne init"
        : `to go on from the backup that is here: cp ${backup} ${backup.replace(/-backup$/, "")}, and the urn key beside it`,
  }),
  "rehearsal-only": ({ option }) => ({
    message: `${option} works only in a rehearsal`,
    hint: "a real election takes its time and its randomness from this machine",
  }),
  "not-confirmed": ({ word, kept }) => ({
    message: `not confirmed: ${word} was not typed`,
    hint: kept === true ? staysDone : "nothing was changed",
  }),
  cancelled: ({ kept }) => ({
    message: "cancelled",
    hint: `nothing was changed by the step that was under way${kept === true ? `; ${staysDone}` : ""}`,
  }),
  "file-absent": ({ path }) => ({ message: `${path} does not exist` }),
  "random-repeats": () => ({
    message: "the random generator of this system repeats itself: no secret may be drawn from it",
    hint: "nothing was drawn; restart the machine or work on another one, not on a copy of a running one",
  }),
  "not-replaced": ({ path, artefact, inside }) => ({
    message:
      inside === undefined
        ? `${path} is not ${artefactNames[artefact]} that urne made: --force replaces nothing else`
        : `${path} is not only ${artefactNames[artefact]} that urne made (${inside}): --force replaces nothing else`,
    hint: "choose another name, or move what is there away first",
  }),
  "file-exists": ({ path, replaceable }) => ({
    message: `${path} exists already`,
    hint: replaceable === true ? "choose another name, or replace it with --force" : "choose another name",
  }),
  "no-secret-in-file": ({ path }) => ({
    message: `the first line of ${path} is empty or no text`,
    hint: "the file holds the secret on its first line",
  }),
  "left-behind": ({ path, stage, name = "", holds, remedy }) => ({
    message: `${path} ${leftBehind(stage, name)}${held(holds)}`,
    hint: `unless a command is still at work on it: ${remedy}`,
  }),
  "file-unfinished": ({ path }) => ({
    message: `${path} has the name of something unfinished: a command is writing it, or was killed while it did`,
    hint: "give the finished file, or another name; urne status names what was left and says what to do with it",
  }),
  "file-unreadable": ({ path, cause }) => ({ message: `${path} cannot be read: ${causeText(cause)}` }),
  "file-unwritable": ({ path, cause, kept }) => ({
    message: `${path} cannot be written: ${causeText(cause)}`,
    hint: `nothing was changed there; choose a place that can be written${kept === true ? `; ${staysDone}` : ""}`,
  }),
  "file-not-written": ({ path, cause, kept }) => ({
    message: `${path} could not be written: ${causeText(cause)}`,
    hint: `nothing was changed there; free space or change the medium${kept === true ? `; ${staysDone}` : ""}`,
  }),
  "output-unwritable": ({ cause }) => ({
    message: `the standard output cannot be written: ${causeText(cause)}`,
    hint: "the command has run and could not show what it did; before you run it again, look at urne status",
  }),
  "file-too-large": ({ path, limit }) => ({ message: `${path} is larger than ${limit} bytes` }),
  "wrong-passphrase": ({ path }) => ({
    message: `the passphrase does not open ${path}`,
    hint: "nothing was done with this key; try again",
  }),
  "not-a-secret-file": ({ path, opensWith }) =>
    opensWith === "key"
      ? {
          message: `${path} is an age file that opens with somebody’s key, and has no passphrase`,
          hint: "whoever has that key opens it with the age tool, or give the file as urne wrote it",
        }
      : {
          message: `${path} is not a passphrase-protected age file, or it is damaged`,
          hint: "take it from its copy",
        },
  "faulty-artefact": ({ path, findings }) => ({
    message: `${path} has ${findings.length} mistake${findings.length === 1 ? "" : "s"}`,
    hint: "correct what is listed above, then run the command again",
  }),
  busy: ({ path }) => ({
    message: `${path} is in use by another command`,
    hint: "wait for it to end, then run this again",
  }),
  "not-an-election-file": ({ path }) => ({
    message: `${path} is not an election file`,
    hint: "if it was one, it is damaged: keep it, take the last backup in its place, then urne recover",
  }),
  "newer-election-file": ({ path, migration }) => ({
    message: `${path} was written by a newer urne (${migration})`,
    hint: "install that version",
  }),
  "newer-format": ({ path, found, needs }) => ({
    message: `${path} is of a newer format (${found}): it needs urne >= ${needs}`,
    hint: "install that version or a later one, then run the command again; urne --version says which this is",
  }),
  "altered-migration": ({ path, migration }) => ({
    message: `${path} was made with another text of ${migration}`,
    hint: "use the version of urne that made it",
  }),
  "election-file-unopenable": ({ path, cause }) => ({
    message: `${path} cannot be opened: ${causeText(cause)}`,
    hint: "look at who may read and write the file and its folder",
  }),
  "schema-altered": ({ path, kind, name, how }) => ({
    message: `another program has written to ${path}: ${objectKinds[kind]} ${name} was ${how}`,
    hint: "keep the file as it is, and find out who could write to it; take the last backup in its place, then urne recover",
  }),
  "election-file-altered": ({ part, at }) => ({
    message: `another program has written to the election file: ${alteredParts[part]} is not what was recorded${at === undefined ? "" : ` (${at})`}`,
    hint: "keep the file as it is, and find out who could write to it; take the last backup in its place, then urne recover",
  }),
  "row-refused": ({ path, rule }) => ({
    message: `the rules of ${path} refused what was to be written (${rule}): rows in it are not as urne writes them`,
    hint: "nothing of this step was kept; keep the file as it is, and find out who could write to it; if nobody could, report this text",
  }),
  "election-file-damaged": ({ path, cause }) => ({
    message: `${path} is damaged: parts of it are no database any more (${cause})`,
    hint: "keep the file, take the last backup in its place, then urne recover",
  }),
  "election-file-read-only": ({ path }) => ({
    message: `${path} cannot be written: the file, its folder or the medium is read-only for you`,
    hint: "nothing of this step was kept; work where the file and its folder can be written",
  }),
  "log-held": ({ path }) => ({
    message: `another program is reading ${path}: until it ends, what was just committed stands in ${path}-wal and not in the file`,
    hint: "do not copy the file alone: urne backup copies all of it; end the other program when it has nothing more to read",
  }),
  storage: ({ path, cause, kept }) => ({
    message: `${path} could not be written: ${causeText(cause)}`,
    hint: `nothing of this step was kept; free space or change the medium, then run it again${kept === true ? `; ${staysDone}` : ""}`,
  }),
  "sqlite-absent": ({ node, package: name, cause }) => ({
    message: `Node ${node} cannot read election files here: its package ${name} is not installed or not compiled (${cause})`,
    hint: "in a checkout, run npm ci && npm start; where npm installed urne, install it again as its README says for this Node",
  }),
}

/** What `--force` may replace, as the refusal names it. */
const artefactNames: Readonly<Record<Artefact, string>> = {
  definition: "a definition",
  draft: "a draft",
  receipt: "a receipt",
  ballot: "a ballot",
  batch: "the note of a batch",
  "roll-report": "a report of the roll",
  "trustee-reply": "a reply of the ceremony",
  "result-csv": "a result in CSV",
  audit: "the note of an audit",
  record: "a published record",
  "record-tar": "a published record in a tar",
}

export const labels = {
  /** A title and what it is of, on one line. */
  titled: (title: string, text: string) => `${title}: ${text}`,
  error: "urne: error:",
  warning: "urne: warning:",
  hint: "urne: hint:",
  yes: "yes",
  no: "no",
  yesOrNo: "answer yes or no",
  typeToConfirm: (words: string, instead?: string) =>
    instead === undefined ? `type ${words} to confirm:` : `type ${words} to confirm, or ${instead}:`,
  notTyped: (words: string) => `that is not ${words}: type it again`,
  listKeys: "arrows to move, Enter to choose",
  moreFindings: (more: number, count: string) =>
    `and ${count} more: ${more === 1 ? "it is listed" : "all are listed"} by the same command with --json`,
  formKeys: "arrows to move, Enter to choose, Esc to go back",
  scrolls: (count: number) => `${count} lines, of which the arrows bring on more`,
  tabShows: "Tab shows what you type, and hides it again",
  tickKeys: "arrows to move, space to tick, Enter when done",
  hidden: "[nothing is shown while you type]",
  work: {
    "roll.import": "reading the roll",
    "credentials.generate": "drawing credentials",
    "credentials.print": "printing letters",
    "ballots.encrypt": "encrypting ballots",
    "ballots.check": "checking ballots",
    "tally.compute": "computing the encrypted tally",
    "tally.decrypt": "decrypting",
    "record.export": "exporting",
    "record.verify": "verifying",
  } satisfies Record<Work, string>,
  waiting: (path: string) => `another command of urne has ${path}; waiting for it`,
  remaining: (seconds: number) => `${seconds} s left`,
  help: {
    usage: "Usage:",
    options: "Options:",
    globalOptions: "Options of every command:",
    arguments: "Arguments:",
    commands: "Commands:",
    examples: "Examples:",
    optionsPlaceholder: "[options]",
    commandPlaceholder: "<command>",
    /** The words of the program that stand for a value, in other languages. */
    placeholders: {} as Readonly<Record<string, string>>,
    default: "default",
    choices: "choices",
    environment: "environment",
    display: "show this help",
    displayFor: "show the help of a command",
    version: "show the version",
  },
  description: "run a verifiable election from one file",
  groups: {
    authority: "The authority: who decides",
    roll: "The roll: who may vote",
    trustees: "The trustees: who can open the urn",
    credentials: "The credentials: how voters are let in",
    urn: "The urn",
    oversight: "Oversight",
    tally: "The tally",
    record: "The public record",
    rehearsal: "Rehearsal",
  },
  options: {
    file: "the election file (by default the only *.urne here)",
    json: "print the result as JSON",
    lang: "language of the screens",
    quiet: "no progress",
    noInput: "never ask: fail and name the missing option",
    yes: "confirm irreversible steps",
    jobs: "threads at work",
    seed: "rehearsal only: the seed, a word or a file, that all randomness is drawn from",
    urnKey: "the file of the urn key (by default looked for beside the election file)",
    clockIsRight: "this machine's clock is right, though it stands far past the last entry",
    at: "rehearsal only: the instant that the clock shows (RFC 3339, UTC)",
  },
  internalError: "internal error (a bug in urne: please report it with the text below)",
}
