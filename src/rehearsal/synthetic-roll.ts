import { utf8 } from "../core/bytes.ts"
import type { Random } from "../core/world.ts"

/** The columns of a synthetic member file, in the words of a definition's `roll`. */
export const syntheticColumns = {
  id: "numero_adherent",
  name: ["nom", "prenom"],
  address: ["adresse", "code_postal", "ville", "pays"],
  postcode: "code_postal",
  group: "federation",
  eligible: { cotisation: ["à jour"] },
} as const

const header = [
  ...[syntheticColumns.id, ...syntheticColumns.name, ...syntheticColumns.address],
  ...[syntheticColumns.group, ...Object.keys(syntheticColumns.eligible)],
]

/** One in this many members has not paid the dues. */
const unpaidEvery = 12

/**
 * Writes a member file of invented people, in blocks: `members` who may vote, and among them one in twelve more who may
 * not. It is UTF-8 with semicolons. The same `random` gives the same file.
 */
export function* syntheticRoll(random: Random, members: number): Generator<Uint8Array, void, undefined> {
  const rows = [header.join(";")]
  for (let paid = 0, number = 0; paid < members; number++) {
    const pays = number % unpaidEvery !== unpaidEvery - 1
    rows.push(row(random, number, pays))
    if (pays) paid++
    if (rows.length >= 500) yield utf8(`${rows.splice(0).join("\r\n")}\r\n`)
  }
  if (rows.length > 0) yield utf8(`${rows.join("\r\n")}\r\n`)
}

function row(random: Random, number: number, paid: boolean): string {
  const draw = drawer(random(32, "roll.member", String(number)))
  const place = placeOf(draw)
  const name = [surname(draw), firstName(draw)]
  const fields = [
    // Numbers are seven apart, so that one wrong digit never gives another member's.
    ...[String(1_000_003 + 7 * number), ...name, street(draw), place.postcode, place.town, place.country],
    ...[place.federation, paid ? "à jour" : "impayée"],
  ]
  return fields.join(";")
}

/** Picks with the bytes of one draw, two at a time. */
type Draw = <T>(choices: readonly [T, ...T[]]) => T

function drawer(bytes: Uint8Array): Draw {
  let at = 0
  return (choices) => {
    const value = (bytes[at % bytes.length] ?? 0) * 256 + (bytes[(at + 1) % bytes.length] ?? 0)
    at += 2
    return choices[value % choices.length] ?? choices[0]
  }
}

const firstNames = [
  ...[
    "Adèle",
    "Amine",
    "Anaïs",
    "Bastien",
    "Chloé",
    "Cœlia",
    "Diane",
    "Édouard",
    "Émilie",
    "Fatou",
    "François",
    "Gaëlle",
  ],
  ...[
    "Hélène",
    "Inès",
    "Jean-Loup",
    "Joséphine",
    "Kévin",
    "Léa",
    "Loïc",
    "Maëlys",
    "Mathis",
    "Noël",
    "Océane",
    "Pénélope",
  ],
  ...["Quentin", "Raphaël", "Rose-Aimée", "Sélim", "Solène", "Théo", "Ursule", "Violette", "Wahiba", "Yann", "Zoé"],
] as const satisfies readonly string[]
const beginnings = [
  "Bar",
  "Cal",
  "Del",
  "Fau",
  "Gar",
  "Lam",
  "Mor",
  "Pel",
  "Rou",
  "Sau",
  "Tré",
  "Val",
  "Ver",
  "Œs",
] as const
const middles = ["", "a", "be", "di", "lo", "mé", "ni", "ro", "si", "tou", "vi"] as const
const endings = ["card", "chet", "dier", "gnol", "lin", "mont", "nac", "quet", "rand", "teau", "vigne", "zan"] as const
const particles = ["", "", "", "", "", "", "De ", "D’", "Le ", "El "] as const

function firstName(draw: Draw): string {
  return draw(firstNames)
}

function surname(draw: Draw): string {
  return draw(particles) + draw(beginnings) + draw(middles) + draw(endings)
}

const ways = ["rue", "avenue", "place", "chemin", "impasse", "allée", "quai"] as const
const wayNames = [
  "de l’Église",
  "des Tilleuls",
  "du Moulin",
  "de la Gare",
  "des Écoles",
  "du Vieux Puits",
  "de Verdun",
] as const
const houses = range(1, 180)

function street(draw: Draw): string {
  return `${draw(houses)} ${draw(ways)} ${draw(wayNames)}`
}

interface Place {
  readonly postcode: string
  readonly town: string
  readonly country: string
  readonly federation: string
}

const departments = range(1, 95).map((number) => String(number).padStart(2, "0")) as [string, ...string[]]
const overseas = ["971", "972", "973", "974", "976", "988"] as const
const abroad = ["Belgique", "Suisse", "Canada", "Sénégal"] as const
const townBeginnings = ["Saint-", "Mont", "Ville", "Châ", "Beau", "La "] as const
const townEndings = ["Aubin", "fort", "neuve", "teauroc", "lieu", "Croix", "Genès", "bourg"] as const
const thousands = range(0, 99)

/** One place in fifty is abroad, and one overseas. */
const shares = range(0, 49)

function placeOf(draw: Draw): Place {
  const where = draw(shares)
  const town = draw(townBeginnings) + draw(townEndings)
  const local = String(draw(thousands)).padStart(2, "0")
  if (where === 0) {
    const country = draw(abroad)
    return { postcode: `${draw(thousands)}${local}`, town, country, federation: "Étranger" }
  }
  if (where === 1) {
    const territory = draw(overseas)
    return { postcode: `${territory}${local}`, town, country: "France", federation: `Outre-mer ${territory}` }
  }
  const department = draw(departments)
  return { postcode: `${department}${local}0`, town, country: "France", federation: `Fédération ${department}` }
}

function range(first: number, last: number): readonly [number, ...number[]] {
  return [first, ...Array.from({ length: last - first }, (_, i) => first + i + 1)]
}
