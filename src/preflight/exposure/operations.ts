import { sha256Hex } from "../../core/hash.ts"
import type { World } from "../../core/world.ts"
import type { Sha256 } from "../../journal/event.ts"
import type { SigningKey } from "../../notes/key.ts"
import { appendEntry } from "../../register/operations.ts"
import type { ExposureAuthorised } from "../../register/outside-event.ts"
import type { ProvedEntry, RegisterFile } from "../../register/queries.ts"
import type { Store } from "../../store/store.ts"
import { hostsOf } from "../lookalikes/host.ts"
import { countOf, type ExposureReport, findingLine, findingsOf, reportText, requestsOf } from "./report.ts"

type WrittenFile = RegisterFile & { readonly store: Store }
type Clock = Pick<World, "now" | "random">

/** What whoever runs hosts has allowed, in writing. */
export interface Authorisation {
  readonly hosts: readonly string[]
  /** RFC 3339, UTC. */
  readonly until: string
  readonly document: { readonly name: string; readonly bytes: Uint8Array }
  /** Who signed it: name and role. */
  readonly by: string
}

/** Enters an authorisation in the register. @throws UrneError what `appendEntry` throws */
export function enterAuthorisation(
  file: WrittenFile,
  given: Authorisation,
  key: SigningKey,
  world: Clock,
): ProvedEntry {
  const { hosts, until, document, by } = given
  const sha256: Sha256 = `sha256:${sha256Hex(document.bytes)}`
  const event: ExposureAuthorised = {
    ...{ type: "exposure.authorised", hosts, until, sha256 },
    private: { by, name: document.name },
  }
  return file.store.write(() => appendEntry(file, [key], event, world))
}

/** Enters what an examination found. What exactly it was stays private. @throws UrneError what `appendEntry` throws */
export function enterExamination(
  file: WrittenFile,
  report: ExposureReport,
  key: SigningKey,
  world: Clock,
): ProvedEntry {
  const findings = findingsOf(report).map(findingLine)
  const hosts = hostsOf(report.hosts.map(({ address }) => address))
  const sha256: Sha256 = `sha256:${sha256Hex(reportText(report))}`
  return file.store.write(() =>
    appendEntry(
      file,
      [key],
      {
        ...{ type: "exposure.examined", hosts, requests: requestsOf(report) },
        ...{ failed: countOf(report, "fail"), warned: countOf(report, "warn"), sha256 },
        ...(findings.length === 0 ? {} : { private: { findings } }),
      },
      world,
    ),
  )
}
