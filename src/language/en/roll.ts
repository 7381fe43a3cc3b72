import type { RollFindings } from "../../core/finding-codes.ts"
import type { RollRefusals } from "../../core/refusals.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"

export const refusals: RefusalTexts<RollRefusals> = {
  "rows-refused": ({ path, refused, skipped }) => ({
    message:
      skipped === undefined
        ? `${path} has ${refused} refused row${refused === 1 ? "" : "s"}; nothing was imported`
        : `${path} has ${refused} refused row${refused === 1 ? "" : "s"}, not ${skipped}; nothing was imported`,
    hint: `correct them, or leave them out knowingly with --skip-refused ${refused}`,
  }),
  "report-unwritten": ({ path, cause }) => ({
    message: `the roll was imported; only its report could not be written to ${path}: ${causeText(cause)}`,
    hint: "run the same command again: it leaves the roll as it is and writes the report",
  }),
  "roll-would-replace": ({ before, after }) => ({
    message: `this file would replace the roll of ${before} member${before === 1 ? "" : "s"} with one of ${after}; nothing was imported`,
    hint: "if that is what you want, run the command again with --yes; to add these members to the others, give both files to one command: urne roll import FILE FILE",
  }),
  "roll-fixed": () => ({
    message: "credentials have been generated for the roll, so it can no longer be replaced",
    hint: "if the roll is wrong, the authority annuls this election and begins another: urne annul --reason …",
  }),
  "roll-file-changed": ({ path }) => ({
    message: `${path} was changed while it was read; nothing was imported`,
    hint: "run the command again when no program is writing to it",
  }),
}

const quotes = {
  "quote-open": "a field that begins here opens a quote that is never closed",
  "quote-inside": "there is a quote inside a field that does not begin with one",
  "quote-formula":
    'a number is written as ="…" here, as some programs do for spreadsheets; ask for the file without these signs',
  "quote-end": "text follows the closing quote of a field",
}

const asCsv = "save it as CSV UTF-8, and import that"
const otherFiles = {
  excel: `this is an Excel workbook: ${asCsv}`,
  opendocument: `this is an OpenDocument spreadsheet: ${asCsv}`,
  numbers: `this is a Numbers spreadsheet: ${asCsv}`,
  html: `this is a web page, whatever its name says: open it in a spreadsheet, ${asCsv}`,
  pdf: "this is a PDF: ask for the list as CSV",
  rtf: "this is a text document (RTF): ask for the list as CSV",
  json: "this is JSON: ask for the list as CSV",
  vcard: "these are contact cards (vCard): ask for the list as CSV",
  zip: "this is a zip archive: unpack it first",
  gzip: "this is a compressed file (gzip): unpack it first",
}

export const findings: FindingTexts<RollFindings> = {
  "roll-row-short": ({ columns, wanted }) => `${columns} columns instead of ${wanted}`,
  "roll-row-long": ({ columns, wanted }) => `${columns} columns instead of ${wanted}`,
  "roll-id-missing": ({ column }) => `${column} is empty`,
  "roll-id-twice": ({ line, path }) =>
    `the same member number as line ${line}${path === undefined ? "" : ` of ${path}`}`,
  "roll-name-missing": ({ column }) => `${column} is empty`,
  "roll-field-long": ({ column, length, limit }) => `${column} has ${length} characters, at most ${limit}`,
  "roll-like-code": ({ column }) =>
    `${column} has the form of a voting code, and could be taken for the code on the letter; correct it`,
  "roll-character": ({ column, character }) => `${column} holds a control or invisible character (${character})`,
  "roll-undecoded": ({ column }) =>
    `${column} holds bytes that have no meaning in this encoding; give another with --encoding`,
  "roll-letters-lost": ({ column }) =>
    `${column} holds letters that were lost before (U+FFFD is in the file itself); ask where it comes from for a new file`,
  "roll-header-again": () => "the header comes again here, as when two files were joined; delete this line",
  "roll-weight": ({ column, value }) => `${column} “${value}” is not a whole number from 1 to 100000000000`,
  "roll-file-twice": ({ path }) => `this file has the same content as ${path}: give it once`,
  "roll-empty": () => "the file is empty",
  "roll-encoding-mixed": () =>
    "this line is not UTF-8, but others are; correct it, or say how to read the file: --encoding windows-1252 or utf-8",
  "roll-encoding-unmarked": () =>
    "the file looks like UTF-16 without a byte order mark; say which: --encoding utf-16le or utf-16be",
  "roll-delimiter": ({ delimiter }) =>
    `the header is a single column; is the delimiter “${delimiter}”? (--delimiter '${delimiter}')`,
  "roll-header": ({ header }) => `the header has: ${header}`,
  "roll-column-missing": ({ column, near }) =>
    near === undefined
      ? `no column ${column}`
      : `no column ${column}; did you mean “${near}”? Spell it the same in the definition and in this file`,
  "roll-title-above": ({ lines }) =>
    `the titles of the columns are on this line; delete the ${lines === 1 ? "line" : `${lines} lines`} above it`,
  "roll-other-file": ({ what }) => otherFiles[what],
  "roll-column-twice": ({ column }) => `two columns are called ${column}`,
  "roll-columns-many": ({ columns, limit }) => `${columns} columns, at most ${limit}`,
  "roll-quotes": ({ rule }) =>
    rule === "quote-formula" ? quotes[rule] : `${quotes[rule]}; double the quotes inside a quoted field`,
  "roll-record-long": ({ limit }) => `a row longer than ${limit} bytes; a quote was probably left open here`,
  "roll-no-rows": () => "the file has a header and no member below it",
  "roll-no-voter": () => "nobody in the file may vote; compare its values with roll.eligible in the definition",
  "roll-weight-total": ({ total, limit }) => `the weights add up to ${total}, more than ${limit}`,
}

export const labels = {
  report: {
    file: (encoding: string, delimiter: string) => `File read as ${encoding}, fields between ${delimiter}`,
    fileOf: (path: string, encoding: string, delimiter: string) =>
      `${path} read as ${encoding}, fields between ${delimiter}`,
    tab: "tabs",
    rows: "Rows",
    blank: "Blank lines",
    eligible: "May vote",
    ineligible: "May not vote",
    refused: "Refused",
    weight: "Votes in all",
    reasons: "May not vote:",
    refusals: "Refused:",
    more: (count: string) => `… and ${count} more; all are in the report file (--report)`,
    counted: (count: string, lines: string) => `${count} (line${/\d-\d|, /.test(lines) ? "s" : ""} ${lines})`,
    /** @param line - its number, or the file and its number */
    detail: (line: string, text: string) => `line ${line}: ${text}`,
    valued: (column: string, value: string, counted: string) => `${column} ${value}: ${counted}`,
    weighted: (weight: string, voters: string) => `${weight}: ${voters}`,
    doubtful: "Imported, but to be checked before codes are generated (urne roll list --doubtful names them):",
    doubted: (doubt: string, counted: string) => `${doubt}: ${counted}`,
    doubts: {
      total: "a line of totals, or a person with such a name",
      "number-form": "a number as a spreadsheet shows it (1.2E+05, 12.0, 1 234, 3-Dec, '0123)",
      mojibake: "letters in another encoding (Ã©)",
      filler: "a word that programs write for an empty value (NULL, N/A, #REF!), as a name or in an address",
      entity: "letters as web pages write them (&eacute;)",
      symbol: "a symbol or a digit in a name",
      "capital-inside": "a capital inside a word of a name",
      "postcode-short": "a postal code one digit shorter than the others (a zero lost at its beginning)",
      "twice-there": "the same name at the same address as another",
      "number-cut": "a member number too long for a letter: its end would be left out",
      "address-cut": "a name and address too long for the window of a letter: the end would be left out",
      "character-missing": "a character that no font of the letters has: □ would be printed (give a Latin spelling)",
      "marks-stacked": "accents above each other, which a letter may print over the line above",
      "right-to-left":
        "writing from right to left: have somebody who reads it look at the printed letter, or give a Latin spelling",
    },
    twice: "The same name at the same address, under two numbers (accepted; check them):",
    lookAlikes: "Member numbers that look alike (accepted; check them):",
    alike: (line: string, like: string) => `line ${line} and line ${like}`,
    smallGroups: (cell: number) => `Groups of fewer than ${cell} voters, for which no figure will be published:`,
    rareWeights: (cell: number) => `Weights of fewer than ${cell} voters, whose ballots could be told from the others:`,
    withoutAddress: "May vote but have no address:",
    noGroup: "(no group)",
    noValue: "(empty)",
  },
  imported: "The roll is imported.",
  unchanged: "This roll has already been imported; nothing was changed.",
  dryRun: "Dry run: nothing was imported.",
  dryRunRefused: "Dry run: nothing was imported. An import would refuse this file as it is.",
  samples: (encoding: string) =>
    `Nothing in the file says how its letters are encoded; it was read as ${encoding}. Are these names right? If not: --encoding`,
  replaces: (before: string, after: string) => `Replace the roll of ${before} members with one of ${after}?`,
  nobody: "No member of the roll is like that.",
  none: "There is no roll yet. Import one: urne roll import FILE",
  altered: "THE ROLL IN THIS FILE IS NOT THE ONE THAT THE JOURNAL RECORDS.",
  summary: {
    imported: "Imported",
    report: "Report",
    commitment: "Roll",
  },
  commands: {
    roll: "the member roll: who may vote",
    import: "import member files (CSV) as the roll: every row is accounted for, all or nothing",
    file: "the member files, which together are the roll; - for standard input",
    dryRun: "show the report, import nothing",
    skipRefused: "import without the refused rows, if there are exactly this many",
    encoding: "the encoding of the file, if not the one detected",
    delimiter: "what stands between fields, if not what was detected",
    report: "write the report (JSON), whose hash enters the journal",
    force: "replace the report file",
    show: "show the roll in figures and check it against the journal",
    list: "list the members of the roll",
    eligible: "only those who may vote",
    ineligible: "only those who may not",
    doubtful: "only those that somebody should check, with the reason",
    group: "only those of this group",
  },
}
