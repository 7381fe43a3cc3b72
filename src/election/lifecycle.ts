import { type Act, givenStatements, type Statement } from "../authority/act.ts"
import { appointStatements } from "../authority/appoint-queries.ts"
import type { Deed, Lifecycle } from "../authority/deed.ts"
import { clockGivenUp, recoverGiven, recoverStatements } from "../authority/recover-queries.ts"
import {
  constituteStatements,
  reasonStatements,
  replaceGiven,
  replaceStatements,
} from "../authority/statement-queries.ts"
import type { ActKind, Phase } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import { minutesStatements } from "../minutes/queries.ts"
import { runKey } from "../preflight/ledger.ts"
import { overrideGiven, overrideStatements, preflightStatements } from "../preflight/queries.ts"
import { statedKey } from "../register/stated.ts"
import { registerStatements } from "../register/statement-queries.ts"
import { proclaimStatements, unsealStatements } from "../tally/statement-queries.ts"
import { archiveHead } from "../urn/archive-queries.ts"
import {
  closeStatements,
  extendStatements,
  openStatements,
  phaseAfter,
  resumeStatements,
  suspendStatements,
} from "../urn/hours-queries.ts"
import { requireBatchesLost } from "../urn/lost-batch-queries.ts"
import { enactSeal } from "../urn/seal-operations.ts"
import { sealStatements } from "../urn/seal-queries.ts"
import type { ElectionFile } from "./file.ts"

/**
 * The whole life of an election, act by act: when each may be decided, what its text states, to which phase it leads,
 * and what else it does. Three changes of phase are not acts, because nobody decides them: the urn opens at its hour
 * (`urn.opened`), it is frozen after the grace (`urn.frozen`), and the shares give a result (`tally.result`).
 */
export function lifecycleOf({ software }: Pick<World, "software">): Lifecycle<ElectionFile> {
  return {
    archiveHead,
    deeds: {
      constitute: deed({ phases: ["draft"], state: constituteStatements, to: "constituted" }),
      replace: deed({ phases: beforeTheResult, state: replaceStatements, given: replaceGiven }),
      appoint: deed({ phases: beforeTheResult, state: appointStatements, given: keys("urn-key", "holder-key") }),
      seal: deed({
        phases: ["constituted"],
        state: (file, given) => [...sealStatements(file, software), ...registerStatements(file, given)],
        given: keys(statedKey),
        to: "sealed",
        enact: enactSeal,
      }),
      override: deed({ phases: ["sealed"], state: overrideStatements, given: overrideGiven }),
      open: deed({
        phases: ["sealed"],
        state: (file, given) => [...openStatements(file, given), ...preflightStatements(file, given)],
        given: keys("opens", "closes", runKey),
      }),
      suspend: deed({
        // It may take over an urgent suspension.
        phases: ["open", "suspended"],
        state: suspendStatements,
        given: keys("reason"),
        leadsTo: phaseAfter,
      }),
      resume: deed({
        phases: ["suspended"],
        state: resumeStatements,
        given: keys("reason"),
        leadsTo: phaseAfter,
      }),
      extend: deed({
        phases: ["open", "suspended"],
        state: extendStatements,
        given: keys("closes", "reason"),
        leadsTo: phaseAfter,
      }),
      close: deed({
        phases: ["closed"],
        state: (file, given) => [...closeStatements(file, given), ...registerStatements(file, given)],
        given: keys("missing", statedKey),
      }),
      unseal: deed({ phases: ["frozen"], state: unsealStatements, to: "unsealed" }),
      // It may be repeated where the first named a document that the record changes. The last one holds.
      proclaim: deed({
        phases: ["tallied", "proclaimed"],
        state: (file, given) => [
          ...proclaimStatements(file, given),
          ...minutesStatements(file),
          ...registerStatements(file, given),
        ],
        given: keys("document", statedKey),
        to: "proclaimed",
      }),
      recover: deed({
        phases: whileItStands,
        state: (file, given) => {
          requireBatchesLost(file, given)
          return recoverStatements(file, given)
        },
        given: recoverGiven,
        leadsTo: clockGivenUp,
      }),
      annul: deed({
        phases: whileItStands,
        state: (_, given) => reasonStatements("annul", given),
        given: keys("reason"),
        to: "annulled",
      }),
    } satisfies Record<ActKind, Deed<ElectionFile>>,
  }
}

const beforeTheResult: readonly Phase[] = [
  "constituted",
  "sealed",
  "open",
  "suspended",
  "closed",
  "frozen",
  "unsealed",
  "tallied",
]
/** Before the constitution nobody could judge an act, and whoever made the file can make another. */
const whileItStands: readonly Phase[] = [...beforeTheResult, "proclaimed"]

interface DeedParts extends Partial<Pick<Deed<ElectionFile>, "given" | "leadsTo" | "enact">> {
  readonly phases: readonly Phase[]
  readonly state: Deed<ElectionFile>["state"]
  readonly to?: Phase
}

function deed({ phases, state, to, given, leadsTo, enact }: DeedParts): Deed<ElectionFile> {
  return {
    phases,
    state,
    given: given ?? (() => []),
    leadsTo: leadsTo ?? (() => (to === undefined ? {} : { phase: to })),
    enact: enact ?? (() => undefined),
  }
}

/** Reads back the statements that were given under these keys. */
function keys(...names: readonly string[]): (act: Act) => readonly Statement[] {
  return (act) => givenStatements(act, names)
}
