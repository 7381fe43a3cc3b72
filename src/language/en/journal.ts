import type { JournalRefusals } from "../../core/refusals.ts"
import { isBeyond, type Phase } from "../../core/vocabulary.ts"
import type { RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"
import { labels as lifecycle } from "./lifecycle.ts"

const faults = {
  form: "it does not have the form of one",
  origin: "it is about another election",
  unsigned: "the urn key did not sign it",
  forged: "its signature was not made with the urn key",
  term: "it was signed by an urn key that the authority had not certified for that point of the journal, or had replaced",
}

const phasesText = (wanted: readonly Phase[]) => wanted.map((phase) => lifecycle.phases[phase]).join(" or ")

export const refusals: RefusalTexts<JournalRefusals> = {
  "wrong-phase": ({ phase, wanted, voting }) => ({
    message: isBeyond(phase, wanted)
      ? `the election is already ${lifecycle.phases[phase]}; this was possible only while it was ${phasesText(wanted)}`
      : `the election is ${lifecycle.phases[phase]}; this needs it to be ${phasesText(wanted)}`,
    hint:
      voting === true && isBeyond(phase, wanted)
        ? "no ballot was cast now; for the receipt of one that was cast before: urne receipt"
        : "urne status shows the next step",
  }),
  "entry-altered": ({ of, number }) => ({
    message: `${of === "archive" ? "record" : "entry"} ${number} of the ${of} is not what was written: the election file is damaged or was altered`,
    hint: `keep this file as it is, put the last backup in its place, then run: urne recover${of === "register" ? "; to go on without the register: urne seal --without-register, urne close --without-register, urne minutes sign --without-register, urne proclaim --without-register, urne export --without-register" : ""}`,
  }),
  "clock-went-back": ({ last, now }) => ({
    message: `this machine's clock (${now}) is behind the last entry of the journal (${last})`,
    hint: "if the clock is wrong now, set it right; if it was wrong then, the authority gives up that instant: urne recover --clock --reason …",
  }),
  "clock-far-ahead": ({ last, now, closes }) => ({
    message: `this machine's clock (${now}) is more than a day past the last entry of the journal (${last}) and past the hour of closing (${closes})`,
    hint: "if it is wrong, set it right: nothing was written; if it is right, run the command again with --clock-is-right",
  }),
  rollback: ({ seen, found, note }) => ({
    message: `${note ?? "this machine"} has seen ${seen} journal entries of this election; the file has only ${found}: it is an older copy`,
    hint: `use the newest file; if it is lost, the authority decides with: urne recover${note === undefined ? "" : ` --checkpoint ${note}`} --reason …`,
  }),
  "journal-rewritten": ({ seen, note }) => ({
    message: `the first ${seen} journal entries of this file are not those that ${note ?? "this machine"} has seen`,
    hint: `keep both files and compare their journal fingerprints; the authority decides with: urne recover${note === undefined ? "" : ` --checkpoint ${note}`} --reason …`,
  }),
  "receipt-of-lost-ballot": ({ note, tracker }) => ({
    message: `the ballot ${tracker}, for which the urn signed ${note}, is not in this file: it is an older copy`,
    hint: `use the newest file; if it is lost, the authority decides with: urne recover --checkpoint ${note} --reason …; then that voter votes again`,
  }),
  "state-damaged": ({ path }) => ({
    message: `${path}, which remembers how far this election had come, is damaged`,
    hint: "compare the journal with the last checkpoint that you kept (urne checkpoint check), then delete that file",
  }),
  "state-unwritten": ({ path, cause }) => ({
    message: `the command did its work, but ${path} could not be written afterwards: ${causeText(cause)}`,
    hint: "do not run it again for that; make sure that the next command can write there",
  }),
  "state-nowhere": () => ({
    message:
      "this machine remembers nothing of this election: neither HOME nor XDG_STATE_HOME names a folder, and an older copy of the file would go unnoticed",
    hint: "set one of them to a folder that is kept; keep checkpoints elsewhere as well: urne checkpoint show --out FILE",
  }),
  "not-an-urn-key": ({ path }) => ({
    message: `${path} is not an urn key file, or it is damaged`,
    hint: "use the file that urne init wrote, or a copy of it",
  }),
  "another-urn-key": ({ path, name, wanted }) => ({
    message: `${path} is the key of ${name}; this election needs that of ${wanted}`,
    hint: "name the right file with --urn-key; if it is lost, the authority certifies another: urne appoint --new-urn-key",
  }),
  "urn-key-absent": ({ path, uuid }) => ({
    message: `the urn key of ${uuid} is not here: neither ${path} nor another file beside it with urn-key in its name holds it`,
    hint: "name its file with --urn-key; if it is lost, the authority certifies another: urne appoint --new-urn-key",
  }),
  "checkpoint-unsigned": ({ path, uuid, entry }) => ({
    message: `entry ${entry} changed the phase and no checkpoint was signed: the urn key of ${uuid} is not here (${path}, or another file beside it with urn-key in its name). Without it nobody can vote at this terminal, and a record of this election will be INVALID`,
    hint: "name its file with --urn-key, on the next command: one checkpoint covers all that came before; if it is lost, the authority certifies another: urne appoint --new-urn-key",
  }),
  "checkpoints-missing": ({ entry, signed }) => ({
    message: `a record of this journal would be INVALID: entry ${entry} changed the phase, and the urn key has signed ${signed === 0 ? "none of its entries" : `only the first ${signed} entries`}`,
    hint: "put the urn key beside the election file or name its file with --urn-key, and run the command again; if it is lost, the authority certifies another: urne appoint --new-urn-key",
  }),
  "act-needed": ({ kind }) => ({
    message: `this needs a decision of the authority that is not in effect: ${lifecycle.acts[kind]}`,
    hint: `the members decide it with: urne ${kind}`,
  }),
  "no-such-entry": ({ number, size }) => ({
    message: `no checkpoint covers entry ${number}: the last one covers ${size} entries`,
    hint: "urne checkpoint show makes one now",
  }),
  "not-a-checkpoint": ({ fault }) => ({
    message: `the file is not a checkpoint of this election: ${faults[fault]}`,
    hint: "give, unchanged, the file that was kept of this election: a checkpoint or a receipt",
  }),
}

const droppedFor = {
  withdrawn: "withdrawn",
  expired: "its time had passed",
  stale: "what it states had changed",
} as const
const steps = {
  join: "step 1 of 4",
  commit: "step 2 of 4",
  deal: "step 3 of 4",
  finish: "step 4 of 4",
} as const

export const labels = {
  columns: { number: "Entry", at: (zone: string) => `At (${zone})`, event: "What happened" },
  events: {
    created: (rehearsal: boolean): string => (rehearsal ? "election file made, for a rehearsal" : "election file made"),
    backedUp: (entries: string) => `backup made of ${entries} entries`,
    proposed: (act: number, kind: string) => `act ${act} proposed: ${kind}`,
    signed: (act: number, person: string) => `act ${act} signed by ${person}`,
    reserved: (act: number, person: string) => `act ${act}: reservation of ${person}`,
    declined: (act: number, person: string) => `act ${act}: ${person} declined to sign`,
    absent: (act: number, person: string) => `act ${act}: absence of ${person} noted`,
    dropped: (act: number, reason: "withdrawn" | "expired" | "stale") => `act ${act} dropped: ${droppedFor[reason]}`,
    effective: (act: number, kind: string) => `act ${act} in effect: ${kind}`,
    closing: (done: string, hour: string) => `${done}; the vote closes ${hour}`,
    roll: (eligible: string, ineligible: string, refused: string) =>
      `roll imported: ${eligible} may vote, ${ineligible} not; rows refused: ${refused}`,
    answered: (holder: string, step: "join" | "commit" | "deal" | "finish") =>
      `key ceremony: ${holder} has done ${steps[step]}`,
    restarted: "key ceremony begun anew",
    established: "key ceremony ended: the trustees' keys are made",
    checked: (holder: number) => `holder ${holder} proved that the share can be used`,
    generated: (issued: string, reserve: string) => `voting codes made: ${issued} issued, ${reserve} in reserve`,
    opened: (purpose: "print" | "markoff", by: string, letters: string, reason: string) =>
      `file of codes opened by ${by} ${purpose === "print" ? `to print ${letters} letters` : "for the mark-off list"}: ${reason}`,
    urnOpened: "urn opened, empty",
    suspended: (number: number) => `urgent suspension no. ${number} of the vote`,
    resuming: (done: string, hour: string) => `${done}; it goes on by itself ${hour}`,
    accepted: (count: number, text: string) => (count === 1 ? "1 ballot accepted" : `${text} ballots accepted`),
    counted: (voters: string, ballots: string) => `turnout counted: voters ${voters}, ballots ${ballots}`,
    announced: (channel: string, batch: number, lines: string) =>
      `batch ${batch} of ${channel} announced: ${lines} ballots`,
    received: (
      channel: string,
      batch: number,
      figures: {
        readonly lines: string
        readonly accepted: string
        readonly present: string
        readonly refused: string
      },
    ) =>
      `batch ${batch} of ${channel} received: ${figures.lines} ballots, of which ${figures.accepted} accepted, ${figures.present} there before, ${figures.refused} refused`,
    frozen: (ballots: string, grace: string) => `urn frozen: ${ballots} ballots, ${grace} of them in the grace`,
    computed: (counted: string, ballots: string) => `encrypted tally made: ${counted} ballots count, of ${ballots}`,
    share: (holder: number) => `share of holder ${holder} received`,
    shareRefused: (holder: number) => `share of holder ${holder} refused`,
    result: "result made",
  },
  fingerprint: (size: string) => `Journal fingerprint at ${size} entries:`,
  continues: (kept: string, size: string) =>
    `This file continues that checkpoint: its ${kept} entries are the first of the ${size} here`,
  commands: {
    journal: "the journal of everything that happened",
    list: "list entries",
    prove: "prove that the last checkpoint covers an entry",
    checkpoint: "signed states of the journal",
    show: "sign the journal as it stands, to be kept elsewhere",
    check: "check that this file continues a checkpoint that was kept",
  },
  uncovered: (size: string, entries: string, apart: string) =>
    `The checkpoint covers ${size} of the ${entries} entries of the journal: with the last ones it would tell when fewer than ${apart} ballots were cast.`,
  written: (size: string, path: string) => `Checkpoint of ${size} journal entries written to ${path}`,
  options: {
    last: "how many of the last entries",
    type: "only events whose name begins with this: act, urn, roll",
    out: "where to write it, instead of standard output",
  },
}
