/** Writes a notice as a page for browsers: one file that asks for nothing else, and fits a telephone. */
import { fingerprintGroups } from "../core/fingerprint.ts"
import type { Language } from "../core/vocabulary.ts"
import { xmlText } from "../core/xml.ts"
import type { Sha256 } from "../journal/event.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { unbreakableParts } from "../language/typography.ts"
import { sectionsOf, statedLine } from "./notice.ts"

/** @param note - the signed note, which the page holds as well, so that its signatures can be verified */
export function noticePage(
  {
    number,
    text,
    note,
    hash,
  }: { readonly number: number; readonly text: string; readonly note: string; readonly hash: Sha256 },
  { name, language }: { readonly name: string; readonly language: Language },
): string {
  const { notices } = catalogueOf(language).labels
  const [head = [], ...sections] = sectionsOf(text)
  const title = notices.text.title(number)
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${xmlText(`${title} — ${name}`)}</title>
<style>
body { margin: 0 auto; max-width: 42rem; padding: 1rem; font: 1.05rem/1.5 system-ui, sans-serif; color: #111; background: #fff; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 0.3rem; border-bottom: 1px solid #999; }
p { margin: 0.2rem 0; }
blockquote { margin: 0.3rem 0; padding-left: 0.8rem; border-left: 0.25rem solid #999; }
code, pre { font: 0.85rem/1.4 ui-monospace, monospace; white-space: pre-wrap; }
.rehearsal { font-weight: bold; background: #ddd; padding: 0.3rem 0.6rem; }
</style>
</head>
<body>
<main>
${head.map((line) => headLine(line, title, notices.text.rehearsal)).join("\n")}
${sections.map(sectionOf).join("\n")}
<h2>${xmlText(notices.page.fingerprint)}</h2>
<p><code>${fingerprintGroups(hash).join(" ")}</code></p>
<details>
<summary>${xmlText(notices.page.note)}</summary>
<pre>${xmlText(note)}</pre>
</details>
</main>
</body>
</html>
`
}

function headLine(line: string, title: string, rehearsal: string): string {
  if (line === title) return `<h1>${words(line)}</h1>`
  return line === rehearsal ? `<p class="rehearsal">${words(line)}</p>` : `<p>${words(line)}</p>`
}

/** Makes words of a page: a line is broken only where it may be. */
function words(text: string): string {
  const parts = unbreakableParts(text).map((part) => part.replaceAll(" ", "\u00a0"))
  return xmlText(parts.join(" "))
}

function sectionOf([heading = "", ...lines]: readonly string[]): string {
  const said = lines.map((line) => {
    const stated = statedLine(line)
    return stated === undefined ? `<p>${words(line)}</p>` : `<blockquote>${words(stated)}</blockquote>`
  })
  return [`<section>`, `<h2>${words(heading)}</h2>`, ...said, `</section>`].join("\n")
}
