export const labels = {
  titles: {
    "zero-report": "ZERO REPORT",
    "closing-report": "CLOSING REPORT",
    proclamation: "PROCLAMATION OF THE RESULT",
    "mark-off-sheet": "MARK-OFF SHEET",
    "log-book": "LOG BOOK",
  },
  /** The names under which papers are written; only people read them. */
  fileNames: {
    "zero-report": "zero-report.pdf",
    "closing-report": "closing-report.pdf",
    proclamation: "proclamation.pdf",
    "mark-off-sheet": "mark-off-sheet.pdf",
    "log-book": "log-book.pdf",
  },
  page: (page: number, pages: number) => `page ${page} of ${pages}`,
  fingerprint: "Fingerprint of the journal",
  journal: (size: number) => `Journal of ${size} entries`,
  fingerprintHelp:
    "Whoever keeps this sheet can later prove that nothing before it was changed: the public record states the same entries, and verification computes this fingerprint again.",
  signatures: "Signatures",
  done: "Done at ______________________________ on ____________________ at ________",
  abstentions: "Did not vote",
  ofValid: "Of valid",
  ofMembers: "Of eligible",
  balance: "Balance of the count",
  notProclaimed: "This result is provisional: the authority has not proclaimed it.",
  proclaimed: (hour: string) => `Proclaimed by the authority on ${hour}.`,
  twoOfTheBoard: ["president", "delegate"],
  markOff: {
    purpose:
      "To be used where no machine works. Voters show who they are, and sign. The sheet says who has voted, never how. It is kept with the papers of the election.",
    place: "Polling place: ______________________________     Sheet number: ________",
    number: "Member number",
    name: "Last name, first name",
    hour: "Hour",
    signature: "Signature",
    total: "Signatures on this sheet, in words: ________________________________________",
  },
  log: {
    purpose:
      "What happens is written at once, in the order in which it happens: the hour, what was seen, who saw it. A cause that nobody has proved is written as what somebody said. Nothing is struck out; a correction is a new line.",
    hour: "Hour",
    event: "What happened, what was decided",
    by: "Seen by",
    initials: "Initials",
  },
  commands: {
    paper: "papers to sign or to fill in by hand",
    print: "make a paper as a PDF: a report, the proclamation, or empty sheets for when the laptop is dead",
  },
  options: {
    out: "where to write it (by default the name of the paper, and .pdf)",
    rows: "how many lines an empty sheet has (by default 36)",
  },
  written: (path: string, pages: string) => `${path}: ${pages}`,
  pages: (count: number) => (count === 1 ? "1 page" : `${count} pages`),
}
