import { alleged, type Evening, type FoundSilence } from "./evening-2014.ts"

/** With so many ballots in all, 400 are in the urn by 20:15, and the silence is found while it lasts. */
const enoughAtOnce = 20_000

/** Whether a French text tells the claim, and each time that nothing proves it. */
function isOnlyAlleged(text: string): boolean {
  const told = text.split(alleged).length - 1
  return told > 0 && told === text.split("Seulement alléguée : rien ne la prouve.").length - 1
}

/** Says in what an evening is not that of 2014 as it should be told. */
export function faultsOf(evening: Evening): readonly string[] {
  const { ballots, during, recovered, afterwards, incident, minutes, report, unsupported } = evening
  const faults: string[] = []
  const expected = (isSo: boolean, what: string) => {
    if (!isSo) faults.push(what)
  }
  for (const [when, { arrivals }] of Object.entries({ recovered, afterwards })) {
    const [silence, ...others] = arrivals?.interruptions ?? []
    expected(silence !== undefined && others.length === 0, `${when}, not one interruption was found`)
    if (silence !== undefined) expected(isThatOf2014(silence), `${when}, another interruption was found`)
  }
  const [lasting] = during.arrivals?.interruptions ?? []
  if (ballots >= enoughAtOnce) {
    expected(lasting?.provisional === true, "the interruption was not found while it lasted")
  } else expected(lasting === undefined || lasting.provisional, "the interruption was over before it ended")

  expected(/4$|evidence/.test(unsupported), "a claim without evidence was supported")
  expected(incident.includes(alleged), "the incident does not hold the claim")
  expected(incident.includes("Only asserted: nothing proves it"), "in the incident the claim is not only asserted")
  expected(/Ordered by act \d/.test(incident), "no act ordered the longer hours")

  const numbers = evening.listed.notices.map(({ number }) => number).join(" ")
  expected(numbers === "1 2 3 4", `the notices have the numbers ${numbers}`)
  const answers = evening.listed.notices.flatMap((one) => one.answers).join(" ")
  expected(answers === "1 2", `the notices that were due answer ${answers}`)
  expected(
    evening.again.length === 2 && evening.again.every((said) => said.startsWith("No notice is due.")),
    "due twice",
  )
  for (const [i, text] of evening.notices.entries()) {
    expected(isOnlyAlleged(text), `notice ${i + 1} tells the claim without its status`)
  }
  const [, , third = "", fourth = ""] = evening.notices
  expected(/Prolongation par la décision/.test(third), "the notice of 17:00 does not tell of the extension")
  expected(fourth.includes(count(ballots)), "the last notice does not give the final turnout")

  expected(isOnlyAlleged(minutes), "the minutes tell the claim without its status")
  expected(/Interruption apparente des votes\n/.test(minutes), "the minutes do not tell of the interruption")
  expected(/Nouvelle heure de clôture : samedi 29 novembre 2014 à 21 h 45/.test(minutes), "no extension in the minutes")
  expected(minutes.includes(`Votants : ${count(ballots)}`), "the minutes have another turnout")

  expected(votesOf(evening.result) === evening.drawn.join(" "), "the result is not what was drawn")
  expected(/^VÉRIFIÉ|^VERIFIED/m.test(report), "the record is not verified")
  expected(/^Notices: everything that can be proved was checked$/m.test(report), "the notices are not verified")
  expected(/^Minutes: everything that can be proved was checked$/m.test(report), "the minutes are not verified")
  return faults
}

/** Whether it lasted from 20:15 to about 22:00, and its p follows from K, S and g. */
function isThatOf2014({ from, to, ballots, expected, K, S, g, p, provisional }: FoundSilence): boolean {
  const isThen = from === "2014-11-28T19:15:00Z" && to >= "2014-11-28T21:00:00Z" && to <= "2014-11-28T21:15:00Z"
  // S is told in whole seconds, which are many of a short one.
  const power = (seconds: number) => K * Math.log10(seconds / (seconds + g))
  const follows = power(S - 0.5) - 0.1 < Math.log10(Number(p)) && Math.log10(Number(p)) < power(S + 0.5) + 0.1
  return isThen && !provisional && ballots < 10 && expected > 8 * ballots && K === 20 && follows && Number(p) < 1e-6
}

/** Writes a number as French texts do. */
function count(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, " ")
}

interface StatedResult {
  readonly questions: readonly [{ readonly answers: readonly { readonly votes: string }[]; readonly blank?: string }]
}

/** Lists the votes of each answer, then those for none, as `result --json` gives them. */
function votesOf(result: string): string {
  const [{ answers, blank = "" }] = (JSON.parse(result) as StatedResult).questions
  return [...answers.map(({ votes }) => votes), blank].join(" ")
}
