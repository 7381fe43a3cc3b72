import { actHash, actText } from "../../src/authority/act.ts"
import { type Constitution, constitutionStatements } from "../../src/authority/constitution.ts"
import type { AuthorityTable } from "../../src/authority/table.ts"
import { sha256 } from "../../src/core/hash.ts"
import { append } from "../../src/journal/operations.ts"
import type { JournalTable } from "../../src/journal/table.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { signatureLine } from "./recorder.ts"

/** Puts an act `constitute` into effect by which one member is the authority, inside the caller's transaction. */
export function constituteByOne(
  { authority, journal }: { readonly authority: AuthorityTable; readonly journal: JournalTable },
  { uuid, rehearsal, now, urnKey }: { uuid: string; rehearsal: boolean; now: number; urnKey: string },
  more: Partial<Constitution> = {},
): void {
  const key = { name: rehearsal ? "rehearsal/anne" : "anne", seed: sha256("anne") }
  const constitution: Constitution = {
    definition: "sha256:00",
    authority: "Board",
    members: [{ id: "anne", role: "president", name: "Anne", key: verifierKeyText(verifierOf(key)) }],
    substitutes: [],
    quorum: { total: 1, roles: {} },
    quorums: {},
    urnKey,
    channels: [],
    holderKeys: [],
    witnesses: [],
    publish: ["turnout national"],
    ...more,
  }
  const text = actText({
    ...{ rehearsal, uuid, name: "Congress", number: 1, kind: "constitute", previous: undefined, archive: undefined },
    ...{ proposed: now, expires: now + 3_600_000, journal: { size: journal.size(), root: "AA==" } },
    statements: constitutionStatements(constitution),
  })
  authority.propose(1, "constitute", text)
  append(journal, now, { type: "act.proposed", act: 1, kind: "constitute", text: actHash(text) })
  authority.sign(1, "anne", signatureLine(text, key))
  append(journal, now, { type: "act.signed", act: 1, member: "anne" })
  authority.end(1, "effective")
  append(journal, now, {
    type: "act.effective",
    act: 1,
    kind: "constitute",
    text: actHash(text),
    phase: "constituted",
  })
}
