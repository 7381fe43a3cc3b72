/** What fingers do on keyboards: they meet the key beside the one that was meant, or both. */

/** Rows of keys, each half a key or so to the right of the one above it. */
const layouts = [
  ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"],
  ["1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm"],
  ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"],
] as const

/** The keys beside each key, on any of the keyboards. */
const beside: ReadonlyMap<string, string> = (() => {
  const found = new Map<string, Set<string>>()
  for (const rows of layouts) {
    for (const [r, row] of rows.entries()) {
      for (const [i, key] of Array.from(row).entries()) {
        const [above = "", below = ""] = [rows[r - 1], rows[r + 1]]
        const around = [row[i - 1], row[i + 1], above[i], above[i + 1], below[i - 1], below[i]]
        const known = found.get(key) ?? new Set()
        for (const one of around) if (one !== undefined) known.add(one)
        found.set(key, known)
      }
    }
  }
  return new Map([...found].map(([key, keys]) => [key, [...keys].sort().join("")]))
})()

function keysBeside(key: string): readonly string[] {
  return Array.from(beside.get(key) ?? "")
}

/** A key beside the right one. */
export function replacements(label: string): readonly string[] {
  return Array.from(label).flatMap((key, i) =>
    keysBeside(key).map((other) => label.slice(0, i) + other + label.slice(i + 1)),
  )
}

/** The right key, and one beside it before or after it. */
export function insertions(label: string): readonly string[] {
  return Array.from(label).flatMap((key, i) =>
    keysBeside(key).flatMap((other) => [
      label.slice(0, i) + other + label.slice(i),
      label.slice(0, i + 1) + other + label.slice(i + 1),
    ]),
  )
}
