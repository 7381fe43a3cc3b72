import * as audit from "./en/audit.ts"
import * as authority from "./en/authority.ts"
import * as ceremony from "./en/ceremony.ts"
import * as command from "./en/command.ts"
import * as complaints from "./en/complaints.ts"
import * as components from "./en/components.ts"
import * as credentials from "./en/credentials.ts"
import * as custody from "./en/custody.ts"
import * as definition from "./en/definition.ts"
import * as exposure from "./en/exposure.ts"
import * as incidents from "./en/incidents.ts"
import * as journal from "./en/journal.ts"
import * as lookalikes from "./en/lookalikes.ts"
import * as minutes from "./en/minutes.ts"
import * as notices from "./en/notices.ts"
import * as observers from "./en/observers.ts"
import * as preflight from "./en/preflight.ts"
import * as record from "./en/record.ts"
import * as register from "./en/register.ts"
import * as rehearsal from "./en/rehearsal.ts"
import * as roll from "./en/roll.ts"
import * as stamps from "./en/stamps.ts"
import * as tally from "./en/tally.ts"
import * as trustees from "./en/trustees.ts"
import * as urn from "./en/urn.ts"
import * as verify from "./en/verify.ts"
import * as watch from "./en/watch.ts"
import * as witnesses from "./en/witnesses.ts"
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
