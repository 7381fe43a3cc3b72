import { encodeQR } from "qr"
import { decodeQR } from "qr/decode.js"
import type { Area } from "./page.ts"

/**
 * Draws the dark parts of a QR code (ISO/IEC 18004, error correction M: 15 %) as rectangles, each a run of modules in
 * one row. A printer that loses a module here and there does no harm.
 *
 * @returns areas within the square (0, 0, `size`, `size`)
 */
export function qrRectangles(text: string, size: number): readonly Area[] {
  // The quiet zone is blank paper. The library draws at least one module of it, which we drop.
  const bordered = encodeQR(text, "raw", { ecc: "medium", border: 1 })
  const rows = bordered.slice(1, -1).map((row) => row.slice(1, -1))
  const module = size / rows.length
  const runs: Area[] = []
  for (const [y, row] of rows.entries()) {
    let x = 0
    while (x < row.length) {
      let end = x
      while (row[end] === true) end++
      if (end > x) runs.push({ x: x * module, y: y * module, width: (end - x) * module, height: module })
      x = end + 1
    }
  }
  return runs
}

/** Finds the shapes of a page that may be QR codes, in the order in which they were drawn. */
export function qrShapes(page: { readonly shapes: readonly (readonly Area[])[] }): readonly (readonly Area[])[] {
  return page.shapes.filter((shape) => shape.length > 20)
}

/**
 * Reads a QR code: it paints its shape as a scanner would see it, and a decoder reads it that knows nothing of how it
 * was made. The decoder looks for the corners in the picture, and one code in some hundred thousand has modules that
 * look like a corner at one size. A person who scans it moves, so other sizes are tried here. Returns `undefined` for a
 * shape that cannot be read.
 */
export function readQr(shape: readonly Area[]): string | undefined {
  for (const scale of scales) {
    try {
      return decodeQR(painted(shape, scale))
    } catch {
      continue
    }
  }
  return undefined
}

/** In pixels a module. */
const scales = [3, 4, 5, 7]

function painted(shape: readonly Area[], scale: number): { width: number; height: number; data: Uint8Array } {
  const left = Math.min(...shape.map(({ x }) => x))
  const top = Math.min(...shape.map(({ y }) => y))
  const module = Math.min(...shape.map(({ height }) => height))
  const modules = Math.round((Math.max(...shape.map(({ y, height }) => y + height)) - top) / module)
  const quiet = 4
  const side = (modules + 2 * quiet) * scale
  const data = new Uint8Array(side * side * 4).fill(255)
  const pixel = (position: number) => Math.round((position / module + quiet) * scale)
  for (const { x, y, width, height } of shape) {
    for (let row = pixel(y - top); row < pixel(y + height - top); row++) {
      const start = (row * side + pixel(x - left)) * 4
      data.fill(0, start, start + (pixel(x + width - left) - pixel(x - left)) * 4)
    }
  }
  for (let opacity = 3; opacity < data.length; opacity += 4) data[opacity] = 255
  return { width: side, height: side, data }
}
