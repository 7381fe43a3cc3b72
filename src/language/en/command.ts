import { tarName } from "../../core/file-names.ts"
import type { CommandRefusals, FileRefusals, LeftBehind, OptionForm, StoreRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { Artefact, Work } from "../../core/world.ts"
import type { RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"

const suggest = (suggestion: string | undefined) =>
  suggestion === undefined ? { hint: "for the list of commands: urne --help" } : { hint: `did you mean ${suggestion}?` }

const objectKinds = { table: "table", index: "index", trigger: "trigger", view: "view", setting: "the setting" }

const alteredParts = {
  definition: "the definition",
  election: "the election's name or key",
  journal: "the journal",
  register: "the register",
  notices: "the table of notices",
  minutes: "the text of the minutes",
  roll: "the roll",
  trustees: "what the trustees made or proved",
  credentials: "the list of credentials",
  archive: "the archive",
  ballots: "the register of ballots",
  arrivals: "the table of arrivals",
  batches: "the register of batches",
  suspensions: "the urgent suspensions",
  cosignatures: "what witnesses cosigned",
  "time-stamps": "time-stamps",
  checkpoints: "a checkpoint",
  votes: "the register of votes that count",
  ciphertexts: "the register of ciphertexts",
  shares: "a trustee’s share of the decryption",
}

/** What the value of an option should be. */
function wish(wanted: OptionForm): string {
  switch (wanted.form) {
    case "choice":
      return wanted.allowed.length === 0
        ? "this election has nothing to choose from here"
        : `give one of: ${wanted.allowed.join("  ")}`
    case "number":
      return `give a whole number from ${wanted.least} to ${wanted.most}`
    case "percentage":
      return "give a percentage from 0 to 100 with at most two decimals, like 58.25"
    case "tracker":
      return "a tracker has 43 characters (letters, digits, + and /); it is printed on the receipt"
    case "fingerprint":
      return "a fingerprint has eight groups of four characters (0 to 9 and a to f), as printed on every letter, or all 64 characters"
    case "instant":
      return "give an instant in UTC, like 2014-11-28T19:00:00Z"
    case "hour":
      return `give a day and an hour, like 2014-11-28T20:00, that clocks in ${wanted.zone} show exactly once`
    case "past-hour":
      return `give a day and an hour that have passed, like 2014-11-28T20:00, as clocks in ${wanted.zone} show them exactly once`
    case "added-time":
      return "give a channel and minutes, like site=30, or all=30 for everybody"
    case "line":
      return `give one line of 1 to ${wanted.most} characters, with no space at either end`
    case "key-name":
      return "the name of a key has no spaces and no +, like anne-levade"
    case "day":
      return "give a day that exists: 2014-11-10"
    case "short-name":
      return "give a name of 1 to 64 small letters, digits, . _ and -, like web-1"
    case "policy":
      return "give the policy by its object identifier, numbers with dots, as the service states it: 1.3.6.1.4.1.…"
    case "officer-name":
      return "the name of an officer has no spaces, like registrar"
    case "shard":
      return "give the number of the part and how many there are, like 2/4"
    case "document-name":
      return "the name of a document may have only unaccented letters, digits, . _ and -: rename the file"
  }
}

/** Whatever the command had done in the journal before it was refused. */
const staysDone = "what was done before that remains done; urne status shows where the election stands"

function leftBehind(stage: LeftBehind["stage"], name: string): string {
  switch (stage) {
    case "aside":
      return `is the former ${name}, left behind by a command that was killed while it was replacing it`
    case "only":
      return `is the only copy of ${name}: a command was killed while it was replacing it`
    case "workshop":
      return "was left behind by a command that was killed while it was making or copying an election file"
    default:
      return `was left behind by a command that was killed while it was writing ${name}`
  }
}

function held(holds: LeftBehind["holds"]): string {
  switch (holds) {
    case "codes":
      return "; it holds voting codes, which anybody who gets the file can read"
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
  "missing-argument": ({ name }) => ({
    message: `missing argument ${name}`,
    hint: "add --help to see how the command is used",
  }),
  "missing-option": ({ option }) => ({
    message: `missing option ${option}`,
    hint: "add --help to see how the command is used",
  }),
  "invalid-option": ({ option, value, wanted }) => ({
    message: `${option} does not accept “${value}”`,
    hint: wish(wanted),
  }),
  "folder-like-archive": ({ path }) => ({
    message: `--out writes the record as a folder, and ${path} is named like a single file`,
    hint: `for a single file: urne export --tar ${shellWord(tarName(path))}; for a folder, give a name without that ending; nothing was written`,
  }),
  "options-exclude": ({ option, other }) => ({
    message: `${option} and ${other} cannot be used together`,
    hint: "give only one of them",
  }),
  "excess-arguments": ({ command, takes, fileOptions }) => ({
    message: takes === 0 ? `${command} takes every value with its option` : `too many arguments for ${command}`,
    hint:
      takes > 0
        ? "put names that contain spaces between quotes"
        : fileOptions.length === 0
          ? "add --help to read how it is used"
          : `give a file with its option: ${fileOptions.join(", ")}; --help explains them`,
  }),
  "no-terminal": ({ option }) => ({
    message: "there is no terminal on which to ask",
    hint: `give ${option}`,
  }),
  "several-election-files": ({ files }) => ({
    message: `several election files here: ${files.join(", ")}`,
    hint: "name one with --file; keep copies in another folder or under another ending (X.urne-backup), so that no command takes one for the election",
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
    message: "the random generator of this system repeats itself, so no secret can be drawn from it",
    hint: "nothing was drawn; restart the machine, or use another one that is not a copy of a running machine",
  }),
  "not-replaced": ({ path, artefact, inside }) => ({
    message:
      inside === undefined
        ? `${path} is not ${artefactNames[artefact]} that urne made, and --force replaces nothing else`
        : `${path} is not only ${artefactNames[artefact]} that urne made (${inside}), and --force replaces nothing else`,
    hint: "choose another name, or first move away what is there",
  }),
  "file-exists": ({ path, replaceable }) => ({
    message: `${path} already exists`,
    hint: replaceable === true ? "choose another name, or replace it with --force" : "choose another name",
  }),
  "no-secret-in-file": ({ path }) => ({
    message: `the first line of ${path} is empty or is not text`,
    hint: "write the secret on the first line of the file",
  }),
  "left-behind": ({ path, stage, name = "", holds, remedy }) => ({
    message: `${path} ${leftBehind(stage, name)}${held(holds)}`,
    hint: `unless a command is still working on it: ${remedy}`,
  }),
  "file-unfinished": ({ path }) => ({
    message: `${path} has the name of an unfinished file: a command is writing it, or was killed while writing it`,
    hint: "give the finished file, or another name; urne status lists what was left behind and says what to do with it",
  }),
  "file-unreadable": ({ path, cause }) => ({ message: `${path} cannot be read: ${causeText(cause)}` }),
  "file-unwritable": ({ path, cause, kept }) => ({
    message: `${path} cannot be written: ${causeText(cause)}`,
    hint: `nothing was changed there; choose a place where you may write${kept === true ? `; ${staysDone}` : ""}`,
  }),
  "file-not-written": ({ path, cause, kept }) => ({
    message: `${path} could not be written: ${causeText(cause)}`,
    hint: `nothing was changed there; free some space or use another medium${kept === true ? `; ${staysDone}` : ""}`,
  }),
  "output-unwritable": ({ cause }) => ({
    message: `the standard output cannot be written: ${causeText(cause)}`,
    hint: "the command did its work but could not show it; before you run it again, look at urne status",
  }),
  "file-too-large": ({ path, limit }) => ({ message: `${path} is larger than ${limit} bytes` }),
  "wrong-passphrase": ({ path }) => ({
    message: `the passphrase does not open ${path}`,
    hint: "nothing was done with this key; try again",
  }),
  "not-a-secret-file": ({ path, opensWith }) =>
    opensWith === "key"
      ? {
          message: `${path} is an age file encrypted to somebody’s key, not protected by a passphrase`,
          hint: "have whoever holds that key open it with the age tool, or give the file as urne wrote it",
        }
      : {
          message: `${path} is not a passphrase-protected age file, or it is damaged`,
          hint: "use the copy that was kept of it",
        },
  "faulty-artefact": ({ path, findings }) => ({
    message: `${path} has ${findings.length} mistake${findings.length === 1 ? "" : "s"}`,
    hint: "correct what is listed above, then run the command again",
  }),
  busy: ({ path }) => ({
    message: `${path} is in use by another command`,
    hint: "wait for that command to end, then run this one again",
  }),
  "not-an-election-file": ({ path }) => ({
    message: `${path} is not an election file`,
    hint: "if it was one, it is damaged: keep it aside, put the last backup in its place, then run: urne recover",
  }),
  "newer-election-file": ({ path, migration }) => ({
    message: `${path} was written by a newer urne (${migration})`,
    hint: "install that version",
  }),
  "newer-format": ({ path, found, needs }) => ({
    message: `${path} has a newer format (${found}), which needs urne >= ${needs}`,
    hint: "install that version or a later one, then run the command again; urne --version says which this is",
  }),
  "altered-migration": ({ path, migration }) => ({
    message: `${path} was made with a different version of ${migration}`,
    hint: "use the version of urne that made it",
  }),
  "election-file-unopenable": ({ path, cause }) => ({
    message: `${path} cannot be opened: ${causeText(cause)}`,
    hint: "check who may read and write the file and its folder",
  }),
  "schema-altered": ({ path, kind, name, how }) => ({
    message: `another program has written to ${path}: ${objectKinds[kind]} ${name} was ${how}`,
    hint: "keep the file as it is, and find out who could write to it; put the last backup in its place, then run: urne recover",
  }),
  "election-file-altered": ({ part, at }) => ({
    message: `another program has written to the election file: ${alteredParts[part]} is not what was recorded${at === undefined ? "" : ` (${at})`}`,
    hint: `keep the file as it is, and find out who could write to it; put the last backup in its place, then run: urne recover${part === "time-stamps" ? "; to go on without them: urne export --without-stamps" : ""}`,
  }),
  "row-refused": ({ path, rule }) => ({
    message: `${path} refused what was to be written (${rule}): some of its rows are not as urne writes them`,
    hint: "this step changed nothing; keep the file as it is, and find out who could write to it; if nobody could, report this message",
  }),
  "election-file-damaged": ({ path, cause }) => ({
    message: `${path} is damaged: parts of it are no longer a database (${cause})`,
    hint: "keep the file aside, put the last backup in its place, then run: urne recover",
  }),
  "election-file-read-only": ({ path }) => ({
    message: `${path} cannot be written: the file, its folder or the medium is read-only for you`,
    hint: "this step changed nothing; work where you may write to the file and its folder",
  }),
  "log-held": ({ path }) => ({
    message: `another program is reading ${path}: until it ends, what was just written is in ${path}-wal and not yet in the file`,
    hint: "do not copy the file alone: urne backup copies all of it; end the other program when it has nothing more to read",
  }),
  storage: ({ path, cause, kept }) => ({
    message: `${path} could not be written: ${causeText(cause)}`,
    hint: `this step changed nothing; free some space or use another medium, then run it again${kept === true ? `; ${staysDone}` : ""}`,
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
  batch: "a batch note",
  "roll-report": "a roll report",
  "trustee-reply": "a reply of a trustee",
  "result-csv": "a result in CSV",
  audit: "an audit note",
  record: "a published record",
  "record-tar": "a published record as a tar",
}

export const labels = {
  /** A title and what it is of, on one line. */
  titled: (title: string, text: string) => `${title}: ${text}`,
  error: "urne: error:",
  warning: "urne: warning:",
  hint: "urne: hint:",
  yes: "yes",
  no: "no",
  yesOrNo: "Answer yes or no",
  typeToConfirm: (words: string, instead?: string) =>
    instead === undefined ? `Type ${words} to confirm:` : `Type ${words} to confirm, or ${instead}:`,
  notTyped: (words: string) => `That is not ${words}: type it again`,
  listKeys: "Arrows to move, Enter to choose",
  moreFindings: (more: number, count: string) =>
    `And ${count} more: ${more === 1 ? "it is listed" : "all are listed"} by the same command with --json`,
  formKeys: "Arrows to move, Enter to choose, Esc to go back",
  scrolls: (count: number) => `${count} lines: the arrows show more of them`,
  tabShows: "Tab shows what you type, and hides it again",
  tickKeys: "Arrows to move, space to tick, Enter when done",
  hidden: "[nothing is shown while you type]",
  hiddenForNow: "[hidden]",
  work: {
    "roll.import": "Reading the roll",
    "credentials.generate": "Drawing credentials",
    "credentials.print": "Printing letters",
    "ballots.encrypt": "Encrypting ballots",
    "ballots.check": "Checking ballots",
    "tally.compute": "Computing the encrypted tally",
    "tally.decrypt": "Decrypting",
    "record.export": "Exporting",
    "record.verify": "Verifying",
    "custody.copy": "Encrypting the copy",
    "custody.read": "Reading the copy",
    "exposure.examine": "Examining from outside",
    "lookalikes.resolve": "Asking for names",
  } satisfies Record<Work, string>,
  waiting: (path: string) => `Another urne command is using ${path}; waiting for it to end`,
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
    /** What people say in the examples, by the English of it. */
    exampleWords: {} as Readonly<Record<string, string>>,
    default: "default",
    choices: "choices",
    environment: "environment",
    display: "show this help",
    displayFor: "show the help of a command",
    version: "show the version",
    topics: {
      title: "More help:",
      names: { words: "every word of the program, in English and French", "exit-codes": "what exit statuses mean" },
    },
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
    keyboard: "At the keyboard",
  },
  options: {
    file: "the election file (by default the only *.urne here)",
    json: "print the result as JSON",
    lang: "language of the screens",
    quiet: "no progress",
    noInput: "never ask: fail and name the missing option",
    yes: "confirm irreversible steps",
    jobs: "how many threads work",
    seed: "rehearsal only: a word or a file from which all randomness is drawn",
    urnKey: "the file of the urn key (by default looked for beside the election file)",
    clockIsRight: "this machine's clock is right, though it is far past the last entry",
    at: "rehearsal only: the instant that the clock shows (RFC 3339, UTC)",
  },
  completion: { description: "print what a shell reads to complete commands, options and files" },
  internalError: "internal error (a bug in urne: please report it with the text below)",
}
