import type { DefinitionRemarks, TimeFault, WrittenPlace } from "../../core/definition-remarks.ts"
import type { DefinitionFindings, DefinitionForm, DefinitionKind, YamlRule } from "../../core/finding-codes.ts"
import type { Fraction, MajorityRule } from "../../core/majority.ts"
import type { FindingTexts } from "../texts.ts"
import { labels as instant } from "./instant.ts"
import { unmet } from "./profiles.ts"

const yamlRules: Record<YamlRule, string> = {
  encoding: "the file is not UTF-8; save it as UTF-8",
  colon: "a text with “: ” in it must be between quotes",
  indentation: "the indentation does not match the lines around it",
  tab: "there is a tab in the indentation; use spaces",
  quotes: "a text begins with a quote or a special character; put the whole text between quotes",
  unfinished: "a quote or a bracket is not closed",
  structure: "this is not allowed here",
  "duplicate-key": "the key is there twice",
  key: "a key must be text; put it between quotes",
  alias: "anchors and aliases (& and *) are not accepted; write the value out",
  tag: "tags (!) are not accepted",
  merge: "merge keys (<<) are not accepted; write the keys out",
  prototype: "__proto__ cannot be a key; a column of that name needs another name, in the member file too",
  size: "a definition has at most 128 KiB",
  directive: "directives (%) are not accepted",
  "several-documents": "a file holds only one document",
  nesting: "nested too deeply",
}

const kinds: Record<DefinitionKind, string> = {
  text: "must be text (between quotes if it looks like a number, or is true, false or null)",
  "whole-number": "must be a whole number",
  "yes-no": "must be true or false",
  list: "must be a list: [first, second]",
  mapping: "must hold keys and values",
}

const forms: Record<DefinitionForm, string> = {
  line: "must be one line of at most 500 characters, with no space at either end and no control or invisible character",
  id: "may have only a–z, 0–9, . _ and -, and begins with a letter or a digit (marie-durand)",
  zone: "is not a known time zone (like Europe/Paris)",
  "local-time": "must be a day and an hour that exist (like 2014-11-28T20:00)",
  date: "must be a day that exists (like 2014-06-30)",
  hour: "must be an hour of the day (like 22:30)",
  duration: "must be minutes or hours, a day at most (like 30m or 2h)",
  part: "must be a part, as a whole percentage or a fraction (like 25% or 1/3)",
  percent: "must be a whole percentage, 100% at most (like 10%)",
  address: "must be an address that begins with https:// (like https://vote.example.org)",
  email: "must be an e-mail address",
  certificate: "must be one certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE",
}

const suggest = (suggestion: string | undefined) => (suggestion === undefined ? "" : `; did you mean ${suggestion}?`)

export const findings: FindingTexts<DefinitionFindings> = {
  "definition-cut": ({ text, lost }) =>
    `“${text}” ends here for YAML, and “${lost}” is lost as a comment; put the whole text between quotes, or begin a comment with # and a space`,
  "definition-syntax": ({ rule }) => `YAML: ${yamlRules[rule]}`,
  "definition-missing": ({ key }) => `${key} is missing`,
  "definition-unknown": ({ key, suggestion }) => `unknown key ${key}${suggest(suggestion)}`,
  "definition-kind": ({ key, kind }) => `${key === "" ? "the file" : key} ${kinds[kind]}`,
  "definition-form": ({ key, value, form }) => `${key}: “${value}” ${forms[form]}`,
  "definition-choice": ({ key, value, choices, suggestion }) =>
    `${key}: “${value}” is not one of ${choices}${suggest(suggestion)}`,
  "definition-range": ({ key, least, most }) =>
    least === undefined ? `${key} must be at most ${most ?? ""}` : `${key} must be at least ${least}`,
  "definition-too-few": ({ key, least }) => `${key} needs at least ${least}`,
  "definition-too-many": ({ key, most }) => `${key} takes at most ${most}`,
  "definition-duplicate": ({ key, value }) => `${key}: “${value}” is there twice`,
  "definition-clock": ({ key, value, clock }) =>
    clock === "skipped"
      ? `${key}: clocks are put forward and never show ${value}; choose another hour`
      : `${key}: clocks are put back and show ${value} twice; choose another hour`,
  "definition-closes": ({ opens, closes }) => `closes (${closes}) must be after opens (${opens})`,
  "definition-period": ({ days }) => `the vote lasts more than ${days} days`,
  "definition-hour": ({ hour }) => `turnout: ${hour} is not between the opening and the close`,
  "definition-bounds": ({ min, max, answers }) =>
    `it must be min ≤ max ≤ number of answers, not ${min} ≤ ${max} ≤ ${answers}`,
  "definition-majority": ({ key, needs }) =>
    needs === "majority"
      ? `${key} means something only with a majority; add majority: absolute or majority: relative to the question`
      : `${key} means something only with majority: absolute; take it out, or change the majority`,
  "definition-seats": ({ seats, answers }) => `seats: ${seats}, but the question has ${answers} answers`,
  "definition-second-round": ({ places, seats, answers }) =>
    `second-round: ${places} must be more than the seats (${seats}) and at most the answers (${answers})`,
  "definition-minority": ({ total, members }) =>
    `quorum: ${total} of ${members} members is not a majority, so two groups could decide against each other; at least ${Math.floor(members / 2) + 1}`,
  "definition-quorum-total": ({ total, members }) => `quorum: ${total} signatures, but there are ${members} members`,
  "definition-quorum-role": ({ role, wanted, members }) =>
    `quorum: ${wanted} signatures of role ${role}, but ${members} members have it`,
  "definition-quorum-sum": ({ total, sum }) => `quorum: the roles add up to ${sum}, more than the total of ${total}`,
  "definition-no-trustee": () => "at least one trustee is needed: mandatory, or a threshold of holders",
  "definition-threshold": ({ needed, holders }) =>
    `threshold: ${needed} of ${holders} leaves no holder to spare; if all are needed, list them under mandatory`,
  "definition-no-group": ({ key }) => `${key} by group: there is no column for it under roll.group`,
  "definition-postcode": ({ column }) => `postcode: the column ${column} is not one of those under address`,
  "definition-profile": ({ profile, article, lack }) => unmet(profile, article, lack),
  "definition-unsupported": ({ key, value }) =>
    `${key} (${value}) is not supported yet; hold an election for each group, or publish national results`,
}

const comments = {
  head: "The definition of an election. Check it with: urne define --check FILE\nOnce the urn is sealed, nothing in it can change.",
  election: "locale: language of letters and papers (en, fr). Hours are those of the time zone.",
  hours: "grace: how long after the close a voter who has begun may finish.",
  rehearsal: "true: a rehearsal, marked as such on every document; its keys serve no real election.",
  revote: "refused: one vote, final. last-counts: a voter may vote again, the last ballot counts.",
  questions:
    "Each answer is chosen or not, min to max of them; blank: a blank vote is possible. majority: absolute (more than half of the\nvalid votes) or relative (the most votes) says who is elected, of as many seats as given; without it the result is the counts.\nWith it: seats: 1; majority-of: valid or cast (blank votes too); turnout-quorum: 25% or 1/3; second-round: 2.",
  authority:
    "Who decides. quorum: how many must sign a decision, more than half, and how many of some roles\n(president, secretary, delegate, member). quorums: { proclaim: { total: 4 } } sets another for one decision.\naddress: the return address of letters, line by line. urgent-suspension: { members: 1, minutes: 60 } lets one\nmember suspend the vote at once; after (resumes or stays) says whether it goes on by itself.\nA member may have a substitute: { id: …, name: … }.",
  trustees:
    "Who holds the keys that open the urn. mandatory: each of them is needed.\nthreshold: { needed: 2, holders: [a, b, c] } needs any two of three.",
  roll: "Columns of the member file. as-of: the day on which membership counts. postcode: the column under address by which\nletters are sorted. eligible: values that give the right to vote; the others are counted, not dropped.",
  credentials: "reserve: codes kept for lost letters. officers: the one or two persons who may open the list of codes.",
  channels: "The ways by which ballots arrive.",
  publish:
    "What will be published, decided before any vote. by: national or group; at: hours of the turnout figures;\ncell: no figure is published for fewer voters than this. Under turnout, expected: 24 numbers, the ballots expected in each\nhour of the day in relation to the others, lets urne availability judge quiet hours (docs/availability.md).\nnotices: { signatures: 3 } has as many members sign a notice as it says, and not two.\noperators: true publishes who runs each component of the system (docs/components.md).",
  minimumBallots:
    "With fewer ballots than this, nothing is ever decrypted: the count of a few ballots tells how each voter voted.\nWith fewer voters than this, no election can be held at all.",
  addresses: "The only genuine addresses of the vote, printed on letters and notices.",
  help: "Where voters can find help.",
}

function timeFault(given: TimeFault): string {
  switch (given.fault) {
    case "form":
      return "Write a day and an hour: 28 November 2026 21:00, or 28/11/2026 9 pm"
    case "hour":
      return "Give the hour too: 28 November 2026 21:00"
    case "year":
      return "Write the year with four digits"
    case "day":
      return "There is no such day, or no such hour"
    case "noon":
      return "12 am and 12 pm can be read in two ways: write 00:00 or 12:00"
    case "order":
      return `That could be ${given.days[0]} or ${given.days[1]}: write it so, or with the name of the month`
    case "weekday":
      return `${given.day} is a ${instant.weekdays[given.weekday] ?? ""}`
  }
}

const questions = {
  locale: "Language of the election’s documents",
  name: "Name of the election",
  timezone: "Time zone",
  opens: "The vote opens on (such as 28 November 2026 20:00)",
  closes: "The vote closes on",
  grace: "Minutes after the close in which whoever has begun may finish",
  revote: "May a voter vote again?",
  revotes: { refused: "no: one vote, final", "last-counts": "yes: the last vote counts" },
  rehearsal: "Is this a rehearsal?",
  question: "Question put to the voters",
  answer: (number: number) => `Answer ${number}${number === 1 ? "" : " (empty if there is no other)"}`,
  max: "How many answers may be chosen at most",
  min: "How many answers must be chosen at least, unless the vote is blank",
  blank: "May a voter vote blank?",
  majority: (seats: number) =>
    seats === 1 ? "Who is elected, by the counts alone?" : `Who is elected to the ${seats} seats, by the counts alone?`,
  majorities: {
    none: "nothing is said of it",
    relative: "whoever has the most votes (relative majority)",
    absolute: "whoever has more than half of the valid votes (absolute majority)",
    "second-round": "whoever has more than half of the valid votes, and otherwise a second round between the first two",
  },
  anotherQuestion: "Is there another question?",
  authority: "Name of the authority",
  member: (number: number) => `Name of member ${number}${number === 1 ? "" : " (empty if there is no other)"}`,
  role: (name: string) => `Role of ${name}`,
  substitute: (name: string) => `Name of the substitute of ${name} (may be empty)`,
  quorum: (members: number) => `How many of the ${members} members must sign a decision`,
  president: "Must the president be one of them?",
  trustee: (number: number) => `Name of key holder ${number}${number === 1 ? "" : " (empty if there is no other)"}`,
  needed: (holders: number) => `How many of the ${holders} key holders are needed to open the urn?`,
  rollId: "Member file: column of the member number",
  rollName: "Member file: columns of the name, separated by commas",
  rollAddress: "Member file: columns of the address, separated by commas (may be empty)",
  postcode: "Member file: which of them is the postal code (may be empty)",
  group: "Member file: column of the group, such as a branch (may be empty)",
  eligible: "Member file: column that tells who may vote (empty if all may)",
  accepted: (column: string) => `Values of ${column} that give the right to vote, separated by commas`,
  weight: "Member file: column of the weight (empty if each vote counts once)",
  minimumBallots: "Fewest ballots that are ever decrypted (the count of a few ballots tells how each voter voted)",
  address: "Address of the voting site (https://…, may be empty)",
  phone: "Telephone number for help (may be empty)",
  email: "E-mail address for help (may be empty)",
  number: (least: number, most: number) => `A whole number from ${least} to ${most}`,
  missing: "An answer is needed here",
  needOne: {
    answer: "At least one answer is needed, or there is nothing to choose",
    member: "At least one member is needed, or nobody can decide",
    trustee: "At least one trustee is needed, or nobody can open the urn",
    column: "At least one column is needed",
    value: "At least one value is needed, or nobody may vote",
  },
  twice: (text: string) => `“${text}” was given above already: nothing may stand here twice`,
  notAmong: (typed: string, choices: string) => `“${typed}” is none of these: ${choices}`,
  before: "The close must come after the opening",
  time: timeFault,
  parts: {
    election: "THE ELECTION",
    ballot: "THE BALLOT",
    authority: "THE AUTHORITY: who decides",
    trustees: "THE TRUSTEES: who can open the urn",
    roll: "THE MEMBER FILE: the titles of its columns",
    result: "THE RESULT AND THE LETTERS",
  },
  keys: "Enter takes what is between brackets, - leaves out what may be empty, Esc goes back to the previous question.",
  draft: (path: string) =>
    `Your answers are kept in ${path}, which holds no secret: after Ctrl-C, the same command goes on from there.`,
  draftKept: (path: string) => `Your answers are kept in ${path}: the same command goes on from there.`,
  goOn: (path: string, answers: number) =>
    `There is a draft, ${path}, with ${answers} answer${answers === 1 ? "" : "s"}. Go on with it?`,
  goOnWith: "yes: go on from where it stops",
  beginAnew: "no: throw it away and begin anew",
  review: "This is what will be written. Is it right?",
  writeIt: "yes: write the file",
  changeIt: "no: change an answer",
  changeWhich: "Which answer is to be changed?",
  answered: (question: string, answer: string) =>
    `${question}${question.endsWith("?") ? "" : ":"} ${answer === "" ? "—" : answer}`,
}

const place = (where: WrittenPlace) =>
  typeof where === "number"
    ? `question ${where}`
    : { name: "name", questions: "questions", authority: "authority", members: "members" }[where]

const remarks: FindingTexts<DefinitionRemarks> = {
  "no-contact": () =>
    "The letters will not say how to reach the authority: help has neither a telephone number nor an e-mail address.",
  "several-in-one": ({ question, answer }) =>
    `question ${question}: “${answer}” is one answer, which is chosen as a whole. If it names several, give each a line of its own.`,
  "half-quoted": ({ question, answer }) =>
    `question ${question}: “${answer}” is one answer, and only half of something in quotes. YAML knows straight quotes only: "Durand, Luc".`,
  "single-words": ({ question, answers }) =>
    `question ${question}: ${answers} answers of one word each. If two of them make one name, put it between quotes: "Durand, Luc".`,
  "look-alike": ({ where, text, other }) =>
    `${place(where)}: “${text}” and “${other}” look alike: a voter may take one for the other.`,
  "double-blank": ({ where, text }) =>
    `${place(where)}: “${text.replace(/\s{2,}/g, (run) => "␣".repeat(run.length))}” has several spaces side by side.`,
  "mixed-scripts": ({ where, text, word }) =>
    `${place(where)}: in “${text}”, “${word}” has letters of several alphabets; type it again.`,
  "called-blank": ({ question, answer }) =>
    `question ${question}: the answer “${answer}” is there beside a blank vote; write blank: false, or give it another name.`,
  "called-number": ({ question, answer, place: rank }) =>
    `question ${question}: the answer “${answer}” is number ${rank}; a voter may take one number for the other.`,
  "empty-counted": ({ question }) =>
    `question ${question}: min is 0, and a ballot that chooses nothing counts among the votes of which an absolute majority is more than half.`,
  "hours-passed": ({ key, value }) => `${key}: ${value} has passed.`,
  "several-presidents": ({ names }) => `members: ${names.length} presidents (${names.join(", ")}). Is that right?`,
  "single-trustee": ({ holder }) =>
    `trustees: ${holder} alone can open the urn, before its time too; and if that key is lost, nothing can be counted.`,
  "low-minimum": ({ minimum }) =>
    `minimum-ballots: ${minimum}. Where ${minimum === 1 ? "one person votes, the result tells" : "two persons vote, the result tells each of them"} how ${minimum === 1 ? "that person" : "the other"} voted.`,
}

function part({ numerator, denominator }: Fraction): string {
  return denominator === 100 ? `${numerator}%` : `${numerator}/${denominator}`
}

export const labels = {
  comments,
  questions,
  refused: (value: string, form: DefinitionForm) => `“${value}” ${forms[form]}`,
  example: {
    name: "Election of the chair",
    question: "Who shall be chair?",
    answers: ["First candidate", "Second candidate", "Third candidate"],
    authority: "Electoral authority",
    members: ["First member", "Second member", "Third member"],
    holders: ["First holder", "Second holder", "Third holder"],
    columns: {
      id: "member_number",
      name: ["last_name", "first_name"],
      address: ["street", "postcode", "town", "country"],
      postcode: "postcode",
      group: "branch",
      eligible: { column: "dues", accepted: ["paid"] },
    },
    zone: "Europe/London",
    address: "https://vote.example.org",
  },
  fileArgument: "the definition file",
  define: "ask what an election needs and write its definition, with comments; or list the mistakes in one",
  check: "list every mistake in the file instead",
  profileOption: "with --check: judge the definition by these rules too",
  exampleOption: "write an example to edit, without asking",
  force: "replace the file",
  written: (path: string) => `${path} is written. Read it, complete it, then check it: urne define --check ${path}`,
  right: (path: string) => `${path} has no mistakes.`,
  remarks,
  ballot: "The ballot, as voters will see it:",
  question: (number: number, question: string) => `${number}. ${question}`,
  answersAsked: (min: number, max: number, blank: boolean) =>
    `${min === max ? `${max} answer${max === 1 ? "" : "s"}` : `${min} to ${max} answers`}${blank ? ", or a blank vote" : ""}`,
  rule: ({ majority, of, seats, quorum, secondRound }: MajorityRule) =>
    [
      `Elected: ${seats === 1 ? "" : `${seats} seats, `}by ${majority === "relative" ? "relative majority, the most votes" : `absolute majority, more than half of the ${of === "valid" ? "valid votes" : "votes cast, blank ones included"}`}`,
      ...(secondRound === null ? [] : [`otherwise a second round between the first ${secondRound}`]),
      ...(quorum === null ? [] : [`turnout quorum: ${part(quorum)} of the members who may vote`]),
    ].join("; "),
  deciding: "Who decides:",
  returnTo: (address: string) => `Return address of letters: ${address}`,
  quorum: (total: number) => `${total} signature${total === 1 ? "" : "s"} for a decision`,
  /** A part of the signatures, by role. */
  among: (parts: string) => `among them ${parts}`,
  ofRole: (count: number, role: string) => `${count} of role ${role}`,
  urgent: (members: number, minutes: number, after: "resumes" | "stays") =>
    `To suspend the vote urgently: ${members} signature${members === 1 ? "" : "s"}; ${after === "stays" ? "it stays suspended until the authority decides" : `it goes on by itself after ${minutes} minute${minutes === 1 ? "" : "s"}`}`,
  byAll: (act: string) => `To ${act}: the signatures of all members`,
  quorumOf: (act: string, total: number) => `To ${act}: ${total} signature${total === 1 ? "" : "s"}`,
  substitute: (name: string) => `substitute: ${name}`,
  holding: "Who can open the urn:",
  eachNeeded: (holders: string) => `Each of these: ${holders}`,
  someNeeded: (needed: number, count: number, holders: string) => `Any ${needed} of ${count}: ${holders}`,
  aRehearsal: "a rehearsal",
  minutes: (minutes: number) => `${minutes} minute${minutes === 1 ? "" : "s"}`,
  revotes: { refused: "not again: one vote, final", "last-counts": "again, and the last vote counts" },
  /** What a language is called. */
  languages: { en: "English", fr: "French" },
  fields: {
    locale: "Language of documents",
    election: "Election",
    opens: "Opens",
    closes: "Closes",
    grace: "Grace after the close",
    votes: "Whoever has voted may vote",
    members: "Members",
    trustees: "Trustees",
    profile: "Held to",
    minimumBallots: "Fewest ballots decrypted",
    sha256: "SHA-256",
  },
}
