import { tarHeader } from "../../../src/belenios/tar.ts"
import { fileName } from "../../../src/bundle/layout.ts"
import { manifestName } from "../../../src/bundle/manifest.ts"
import { concat, utf8, utf8Text } from "../../../src/core/bytes.ts"
import type { Files } from "../../../src/core/world.ts"
import { memorySource, openSource } from "../../../src/verify/source/source.ts"
import { fail } from "../../support/recorder.ts"
import { tell } from "../../support/story.ts"
import { uncancelled } from "../../support/tools.ts"
import { type Mutant, mutant, tarMutant } from "./mutant.ts"

const short = { short: true, until: "open" } as const

function editManifest(change: (lines: readonly string[]) => readonly string[]) {
  return {
    bundle: (files: Map<string, Uint8Array>) => {
      const lines = (utf8Text(files.get(manifestName) ?? new Uint8Array()) ?? "").split("\n").slice(0, -1)
      files.set(
        manifestName,
        utf8(
          change(lines)
            .map((line) => `${line}\n`)
            .join(""),
        ),
      )
    },
  }
}

/** Overwrites some bytes of a tar. */
function patched(bytes: Uint8Array, at: number, patch: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  copy.set(patch, at)
  return copy
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1")

/** These records have something wrong in the files of the bundle, its manifest or its tar. */
export const fileMutants: readonly Mutant[] = [
  mutant(
    "a hash of the manifest changed",
    "FILE_HASH",
    editManifest(([first = "", ...lines]) => [`${"0".repeat(64)}${first.slice(64)}`, ...lines]),
    short,
  ),
  mutant(
    "a file changed after the manifest",
    ["FILE_HASH", "README_TEXT"],
    { bundle: (files) => void files.set("README.txt", utf8("!")) },
    short,
  ),
  mutant(
    "a file removed after the manifest",
    "FILE_MISSING",
    { bundle: (files) => void files.delete("README.txt") },
    short,
  ),
  mutant(
    "a file that the manifest leaves out",
    "FILE_UNLISTED",
    editManifest((lines) => lines.slice(1)),
    short,
  ),
  mutant(
    "a file that the manifest names and nobody has",
    "FILE_MISSING",
    editManifest((lines) => insert(lines, "checkpoints/000000002.txt")),
    short,
  ),
  mutant(
    "a README that says something else",
    "README_TEXT",
    {
      files: (files) =>
        void files.set(
          "README.txt",
          utf8(
            (utf8Text(files.get("README.txt") ?? new Uint8Array()) ?? "").replace("urne verify .", "urne verify -x ."),
          ),
        ),
    },
    short,
  ),
  mutant(
    "a README that names an archive which is not there yet",
    "README_TEXT",
    {
      files: (files) => void files.set("README.txt", tell({}, short).files.get("README.txt") ?? fail("no README")),
    },
    { short: true, until: "constituted" },
  ),
  {
    name: "a pipe in the folder",
    codes: ["FILE_UNKNOWN"],
    make: () => ({ source: { ...memorySource(tell({}, short).files), others: ["result.csv"] } }),
  },
  {
    name: "a folder with a hundred thousand files",
    codes: ["BUNDLE_FILES"],
    make: async () => ({ source: await openSource({ files: manyFiles(100_001), signal: uncancelled }, "record") }),
  },
  mutant(
    "a file of an unknown name",
    "FILE_UNKNOWN",
    { files: (files) => void files.set("minutes.doc", utf8("?")) },
    short,
  ),
  mutant(
    "a file in a folder of a folder",
    "FILE_UNKNOWN",
    { files: (files) => void files.set("acts/old/0001-constitute.txt", utf8("?")) },
    short,
  ),
  mutant(
    "a second archive",
    "FILE_UNKNOWN",
    { files: (files) => void files.set("zzPVWowQtAwLwB.bel", utf8("?")) },
    short,
  ),
  mutant(
    "an archive before the seal",
    "FILE_UNKNOWN",
    { files: (files) => void files.set("4nPVWowQtAwLwB.bel", utf8("?")) },
    { short: true, until: "constituted" },
  ),
  ...["reserve-keys.json", "batches/site-000001.txt"].map((name) =>
    mutant(
      `${name} before the constitution`,
      "FILE_UNKNOWN",
      { files: (files) => void files.set(name, utf8("?")) },
      { short: true, until: "drafted" },
    ),
  ),
  mutant(
    "a list of reserve keys before the seal",
    "FILE_UNKNOWN",
    { files: (files) => void files.set("reserve-keys.json", utf8('["?"]')) },
    { short: true, until: "constituted" },
  ),
  ...["result.json", "result.csv", "shares/001.json"].flatMap((name) =>
    (["constituted", "open", "frozen"] as const).map((until) =>
      mutant(
        `${name} while the vote is ${until}`,
        "FILE_UNKNOWN",
        { files: (files) => void files.set(name, utf8("?")) },
        { short: true, until },
      ),
    ),
  ),
  mutant(
    "no archive after the seal",
    "FILE_MISSING",
    { files: (files) => void files.delete("4nPVWowQtAwLwB.bel") },
    short,
  ),
  mutant("no definition", "FILE_MISSING", { files: (files) => void files.delete("definition.yaml") }, short),
  mutant("no journal", "FILE_MISSING", { files: (files) => void files.delete("journal.jsonl") }, short),
  mutant("no manifest", "FILE_MISSING", { bundle: (files) => void files.delete(manifestName) }, short),
  mutant(
    "no list of reserve keys",
    "FILE_MISSING",
    { files: (files) => void files.delete("reserve-keys.json") },
    short,
  ),
  mutant(
    "a manifest in another order",
    "MANIFEST_FORM",
    editManifest((lines) => lines.toReversed()),
    short,
  ),
  mutant(
    "a manifest with a line twice",
    "MANIFEST_FORM",
    editManifest((lines) => [lines[0] ?? "", ...lines]),
    short,
  ),
  mutant(
    "a manifest in capitals",
    "MANIFEST_FORM",
    editManifest((lines) => lines.map((line) => line.toUpperCase())),
    short,
  ),
  mutant("a document of five megabytes", "BUNDLE_SIZE", {
    files: (files) => void files.set("result.csv", new Uint8Array(5 << 20)),
  }),

  tarMutant("a tar entry of another owner", "BUNDLE_TAR", (tar) => patched(tar, 108, utf8("0000001"))),
  tarMutant("a tar with a link", "BUNDLE_TAR", (tar) => patched(tar, 156, utf8("2"))),
  tarMutant("a tar with an absolute name", "BUNDLE_TAR", (tar) =>
    patched(tar, 0, tarHeader({ name: "/README.txt", size: sizeOf(tar), mtime: mtimeOf(tar) })),
  ),
  tarMutant("a tar with padding that is not zero", "BUNDLE_TAR", (tar) => patched(tar, secondOf(tar) - 1, utf8("x"))),
  tarMutant("a tar in another order", "BUNDLE_TAR", (tar) =>
    concat(tar.subarray(secondOf(tar), thirdOf(tar)), tar.subarray(0, secondOf(tar)), tar.subarray(thirdOf(tar))),
  ),
  tarMutant("a tar with an entry twice", "BUNDLE_TAR", (tar) => concat(tar.subarray(0, secondOf(tar)), tar)),
  tarMutant("a tar with an entry of another time", "BUNDLE_TAR", (tar) =>
    patched(tar, 0, tarHeader({ name: "README.txt", size: sizeOf(tar), mtime: mtimeOf(tar) + 1 })),
  ),
  tarMutant("a tar of another time", "BUNDLE_TAR", (tar) => retimed(tar, 1)),
  tarMutant("a tar cut before its end", "BUNDLE_TAR", (tar) => tar.subarray(0, -512)),
  tarMutant("a tar cut inside a file", "BUNDLE_TAR", (tar) => tar.subarray(0, 2000)),
  tarMutant("a tar with bytes after its end", "BUNDLE_TAR", (tar) => concat(tar, new Uint8Array(512))),
  tarMutant("a tar with an entry after its end", "BUNDLE_TAR", (tar) => concat(tar, tar.subarray(0, secondOf(tar)))),
]

function insert(lines: readonly string[], name: string): readonly string[] {
  const at = lines.findIndex((line) => line.endsWith("checkpoints/000000001.txt")) + 1
  return lines.toSpliced(at, 0, `${"0".repeat(64)}  ${name}`)
}

/** Makes a folder with this many files, each under an allowed name, so that only their number is wrong. */
function manyFiles(count: number): Files {
  const names = Array.from({ length: count }, (_, index) => fileName({ kind: "checkpoint", size: index + 1 }).slice(12))
  const refuse = () => fail("not read")
  return {
    read: refuse,
    requireWritable: refuse,
    condition: refuse,
    setAside: refuse,
    target: refuse,
    stream: refuse,
    writeWhole: refuse,
    writeFolder: refuse,
    remove: refuse,
    inWorkshop: refuse,
    place: refuse,
    kind: (path) => Promise.resolve(path.endsWith(".txt") ? "file" : "folder"),
    list: (path) => Promise.resolve(path === "record" ? ["checkpoints"] : names),
  }
}

function mtimeOf(tar: Uint8Array): number {
  return parseInt(text(tar.subarray(136, 147)), 8)
}

function sizeOf(tar: Uint8Array, at = 0): number {
  return parseInt(text(tar.subarray(at + 124, at + 135)), 8)
}

/** Finds where the second entry begins, and the third. */
function secondOf(tar: Uint8Array, first = 0): number {
  return first + 512 + Math.ceil(sizeOf(tar, first) / 512) * 512
}
const thirdOf = (tar: Uint8Array) => secondOf(tar, secondOf(tar))

/** Writes another time into every header. */
function retimed(tar: Uint8Array, by: number): Uint8Array {
  const copy = tar.slice()
  for (let at = 0; at + 1024 < copy.length;) {
    const name = text(copy.subarray(at, at + 100)).split("\0")[0] ?? ""
    copy.set(tarHeader({ name, size: sizeOf(tar, at), mtime: mtimeOf(tar) + by }), at)
    at = secondOf(tar, at)
  }
  return copy
}
