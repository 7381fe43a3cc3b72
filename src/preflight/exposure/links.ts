/** The folders of a host to which a page leads. */

/** So many are tried. */
const mostFolders = 40

/**
 * Lists the folders of each link of a page, on the same host only: of `/static/js/app.js` these are `/static/js/` and
 * `/static/`.
 *
 * @param page - the text of the page
 * @param base - its address
 */
export function foldersOf(page: string, base: string): readonly string[] {
  const { origin } = new URL(base)
  const found = new Set<string>()
  for (const [, quoted, bare] of page.matchAll(/\b(?:href|src|action)\s*=\s*(?:["']([^"']*)["']|([^\s"'>]+))/gi)) {
    const link = (quoted ?? bare ?? "").replaceAll("&amp;", "&")
    if (!URL.canParse(link, base)) continue
    const url = new URL(link, base)
    if (url.origin !== origin) continue
    const parts = url.pathname.split("/").slice(1, -1)
    for (let length = parts.length; length > 0; length--) found.add(`/${parts.slice(0, length).join("/")}/`)
  }
  return [...found].slice(0, mostFolders)
}
