/** Looks at a scan before it is attached: what has no bytes shows nothing, and other forms than these may not open. */
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"
import { type Measured, measured } from "../incidents/evidence-file.ts"

/** The forms in which scanners write, and their first bytes. TIFF has two orders of bytes. */
const forms = {
  PDF: [[0x25, 0x50, 0x44, 0x46, 0x2d]],
  JPEG: [[0xff, 0xd8, 0xff]],
  PNG: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  TIFF: [
    [0x49, 0x49, 0x2a, 0x00],
    [0x4d, 0x4d, 0x00, 0x2a],
  ],
} as const
type ScanForm = keyof typeof forms

export interface Scan {
  readonly piece: Measured
  /** `undefined` for a file that begins like none of them. */
  readonly form: ScanForm | undefined
}

/** Reads a whole file. @throws UrneError `file-absent`, `file-unreadable`, `scan-empty` */
export async function readScan(path: string, files: Files): Promise<Scan> {
  const piece = await measured(path, files)
  if (piece.size === 0) throw new UrneError("scan-empty", { path })
  return { piece, form: formOf(await beginningOf(path, files)) }
}

async function beginningOf(path: string, files: Files): Promise<Uint8Array> {
  for await (const block of files.stream(path)) if (block.length > 0) return block
  return new Uint8Array()
}

function formOf(bytes: Uint8Array): ScanForm | undefined {
  const names = Object.keys(forms) as ScanForm[]
  return names.find((name) => forms[name].some((first) => first.every((byte, i) => bytes[i] === byte)))
}
