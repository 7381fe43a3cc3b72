export const labels = {
  commands: {
    availability: "the hours that were promised and those that were offered, with apparent interruptions of voting",
  },
  options: {
    svg: "draw the hours and the arrivals as a picture (SVG)",
    csv: "write every row with its source for a spreadsheet",
    enter: "enter the apparent interruptions in the register, each once",
  },
  title: (name: string) => `Hours of the vote: ${name}`,
  promised: "Promised:",
  defined: "In the definition:",
  from: (from: string, to: string, length: string) => `${from} → ${to} (${length})`,
  acts: (open: number | undefined, extend: readonly number[]) =>
    [
      open === undefined ? "by the definition; no act has opened the vote yet" : `by act no. ${open}`,
      ...(extend.length === 0 ? [] : [`extended by act${extend.length > 1 ? "s" : ""} no. ${extend.join(", ")}`]),
    ].join(", "),
  soFar: (length: string, until: string) => `Promised so far: ${length}, until ${until}`,
  columns: { source: "source", lost: "time lost", basis: "what says so" },
  sources: {
    "not-open": "urn not open",
    suspension: "suspensions",
    "apparent-interruption": "apparent interruptions",
    "failed-probe": "failed probes",
    "declared-outage": "declared outages",
  },
  bases: {
    "not-open": "the journal: zero report",
    suspension: "the journal: acts and urgent suspensions",
    "apparent-interruption": "arrivals at the terminal of the urn, by the rule below",
    "failed-probe": "the register: official addresses, as somebody watched them",
    "declared-outage": "the register: observations of incidents, which people signed",
  },
  actNumbers: (numbers: readonly number[]) => `(no. ${numbers.join(", ")})`,
  notDecidable: "not decidable",
  undecidable: {
    "too-few-ballots": "too few ballots",
    "no-arrivals": "the urn was not opened",
    "no-probes": "nobody watched the addresses",
    "no-register": "no declaration can be recorded",
    "register-altered": "the register was altered",
  },
  tooFewBallots: (ballots: string, needed: string) => `${ballots} ballots; at least ${needed} are needed`,
  offered: (offered: string, promised: string) =>
    `Offered: at most ${offered} of ${promised}, which is what was promised without the rows above (what overlaps counts once).`,
  offeredWhole: (offered: string, promised: string) =>
    `Offered: ${offered} of ${promised}, which is what was promised without the rows above (what overlaps counts once).`,
  lessOffered: (sources: string) => `Less may have been offered: nothing can be said of ${sources}.`,
  interruptions: "Apparent interruptions of voting",
  none: "No apparent interruption of voting was found.",
  silence: { from: "from", length: "for", expected: "expected", ballots: "came at most", S: "S", g: "g", p: "p" },
  provisional: "Provisional: only the ballots before it are there to compare with",
  rule: (K: number, n: string) =>
    `K = ${K} ballots took S before or after, where they came more slowly; none came for g; p = (S/(S+g))^${K} ≤ 0.0001/n, with n = ${n} bins of arrivals. S and g are minutes of the plan.`,
  cause: "It says that ballots failed to come, and nothing of the cause.",
  unplanned: (spans: string, planned: boolean) =>
    planned
      ? `Nothing can be told of hours in which no ballot is expected: ${spans}.`
      : `The definition does not say how many ballots are expected in each hour (publish.turnout.expected): all hours of the day count alike, and nothing can be told of the night: ${spans}.`,
  unplannedDay:
    "The definition does not say how many ballots are expected in each hour (publish.turnout.expected): all hours count alike.",
  channel: (channel: string) => `apparent interruptions, channel ${channel}`,
  signed: (until: string) => `arrivals that the channel signed, until ${until}`,
  unsigned: "the channel did not sign when all of its ballots arrived",
  channelInterruptions: (channel: string) => `Apparent interruptions of voting by the channel ${channel}`,
  othersWentOn: "What one channel lost is not taken off the hours offered: the others went on.",
  handedOver: (ballots: string) =>
    `${ballots} ballots were handed over in files by channels: when these voters voted is not decidable from here.`,
  written: (path: string) => `Written to ${path}`,
  entered: ({ silence, entry }: { readonly silence: number; readonly entry: number }) =>
    `Apparent interruption no. ${silence} entered in the register: entry ${entry}`,
  nothingEntered:
    "Nothing was entered in the register: it tells of each apparent interruption already, or there is none.",
  timeline: { promised: "promised", offered: "offered" },
  chart: {
    ballots: (count: string) => `${count} ballots`,
    arrivals: "ballots in the urn",
    none: "no arrivals are recorded",
  },
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: number) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  seconds: (seconds: number) => `${seconds} s`,
  status: (from: string, to: string, ballots: string, expected: string) =>
    `Apparent interruption of voting from ${from} to ${to}: at most ${ballots} ballots came, ${expected} were expected. For all figures: urne availability`,
  statusNow: (from: string, ballots: string, expected: string) =>
    `Apparent interruption of voting since ${from} (provisional): at most ${ballots} ballots came, ${expected} were expected. For all figures: urne availability`,
  sheet: {
    kind: "row",
    from: "from (UTC)",
    to: "to (UTC)",
    seconds: "seconds",
    ballots: "ballots at most",
    expected: "ballots expected",
    promised: "promised so far",
    offered: "offered at most",
  },
}
