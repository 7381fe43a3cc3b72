import { isScalar, LineCounter, parseDocument, visit } from "yaml"
import { type Finding, finding } from "../core/finding.ts"

/**
 * Finds texts that YAML ends earlier than their author did, because what follows ` #` is a comment. A comment's sign
 * has a blank after it, so `Motion #12` is not cut. Without this check the cut text would be sealed and printed.
 *
 * @param text - a definition that was read without a mistake
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
