import { createHash } from "node:crypto"
import { must } from "../../src/core/must.ts"
import { archivedBallot } from "../../src/urn/archived-ballot.ts"
import type { CheckedBallot } from "../../src/urn/intake/ballot.ts"
import { acceptBallots, type TestElection } from "./test-election.ts"

/** Makes a ballot that an archive can hold, of the nth code: nobody opens it. */
export function sealedBallot(election: TestElection, nth: number): CheckedBallot {
  const credential = election.keyOf(election.codes[nth] ?? "")
  const body = Buffer.from(`{"credential":"${credential}","alpha":"${credential}"}`)
  const tracker = createHash("sha256").update(body).digest("base64").replace("=", "")
  const { fingerprints } = must(archivedBallot(body), "a ballot")
  return { state: "checked", at: "ballot", body, tracker, credential, fingerprints }
}

/** Makes ballots that nobody opens, one for each code in turn, to test when they come and how many there are. */
export class OpaqueBallots {
  private readonly election: TestElection
  made = 0

  constructor(election: TestElection) {
    this.election = election
  }

  next(): CheckedBallot {
    const body = Buffer.from(`ballot ${this.made}`)
    const hash = createHash("sha256").update(body).digest()
    const credential = this.election.keyOf(this.election.codes[this.made++] ?? "")
    const tracker = hash.toString("base64").replace("=", "")
    return { state: "checked", at: "ballot", body, tracker, credential, fingerprints: [hash.subarray(0, 16)] }
  }

  /** Casts ballots at the booth, each in a transaction of its own. Returns their heights. */
  cast(count: number): readonly number[] {
    const { file, now, urnKey } = this.election
    return Array.from({ length: count }, () => {
      const [outcome] = acceptBallots(file, [this.next()], "booth", now, { began: now, urnKey })
      if (outcome?.state !== "accepted") throw new Error(JSON.stringify(outcome))
      return outcome.height
    })
  }

  /** Brings ballots in one file of a channel. */
  handOver(count: number): void {
    const { file, now } = this.election
    acceptBallots(
      file,
      Array.from({ length: count }, () => this.next()),
      "office",
      now,
      { began: now },
    )
  }
}
