import { execFile, execFileSync } from "node:child_process"
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectContract } from "../support/json/contract.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const page = readFileSync(new URL("../../docs/audits.md", import.meta.url), "utf8")
const folder = mkdtempSync(join(tmpdir(), "urne-audits-"))
const env = { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}`, HOME: folder }
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function sh(command: string, more: NodeJS.ProcessEnv = {}): Promise<{ status: number; said: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", command], {
      cwd: folder,
      env: { ...env, ...more },
    })
    return { status: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { status: code, said: stdout + stderr }
  }
}

beforeAll(async () => {
  writeFileSync(join(folder, "urne"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(join(folder, "urne"), 0o755)
  writeFileSync(join(folder, "passphrase"), "a passphrase of nobody\n")
  const made = await sh(
    "urne --quiet rehearse --members 460 --turnout 50 --out night && mv night/bundle record && " +
      "urne key new auditor --rehearsal --passphrase-file passphrase",
  )
  expect(made).toMatchObject({ status: 0 })
})

interface Printed {
  readonly checks: unknown
  readonly reliance: unknown
  readonly fingerprints: unknown
  readonly verdict: string
}

async function printed(options: string): Promise<Printed> {
  const { said } = await sh(`urne --quiet --json verify record --final ${options}`)
  expectContract({ argv: ["--json"], out: said, err: "" })
  return JSON.parse(said) as Printed
}

describe("an audit divided between four machines, or four processes, finds what one finds", () => {
  const whole = () => printed("")

  async function sameAsWhole(parts: string): Promise<void> {
    const { checks: one, reliance: nobody, ...expected } = await whole()
    const { checks: other, reliance: somebody, ...merged } = await printed(`--merge ${parts} --trust auditor.key.pub`)
    expect(nobody).toBeNull()
    expect(somebody).toMatchObject({ kind: "parts", parts: 4 })
    expect([one, other].every(Array.isArray)).toBe(true)
    expect(merged).toEqual(expected)
  }

  // The line is copied from the page.
  const line = /^parallel (.*) ::: 1 2 3 4$/m.exec(page)?.[1] ?? ""
  const hasParallel = isInstalled("parallel")

  test.skipIf(!hasParallel)("with GNU parallel, as docs/audits.md says", async () => {
    expect(line).toContain("--shard {}/4")
    const made = await sh(`mkdir parts && parallel ${line} ::: 1 2 3 4`)
    expect(made).toMatchObject({ status: 0 })
    await sameAsWhole("parts/part-*")
    rmSync(join(folder, "parts", "part-3"))
    const { status, said } = await sh("urne verify record --final --merge parts/part-* --trust auditor.key.pub")
    expect([status, said]).toEqual([3, expect.stringContaining("no part covers the ballots 129 to 192")])
  })

  test("as a job array of Slurm", async () => {
    copyFileSync(new URL("../../deploy/slurm-array.sh", import.meta.url), join(folder, "slurm-array.sh"))
    const task = (id: number, min = 1) =>
      sh("bash slurm-array.sh record auditor.key passphrase array", {
        SLURM_ARRAY_TASK_ID: String(id),
        SLURM_ARRAY_TASK_COUNT: "4",
        SLURM_ARRAY_TASK_MIN: String(min),
        SLURM_ARRAY_TASK_MAX: String(min + 3),
        SLURM_CPUS_PER_TASK: "1",
      })
    const tasks = await Promise.all([1, 2, 3, 4].map((id) => task(id)))
    expect(tasks.map(({ status }) => status)).toEqual([0, 0, 0, 0])
    await sameAsWhole("array/part-*")
    // One of the processes failed and is started again.
    expect(await task(2)).toMatchObject({ status: 0 })
    expect(await task(0, 0)).toMatchObject({ status: 2 })
  })

  test("as the command of the Kubernetes manifest", async () => {
    const manifest = readFileSync(new URL("../../deploy/kubernetes-job.yaml", import.meta.url), "utf8")
    const [, command = ""] = /args:\n\s+- >-\n((?: {14}.*\n)+)/.exec(manifest) ?? []
    const script = command
      .split("\n")
      .map((each) => each.trim())
      .join(" ")
      .replaceAll(" /record", " record")
      .replaceAll(" /auditor/", " ")
      .replaceAll('"/parts/', '"pods/')
      .replaceAll("/16", "/4")
    expect(script).toContain("--shard")
    await sh("mkdir pods")
    for (const index of [0, 1, 2, 3]) {
      expect(await sh(script, { JOB_COMPLETION_INDEX: String(index) })).toMatchObject({ status: 0 })
    }
    await sameAsWhole("pods/part-*")
    expect(existsSync(join(folder, "pods", "part-5"))).toBe(false)
  })
})

function isInstalled(name: string): boolean {
  try {
    execFileSync("which", [name], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
