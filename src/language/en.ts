import type { Language } from "../core/vocabulary.ts"
import { sayings } from "./en-sayings.ts"
import * as act from "./en/act.ts"
import * as audit from "./en/audit.ts"
import * as authority from "./en/authority.ts"
import * as availability from "./en/availability.ts"
import * as command from "./en/command.ts"
import * as complaints from "./en/complaints.ts"
import * as components from "./en/components.ts"
import * as credentials from "./en/credentials.ts"
import * as custody from "./en/custody.ts"
import * as definition from "./en/definition.ts"
import * as exposure from "./en/exposure.ts"
import * as guide from "./en/guide.ts"
import * as incidents from "./en/incidents.ts"
import * as instant from "./en/instant.ts"
import * as journal from "./en/journal.ts"
import * as lifecycle from "./en/lifecycle.ts"
import * as lookalikes from "./en/lookalikes.ts"
import * as minutes from "./en/minutes.ts"
import * as notices from "./en/notices.ts"
import * as observers from "./en/observers.ts"
import * as papers from "./en/papers.ts"
import * as preflight from "./en/preflight.ts"
import * as record from "./en/record.ts"
import * as register from "./en/register.ts"
import * as rehearsal from "./en/rehearsal.ts"
import * as roll from "./en/roll.ts"
import * as stamps from "./en/stamps.ts"
import * as tally from "./en/tally.ts"
import * as trustees from "./en/trustees.ts"
import * as turnout from "./en/turnout.ts"
import * as urn from "./en/urn.ts"
import * as verify from "./en/verify.ts"
import * as watch from "./en/watch.ts"
import * as witnesses from "./en/witnesses.ts"
import type { Sayings } from "./texts.ts"

export const labels = {
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

export const en = {
  language: "en",
  get refusals() {
    return sayings().refusals
  },
  get findings() {
    return sayings().findings
  },
  labels,
} satisfies Sayings & { readonly language: Language; readonly labels: typeof labels }
