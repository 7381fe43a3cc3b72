import { type Act, type Statement, statementsOf } from "./act.ts"

/** A key with which a holder of the urn's shares signs: a C2SP verifier key, whose name ends with the holder's id. */
export interface HolderKey {
  readonly holder: string
  readonly key: string
}

/** What an act `appoint` states: a new key of the urn, keys of holders, or both. */
export interface Appointment {
  readonly urnKey: string | undefined
  readonly holderKeys: readonly HolderKey[]
}

export function appointmentStatements({ urnKey, holderKeys }: Appointment): readonly Statement[] {
  const ofUrn = urnKey === undefined ? [] : [{ key: "urn-key", value: urnKey }]
  return [...ofUrn, ...holderKeyStatements(holderKeys)]
}

export function holderKeyStatements(keys: readonly HolderKey[]): readonly Statement[] {
  return keys.map(({ holder, key }) => ({ key: "holder-key", value: `${holder} ${key}` }))
}

/** Lists the holders' keys that an act states: those of `constitute`, or of an `appoint`. */
export function holderKeysOf(act: Act): readonly HolderKey[] {
  return statementsOf(act, "holder-key").map((value) => {
    const space = value.indexOf(" ")
    return { holder: value.slice(0, space), key: value.slice(space + 1) }
  })
}

/** Reads the appointment of an act, and returns `undefined` unless its statements are exactly those of one. */
export function appointmentOf(act: Act): Appointment | undefined {
  if (act.kind !== "appoint") return undefined
  const [urnKey] = statementsOf(act, "urn-key")
  const appointment = { urnKey, holderKeys: holderKeysOf(act) }
  const expected = appointmentStatements(appointment)
  const { statements } = act
  const isSame = expected.every(({ key, value }, i) => key === statements[i]?.key && value === statements[i].value)
  return isSame && expected.length === statements.length && expected.length > 0 ? appointment : undefined
}
