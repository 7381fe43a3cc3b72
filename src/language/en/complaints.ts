import type { ComplaintRefusals } from "../../core/refusals.ts"
import type { ComplaintRule } from "../../core/vocabulary.ts"
import type { RefusalTexts } from "../texts.ts"

export const complaintRules: Readonly<Record<ComplaintRule, string>> = {
  number: "its number is not the next one",
  "unknown-complaint": "there is no such complaint",
  "unknown-incident": "there is no such incident",
  "unknown-act": "the act that it names is not in effect",
  due: "it would have to be answered before it was made",
}

const ways: Readonly<Record<ComplaintRule, string>> = {
  number: "run the command again",
  "unknown-complaint": "see which there are: urne complaint list",
  "unknown-incident": "see which there are: urne incident list",
  "unknown-act": "see which are: urne authority list",
  due: "give more hours: --answer-within HOURS",
}

export const refusals: RefusalTexts<ComplaintRefusals> = {
  "complaint-refused": ({ complaint, rule }) => ({
    message:
      rule === "unknown-complaint"
        ? `there is no complaint ${complaint ?? 0}`
        : `${complaint === undefined ? "the observation" : `complaint ${complaint}`}: this cannot be entered, because ${complaintRules[rule]}`,
    hint: ways[rule],
  }),
  "complaints-unanswered": ({ complaints }) => ({
    message:
      complaints.length === 1
        ? `complaint ${complaints.join()} has no answer`
        : `complaints ${complaints.join(", ")} have no answer`,
    hint: "the result can be proclaimed all the same; a member answers with: urne complaint answer NUMBER",
  }),
}

export const labels = {
  outcomes: {
    upheld: "upheld",
    "partly-upheld": "upheld in part",
    rejected: "rejected",
    referred: "referred to somebody else",
    noted: "put on record",
  },
  title: (number: number, who: string) => `Complaint ${number}, by ${who}`,
  person: (name: string, role: string) => `${name} (${role})`,
  contact: (contact: string) => `Contact: ${contact}`,
  aboutIncident: (incident: number) => `About incident ${incident}`,
  entered: (at: string, by: string, entry: number) => `Entered on ${at} by ${by} (entry ${entry})`,
  due: (at: string) => `Answer due by ${at}`,
  overdue: (at: string) => `OVERDUE: an answer was due by ${at}`,
  answered: (at: string) => `Answered on ${at}`,
  answeredLate: (at: string, due: string) => `Answered on ${at}, after ${due}`,
  answers: "Answers",
  answer: (outcome: string, text: string) => `${outcome}: ${text}`,
  byAct: (act: number) => `By act ${act}`,
  replaced: "A later answer puts this one right",
  dueNow: (number: number, role: string, deadline: string) =>
    `${deadline} (complaint ${number}, ${role}: urne complaint show ${number})`,
  none: "No complaint was entered.",
  noObservations: "No observation was entered.",
  columns: {
    number: "No.",
    by: "By",
    at: "Entered",
    answer: "Answer",
    text: "Text",
  },
  faults: (count: number) =>
    `${count} ${count === 1 ? "entry of the register breaks" : "entries of the register break"} a rule, and nothing follows from ${count === 1 ? "it" : "them"}`,
  fault: (entry: number, rule: ComplaintRule) => `Entry ${entry}: ${complaintRules[rule]}`,
  done: {
    entered: (number: string, due: string) =>
      `Complaint ${number} entered; an answer is due by ${due}. Give a receipt: urne complaint receipt ${number}`,
    answered: (number: string, outcome: string) => `Complaint ${number} is answered: ${outcome}`,
    observed: (number: string) => `Observation ${number} entered`,
    written: (number: string, path: string) =>
      `Receipt of complaint ${number} written to ${path}. It names whoever complained: hand it to nobody else.`,
  },
  receipt: {
    title: "RECEIPT OF A COMPLAINT",
    number: (number: number) => `Complaint ${number}`,
    entered: (at: string, entry: number) => `Entered on ${at}, as entry ${entry} of the register`,
    by: (name: string, role: string) => `By: ${name} (${role})`,
    contact: (contact: string) => `Contact: ${contact}`,
    due: (at: string) => `An answer is due by: ${at}`,
    signed: (people: string) => `Signed by: ${people}`,
    text: "Text:",
    keep: "Keep this receipt. With it anybody can check that the complaint stands in the published record.",
    line: (entry: number) => `Line ${entry} of its register.jsonl, without the end of the line, has this SHA-256:`,
    hidden:
      "What is not published of it is not in that line. Its field “private” is the HMAC-SHA256 of these bytes under the key below them:",
    checkpoint: "The urn has signed the register with this entry in it:",
    unsigned:
      "The urn has not signed the register up to this entry yet. A receipt that is made later says when it has.",
  },
  ask: {
    text: "The complaint, in the words of whoever makes it:",
    observed: "The observation, in the words of whoever makes it:",
    name: "Name of whoever complains (it stays out of everything published):",
    observerName: "Name of whoever observed it (Enter for none; it stays out of everything published):",
    contact: "Where an answer reaches them (Enter if nowhere; it stays out of everything published):",
    role: "Who complains:",
    observer: "Who observed it:",
    outcome: "What was decided:",
    answer: "The answer, with its reasons:",
  },
  commands: {
    complaint: "complaints: what was complained of, by when it is to be answered, and what was decided",
    add: "enter a complaint of a delegate, a candidate or a voter",
    answer: "enter what was decided about a complaint; a later answer puts right the ones before it",
    list: "list all complaints, with their deadlines",
    show: "show a complaint and its answers",
    receipt: "make the receipt for whoever complained",
    observation: "observations of members, delegates and candidates, for the minutes",
    observationAdd: "enter an observation; nobody has to answer it",
    observationList: "list all observations",
  },
  options: {
    complaint: "the complaint",
    observation: "the observation",
    answer: "the answer, with its reasons",
    role: "who complains",
    observer: "who observed it",
    name: "the name; not published",
    contact: "address, telephone or mail of whoever complains; not published",
    incident: "the number of the incident that it is about",
    within: "hours until an answer is due (default: 24)",
    public: "publish the text in the record",
    outcome: "what was decided",
    act: "the number of the act that did it",
    out: "the file to write; without it the receipt is shown",
  },
}
