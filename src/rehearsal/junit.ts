import { xmlText } from "../core/xml.ts"
import type { Rehearsal } from "./outcome.ts"

/**
 * Reports a rehearsal as test runners do: a case a step, then a case for each thing that must hold at its end. JUnit
 * has no schema of its own; this is the part that all readers understand.
 *
 * @param names - of the steps, in words
 */
export function junitReport(
  { steps, verdict, agrees, differences }: Rehearsal,
  names: Readonly<Record<string, string>>,
): string {
  const cases = [
    ...steps.map(({ step, milliseconds }) => ({ name: names[step] ?? step, milliseconds, failure: "" })),
    { name: "verified", milliseconds: 0, failure: verdict === "VERIFIED" ? "" : verdict },
    { name: "agrees with the votes that were cast", milliseconds: 0, failure: agrees ? "" : "it does not" },
    ...(differences === null
      ? []
      : [{ name: "is the result that was expected", milliseconds: 0, failure: differenceText(differences) }]),
  ]
  const failures = cases.filter(({ failure }) => failure !== "").length
  const total = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="urne rehearse" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="${seconds(total)}">`,
    ...cases.map(({ name, milliseconds, failure }) => {
      const begin = `  <testcase classname="urne.rehearse" name="${escaped(name)}" time="${seconds(milliseconds)}"`
      return failure === "" ? `${begin}/>` : `${begin}><failure message="${escaped(failure)}"/></testcase>`
    }),
    "</testsuite>",
    "",
  ].join("\n")
}

function differenceText(differences: NonNullable<Rehearsal["differences"]>): string {
  return differences
    .map(
      ({ question, answer, expected, found }) =>
        `${question} / ${answer ?? "blank"}: ${expected ?? "none"} expected, ${found ?? "none"} found`,
    )
    .join("; ")
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)

/** Keeps the breaks of a text in an attribute. */
function escaped(text: string): string {
  return xmlText(text).replaceAll("\n", "&#10;")
}
