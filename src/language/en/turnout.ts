export const labels = {
  command: "the turnout, as it was counted for publication: table, curve, picture",
  options: {
    count: "count first, if enough voters came since the last count",
    by: "one row an hour, a day, or a group of the roll",
    svg: "write the curve as a picture",
    enter: "enter the last published turnout in the register, once",
    csv: "write the rows for a spreadsheet",
  },
  title: (name: string) => `Turnout — ${name}`,
  registered: "May vote:",
  noRoll: "no roll yet",
  none: "The turnout has not been counted yet.",
  line: "Turnout:",
  notCounted: "not counted yet",
  /** `57.10% (153,200 of 268,341, counted on …)`. */
  last: (share: string, voters: string, registered: string, instant: string) =>
    `${share} (${voters} of ${registered}, counted on ${instant})`,
  final: (share: string, voters: string, registered: string) => `${share} (${voters} of ${registered}, urn frozen)`,
  columns: { at: (zone: string) => `counted (${zone})`, voters: "voters", share: "turnout", ballots: "ballots" },
  groupColumns: { group: "group", registered: "may vote" },
  withoutGroup: "without a group",
  merged: (names: readonly string[]) => `${names.join(" + ")} (together)`,
  frozen: "urn frozen",
  curve: "Between two counts the curve is drawn as if voters had come evenly.",
  counted: (voters: string) => `Counted now: ${voters} voters.`,
  waits: {
    came: (cell: string) => `Not counted: fewer than ${cell} voters came since the opening or the last count.`,
    missing: (cell: string) => `Not counted: fewer than ${cell} members have not voted yet.`,
    apart: () =>
      "Not counted: fewer than ten ballots came since the last instant in the journal; count again a little later.",
    format: () =>
      "Not counted: this election was begun by an older version, which counts the turnout at the freeze only.",
  },
  noTable: {
    national: () => "The definition publishes no turnout by group (publish.turnout.by).",
    "not-frozen": () => "The turnout by group is made once, after the urn was frozen.",
    came: (cell: string) =>
      `No turnout by group: in some group fewer than ${cell} members voted, and a table is published whole or not at all.`,
    missing: (cell: string) =>
      `No turnout by group: in some group fewer than ${cell} members did not vote, and a table is published whole or not at all.`,
  },
  written: (path: string) => `Written to ${path}`,
  entered: ({ table, entry, before }: { readonly table: number; readonly entry: number; readonly before: boolean }) =>
    before
      ? `The register has it already: turnout table no. ${table}, entry ${entry}`
      : `Entered in the register: turnout table no. ${table}, entry ${entry}`,
}
