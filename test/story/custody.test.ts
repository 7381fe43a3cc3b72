import { copyFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { ageKey, writeIdentity } from "../support/custody.ts"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"
import { TestWorld } from "../support/script.ts"

const worlds: TestWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove()
})

/** The night on a machine to which people bring what is theirs: keys, sticks, and the encrypted copy. */
function onFreshMachine(vendor: NoticeNight, copy: string): NoticeNight {
  const fresh = new NoticeNight()
  worlds.push(fresh.world)
  const brought = readdirSync(vendor.world.cwd).filter((name) => /\.(?:key|trustee-key|txt)$|codes\.age$/.test(name))
  for (const name of [copy, ...brought]) copyFileSync(join(vendor.world.cwd, name), join(fresh.world.cwd, name))
  fresh.world.now = vendor.world.now
  return fresh
}

test(
  "the vendor's machine is gone: from a copy alone the authority restores, goes on to the result, and shows who held what",
  { timeout: 240_000 },
  async () => {
    const vendor = await new NoticeNight().open()
    worlds.push(vendor.world)
    vendor.at("2014-11-28T19:30:00Z")
    const onDisk = ["--place", "Hosting hall", "--since", "2014-11-28T19:00", "--medium", "Disk", ...oneMember]
    await vendor.urne(
      "custody",
      "copy",
      "host",
      "--kind",
      "election",
      "--holder",
      "host",
      ...onDisk,
      "--controlled-by",
      "vendor",
    )
    expect(await vendor.ending(0, "--lang", "en", "custody", "report")).toContain("\nNO.")
    await vendor.vote(12)
    const key = await ageKey()
    writeIdentity(vendor.world, "id.txt", key)
    await vendor.urne("backup", "night.age", "--to", key.recipient)

    const fresh = onFreshMachine(vendor, "night.age")
    const drilled = await fresh.urne("--lang", "en", "restore", "--drill", "night.age", "--identity", "id.txt")
    expect(drilled).toContain("PASSED: night.age can be restored")
    await fresh.urne("restore", "night.age", "--identity", "id.txt", "--out", "restored")
    const goneOn = new NoticeNight(new TestWorld(join(fresh.world.cwd, "restored")))
    for (const name of readdirSync(fresh.world.cwd).filter((one) => one !== "restored")) {
      copyFileSync(join(fresh.world.cwd, name), join(goneOn.world.cwd, name))
    }
    goneOn.at("2014-11-28T20:10:00Z")
    await goneOn.urne("recover", "--lost-after", "--reason", "The machine of the host is gone", ...twoMembers)
    const held = ["--place", "Town hall", "--since", "2014-11-28T21:00", "--medium", "Stick", ...oneMember]
    const stick = ["--kind", "encrypted-backup", "--of-file", "night.age", "--holder", "a"]
    await goneOn.urne("custody", "copy", "stick-1", ...stick, ...held)
    await goneOn.urne("restore", "--drill", "night.age", "--identity", "id.txt", ...oneMember)
    await goneOn.urne("custody", "lost", "host", "--reason", "The host does not answer", ...oneMember)
    for (const name of readdirSync(goneOn.world.cwd).filter((one) => /\.trustee-key$|officer\.key$/.test(one))) {
      const codes = readdirSync(goneOn.world.cwd).find((one) => one.endsWith("codes.age")) ?? ""
      const more = name.endsWith(".officer.key") ? ["--codes", codes] : []
      const shown = ["--medium-passphrase-file", "p.txt", "--label", "Stick", ...more, ...oneMember]
      await goneOn.urne("custody", "medium", name, ...shown)
    }
    const report = await goneOn.urne("--lang", "en", "custody", "report")
    expect(report).toMatch(/\nYES\. Restorable up to entry \d+ of \d+ of the journal\./)

    await goneOn.close()
    await goneOn.urne("tally")
    await goneOn.urne("unseal", ...twoMembers)
    await goneOn.urne("decrypt", "--passphrase-file", "p.txt")
    await goneOn.urne("minutes", "sign", ...twoMembers)
    await goneOn.urne("proclaim", ...twoMembers)
    await goneOn.urne("export", "--out", "record")
    const anchor = /sha256:([0-9a-f]{64})/.exec(await vendor.urne("authority", "list", "--json"))?.[1] ?? ""
    const verified = JSON.parse(await goneOn.ending(0, "verify", "record", "--authority", anchor, "--json")) as {
      readonly verdict: string
      readonly beside: readonly { readonly findings: readonly object[] }[]
    }
    expect(verified.verdict).toBe("VERIFIED")
    expect(verified.beside.flatMap(({ findings }) => findings)).toEqual([])
  },
)
