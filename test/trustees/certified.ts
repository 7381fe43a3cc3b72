import { actHash, actText } from "../../src/authority/act.ts"
import { constitutionStatements } from "../../src/authority/constitution.ts"
import { base64 } from "../../src/core/bytes.ts"
import { sha256, sha256Hex } from "../../src/core/hash.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { electionFile, type ElectionFile } from "../../src/election/file.ts"
import { append, journalRoot } from "../../src/journal/operations.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { Store } from "../../src/store/store.ts"
import { signatureLine } from "../support/recorder.ts"
import type { MemoryWorld } from "./memory-world.ts"

export const holders = ["registry", "ada", "bo", "cy"] as const

const definitionText = `name: Board election
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
rehearsal: true
questions: [{ question: Who?, answers: [Ada, Bo] }]
authority: { name: Board, quorum: { total: 1 }, members: [{ id: anne, name: Anne }] }
trustees: { mandatory: [registry], threshold: { needed: 2, holders: [ada, bo, cy] } }
roll: { id: number, name: name }
`

/** Makes the key with which a member or a holder signs; another world's keys have other seeds. */
export function keyOf(name: string, world = ""): SigningKey {
  return { name: `rehearsal/urne.example/${name}`, seed: sha256("signs", world, name) }
}

/** Makes an election of the newest format whose members certified a key for each of these holders. */
export function certifiedElection(
  world: MemoryWorld,
  options: { readonly uuid?: string; readonly certified?: readonly string[]; readonly others?: string } = {},
): ElectionFile {
  const { uuid = "9xDrMnXn4cUuGk", certified = holders, others = "" } = options
  const file = electionFile(Store.inMemory())
  const parsed = parseDefinition(definitionText)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const { definition } = parsed
  const urnKey = verifierKeyText(verifierOf({ name: `urne-rehearsal/${uuid}`, seed: sha256("urn", uuid) }))
  const verifier = (name: string) => verifierKeyText(verifierOf(keyOf(name, others)))
  const hash = `sha256:${sha256Hex(definitionText)}` as const
  file.store.write(() => {
    const { journal, authority } = file
    file.election.create({ uuid, rehearsal: true, urnKey, definitionText, definition })
    const created = { type: "election.created", phase: "draft", uuid, rehearsal: true, definition: hash } as const
    append(journal, world.now(), { ...created, format: 2 })
    const text = actText({
      ...{ rehearsal: true, uuid, name: definition.name, number: 1, kind: "constitute", previous: undefined },
      proposed: world.now(),
      expires: world.now() + 3_600_000,
      journal: { size: journal.size(), root: base64(journalRoot(journal)) },
      archive: undefined,
      statements: constitutionStatements({
        definition: hash,
        authority: definition.authority.name,
        members: [{ id: "anne", role: "member", name: "Anne", key: verifier("anne") }],
        substitutes: [],
        quorum: { total: 1, roles: {} },
        quorums: {},
        urnKey,
        channels: [],
        holderKeys: certified.map((holder) => ({ holder, key: verifier(holder) })),
        witnesses: [],
        publish: ["turnout national", "results national", "cell 30"],
      }),
    })
    const about = { act: 1, kind: "constitute", text: actHash(text) } as const
    authority.propose(1, "constitute", text)
    append(journal, world.now(), { type: "act.proposed", ...about })
    authority.sign(1, "anne", signatureLine(text, keyOf("anne", others)))
    append(journal, world.now(), { type: "act.signed", act: 1, member: "anne" })
    authority.end(1, "effective")
    append(journal, world.now(), { type: "act.effective", ...about, phase: "constituted" })
  })
  return file
}
