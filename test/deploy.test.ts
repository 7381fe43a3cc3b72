import { readFileSync } from "node:fs"
import ts from "typescript"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"

const manifest = readFileSync(new URL("../deploy/kubernetes-job.yaml", import.meta.url), "utf8")

/**
 * Returns what the compiler says about a manifest as a Job of the API, whose types are made from its published schema.
 */
function mistakesIn(job: object): readonly string[] {
  const name = new URL("./job.ts", import.meta.url).pathname
  const text = `import type { Job } from "kubernetes-types/batch/v1"\nexport const job: Job = ${JSON.stringify(job, null, 1)}\n`
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const program = ts.createProgram([name], options, {
    ...host,
    getSourceFile: (file, ...rest) =>
      file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ESNext) : host.getSourceFile(file, ...rest),
    fileExists: (file) => file === name || host.fileExists(file),
    readFile: (file) => (file === name ? text : host.readFile(file)),
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "")
}

interface Job {
  spec: {
    completions: number
    completionMode: string
    template: {
      spec: { restartPolicy: string; containers: { name: string; args: string[]; volumeMounts: object[] }[] }
    }
    podFailurePolicy: { rules: { onExitCodes?: { containerName: string; values: unknown[] } }[] }
  }
}

describe("the Kubernetes manifest", () => {
  const job = parse(manifest) as Job

  test("is a Job by the schema of the API", () => {
    expect(mistakesIn(job)).toEqual([])
  })

  test("is rejected with a mistake in it", () => {
    const changed = (change: (job: Job) => void): Job => {
      const copy = structuredClone(job)
      change(copy)
      return copy
    }
    const mistakes: Job[] = [
      changed(({ spec }) => void Object.assign(spec, { completionsMode: "Indexed" })),
      changed(({ spec }) => void Object.assign(spec, { completions: "16" })),
      changed(({ spec }) => void Object.assign(spec.template.spec.containers[0] ?? {}, { volumeMount: [] })),
      changed(({ spec }) => void Object.assign(spec.podFailurePolicy.rules[0]?.onExitCodes ?? {}, { values: ["2"] })),
      changed((all) => void Reflect.deleteProperty(all.spec, "template")),
    ]
    for (const mistake of mistakes) expect(mistakesIn(mistake)).not.toEqual([])
  })

  test("is consistent: parts, volumes, names and the rules of the API that its schema does not state", () => {
    const { spec } = job
    const [container] = spec.template.spec.containers
    // Rules for failures need this policy, and an index needs its mode.
    expect([spec.template.spec.restartPolicy, spec.completionMode]).toEqual(["Never", "Indexed"])
    expect(spec.podFailurePolicy.rules[0]?.onExitCodes?.containerName).toBe(container?.name)
    expect(container?.args.join(" ")).toContain(`--shard "$part/${spec.completions}"`)
    const volumes = (parse(manifest) as { spec: { template: { spec: { volumes: { name: string }[] } } } }).spec.template
      .spec.volumes
    const mounted = container?.volumeMounts.map((mount) => (mount as { name: string }).name)
    expect(mounted).toEqual(volumes.map(({ name }) => name))
  })
})
