import { actMutants } from "./acts.ts"
import { appointMutants } from "./appoint.ts"
import { archiveMutants } from "./archive.ts"
import { askedMutants } from "./asked.ts"
import { attestedMutants } from "./attested.ts"
import { ballotMutants } from "./ballots.ts"
import { clockMutants } from "./clock.ts"
import { fileMutants } from "./files.ts"
import { holderMutants } from "./holders.ts"
import { countMutants } from "./counts.ts"
import { journalMutants } from "./journal.ts"
import { majorityMutants } from "./majority.ts"
import { minutesMutants } from "./minutes.ts"
import type { Mutant } from "./mutant.ts"
import { noticeMutants } from "./notices.ts"
import { preflightMutants } from "./preflight.ts"
import { registerMutants } from "./register.ts"
import { setupMutants } from "./setup.ts"
import { stampMutants } from "./stamps.ts"
import { suspensionMutants } from "./suspensions.ts"
import { tallyMutants } from "./tally.ts"
import { urnMutants } from "./urn.ts"

/** Lists every invalid variant under what is wrong with it. */
export const families: Readonly<Record<string, readonly Mutant[]>> = {
  files: fileMutants,
  journal: journalMutants,
  counts: countMutants,
  clock: clockMutants,
  acts: actMutants,
  holders: holderMutants,
  appoint: appointMutants,
  setup: setupMutants,
  ballots: ballotMutants,
  urn: urnMutants,
  tally: tallyMutants,
  majority: majorityMutants,
  suspensions: suspensionMutants,
  register: registerMutants,
  preflight: preflightMutants,
  attested: attestedMutants,
  notices: noticeMutants,
  minutes: minutesMutants,
  stamps: stampMutants,
  archive: archiveMutants,
  asked: askedMutants,
}
