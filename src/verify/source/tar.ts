import { blockSize, entrySize, readTarHeader } from "../../belenios/tar.ts"
import { compareFiles } from "../../bundle/layout.ts"
import { concat } from "../../core/bytes.ts"
import { finding, type Finding } from "../../core/finding.ts"

/** A file in the tar of a bundle: where its bytes begin, and how many there are. */
export interface TarPlace {
  readonly name: string
  readonly offset: number
  readonly size: number
}

export type ReadTar =
  { readonly entries: readonly TarPlace[]; readonly mtime: number } | { readonly findings: readonly Finding[] }

/** More entries than any election has. */
export const mostEntries = 100_000

/**
 * Reads where the files are in a tar that `tarOf` wrote, as strictly as it is written: plain files with fixed headers,
 * in the order of a bundle, each name once, all with one time, padding of zeros, and two blocks of zeros at the end. It
 * has no links, folders or other owners.
 */
export async function readTar(stream: AsyncIterable<Uint8Array>): Promise<ReadTar> {
  const reader = tarReader()
  let waiting = new Uint8Array()
  for await (const block of stream) {
    let bytes = waiting.length === 0 ? block : concat(waiting, block)
    for (let used = reader.take(bytes); used > 0; used = reader.take(bytes)) bytes = bytes.subarray(used)
    waiting = Uint8Array.from(bytes)
    const fault = reader.fault()
    if (fault !== undefined) return { findings: [fault] }
  }
  return reader.end(waiting.length)
}

interface TarReader {
  /** Reads what it can from the beginning of these bytes, and returns how many bytes that was. */
  readonly take: (bytes: Uint8Array) => number
  readonly fault: () => Finding | undefined
  readonly end: (left: number) => ReadTar
}

function tarReader(): TarReader {
  const entries: TarPlace[] = []
  let mtime: number | undefined
  let at = 0
  let [body, padding] = [0, 0]
  let zeros = 0
  let fault: Finding | undefined
  const refuse = (rule: "header" | "padding" | "order" | "time" | "end") => {
    fault = finding("BUNDLE_TAR", `tar@${at}`, { rule })
    return 0
  }

  function take(bytes: Uint8Array): number {
    if (fault !== undefined || bytes.length === 0) return 0
    if (body > 0) return skipBody(bytes)
    if (padding > 0) return skipPadding(bytes)
    return bytes.length < blockSize ? 0 : takeHeader(bytes.subarray(0, blockSize))
  }

  function skipBody(bytes: Uint8Array): number {
    const used = Math.min(body, bytes.length)
    body -= used
    at += used
    return used
  }

  function skipPadding(bytes: Uint8Array): number {
    const used = Math.min(padding, bytes.length)
    if (!isZero(bytes.subarray(0, used))) return refuse("padding")
    padding -= used
    at += used
    return used
  }

  function takeHeader(block: Uint8Array): number {
    if (isZero(block)) {
      if (++zeros > 2) return refuse("end")
      at += blockSize
      return blockSize
    }
    if (zeros > 0) return refuse("end")
    const entry = readTarHeader(block)
    if (entry === undefined || entries.length >= mostEntries) return refuse("header")
    const last = entries.at(-1)?.name
    if (last !== undefined && compareFiles(last, entry.name) >= 0) return refuse("order")
    if (mtime !== undefined && entry.mtime !== mtime) return refuse("time")
    mtime = entry.mtime
    at += blockSize
    entries.push({ name: entry.name, offset: at, size: entry.size })
    body = entry.size
    padding = entrySize(entry.size) - blockSize - entry.size
    return blockSize
  }

  return {
    take,
    fault: () => fault,
    end(left) {
      if (fault === undefined && (left > 0 || body > 0 || padding > 0 || zeros !== 2)) refuse("end")
      if (fault !== undefined) return { findings: [fault] }
      return { entries, mtime: mtime ?? 0 }
    },
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}
