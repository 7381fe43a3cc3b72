import type { RegisterRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"
import { labels as lifecycle } from "./lifecycle.ts"

export const refusals: RefusalTexts<RegisterRefusals> = {
  "no-register": () => ({
    message: "this election was begun with an older version of urne, and has no register",
    hint: "keep the log book on paper; elections that are begun now have one",
  }),
  "register-rollback": ({ seen, found, path }) => ({
    message: `this machine has seen ${seen} entries of the register; the file has only ${found}: it is an older copy`,
    hint: `use the newest file; if it is lost, write down what was in it, then remove what this machine remembers of the register: ${path}`,
  }),
  "register-rewritten": ({ seen, path }) => ({
    message: `the first ${seen} entries of the register are not those that this machine has seen`,
    hint: `keep both files and compare them; to go on with this one all the same, remove what this machine remembers of the register: ${path}`,
  }),
  "not-a-writer": ({ name }) => ({
    message: `${name} is neither a member's key nor that of somebody who may write to the register`,
    hint: "two members let somebody write with: urne writer add",
  }),
  "signers-missing": ({ members }) => ({
    message:
      members === 0
        ? "this entry needs the signature of one member, or of somebody who may write to the register"
        : `this entry needs the signatures of ${members} different members`,
    hint: "name their key files: --key FILE FILE",
  }),
  "scan-empty": ({ path }) => ({
    message: `${path} is empty: it shows nothing, and was not attached`,
    hint: "scan the paper again, look at the file, and attach it then",
  }),
  "scan-form": ({ path }) => ({
    message: `${path} is attached, but begins like no PDF, JPEG, PNG or TIFF: perhaps it is not the scan`,
    hint: "open it; if it is another file, attach the scan as well: what was entered stays",
  }),
  "entry-too-long": () => ({
    message: "a text of this entry is empty, or longer than 4,000 characters",
    hint: "say it in several entries, or keep the long text as a file beside",
  }),
  "writer-key-refused": ({ writer }) => ({
    message: `this key cannot be the one of ${writer}: its name ends otherwise, or the identifier or the key is taken`,
    hint: `make another: urne key new ${writer}`,
  }),
  "no-such-writer": ({ writer }) => ({
    message: `nobody of the identifier ${writer} may write to the register`,
    hint: "see who may: urne writer list",
  }),
  "not-present": ({ who }) => ({
    message: `nobody is present whom ${who} names`,
    hint: "see who is present: urne attendance list",
  }),
  "present-twice": ({ who, entries }) => ({
    message: `several people named ${who} are present`,
    hint: `say which by the number of the entry: ${entries.join(", ")}`,
  }),
  "role-absent": ({ role, wanted, present }) => ({
    message: `the attendance sheet has ${present} present as ${lifecycle.roles[role]}; the definition demands ${wanted}`,
    hint: `write who is there: urne attendance in NAME --role ${role}`,
  }),
  "register-unsigned": ({ entries }) => ({
    message:
      entries === 0
        ? "nothing was written to the register"
        : "the urn has signed no state of the register, so that its files would prove nothing",
    hint:
      entries === 0
        ? "write to it first: urne log add TEXT"
        : "run the command where the urn key is, or name its file: --urn-key FILE",
  }),
  "register-tail-unsigned": ({ entries, signed }) => ({
    message: `the urn has signed ${signed} of ${entries} entries of the register; the others were left out`,
    hint: "run the command again where the urn key is, or name its file: --urn-key FILE",
  }),
}

/** Parts that people have on the evening, or in what they write. */
const roles = {
  president: "president",
  secretary: "secretary",
  member: "member",
  delegate: "delegate",
  bailiff: "bailiff",
  expert: "expert",
  provider: "provider",
  observer: "observer",
  operator: "operator",
  desk: "desk",
  candidate: "candidate",
  voter: "voter",
  authority: "authority",
}

export const labels = {
  roles,
  events: {
    "writer.certified": "may write",
    "writer.removed": "may not write any more",
    "log.noted": "log book",
    "attendance.entered": "came",
    "attendance.left": "left",
    "silence.found": "apparent interruption",
    "turnout.table": "turnout",
    "incident.opened": "incident opened",
    "incident.observed": "seen",
    "incident.claimed": "alleged",
    "incident.judged": "alleged cause judged",
    "incident.evidenced": "evidence",
    "incident.concluded": "concluded",
    "incident.decided": "proposed",
    "incident.authorised": "ordered",
    "incident.told": "told",
    "incident.closed": "incident closed",
    "incident.reopened": "incident opened again",
    "incident.corrected": "incident corrected",
    "intervention.added": "intervention",
    "intervention.corrected": "intervention corrected",
    "observation.entered": "observation",
    "complaint.entered": "complaint",
    "complaint.answered": "answer to a complaint",
    "paper.attached": "signed paper",
    "notice.issued": "notice issued",
  },
  /** What stands before the value of a field, where the value does not speak for itself. */
  fields: {
    entered: "who came by entry",
    incident: "incident",
    observation: "observation",
    claim: "alleged cause",
    evidence: "evidence",
    conclusion: "conclusion",
    decision: "decision",
    act: "act",
    entry: "entry",
    intervention: "intervention",
    claims: "alleged causes",
    from: "from",
    until: "until",
    said: "said",
    size: "bytes:",
    ballots: "ballots:",
    complaint: "complaint",
    answer: "answer",
    due: "answer due by",
    number: "no.",
    silence: "apparent interruption",
    expected: "expected:",
    K: "K =",
    S: "S =",
    g: "g =",
    p: "p =",
    n: "n =",
    rate: "rate",
    table: "no.",
    of: "of",
    registered: "registered:",
    voters: "voters:",
    groups: "by group:",
  },
  silenceStates: { provisional: "provisional", ended: "ended" },
  rateSides: { before: "before it", after: "after it" },
  turnoutSources: { count: "counted during the vote", freeze: "urn frozen" },
  /** A group of a turnout table. */
  groupRow: (group: string, voters: string, registered: string) => `${group} ${voters} of ${registered}`,
  hiddenMark: "(not published)",
  publicMark: "(published)",
  columns: {
    number: "no.",
    at: (zone: string) => `hour (${zone})`,
    by: "signed by",
    what: "what",
    text: "text",
    name: "name",
    role: "role",
    writer: "identifier",
    from: (zone: string) => `from (${zone})`,
    to: "until",
  },
  nothing: "Nothing was written to the register.",
  noLog: "Nothing was written to the log book.",
  noAttendance: "Nobody is on the attendance sheet.",
  noWriters: "Members of the authority write to the register, and nobody else.",
  presentNow: "present",
  mayWrite: "may write",
  removed: (at: string, reason: string) => `${at}: ${reason}`,
  fingerprint: (entries: string) => `Fingerprint of the register at ${entries} entries:`,
  unsigned: (entries: string) =>
    `The urn has not signed the last entries of the register: ${entries}. It does when a command finds the urn key.`,
  notSigned: "The urn has not signed the register up to this entry.",
  opening: "What is not published, and the key of its commitment:",
  checked: (entries: string, hidden: string) =>
    `Register: ${entries} entries, each proved. What is not published was compared for ${hidden} of them.`,
  written: (entries: string, path: string) => `Register of ${entries} entries written to ${path}`,
  writtenFull: (entries: string, hidden: string, path: string) =>
    `Register of ${entries} entries written to ${path}, with what is not published of ${hidden}. Do not publish this folder.`,
  toSign: "What will be signed into the register:",
  textForm: "Between 1 and 4,000 characters",
  ask: {
    key: "Key file of whoever writes:",
    text: "What happened:",
    name: "Name of the person:",
    writerName: "Name of the person who will write:",
    role: "Role:",
    reason: "Why:",
  },
  done: {
    noted: (entry: string) =>
      `Written to the log book as entry ${entry}. The record will hold only a commitment to the text.`,
    notedPublic: (entry: string) => `Written to the log book as entry ${entry}. The text will be published.`,
    entered: (name: string, role: string) => `${name} is present (${role})`,
    left: (name: string) => `${name} has left`,
    certified: (id: string) => `${id} may write to the register`,
    removed: (id: string) => `${id} may not write to the register any more`,
  },
  commands: {
    register: "the register: what is dated, each entry signed by whoever wrote it",
    list: "list the last entries",
    show: "show an entry, with the proof that it stands in the register",
    check: "prove every entry, and what is not published of it",
    export: "write the register to a folder: as it is published, or whole",
    log: "the log book",
    logAdd: "write a line of the log book, with the hour",
    logList: "show the log book",
    attendance: "the attendance sheet: who is present, since when",
    in: "write that somebody came",
    out: "write that somebody left",
    attendanceList: "show the attendance sheet",
    writer: "people who write to the register and decide nothing",
    writerAdd: "let somebody write, by two members",
    writerList: "show who may write, or might",
    writerRemove: "let somebody write no more, by one member",
  },
  options: {
    key: "key file of the member or writer who signs",
    last: "how many of the last entries to look at (default: 50)",
    type: "only entries whose type begins so, like log",
    out: "the folder to write",
    full: "also what is not published, for a court",
    text: "what happened",
    public: "publish the text in the record",
    name: "name of the person",
    who: "name of the person, or number of the entry by which they came",
    role: "what the person is there for",
    pub: "the public half of the key (.pub) of whoever will write",
    writerRole: "what the person does",
    writerName: "name of the person",
    writer: "identifier of the writer",
    reason: "why",
  },
}
