const uuidForm = /^[1-9A-HJ-NP-Za-km-z]{14,}$/

/** Whether a text can identify an election (Belenios specification, section 4.2). */
export function isUuid(text: string): boolean {
  return uuidForm.test(text)
}
