/** Returns a text without accents, and with one blank between its words, so that what people type is found again. */
export function bareText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").trim().replace(/\s+/g, " ")
}
