import type { glossary as Glossary } from "../language/en/glossary.ts"
import { loadTopics, type Topics } from "../language/topics.ts"
import { hanging, type Screen } from "../terminal/output.ts"
import type { Topic } from "./topics.ts"

/** Returns the page of a topic, in the language of the screen. */
export async function topicPage(topic: Topic, screen: Screen): Promise<string> {
  const topics = await loadTopics(screen.language)
  switch (topic) {
    case "exit-codes":
      return exitStatusPage(topics, screen)
    case "words": {
      const english = screen.language === "en" ? topics : await loadTopics("en")
      const other = screen.language === "en" ? await loadTopics("fr") : english
      return glossaryPage(topics.glossary, other.glossary, screen)
    }
  }
}

function exitStatusPage({ exitStatuses: { title, statuses } }: Topics, screen: Screen): string {
  const rows = Object.entries(statuses).map(([status, meaning]) =>
    hanging(`  ${status.padStart(3)}  `, meaning, screen),
  )
  return `${screen.style.bold(title)}\n\n${rows.join("\n")}\n`
}

type Glossary = typeof Glossary
type Section = keyof Glossary["sections"]

/** Writes each word with its translation beside it and its meaning below. */
function glossaryPage(own: Glossary, other: Glossary, screen: Screen): string {
  const { style } = screen
  const names = Object.keys(own.sections) as Section[]
  const parts = names.map((name) => {
    const { title, words } = own.sections[name]
    const others: Readonly<Record<string, { readonly word: string }>> = other.sections[name].words
    // What this language has no word for stands on none of its screens.
    const spoken = Object.entries(words).filter(([, { word }]) => word !== "—")
    const lines = spoken.map(([key, { word, meaning }]) => {
      const second = others[key]?.word ?? "—"
      const head = `  ${style.bold(word)}${second === "—" || second === word ? "" : ` (${second})`}`
      return `${head}\n${hanging("      ", withoutMarkup(meaning), screen)}`
    })
    const remarks: Partial<Record<Section, string>> = own.remarks
    const remark = remarks[name]
    const below = remark === undefined ? [] : [hanging("  ", withoutMarkup(remark), screen)]
    return [style.bold(title), "", ...lines, ...below.flatMap((line) => ["", line])].join("\n")
  })
  const { title, sentences } = own.misleading
  const misleading = sentences.map((sentence) => hanging("  ", withoutMarkup(sentence), screen))
  const introduction = withoutMarkup(own.introduction)
  return `${[style.bold(own.title), introduction, ...parts, `${style.bold(title)}\n\n${misleading.join("\n")}`].join("\n\n")}\n`
}

/** Strips the words of a page of their Markdown. */
function withoutMarkup(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/\*([^*]+)\*/g, "$1")
    .replaceAll("\n", " ")
}
