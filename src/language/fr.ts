import type { Catalogue } from "./catalogue.ts"
import { sayings } from "./fr-sayings.ts"
import * as act from "./fr/act.ts"
import * as audit from "./fr/audit.ts"
import * as authority from "./fr/authority.ts"
import * as availability from "./fr/availability.ts"
import * as command from "./fr/command.ts"
import * as complaints from "./fr/complaints.ts"
import * as components from "./fr/components.ts"
import * as credentials from "./fr/credentials.ts"
import * as custody from "./fr/custody.ts"
import * as definition from "./fr/definition.ts"
import * as exposure from "./fr/exposure.ts"
import * as guide from "./fr/guide.ts"
import * as incidents from "./fr/incidents.ts"
import * as instant from "./fr/instant.ts"
import * as journal from "./fr/journal.ts"
import * as lifecycle from "./fr/lifecycle.ts"
import * as lookalikes from "./fr/lookalikes.ts"
import * as minutes from "./fr/minutes.ts"
import * as notices from "./fr/notices.ts"
import * as observers from "./fr/observers.ts"
import * as papers from "./fr/papers.ts"
import * as preflight from "./fr/preflight.ts"
import * as record from "./fr/record.ts"
import * as register from "./fr/register.ts"
import * as rehearsal from "./fr/rehearsal.ts"
import * as roll from "./fr/roll.ts"
import * as stamps from "./fr/stamps.ts"
import * as tally from "./fr/tally.ts"
import * as trustees from "./fr/trustees.ts"
import * as turnout from "./fr/turnout.ts"
import * as urn from "./fr/urn.ts"
import * as verify from "./fr/verify.ts"
import * as watch from "./fr/watch.ts"
import * as witnesses from "./fr/witnesses.ts"

const labels: Catalogue["labels"] = {
  command: command.labels,
  lifecycle: lifecycle.labels,
  instant: instant.labels,
  definition: definition.labels,
  authority: authority.labels,
  act: act.labels,
  journal: journal.labels,
  witnesses: witnesses.labels,
  availability: availability.labels,
  register: register.labels,
  custody: custody.labels,
  stamps: stamps.labels,
  components: components.labels,
  preflight: preflight.labels,
  incidents: incidents.labels,
  complaints: complaints.labels,
  notices: notices.labels,
  observers: observers.labels,
  lookalikes: lookalikes.labels,
  watch: watch.labels,
  exposure: exposure.labels,
  guide: guide.labels,
  minutes: minutes.labels,
  papers: papers.labels,
  record: record.labels,
  verify: verify.labels,
  audit: audit.labels,
  roll: roll.labels,
  credentials: credentials.labels,
  trustees: trustees.labels,
  urn: urn.labels,
  turnout: turnout.labels,
  tally: tally.labels,
  rehearsal: rehearsal.labels,
}

export const fr: Catalogue = {
  language: "fr",
  get refusals() {
    return sayings().refusals
  },
  get findings() {
    return sayings().findings
  },
  labels,
}
