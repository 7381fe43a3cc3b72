/** Who runs what, on paper: to be at hand when nothing else is. */
import { lastOf } from "../components/fold.ts"
import type { WholeComponent } from "../components/whole.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatDay, formatLocalTime } from "../language/language.ts"
import type { PaperContent } from "./paper.ts"

/**
 * Sets the components that are in use as a table.
 *
 * @param full - also what is not published: operators and contacts
 */
export function componentsPaper(
  { locale, timezone }: NamedElection,
  components: readonly WholeComponent[],
  full: boolean,
): PaperContent {
  const { components: labels } = catalogueOf(locale).labels
  const { columns, map } = labels
  const inUse = components.filter((one) => lastOf(one).until === undefined)
  const date = Math.max(0, ...components.map((one) => lastOf(one).at))
  const contact = (text: string | undefined) => (full ? [text ?? ""] : [])
  return {
    title: map.paperTitle,
    ...(full ? { mark: map.mark } : {}),
    date,
    blocks: [
      {
        kind: "paragraph",
        text: components.length === 0 ? labels.none : map.asOf(formatLocalTime(date, timezone, locale)),
      },
      ...(inUse.length === 0
        ? []
        : ([
            {
              kind: "table",
              columns: [
                ...[columns.name, columns.kind, columns.operator, columns.place, columns.from, columns.runsOn].map(
                  (title) => ({ share: 1, title }),
                ),
                ...contact(columns.contact).map((title) => ({ share: 1, title })),
              ],
              rows: inUse.map((one) => {
                const { kind, operator, published, place, from, runsOn, contact: whom } = lastOf(one)
                return [
                  ...[one.name, labels.kinds[kind], full || published ? operator : map.unnamed, place],
                  ...[formatDay(from, timezone, locale), runsOn.join(", ")],
                  ...contact(whom),
                ]
              }),
            },
          ] as const)),
    ],
  }
}
