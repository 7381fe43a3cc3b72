import type { FindingCode } from "../../../src/core/finding.ts"
import { memorySource } from "../../../src/verify/source/source.ts"
import { minuted, minutedSilence, type MinutesTampering } from "../../support/minuted.ts"
import { statedRegister } from "../../support/registered.ts"
import type { Mutant } from "./mutant.ts"

function changed(name: string, codes: FindingCode | readonly FindingCode[], change: MinutesTampering): Mutant {
  return {
    name,
    codes: typeof codes === "string" ? [codes] : codes,
    make: async () => ({ source: memorySource((await minuted(change)).files) }),
  }
}

/** One line of the minutes tells something else, and the members signed it so. */
function line(name: string, wrong: RegExp, right: string): Mutant {
  return changed(`minutes with ${name}`, "MINUTES_TEXT", {
    text: (text) => replaced(text, wrong, right),
  })
}

const without =
  (...names: readonly string[]): NonNullable<MinutesTampering["files"]> =>
  (files) => {
    for (const name of names) files.delete(name)
  }

function replaced(text: string, wrong: RegExp, right: string): string {
  const other = text.replace(wrong, right)
  if (other === text) throw new Error(`no line of the minutes matches ${String(wrong)}`)
  return other
}

/** The same of minutes that tell the figures of an apparent interruption. */
function silent(name: string, change: MinutesTampering): Mutant {
  return {
    name: `minutes with ${name}`,
    codes: ["MINUTES_TEXT"],
    make: async () => ({ source: memorySource((await minutedSilence(change)).files) }),
  }
}
const figure = (name: string, wrong: RegExp, right: string): Mutant =>
  silent(name, { text: (text) => replaced(text, wrong, right) })

const silences: readonly Mutant[] = [
  figure("another probability of chance", /p = 5\.3e-23/, "p = 5.3e-32"),
  figure("more ballots expected", /240 ballots were expected/, "2,400 ballots were expected"),
  figure("another S", /S = 300 s/, "S = 30 s"),
  figure("another g", /g = 3,600 s/, "g = 36,000 s"),
  figure("another K", /K = 20/, "K = 2"),
  figure("figures that are called proven", /attested and not proven/, "proven"),
  figure("figures left out", /^ {4}Apparent interruption.*\n/m, ""),
]

/** The minutes of a record: what they tell, who signed it, and that the proclamation states them. */
export const minutesMutants: readonly Mutant[] = [
  changed("a note of minutes that is no text", "MINUTES_NOTE", {
    files: (files) => void files.set("minutes-signed.txt", Uint8Array.of(0xff)),
  }),
  changed("a proclamation that says nothing of minutes", "MINUTES_STATED", {
    stated: () => undefined,
    files: without("minutes.txt", "minutes-signed.txt"),
  }),
  changed("a proclamation that states minutes in another form", "MINUTES_STATED", {
    stated: (value) => value.toUpperCase(),
    files: without("minutes.txt", "minutes-signed.txt"),
  }),
  changed("a proclamation that states no minutes where there are some", "MINUTES_STATED", { stated: () => "none" }),
  changed("a proclamation that states other minutes", "MINUTES_STATED", {
    stated: () => `sha256:${"0".repeat(64)}`,
  }),
  {
    name: "minutes before anything is proclaimed",
    codes: ["MINUTES_STATED"],
    make: async () => ({ source: memorySource((await minuted({}, {}, { short: true, until: "tallied" })).files) }),
  },
  changed("minutes that are stated and left out", "MINUTES_MISSING", {
    files: without("minutes.txt", "minutes-signed.txt"),
  }),
  changed("minutes without the note that was signed", "MINUTES_MISSING", { files: without("minutes-signed.txt") }),
  changed("signed minutes without their text", "MINUTES_MISSING", { files: without("minutes.txt") }),
  changed("a note of minutes that is none", "MINUTES_NOTE", { noteText: (text) => `${text}more\n` }),
  changed("a note of minutes of a rehearsal", "MINUTES_NOTE", { note: (note) => ({ ...note, rehearsal: true }) }),
  changed("a note of minutes of another election", "MINUTES_NOTE", {
    note: (note) => ({ ...note, uuid: "9xDrMnXn4cUuGk" }),
  }),
  changed("a note of minutes of another result", "MINUTES_NOTE", {
    note: (note) => ({ ...note, result: { ...note.result, hash: "0".repeat(64) } }),
  }),
  changed("a note of minutes of a result at another height", "MINUTES_NOTE", {
    note: (note) => ({ ...note, result: { ...note.result, height: note.result.height + 1 } }),
  }),
  changed("minutes that one member signed", "MINUTES_SIGNERS", { by: ["simon"] }),
  changed("minutes that the secretary did not sign", "MINUTES_SIGNERS", { by: ["petra", "dan"] }),
  changed("minutes that a stranger signed too", "MINUTES_SIGNERS", { by: ["petra", "simon", "stranger"] }),
  changed("minutes with a signature of another text", ["MINUTES_SIGNERS", "MINUTES_STATED"], {
    source: (source) => source.replace(/^full sha256:./m, "full sha256:f"),
  }),
  changed("minutes of another text than members signed", ["MINUTES_HASH", "MINUTES_TEXT"], {
    published: (text) => text.replace("0 ballots", "1 ballots"),
  }),
  changed("a note of another text than is published", "MINUTES_HASH", {
    note: (note) => ({ ...note, public: `sha256:${"0".repeat(64)}` }),
  }),
  {
    name: "minutes that rest on another register",
    codes: ["REGISTER_STATED", "MINUTES_TEXT"],
    make: async () => {
      const register = { size: 4, root: new Uint8Array(32) }
      const change = { text: (text: string) => text.replace("AAAAAAAAAAA", "BAAAAAAAAAA") }
      return { source: memorySource((await minuted(change, { story: statedRegister(), register })).files) }
    },
  },
  line("another hour of opening", /^- Opened: .*$/m, "- Opened: Monday, 1 January 2024 at 00:00"),
  line("another hour of closing", /^- Closed: .*$/m, "- Closed: Monday, 1 January 2024 at 00:00"),
  line("another hour of the freeze", /^- Urn frozen: .*$/m, "- Urn frozen: Monday, 1 January 2024 at 00:00"),
  line("another time in which one could vote", /^- Voting was open from .*$/m, "- Voting was open all the time"),
  line("another name of a member", /Petra Amsel, president/, "Petra Amsel, secretary"),
  line("an act left out", /^- Act 2,.*\n/m, ""),
  line("a signature too many", /Signed by Petra Amsel/, "Signed by Somebody Else, Petra Amsel"),
  line("another turnout quorum of members", /^- Members who may vote: .*$/m, "- Members who may vote: 99999"),
  line("more voters", /^- Voters: \d+/m, "- Voters: 77"),
  line("fewer who did not vote", /^- Members who did not vote: \d+/m, "- Members who did not vote: 0"),
  line("more ballots accepted", /^- Ballots accepted: \d+/m, "- Ballots accepted: 77"),
  line(
    "other ballots after the close",
    /^- Of these after the hour of closing.*: \d+/m,
    "- Of these after the hour of closing: 0",
  ),
  line("more ballots replaced", /^- Replaced by their voters: \d+/m, "- Replaced by their voters: 7"),
  line("more ballots counted", /^- Ballots counted: \d+/m, "- Ballots counted: 77"),
  line("an equation that does not balance", /^- Accepted \d+/m, "- Accepted 77"),
  line("an equation of voters that does not balance", /^- Counted \d+/m, "- Counted 77"),
  line("an equation of votes that does not balance", /^- Question 1: not blank \d+/m, "- Question 1: not blank 77"),
  line("more votes for an answer", /^( {4}Ada Example: )\d+/m, "$177"),
  line("another share of the votes", /(Ada Example: \d+ \()[\d.]+%/, "$199.99%"),
  line("more valid votes", /Valid votes: \d+/, "Valid votes: 77"),
  line("more blank votes", /^ {4}Blank: \d+/m, "    Blank: 77"),
  line("another event of the archive", /event \d+:/, "event 1:"),
  ...silences,
  line("a section left out", /\n\nIII\. [^\n]*\n[^\n]*/, ""),
  line("a line more", /\n$/, "\nAnd so it was.\n"),
]
