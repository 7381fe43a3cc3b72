import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Whether this machine has a reader of codes like those of telephones. */
export const hasReader = spawnSync("zbarimg", ["--version"]).error === undefined

/** A cell of the terminal is twice as high as it is wide, in pixels. */
const [cellWidth, cellHeight] = [6, 12]

/** Returns what a reader makes of the code in a picture of a dark terminal. */
export function readCode(raw: string): string {
  const folder = mkdtempSync(join(tmpdir(), "urne-picture-"))
  try {
    const path = join(folder, "screen.pgm")
    writeFileSync(path, picture(raw))
    const read = execFileSync("zbarimg", ["-q", "--raw", path], { stdio: ["ignore", "pipe", "ignore"] })
    return read.toString().replace(/\n$/, "")
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Draws the lines dark on light, as a grey picture (PGM) with the black of the terminal around them. */
function picture(raw: string): Buffer {
  const lines = [...raw.matchAll(/\u001b\[30;107m([^\u001b]*)\u001b\[0m/g)].map(([, cells = ""]) => Array.from(cells))
  const width = 80 * cellWidth
  const height = (lines.length + 2) * cellHeight
  const grey = Buffer.alloc(width * height)
  for (const [row, cells] of lines.entries()) {
    for (const [column, cell] of cells.entries()) {
      for (let y = 0; y < cellHeight; y++) {
        const dark = y < cellHeight / 2 ? "█▀".includes(cell) : "█▄".includes(cell)
        const start = ((row + 1) * cellHeight + y) * width + column * cellWidth
        grey.fill(dark ? 0 : 255, start, start + cellWidth)
      }
    }
  }
  return Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), grey])
}
