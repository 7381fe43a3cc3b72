import { isScalar, LineCounter, parseDocument, visit } from "yaml"
import { type Finding, finding } from "../core/finding.ts"

/**
 * Texts that YAML ends earlier than whoever wrote them: what follows ` #` is a comment. A comment has a blank after its sign;
 * `Motion #12` is none, and what is cut off would be sealed and printed without it.
 *
 * @param text a definition that was read without a mistake
 */
export function cutTexts(text: string): readonly Finding[] {
  const lines = new LineCounter()
  const found: Finding[] = []
  visit(parseDocument(text, { lineCounter: lines }), (_key, node) => {
    if (!isScalar(node) || node.type !== "PLAIN" || node.range == null) return
    const [start, end] = node.range
    const [, lost] = /^[ \t]+#(\S[^\n]*)/.exec(text.slice(end)) ?? []
    if (lost === undefined) return
    const { line, col } = lines.linePos(start)
    found.push(
      finding("definition-cut", `${line}:${col}`, { text: text.slice(start, end), lost: `#${lost.trimEnd()}` }),
    )
  })
  return found
}
