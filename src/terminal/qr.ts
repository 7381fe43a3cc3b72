import { encodeQR } from "qr"
import type { Screen } from "./output.ts"

/** The light margin that readers need around a code (ISO/IEC 18004), in modules. */
const quietZone = 4

/**
 * Draws a text as a QR code on a screen, two rows of modules a line. Returns `undefined` where it would not be visible
 * as a whole, with the lines above and below it, or where nothing ensures that it is dark on light.
 */
export function drawnQr(text: string, { terminal, columns, rows, style }: Screen): string | undefined {
  if (!terminal || style.level === 0) return undefined
  const modules = encodeQR(text, "raw", { ecc: "low", border: quietZone })
  const lines: string[] = []
  for (let row = 0; row < modules.length; row += 2) {
    const upper = modules[row] ?? []
    const lower = modules[row + 1] ?? []
    lines.push(upper.map((dark, column) => halfBlock(dark, lower[column] ?? false)).join(""))
  }
  if (modules.length > columns || lines.length + 2 > rows) return undefined
  // The colours are set whatever the terminal's own are, because readers refuse light codes on a dark ground.
  return lines.map((line) => `\u001b[30;107m${line}\u001b[0m\n`).join("")
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? "█" : "▀"
  return lower ? "▄" : " "
}
