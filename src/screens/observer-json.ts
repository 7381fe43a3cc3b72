/** What observers hold, and what two of them find out, as programs read it. */
import { instantText } from "../core/instant.ts"
import { verifierKeyText } from "../notes/key.ts"
import type { LogComparison } from "../observers/comparison.ts"
import type { JudgedObserverFile, JudgedState } from "../observers/judged.ts"
import { headOf, type LogKind, type Shown } from "../observers/shown.ts"
import { hashJson } from "../terminal/json.ts"
import type { CheckedSplit, ComparedSides } from "./observers.ts"

export function observerJson({
  shown,
  anchor,
  definition,
  authority,
  acts,
  notices,
  logs,
}: JudgedObserverFile): object {
  return {
    ...{ election: shown.uuid, rehearsal: shown.rehearsal, name: definition.name, timezone: definition.timezone },
    fingerprint: anchor,
    members: authority.members.map(({ id, name }) => ({ id, name })),
    acts: acts.map(({ number, kind }) => ({ act: number, kind })),
    notices: notices.map(({ notice, hash, signers }) => {
      return { number: notice.number, at: instantText(notice.at), sha256: hash, signers }
    }),
    journal: logs.journal.states.map(stateJson),
    register: logs.register.states.map(stateJson),
  }
}

function stateJson({ size, root, cosigned }: JudgedState): object {
  const by = cosigned.map(({ witness, at }) => ({ witness, at: instantText(at) }))
  return { size, root: hashJson(root), cosigned: by }
}

export function comparedJson({ verdict, first, second, logs, written }: ComparedSides): object {
  return {
    verdict,
    sides: [first, second].map(sideJson),
    logs: logs.map(logJson),
    ...(written === undefined ? {} : { written }),
  }
}

function sideJson({ path, kind, uuid, rehearsal, anchor, logs }: Shown): object {
  const sizeOf = (log: LogKind) => headOf(logs[log])?.size ?? null
  const sizes = { journal: sizeOf("journal"), register: sizeOf("register") }
  return { path, kind, election: uuid, rehearsal, fingerprint: anchor ?? null, ...sizes }
}

function logJson({ log, verdict, first, second, common, act, reason }: LogComparison): object {
  const named = (state: LogComparison["first"]) => ({ size: state.size, root: hashJson(state.root) })
  return {
    ...{ log, verdict, first: named(first), second: named(second), common },
    ...(act === undefined ? {} : { act }),
    ...(reason === undefined ? {} : { reason }),
  }
}

export function checkedJson({ proof, split: { first, second }, certifiedBy, isGiven }: CheckedSplit): object {
  const named = (state: typeof first) => ({ size: state.size, root: hashJson(state.root) })
  return {
    ...{ verdict: "split", election: first.uuid, rehearsal: first.rehearsal, log: first.log },
    ...{ first: named(first), second: named(second), urnKey: verifierKeyText(proof.urnKey) },
    ...{ certifiedBy: certifiedBy ?? null, isGiven },
  }
}
