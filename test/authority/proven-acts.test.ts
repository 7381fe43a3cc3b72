import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type ActProgress, currentAuthority, progressOf } from "../../src/authority/act-queries.ts"
import { actHash } from "../../src/authority/act.ts"
import { signPendingAct } from "../../src/authority/decision-operations.ts"
import { memberKeyBytes, parseMemberKey } from "../../src/authority/member-key.ts"
import { openMemberKey } from "../../src/authority/member-operations.ts"
import { addSignature, proposeAct, withdrawAct } from "../../src/authority/operations.ts"
import { type DecidedFile, effectiveActs, provenActs } from "../../src/authority/proven-acts.ts"
import { decryptSecret, encryptSecret } from "../../src/core/secret-file.ts"
import { electionFile } from "../../src/election/file.ts"
import { append } from "../../src/journal/operations.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { Store } from "../../src/store/store.ts"
import { signatureLine } from "../support/recorder.ts"
import { tamperWith, withoutTriggers } from "../support/tamper.ts"
import { keyNamed, lifecycle, TestElection } from "../urn/test-election.ts"

let election: TestElection
let pending: ActProgress
const write = (sql: string, ...values: readonly unknown[]) => {
  election.file.store.db.pragma("foreign_keys = OFF")
  const { db } = election.file.store
  withoutTriggers(db, () => db.prepare(sql).run(...values))
}
const plant = (member: string, line: string) => {
  write("INSERT INTO act_signature (act, member, line) VALUES (?, ?, ?)", pending.act, member, line)
}
const lineOf = (id: string, text = pending.text) => signatureLine(text, keyNamed(id))
const sign = (id: string, shown: Pick<ActProgress, "act" | "text"> = pending) =>
  addSignature(
    election.file,
    lifecycle,
    {
      ...{ act: shown.act, text: shown.text, line: lineOf(id, shown.text) },
      member: { id, role: "member", name: id.toUpperCase(), key: verifierKeyText(verifierOf(keyNamed(id))) },
    },
    election.now,
  )
const propose = () => proposeAct(election.file, lifecycle, { kind: "seal", given: [] }, election.now)
const refused = (code: string, params: object) => expect.objectContaining({ code, params }) as Error

beforeEach(() => {
  election = new TestElection().ready()
  pending = propose()
})
afterEach(() => {
  election.remove()
})

describe("a signature is checked before it is counted", () => {
  test("a line that nobody signed does not complete a quorum, and is named", () => {
    sign("a")
    plant("b", "— b AAAAAAAA")
    const progress = progressOf(election.file, { number: pending.act })
    expect(progress).toMatchObject({ signed: ["a"], invalid: ["b"], state: "pending", missing: { total: 1 } })
    expect(sign("c")).toMatchObject({ state: "effective", signed: ["a", "c"] })
  })

  test.each([
    ["of another member", () => lineOf("c")],
    ["over the text of another act", () => lineOf("b", election.file.authority.acts()[0]?.text)],
    ["with a second one behind it", () => `${lineOf("b")}\n${lineOf("c")}`],
    ["of the member's own that the journal never recorded", () => lineOf("b")],
  ])("a line %s does not count", (_, line) => {
    plant("b", line())
    expect(progressOf(election.file, { number: pending.act })).toMatchObject({ signed: [], invalid: ["b"] })
    expect(sign("a")).toMatchObject({ state: "pending", missing: { total: 1 } })
  })

  test("a member whose place is taken by another's line is told so, and can sign a new act", () => {
    plant("b", lineOf("c"))
    expect(() => sign("b")).toThrow(refused("act-altered", { act: pending.act, rule: "signature" }))
    withdrawAct(election.file, election.now)
    pending = propose()
    sign("b")
    expect(sign("a").state).toBe("effective")
  })

  test("a member's own signature stored by somebody else is recorded when the member signs", () => {
    plant("b", lineOf("b"))
    expect(sign("b").signed).toEqual(["b"])
    expect(sign("a").state).toBe("effective")
  })
})

describe("an act is what the journal says about it", () => {
  const altered = (rule: string, act = pending.act) => refused("act-altered", { act, rule })

  test("is in effect only if the journal says so", () => {
    sign("a")
    write("UPDATE act SET state = 'effective' WHERE number = ?", pending.act)
    expect(() => currentAuthority(election.file)).toThrow(altered("state"))
    expect(() => sign("b")).toThrow(altered("state"))
  })

  test("is in effect only with the signatures of its quorum, whatever the journal says", () => {
    sign("a")
    plant("b", lineOf("c"))
    const { store, journal } = election.file
    const { act, kind, text } = pending
    store.write(() => {
      append(journal, election.now, { type: "act.signed", act, member: "b" })
      append(journal, election.now, { type: "act.effective", act, kind, text: actHash(text), phase: "sealed" })
    })
    write("UPDATE act SET state = 'effective' WHERE number = ?", act)
    expect(() => effectiveActs(election.file, "seal")).toThrow(altered("quorum"))
  })

  test.each([
    [
      "another text of its number",
      "UPDATE act SET text = replace(text, 'definition', 'definitiom') WHERE number = 2",
      "text",
    ],
    ["another kind", "UPDATE act SET kind = 'annul' WHERE number = 2", "text"],
    ["an act in effect that is taken back", "UPDATE act SET state = 'dropped' WHERE number = 1", "state"],
    ["a missing act", "DELETE FROM act WHERE number = 2", "absent"],
    ["an act that was never proposed", "UPDATE act SET number = 7 WHERE number = 2", "journal"],
  ])("%s is refused by name", (_, sql, rule) => {
    write(sql)
    expect(() => provenActs(election.file)).toThrow(
      expect.objectContaining({ code: "act-altered", params: expect.objectContaining({ rule }) as object }) as Error,
    )
  })

  test("an entry about an act that does not match its hash is refused", () => {
    write(`UPDATE journal SET body = replace(body, '"member":"a"', '"member":"c"') WHERE body LIKE '%act.signed%'`)
    expect(() => provenActs(election.file)).toThrow(expect.objectContaining({ code: "entry-altered" }) as Error)
  })
})

test("a line stored for an act still to come is refused by name before it takes a member's place", () => {
  write("INSERT INTO act_signature (act, member, line) VALUES (?, ?, ?)", pending.act + 1, "b", lineOf("b"))
  expect(() => provenActs(election.file)).toThrow(refused("act-altered", { act: pending.act + 1, rule: "journal" }))
})

describe("acts are proved once while no row changes", () => {
  test("and again after a member has signed", () => {
    const before = provenActs(election.file)
    expect(provenActs(election.file)).toBe(before)
    sign("a")
    expect(provenActs(election.file).at(-1)?.signed).toEqual(["a"])
  })

  test.each([
    ["the text of an act", "UPDATE act SET text = replace(text, 'definition', 'definitiom') WHERE number = 2", "text"],
    ["an act", "DELETE FROM act WHERE number = 2", "absent"],
    ["a signature", "UPDATE act_signature SET line = '— a AAAAAAAA' WHERE act = 1", "quorum"],
  ])("and again when %s was changed by another program between two calls", (_, sql, rule) => {
    const onDisk = new TestElection({ onDisk: true }).ready()
    try {
      proposeAct(onDisk.file, lifecycle, { kind: "seal", given: [] }, onDisk.now)
      expect(provenActs(onDisk.file)).toBe(provenActs(onDisk.file))
      tamperWith(onDisk.file.store.path, sql)
      expect(() => provenActs(onDisk.file)).toThrow(
        expect.objectContaining({ code: "act-altered", params: expect.objectContaining({ rule }) as object }) as Error,
      )
    } finally {
      onDisk.remove()
    }
  })

  test("and again after a transaction in which they were proved is undone", () => {
    const { store, authority } = election.file
    const undo = () => {
      store.write(() => {
        authority.sign(pending.act, "b", lineOf("a"))
        expect(provenActs(election.file).at(-1)?.invalid).toEqual(["b"])
        throw new Error("undone")
      })
    }
    expect(undo).toThrow("undone")
    expect(provenActs(election.file).at(-1)?.invalid).toEqual([])
    expect(undo).toThrow("undone")
    store.read(() => {
      expect(provenActs(election.file).at(-1)?.invalid).toEqual([])
    })
  })
})

test("an act that another process ends while acts are being read is not taken for an altered one", () => {
  election.remove()
  election = new TestElection({ onDisk: true }).ready()
  pending = propose()
  const { authority, journal, store } = election.file
  const another = electionFile(Store.open(store.path))
  let isEnded = false
  const signatures = (act: number) => {
    if (!isEnded) withdrawAct(another, election.now)
    isEnded = true
    return authority.signatures(act)
  }
  const stateIn = (file: DecidedFile) =>
    provenActs(file).find(({ stored }) => stored.number === pending.act)?.stored.state
  expect(stateIn({ journal, authority: { ...authority, signatures } })).toBe("pending")
  expect(isEnded).toBe(true)
  expect(stateIn(election.file)).toBe("dropped")
  another.store.close()
})

describe("a member signs the act that was shown", () => {
  const other = () => {
    withdrawAct(election.file, election.now)
    election.now += 1000
    return propose()
  }

  test("so an act that has taken its place is refused, and nothing is signed", () => {
    const instead = other()
    expect(() => sign("a")).toThrow(refused("act-stale", { act: 2, instead: 3 }))
    expect(progressOf(election.file, { number: instead.act }).signed).toEqual([])
    expect(sign("a", instead).signed).toEqual(["a"])
  })

  test("so another text under the same number is refused", () => {
    const shown = { act: pending.act, text: pending.text.replace("urn 0 ballots", "urn 9 ballots") }
    expect(() => sign("a", shown)).toThrow(refused("act-stale", { act: 2, instead: 2 }))
  })

  test("so the member's key neither signs nor remembers anything else", async () => {
    const { world, folder } = election
    const access = { path: "a.key", passphrase: "six words" }
    const key = { ...keyNamed("a"), memory: [] }
    writeFileSync(
      join(folder, access.path),
      await encryptSecret(memberKeyBytes(key), access.passphrase, { rehearsal: true }),
    )
    const opened = await openMemberKey(access, world)
    other()
    await expect(signPendingAct(election.file, lifecycle, opened, pending, world)).rejects.toEqual(
      refused("act-stale", { act: 2, instead: 3 }),
    )
    const stored = async () =>
      parseMemberKey(await decryptSecret(await world.files.read(access.path), access.passphrase, access.path), "")
    expect((await stored()).memory).toEqual([])
  })
})
