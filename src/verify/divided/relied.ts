/** What a verification takes from others instead of doing it again, and whose word that is. */
import { base64 } from "../../core/bytes.ts"
import { UrneError } from "../../core/error.ts"
import { refuseNewer } from "../../core/version-line.ts"
import type { Files } from "../../core/world.ts"
import { type Audit, parseAudit } from "../../notes/audit.ts"
import { namesOf, type VerifierKey } from "../../notes/key.ts"
import { signedByOne } from "../../notes/note.ts"
import type { ArchiveFacts } from "../archive/chain.ts"
import type { RootClaim } from "../journal/root-claims.ts"
import type { OpenReport } from "../open-report.ts"
import type { PartFile } from "./parts.ts"

/** An earlier audit of the beginning of the archive, or the parts of one that was divided. */
export type Relied =
  | { readonly kind: "audit"; readonly audit: EarlierAudit }
  | { readonly kind: "parts"; readonly parts: readonly PartFile[]; readonly software: string; readonly sample: number }

export interface EarlierAudit {
  readonly path: string
  readonly signer: VerifierKey
  readonly audit: Audit
}

/** How much was taken from whom, for the report. */
export type Reliance =
  | {
      readonly kind: "audit"
      readonly by: string
      /** When that was, in UTC, by the auditor's clock. */
      readonly at: string
      /** The ballots at the heights from 1 to this one were not checked again. */
      readonly ballots: number
    }
  | {
      readonly kind: "parts"
      readonly by: readonly string[]
      readonly parts: number
      /** How many ballots and credentials of the parts were also checked here, with the same outcome. */
      readonly ballotsAgain: number
      readonly credentialsAgain: number
    }

const mostNoteBytes = 65_536

/** @throws UrneError `not-an-audit`, `audit-untrusted` */
export async function readAudit(path: string, keys: readonly VerifierKey[], files: Files): Promise<EarlierAudit> {
  const source = new TextDecoder().decode(await files.read(path, mostNoteBytes))
  const opened = signedByOne(source, keys)
  if ("fault" in opened || parseAudit(opened.text) === undefined) refuseNewer(source, path)
  if ("fault" in opened) {
    if (opened.fault === "unsigned") throw new UrneError("audit-untrusted", { path, trusted: namesOf(keys) })
    throw new UrneError("not-an-audit", { path, kind: "audit", rule: opened.fault })
  }
  const audit = parseAudit(opened.text)
  if (audit === undefined) throw new UrneError("not-an-audit", { path, kind: "audit", rule: "form" })
  return { path, signer: opened.signer, audit }
}

/** The journal that an earlier audit saw, with which the record's journal must begin. */
export function auditedRoots(relied: Relied | undefined): readonly RootClaim[] {
  if (relied?.kind !== "audit") return []
  const { path, audit } = relied.audit
  return audit.journal === undefined ? [] : [{ at: path, size: audit.journal.size, root: base64(audit.journal.root) }]
}

/** The event of the archive up to which an earlier audit went. */
export function auditedHeight(relied: Relied | undefined): number | undefined {
  return relied?.kind === "audit" ? relied.audit.audit.archive.height : undefined
}

/**
 * Says for how many ballots an earlier audit answers. As long as the archive begins with what was audited, that many of
 * its ballots are the very same bytes, and so are the credentials. Otherwise it answers for nothing, and the result is
 * `undefined`.
 *
 * @throws UrneError `audit-of-other-election`; `audit-before-tally`, since the votes are then added up anew
 */
export function compareAudit(
  { path, audit: { archive } }: EarlierAudit,
  uuid: string,
  { audited, ballots, tally }: ArchiveFacts,
  report: OpenReport,
): number | undefined {
  if (uuid !== archive.uuid) throw new UrneError("audit-of-other-election", { path, uuid: archive.uuid, found: uuid })
  if (tally !== undefined) throw new UrneError("audit-before-tally", { path })
  const isSame = audited === archive.hash
  if (!isSame) {
    report.fail("AUDIT_CHANGED", path, { height: archive.height, audited: archive.hash, found: audited })
  }
  report.done("A9", 1)
  return isSame ? Math.min(archive.height, ballots) : undefined
}
