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
    hint: `correct them, or leave them out knowingly: --skip-refused ${refused}`,
  }),
  "report-unwritten": ({ path, cause }) => ({
    message: `the roll was imported; only its report could not be written to ${path}: ${causeText(cause)}`,
    hint: "the same command again changes nothing of the roll, and writes the report",
  }),
  "roll-would-replace": ({ before, after }) => ({
    message: `this file would replace the roll of ${before} member${before === 1 ? "" : "s"} by ${after}; nothing was imported`,
    hint: "where that is meant, run the command again with --yes; to add these members to the others, give both files to one command: urne roll import FILE FILE",
  }),
  "roll-fixed": () => ({
    message: "credentials were generated for the roll; it can no longer be replaced",
    hint: "where the roll is wrong, the authority annuls this election and begins another: urne annul --reason …",
  }),
  "roll-file-changed": ({ path }) => ({
    message: `${path} was changed while it was read; nothing was imported`,
    hint: "run the command again once nothing writes to it",
  }),
}

const quotes = {
  "quote-open": "a field that begins here opens a quote that is never closed",
  "quote-inside": "a quote stands inside a field that does not begin with one",
  "quote-formula":
    'a number stands as ="…" here, as programs write it for spreadsheets; have the file made without these signs',
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
    `${column} has the form of a voting code, which the letter could not be told from; correct it`,
  "roll-character": ({ column, character }) => `${column} holds a control or invisible character (${character})`,
  "roll-undecoded": ({ column }) => `${column} holds bytes that mean nothing in this encoding; see --encoding`,
  "roll-letters-lost": ({ column }) =>
    `${column} holds letters that were lost before (U+FFFD stands in the file itself); have the file made anew where it comes from`,
  "roll-header-again": () => "the header stands here again, as where two files were put together; take this line away",
  "roll-weight": ({ column, value }) => `${column} “${value}” is not a whole number from 1 to 100000000000`,
  "roll-file-twice": ({ path }) => `this file holds the same as ${path}: name it once`,
  "roll-empty": () => "the file is empty",
  "roll-encoding-mixed": () =>
    "this line is not UTF-8, but others are; correct it, or say how to read the file: --encoding windows-1252 or utf-8",
  "roll-encoding-unmarked": () =>
    "the file looks like UTF-16 without its mark; say which: --encoding utf-16le or utf-16be",
  "roll-delimiter": ({ delimiter }) =>
    `the header is a single column; is the delimiter “${delimiter}”? (--delimiter '${delimiter}')`,
  "roll-header": ({ header }) => `the header has: ${header}`,
  "roll-column-missing": ({ column, near }) =>
    near === undefined
      ? `no column ${column}`
      : `no column ${column}; did you mean “${near}”? Write it so in the definition or here`,
  "roll-title-above": ({ lines }) =>
    `the columns stand on this line; take away the ${lines === 1 ? "line" : `${lines} lines`} above it`,
  "roll-other-file": ({ what }) => otherFiles[what],
  "roll-column-twice": ({ column }) => `two columns are called ${column}`,
  "roll-columns-many": ({ columns, limit }) => `${columns} columns, at most ${limit}`,
  "roll-quotes": ({ rule }) =>
    rule === "quote-formula" ? quotes[rule] : `${quotes[rule]}; double the quotes inside a quoted field`,
  "roll-record-long": ({ limit }) => `a row longer than ${limit} bytes; a quote was probably left open here`,
  "roll-no-rows": () => "the file has a header and nobody in it",
  "roll-no-voter": () => "nobody in the file may vote; compare its values with roll.eligible in the definition",
  "roll-weight-total": ({ total, limit }) => `the weights add up to ${total}, more than ${limit}`,
}

export const labels = {
  report: {
    file: (encoding: string, delimiter: string) => `File read as ${encoding}, fields between ${delimiter}`,
    fileOf: (path: string, encoding: string, delimiter: string) =>
      `${path} read as ${encoding}, fields between ${delimiter}`,
    tab: "tabs",
    rows: "rows",
    blank: "blank lines",
    eligible: "may vote",
    ineligible: "may not vote",
    refused: "refused",
    weight: "votes together",
    reasons: "May not vote:",
    refusals: "Refused:",
    more: (count: string) => `… and ${count} more; all are in the report file (--report)`,
    counted: (count: string, lines: string) => `${count} (line${/\d-\d|, /.test(lines) ? "s" : ""} ${lines})`,
    /** @param line - its number, or the file and its number */
    detail: (line: string, text: string) => `line ${line}: ${text}`,
    valued: (column: string, value: string, counted: string) => `${column} ${value}: ${counted}`,
    weighted: (weight: string, voters: string) => `${weight}: ${voters}`,
    doubtful: "Imported, but have a look before codes exist (urne roll list --doubtful names them):",
    doubted: (doubt: string, counted: string) => `${doubt}: ${counted}`,
    doubts: {
      total: "a line of totals, or a person who is called so",
      "number-form": "a number as a spreadsheet shows it (1.2E+05, 12.0, 1 234, 3-Dec, '0123)",
      mojibake: "letters in another encoding (Ã©)",
      filler: "a word that programs put where nothing is (NULL, N/A, #REF!), as a name or in an address",
      entity: "letters as web pages write them (&eacute;)",
      symbol: "a sign or a digit in a name",
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
    twice: "The same name at the same address, under two numbers (accepted; have a look):",
    lookAlikes: "Member numbers that look alike (accepted; have a look):",
    alike: (line: string, like: string) => `line ${line} and line ${like}`,
    smallGroups: (cell: number) => `Groups of fewer than ${cell} voters, of which no figure will be published:`,
    rareWeights: (cell: number) => `Weights of fewer than ${cell} voters, by which a ballot would tell whose it is:`,
    withoutAddress: "May vote but have no address:",
    noGroup: "(no group)",
    noValue: "(empty)",
  },
  imported: "The roll is imported.",
  unchanged: "This roll was imported already; nothing was changed.",
  dryRun: "Dry run: nothing was imported.",
  dryRunRefused: "Dry run: nothing was imported. An import would refuse this file as it is.",
  samples: (encoding: string) =>
    `Nothing in the file says how its letters are written; read as ${encoding}. Are these names right? If not: --encoding`,
  replaces: (before: string, after: string) => `Replace the roll of ${before} members by ${after}?`,
  none: "There is no roll yet. Import one: urne roll import FILE",
  altered: "THE ROLL IN THIS FILE IS NOT THE ONE THAT THE JOURNAL RECORDS.",
  summary: {
    imported: "imported",
    report: "report",
    commitment: "roll",
  },
  commands: {
    roll: "the member roll: who may vote",
    import: "import member files (CSV) as the roll: every row is accounted for, all or nothing",
    file: "the member files, which together are the roll; - for standard input",
    dryRun: "show the report, import nothing",
    skipRefused: "import without the refused rows, if they are exactly this many",
    encoding: "how to read the file, if not as it seems",
    delimiter: "what stands between fields, if not what it seems (; , | tab)",
    report: "write the report (JSON), whose hash enters the journal",
    force: "replace the report file",
    show: "show the roll in figures and check it against the journal",
    list: "list the members of the roll",
    eligible: "only those who may vote",
    ineligible: "only those who may not",
    doubtful: "only those that somebody should have a look at, with the reason",
    group: "only those of this group",
  },
}
