import type { UrnFindings } from "../../core/finding-codes.ts"
import type { BatchFault, UrgentStale, UrnRefusals } from "../../core/refusals.ts"
import type { ArrivalRule } from "../../core/vocabulary.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { carriedFaults } from "./carried.ts"
import { causeText } from "./cause.ts"
import { labels as lifecycle } from "./lifecycle.ts"

export const findings: FindingTexts<UrnFindings> = {
  BALLOT_BLOCKED: ({ credential }) => `the credential ${credential} is blocked`,
  BALLOT_RESERVE: ({ credential }) => `the credential ${credential} is in reserve, so no ballot may be cast with it`,
  BALLOT_REVOTE: ({ credential }) => `a ballot of the credential ${credential} is in the urn, and votes are final`,
  BALLOT_CHANNEL: ({ credential, channel, first }) =>
    `the credential ${credential} voted by ${first} and cannot vote by ${channel}`,
  BALLOT_COPIED: ({ ciphertext }) => `ciphertext ${ciphertext} of the ballot was used before: it is a copy`,
}

const faults: Record<BatchFault, string> = {
  form: "it is not a signed batch note",
  origin: "it is about another election",
  unsigned: "the channel's key did not sign it",
  forged: "its signature was not made with the channel's key",
  channel: "it is about another channel",
  content: "the ballots are not those that the note announces",
  number: "another batch of the channel has this number",
  previous: "it does not follow the channel's previous batch",
  "given-up": "the authority closed the urn without this batch",
}

const choiceRules: Record<UrnRefusals["choice-unknown"]["rule"], string> = {
  form: "is not QUESTION=ANSWER",
  question: "names no question",
  answer: "names no answer that may be chosen there",
  twice: "is given twice",
  ambiguous: "could mean two: the one with that number, or the one with that name",
}

/** What is said to a voter, whose credential means nothing to anybody. */
function toVoter({ finding, tracker }: UrnRefusals["ballot-refused"]): string {
  switch (finding.code) {
    case "BALLOT_CREDENTIAL":
      return "this code does not belong to this election"
    case "BALLOT_BLOCKED":
      return "this code is blocked"
    case "BALLOT_RESERVE":
      return "this code is in reserve, and was issued to nobody"
    case "BALLOT_REVOTE":
      return `a ballot has been cast with this code, and votes are final${tracker === undefined ? "" : ` (tracker ${tracker})`}`
    case "BALLOT_CHANNEL":
      return `this code has voted by ${finding.params.first}, and can vote again only there`
    default:
      return `the ballot is refused, since it is not valid (${finding.code})`
  }
}

export const arrivalRules: Readonly<Record<ArrivalRule, string>> = {
  form: "it has not the form FROM,TO,BALLOTS below the head from,to,ballots, with instants like 2026-11-20T20:05:00Z",
  many: "more than 1,000 bins",
  length: "the bin is shorter than five minutes",
  few: "the bin holds fewer than ten ballots, and is not empty",
  gap: "the bin does not begin where the one before it ends",
  sum: "the bins do not hold as many ballots as the batch",
  hours: "the bin lies outside the hours of the vote, or has not ended",
  overlap: "the bin overlaps those of another batch of the channel",
}

const stale: Record<UrgentStale, string> = {
  act: "an act has taken effect since the text was made",
  clock: "the clock of this machine shows an earlier hour than that at which the text was made",
  old: "the text was made more than 15 minutes ago",
  ended: "by its text, the suspension has ended already",
  text: "it would no longer be decided in these words",
}

const fileFaults: Record<UrnRefusals["not-a-suspension-file"]["rule"], string> = {
  ...carriedFaults,
  text: "what it carries is not an urgent suspension",
  rule: "the text does not follow from the acts and the definition that it carries",
}

export const refusals: RefusalTexts<UrnRefusals> = {
  "urgent-not-allowed": ({ reason }) => ({
    message:
      reason === "definition"
        ? "the definition lets nobody suspend the vote without the authority"
        : "this election was begun in a format without urgent suspensions",
    hint: "the authority suspends the vote by an act: urne suspend",
  }),
  "urgent-unanswered": ({ since }) => ({
    message: `the vote was suspended urgently before (${since}), and the authority has not decided about that`,
    hint: "once the authority has decided (urne suspend, urne resume or urne extend), members may suspend it urgently again",
  }),
  "urgent-stale": ({ rule, apart }) => ({
    message: `the vote was not suspended: ${stale[rule]}`,
    hint:
      rule === "clock"
        ? "set the clock of this machine, and run the command again"
        : apart
          ? "draft it again, and have the new text signed: urne suspend-urgently draft; if those who are here are enough, they sign at once: urne suspend-urgently"
          : "run urne suspend-urgently again; the text is made anew",
  }),
  "urgent-signers": ({ needed, signed }) => ({
    message: `the vote was not suspended: it needs the signatures of ${needed} different members, and ${signed === 1 ? "1 member" : `${signed} members`} signed`,
    hint: "have another member sign a copy: urne suspend-urgently sign FILE; or name the key of a member who is here: --key FILE",
  }),
  "not-a-suspension-file": ({ path, rule }) => ({
    message: `${path} cannot be relied on as an urgent suspension that urne suspend-urgently draft wrote: ${fileFaults[rule]}`,
    hint: "nothing was signed or suspended; ask whoever keeps the election file for a new one, which is made with: urne suspend-urgently draft",
  }),
  "vote-over": ({ closed, grace }) => ({
    message: `the vote closed at ${closed}; voters who had begun before had ${grace} minutes to finish`,
    hint: "no ballot was cast now; for the receipt of one that was cast before: urne receipt",
  }),
  "grace-runs": ({ closed, hour }) => ({
    message: `the vote is closed since ${closed}; the urn cannot be frozen before the grace ends, ${hour}`,
    hint: "until then, voters who began before the close may finish; run urne close again at that hour",
  }),
  "not-before": ({ kind, hour }) => ({
    message:
      kind === "open"
        ? `the opening is decided and signed; the urn only waits for its hour, ${hour}`
        : `${lifecycle.acts[kind]}: not before ${hour}`,
    hint: `run urne ${kind} again then; urne ${kind} --wait waits for the hour`,
  }),
  "not-opened": ({ hour, due }) => ({
    message: due
      ? `the opening is decided, and its hour, ${hour}, has come; but nobody has opened the urn yet`
      : `the opening is decided, and the urn opens at its hour, ${hour}: until then there is no zero report`,
    hint: `${due ? "urne open opens it" : "urne open --wait opens it then"}; afterwards: urne paper print zero-report`,
  }),
  "wait-cancelled": () => ({
    message: "the wait was ended",
    hint: "what was decided before remains; the same command goes on waiting",
  }),
  "annulled-meanwhile": () => ({
    message: "the election is annulled, so nothing is waited for any more",
    hint: "urne status says where it stands",
  }),
  "clock-jumped": ({ before, now }) => ({
    message: `the clock of this machine went from ${before} to ${now} at once, past the hour that was waited for: it slept, or somebody set the clock`,
    hint: "nothing was done; look at another clock, then run the same command again",
  }),
  "opening-missed": ({ closes }) => ({
    message: `the vote should have been opened before ${closes}, its hour of closing`,
    hint: "decide other hours: urne open --opens … --closes …",
  }),
  "ballot-refused": (params) => ({
    message: toVoter(params),
    hint:
      params.tracker === undefined
        ? "nothing was cast"
        : `nothing was cast now; for the receipt of the ballot in the urn: urne receipt ${params.tracker}`,
  }),
  "code-of-other-archive": ({ path }) => ({
    message: `no credential in ${path} has this code`,
    hint: "check that the code and the archive are of the same election; no ballot was made",
  }),
  "not-an-archive": ({ path }) => ({
    message: `${path} is not an archive`,
    hint: "give the .bel file of a published record",
  }),
  "receipt-unwritten": ({ path, tracker, cause }) => ({
    message: `the ballot is in the urn, with the tracker ${tracker}; only its receipt could not be written to ${path}: ${causeText(cause)}`,
    hint: `do not vote again; the receipt is shown above: keep it, or print it again: urne receipt ${tracker}`,
  }),
  "no-such-ballot": ({ tracker }) => ({
    message:
      tracker === undefined
        ? "no ballot in the urn was cast with this code"
        : `no ballot in the urn has the tracker ${tracker}`,
    hint: "check each character; while the vote is open, a ballot that is not there can still be cast",
  }),
  "unknown-channel": ({ channel, channels }) => ({
    message: `${channel} is not a channel of this election`,
    hint: `its channels: ${channels.join(", ")}`,
  }),
  "batch-note-needed": ({ channel }) => ({
    message: `${channel} has a key, so its ballots come with a signed note`,
    hint: "give the note with --note; the channel makes it with: urne ballots note",
  }),
  "channel-without-key": ({ channel }) => ({
    message: `the constitution gives ${channel} no key, so a note proves nothing`,
    hint: "leave --note out",
  }),
  "batch-refused": ({ path, fault, taken = 0 }) => ({
    message: `${path} is refused: ${faults[fault]}`,
    hint:
      taken === 0
        ? "nothing of this batch was taken in"
        : `the file changed while it was read; ${taken} of its lines were taken in before. Give the file that the note announces: the same command goes on`,
  }),
  "batch-arrivals": ({ path, line, rule }) => ({
    message: `${path}, line ${line}: ${arrivalRules[rule]}`,
    hint: "merge bins of five minutes forward until they hold ten ballots, and give empty ones by themselves; or make the note without arrivals: urne ballots note FILE without --arrivals",
  }),
  "no-ballots": ({ path, lines, batch }) => ({
    message: `${path} holds no ballot: ${lines === 0 ? "it is empty" : lines === 1 ? "its only line is blank" : `its ${lines} lines are blank`}${batch === undefined ? "" : `; batch ${batch} was taken in as its channel signed it`}`,
    hint: "if ballots were cast there, ask for the file again from where it comes",
  }),
  "import-cancelled": ({ path }) => ({
    message: `cancelled; of ${path}, what was accepted before is in the urn`,
    hint: "the same command goes on from where this one stopped",
  }),
  "batch-too-late": ({ channel, number, limit }) => ({
    message: `batch ${number} of ${channel} was not announced before ${limit}, when all voting had ended`,
    hint: "it stays out; if a later batch of the channel was announced, close without this one: urne close --missing …",
  }),
  "batch-not-missing": ({ batch }) => ({
    message: `batch ${batch} is not missing`,
    hint: "urne ballots batches lists those that are",
  }),
  "choice-unknown": ({ choice, rule }) => ({
    message: `--choice ${choice} ${choiceRules[rule]}`,
    hint:
      rule === "ambiguous"
        ? "say which one by its number, with a # before it: --choice 1=#2"
        : "questions and answers are given by their number or their text: --choice 1=2, --choice 1=blank",
  }),
}

export const labels = {
  conform: "CONFORMS",
  notConform: "DOES NOT CONFORM",
  sealTitle: (act: number) => `Check of the seal (act ${act})`,
  items: {
    definition: "definition",
    election: "election",
    roll: "member roll (eligible members, fingerprint)",
    credentials: "credentials",
    reserve: "reserve",
    trustees: "trustees",
    software: "software",
    archive: "urn (height, fingerprint)",
  },
  sealColumns: { item: "What", verdict: "Verdict", fingerprint: "Fingerprint" },
  found: "found",
  zero: {
    title: "ZERO REPORT",
    statement: "The urn is open, and it is empty.",
    opened: "Opened",
    closes: "Closes",
    ballots: "Ballots in the urn",
    election: "Fingerprint of the election",
    archive: "Fingerprint of the empty urn",
  },
  closing: {
    title: "CLOSING REPORT",
    statement: "The urn is frozen: nothing can be added to it.",
    closed: "Closed",
    frozen: "Frozen",
    ballots: "Ballots accepted",
    voters: "Voters",
    replaced: "Replaced by their voters",
    grace: "Accepted after the hour, within the rules",
    missing: "Batches declared missing",
    archive: "Fingerprint of the frozen urn",
    height: "Height of the frozen urn",
    heightOf: (height: string) => `${height} (0 is the sealed election, then comes each ballot, and last the freeze)`,
  },
  signatures: "Signatures of the members present:",
  /** The channels that no definition names. */
  ownChannels: { booth: "the terminal of the urn" } as Readonly<Record<string, string>>,
  reprinted: (hour: string) => `REPRINT. This report was made before, and says how things were on ${hour}.`,
  fromTo: (opens: string, closes: string) => `from ${opens} to ${closes}`,
  otherHours: (promised: string, decided: string) =>
    `The letters and the definition announce the vote ${promised}. These hours are different: ${decided}. Voters who have a letter must be told.`,
  askCloses: (now: string) => `New hour of closing, instead of ${now}:`,
  laterThan: (hour: string) => `The new hour of closing must be later than ${hour}`,
  confirmHours: "Is the vote to be held at other hours than the letters say?",
  words: { hours: "OTHER HOURS" },
  notYet: (hour: string) =>
    `The opening is decided and signed; the urn only waits for its hour, ${hour}. Run urne open again then; urne open --wait waits and opens it.`,
  notYetFrozen: (hour: string) =>
    `The closing is decided and signed; the urn can be frozen from ${hour}. Run urne close again then; urne close --wait waits and freezes it.`,
  waiting: {
    hours: {
      opens: (hour: string) => `Waiting for the opening, on ${hour}.`,
      closes: (hour: string) => `Waiting for the hour of closing, on ${hour}.`,
      frozen: (hour: string) => `Waiting for the end of the grace, on ${hour}; the urn is frozen then.`,
    },
    suspended: "The vote is suspended; its hour of closing stays.",
    batches: (batches: string) =>
      `Waiting for batches: ${batches}. Import them with another command, or give them up: urne close --missing …`,
    howToEnd: "Ctrl-C ends the wait; the same command resumes it.",
    left: (left: string) => `${left} left`,
    jumped: (before: string, now: string) =>
      `The clock went from ${before} to ${now} at once: this machine slept, or somebody set the clock.`,
    confirmClock: (now: string) =>
      `The hour has come only because the clock moved. Does another clock also show ${now}, or later?`,
    clockWord: "RIGHT",
  },
  urgent: {
    title: (number: number) => `Urgent suspension no. ${number}`,
    until: (until: string) =>
      `The vote is suspended from now on. It goes on by itself ${until}, unless the authority decides otherwise.`,
    untilClose: "The vote is suspended from now on until it closes, unless the authority decides otherwise.",
    untilDecided: "The vote is suspended from now on, until the authority decides.",
    closes: (hour: string) => `The hour of closing stays: ${hour}.`,
    signers: (needed: number) => (needed === 1 ? "One member signs." : `${needed} members sign.`),
    done: (number: number, from: string) => `The vote is suspended since ${from} (urgent suspension no. ${number}).`,
    undecided: (number: number, from: string, state: string) =>
      `Urgent suspension no. ${number}, since ${from}: ${state}. The authority has not decided about it (urne suspend, resume or extend).`,
    resumes: (until: string) => `the vote goes on by itself ${until}`,
    stays: "the vote stays suspended until a decision",
    closing: "the vote stays suspended until it closes",
    ended: (at: string) => `it ended by itself ${at}`,
    elsewhere: "If one of them is elsewhere: urne suspend-urgently draft",
    heading: (number: number, name: string, uuid: string) => `Urgent suspension no. ${number} of ${name} (${uuid})`,
    onceUntil: (until: string) =>
      `Once it is put into effect, the vote is suspended. It goes on by itself ${until}, unless the authority decides otherwise.`,
    onceUntilClose:
      "Once it is put into effect, the vote is suspended until it closes, unless the authority decides otherwise.",
    onceUntilDecided: "Once it is put into effect, the vote is suspended until the authority decides.",
    made: (at: string) => `The text was made on ${at}.`,
    follows: (number: number, kind: string) => `The last act in effect by then: no. ${number}, ${kind}.`,
    drafted: (number: number, path: string) =>
      `Urgent suspension no. ${number} is in ${path}, and is not signed; the vote goes on. Each member signs a copy: urne suspend-urgently sign ${path}`,
    holdsUntil: (needed: number, at: string) =>
      `It needs ${needed === 1 ? "one signature" : `the signatures of ${needed} members`}, and can be put into effect until ${at}: urne suspend-urgently publish`,
    copied: (path: string) => `The signed copy is in ${path}. Send it back at once to whoever drafted the suspension.`,
    next: "The authority decides about it: urne suspend (it stays suspended), urne resume (it goes on at once), urne extend (a later hour of closing).",
  },
  waitingBatches: (batches: string) =>
    `The freeze waits for: ${batches}. Import them, or give them up: urne close --missing …`,
  code: "Your voting code:",
  chooseOne: (question: string, answers: number) =>
    answers === 1 ? question : `${question} (${answers} answers: choose one)`,
  chooseSome: (question: string, answers: number, min: number, max: number) =>
    `${question} (${answers} answers: choose ${min === max ? max : min === 0 ? `${max} at most` : `${min} to ${max}`})`,
  tooMany: (ticked: number, max: number) =>
    `${ticked} answers are ticked, and ${max} at most may be chosen: untick ${ticked - max}`,
  tooFew: (ticked: number, min: number) =>
    `${ticked === 0 ? "No answer is" : ticked === 1 ? "1 answer is" : `${ticked} answers are`} ticked, and at least ${min} must be chosen: the space bar ticks the answer beside the arrow`,
  blankAlone: "A blank vote chooses no answer: untick it, or untick the answers",
  blank: "Blank vote",
  noAnswer: "no answer",
  summary: "Your ballot",
  confirm: "Once it is cast, the ballot counts. Is it what you want?",
  confirmWord: "VOTE",
  changeWord: "CHANGE",
  change: (word: string) => `${word} to choose again`,
  cast: "Your ballot is in the urn.",
  tracker: "Tracker",
  trackerHelp: "Keep it: with it you can find your ballot in the public record. It does not tell how you voted.",
  receiptWritten: (path: string) => `Receipt written to ${path}`,
  receiptFollows: "Receipt, signed by the urn:",
  receiptCode: "The receipt, for a telephone:",
  trackerCode: "The tracker, for a telephone (in a taller window, the whole receipt is shown like this):",
  ballotWritten: (path: string) => `Ballot written to ${path}`,
  noteWritten: (path: string) => `Note of the batch written to ${path}`,
  importTitle: (channel: string, batch: number | undefined) =>
    batch === undefined ? `Ballots of ${channel}` : `Batch ${batch} of ${channel}`,
  lines: "Lines",
  accepted: "Accepted",
  present: "Already in the urn",
  refused: "Refused",
  refusedColumns: { line: "Line", reason: "Reason", code: "Code" },
  moreRefused: (count: string) => `And ${count} more: the same command with --json lists the first 1,000`,
  batchColumns: {
    channel: "Channel",
    batch: "Batch",
    state: "State",
    count: "Announced",
    accepted: "Accepted",
    refused: "Refused",
  },
  batchStates: { received: "received", incomplete: "INCOMPLETE", missing: "MISSING", "given-up": "declared missing" },
  noBatches: "No batch has been announced.",
  commands: {
    seal: "seal the urn: freeze definition, roll, credentials and trustees",
    sealCheck: "check everything that was sealed, and follow every ballot",
    open: "decide the hours of the vote; at its hour, open the urn (zero report)",
    cast: "vote at this terminal",
    receipt: "print the receipt of a ballot again, for whoever has its tracker or its code",
    ballots: "ballots that come from elsewhere",
    ballotsEncrypt: "make a ballot from an archive and a code, without the election file",
    ballotsAnnounce: "announce batches by their notes; their ballots may come until the freeze",
    ballotsImport: "take in a file of ballots (JSON lines)",
    ballotsNote: "as a channel: make the signed note of a batch",
    ballotsBatches: "batches received, incomplete and missing",
    suspend: "suspend the vote",
    suspendUrgently:
      "suspend the vote at once, by as few members as the definition allows, until an hour or a decision",
    urgentDraft: "draft an urgent suspension, and write it to a file for members who are elsewhere",
    urgentSign: "show an urgent suspension that was drafted, and sign a copy of it, on any machine",
    urgentPublish: "take in signed copies of an urgent suspension, and put it into effect",
    resume: "resume the vote",
    extend: "move the hour of closing: only ever later",
    close: "close the vote at its hour; after the grace, freeze the urn (closing report)",
  },
  options: {
    waitOpening: "wait for the hour, then open the urn",
    waitClosing: "wait for the hour of closing and for the end of the grace, then freeze the urn",
    withoutRegister: "decide although another program wrote to the register; the act says so",
    opens: "hour of opening (2014-11-28T20:00 in the election's zone), instead of the definition's",
    closes: "hour of closing (2014-11-29T20:00 in the election's zone)",
    codeFile: "file with the voting code (- is standard input)",
    choice:
      "QUESTION=ANSWER, each by its number (2, or #2 where an answer is called 2) or its text; blank for a blank vote (may be repeated)",
    receipt: "write the receipt to this file",
    ballotTracker: "tracker of the ballot; without it, you are asked for the voting code",
    out: "where to write it, instead of standard output",
    channel: "the channel by which the ballots came",
    note: "the batch's signed note",
    number: "the batch's number, from 1",
    previous: "the note of the batch before",
    arrivals: "when the ballots arrived, as a CSV file with the columns from,to,ballots",
    election: "UUID of the election",
    rehearsal: "the election is a rehearsal",
    key: "the channel's key file",
    passphraseFile: "file with the passphrase of the key (- is standard input)",
    reason: "the reason, in one sentence",
    urgentOut: "where to write it (default: suspension-NUMBER.json)",
    urgentFile: "the file that urne suspend-urgently draft wrote, or a copy that others signed",
    urgentCopyOut: "where to write the signed copy (default: FILE.signed.json)",
    urgentCopies: "the signed copies that came back",
    missing: "CHANNEL:NUMBER of a batch that the urn is frozen without (may be repeated)",
    force: "replace an existing file",
  },
}
