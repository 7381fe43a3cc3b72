export const labels = {
  command: "where the election stands, what is missing, and the next command",
  rehearsal: "REHEARSAL",
  options: {
    display: "public display: fill the terminal, for a projector, and follow the election until Ctrl-C",
  },
  display: {
    /** `3 h 05 min`. */
    duration: (hours: number, minutes: number) =>
      hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes).padStart(2, "0")} min`,
    opensIn: (left: string, hour: string) => `Voting opens in ${left}, at ${hour}`,
    closesIn: (left: string, hour: string) => `${left} left to vote, until ${hour}`,
    act: "Decision being signed",
    signed: "Signed",
    awaited: "Awaited",
    nobody: "nobody",
    noNotice: "No notice has been published.",
    lastNotice: (number: number, at: string) => `Last notice: ${number}, of ${at}`,
    noticesAltered: "Another program has written to the notices: none can be shown.",
    ended: "The public display has ended. The election goes on as before.",
  },
  phase: "State:",
  hours: "Vote:",
  roll: "Roll:",
  trustees: "Trustees:",
  credentials: "Credentials:",
  ballots: "Ballots in the urn:",
  shares: "Shares:",
  journal: (entries: string, state: string) =>
    `Journal: ${entries} ${entries === "1" ? "entry" : "entries"}, state ${state}`,
  urnKey: "Urn key:",
  witnesses: "Witnesses:",
  witness: (name: string, size: string | undefined) =>
    size === undefined ? `${name} (nothing yet)` : `${name} (cosigned ${size} entries)`,
  urnKeyAbsent: (usual: string) =>
    `NOT HERE (${usual}): no checkpoint is signed, and nobody can vote at this terminal. Name its file with --urn-key; if it is lost: urne appoint --new-urn-key`,
  none: "not yet",
  members: (eligible: string, others: string) => `${eligible} may vote, ${others} not`,
  established: (unchecked: readonly string[]) =>
    unchecked.length === 0 ? "keys made and checked" : `keys made; to be checked: ${unchecked.join(", ")}`,
  issued: (issued: string, reserve: string) => `${issued} issued, ${reserve} in reserve`,
  received: (count: number, without: readonly string[]) => `${count} received; not yet: ${without.join(", ")}`,
  logBeside: "There is a write-ahead log beside the file: do not copy the file alone, use urne backup",
  clockBehind: (now: string, last: string) =>
    `This machine's clock shows ${now}; the last entry of the journal is dated ${last}, which is in the future. If the clock is wrong now, set it right. If it was wrong when that entry was written, the authority gives up that instant, and the election goes on at once: urne recover --clock --reason …`,
  clockAhead: (now: string, last: string) =>
    `This machine's clock shows ${now}, more than a day after the hour of closing; the last entry of the journal is of ${last}. If it is wrong, set it right before anything is written. If it is right, add --clock-is-right to the next command.`,
  tooFewVoters: (eligible: string, minimum: string) =>
    `${eligible} may vote, but fewer than ${minimum} ballots are never decrypted (minimum-ballots): this election cannot be sealed. Import a larger roll, or annul the election and begin again with a lower minimum.`,
  tooFewBallots: (counted: string, minimum: string) =>
    `${counted} ballots count, but fewer than ${minimum} are never decrypted (minimum-ballots): there will be no result. The authority can only annul the election: urne annul --reason …`,
  next: "Next:",
  afterwards: { verify: "Then verify it, as anybody can:", receive: "Then take in their replies:" },
  awaited: (holders: string) => `Replies awaited from: ${holders}`,
  broughtHere:
    "If somebody else prepares the election: a member or a holder first makes a key, urne key new NAME. Once an act to sign or a request to answer was sent to you, put that file into this folder, and run urne here again.",
  severalDefinitions: (chosen: string, others: string) =>
    `There are several definitions here. This is about ${chosen}; the others are ${others}.`,
  from: (instant: string) => `from ${instant}`,
  /** What a command calls a file or an hour that its reader must fill in, where it is not called as in English. */
  fileWords: {} as Readonly<Record<string, string>>,
  steps: {
    define: "write the definition of the election",
    "make-key": "make the key of the next member",
    init: "make the election file",
    constitute: "constitute the authority",
    sign: "sign the act that is waiting",
    withdraw: "drop the act that is waiting: its hour of closing has passed",
    "await-clock": "wait until the clock has reached the last entry",
    "recover-clock": "decide to give up the instant that a wrong clock wrote",
    "init-anew": "make the election file anew: a wrong clock dated this one, and nothing has been decided yet",
    "import-roll": "import the member roll",
    "hold-ceremony":
      "hold the key ceremony; holders who cannot come into one room are invited by urne trustees invite --out requests",
    "invite-holders":
      "invite the holders, whose keys the authority certified, to make the trustees' keys; carry to each their request",
    "await-replies": "take in the holders' replies as they come, and carry the next requests to them",
    "generate-credentials": "generate the credentials",
    "print-letters": "print the letters",
    "check-trustees": "check the trustees' shares",
    seal: "seal the urn",
    preflight: "look at everything before the vote, and sign what was found",
    "settle-preflight":
      "repair what the checks before the vote found wanting (urne preflight list) and run them again, or decide to go on without it",
    open: "decide to open the vote",
    "open-anew": "decide other hours for the vote: its hour of closing has passed",
    "await-opening": "wait for the hour of opening",
    "begin-vote": "open the urn: zero report",
    cast: "receive ballots, until the hour of closing",
    "bring-urn-key":
      "bring the urn key, without which nobody can vote here: put it beside the election file, or name it with --urn-key; if it is lost, the members certify another (urne appoint --new-urn-key)",
    resume: "decide to resume the vote",
    close: "decide to close the vote",
    "await-grace": "wait until the grace has passed",
    "await-batches": "import the batches that are missing, or give them up (urne close --missing)",
    freeze: "freeze the urn: closing report",
    tally: "compute the encrypted tally",
    backup:
      "make a backup, of the trustees' files too: each decrypts one tally only, so what was frozen must not be lost",
    unseal: "decide to unseal the urn",
    decrypt: "the trustees decrypt",
    "compute-result": "compute the result",
    proclaim: "proclaim the result",
    export: "publish the record",
    verify: "nothing is left to do: publish the record, if it is not published yet, and verify it, as anybody can",
    annul: "annul the election: there can be no result",
    "answer-request": "answer the request that was brought here, then carry the reply back",
    "sign-act": "read the act that was brought here, and sign it",
    "find-file":
      "find the election file: keys that belong beside it are here, but it is not. If it was moved, name it with --file; if it is lost, go on from a backup",
    "keep-key":
      "nothing yet: keep the key in this folder and its passphrase elsewhere, and give what is made here (.pub, .signed.json, .reply.json) to whoever keeps the election file. What you are to sign or answer is brought to you as a file: run urne again beside it",
    ended: "nothing: the election is annulled",
  },
}
