import * as audit from "./fr/audit.ts"
import * as authority from "./fr/authority.ts"
import * as ceremony from "./fr/ceremony.ts"
import * as command from "./fr/command.ts"
import * as complaints from "./fr/complaints.ts"
import * as components from "./fr/components.ts"
import * as credentials from "./fr/credentials.ts"
import * as custody from "./fr/custody.ts"
import * as definition from "./fr/definition.ts"
import * as exposure from "./fr/exposure.ts"
import * as incidents from "./fr/incidents.ts"
import * as journal from "./fr/journal.ts"
import * as lookalikes from "./fr/lookalikes.ts"
import * as minutes from "./fr/minutes.ts"
import * as notices from "./fr/notices.ts"
import * as observers from "./fr/observers.ts"
import * as preflight from "./fr/preflight.ts"
import * as record from "./fr/record.ts"
import * as register from "./fr/register.ts"
import * as rehearsal from "./fr/rehearsal.ts"
import * as roll from "./fr/roll.ts"
import * as stamps from "./fr/stamps.ts"
import * as tally from "./fr/tally.ts"
import * as trustees from "./fr/trustees.ts"
import * as urn from "./fr/urn.ts"
import * as verify from "./fr/verify.ts"
import * as watch from "./fr/watch.ts"
import * as witnesses from "./fr/witnesses.ts"
import type { Sayings } from "./texts.ts"

const all: Sayings = {
  refusals: {
    ...command.refusals,
    ...journal.refusals,
    ...authority.refusals,
    ...witnesses.refusals,
    ...minutes.refusals,
    ...register.refusals,
    ...custody.refusals,
    ...stamps.refusals,
    ...components.refusals,
    ...preflight.refusals,
    ...incidents.refusals,
    ...complaints.refusals,
    ...notices.refusals,
    ...observers.refusals,
    ...lookalikes.refusals,
    ...watch.refusals,
    ...exposure.refusals,
    ...roll.refusals,
    ...credentials.refusals,
    ...trustees.refusals,
    ...urn.refusals,
    ...tally.refusals,
    ...verify.refusals,
    ...audit.refusals,
    ...rehearsal.refusals,
  },
  findings: {
    ...definition.findings,
    ...roll.findings,
    ...record.findings,
    ...ceremony.findings,
    ...trustees.findings,
    ...urn.findings,
    ...verify.findings,
  },
}

/** What is said of refusals and findings. Most commands say nothing of the kind: what is built loads it apart (`build/sayings.mjs`). */
export function sayings(): typeof all {
  return all
}
