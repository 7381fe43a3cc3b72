/** The shortest election has a question that takes little of a test's time, and three members of whom two sign. */
const lines = {
  name: "Assembly",
  locale: "en",
  timezone: "Europe/Paris",
  opens: "2014-11-28T20:00",
  closes: "2014-11-29T20:00",
  grace: "30m",
  rehearsal: "true",
  questions: '[{ question: Approve?, answers: ["Yes"], blank: false, min: 0, max: 1 }]',
  authority: `
  name: Board
  quorum: { total: 2 }
  members: [{ id: a, name: A }, { id: b, name: B }, { id: c, name: C }]`,
  trustees: "{ mandatory: [registrar] }",
  roll: "{ id: number, name: name }",
  channels: "[office]",
  "minimum-ballots": "1",
}

/**
 * Writes the same definition with other or additional values of fields, in YAML as it follows the colon. A field that
 * is `undefined` is left out.
 */
export function definitionWith(changes: Readonly<Record<string, string | undefined>> = {}): string {
  return Object.entries<string | undefined>({ ...lines, ...changes })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`]))
    .join("")
}
