/** Kinds of files that people mistake for a CSV file. */
export type OtherFile =
  "excel" | "opendocument" | "zip" | "gzip" | "pdf" | "html" | "numbers" | "rtf" | "json" | "vcard"

/** Recognises such a file by how it begins. @param head - its first bytes, some kilobytes of them */
export function otherFile(head: Uint8Array): OtherFile | undefined {
  const text = Buffer.from(head).toString("latin1")
  if (text.startsWith("PK\u0003\u0004")) return zipped(text)
  // The compound files of Excel up to 2003.
  if (text.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) return "excel"
  if (text.startsWith("\u001f\u008b")) return "gzip"
  if (text.startsWith("%PDF-")) return "pdf"
  if (text.startsWith("{\\rtf")) return "rtf"
  if (/^(?:\u00ef\u00bb\u00bf)?\s*(?:\[\s*)?\{\s*"[^"]*"\s*:/.test(text)) return "json"
  if (/^(?:\u00ef\u00bb\u00bf)?BEGIN:VCARD\r?\n/i.test(text)) return "vcard"
  // Membership systems write HTML pages and name them for the program that opens them.
  const page = /^(?:\u00ef\u00bb\u00bf)?\s*<(!doctype html|html|table|head|meta|\?xml)/i.exec(text)
  return page === null ? undefined : page[1]?.toLowerCase() === "?xml" && !/<html/i.test(text) ? "excel" : "html"
}

function zipped(text: string): OtherFile {
  if (text.includes("mimetypeapplication/vnd.oasis.opendocument")) return "opendocument"
  if (/\[Content_Types\]\.xml|xl\/|_rels\/\.rels/.test(text)) return "excel"
  return text.includes("Index/Document.iwa") ? "numbers" : "zip"
}
