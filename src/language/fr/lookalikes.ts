import type { LookalikeRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/lookalikes.ts"
import type { RefusalTexts } from "../texts.ts"

const faults: Readonly<Record<LookalikeRefusals["resolver-unusable"]["fault"], string>> = {
  "knows-all": "dit qu’un nom que personne n’a existe",
  refused: "refuse de répondre",
  timeout: "ne répond pas à temps",
  "name-unknown": "n’a pas d’adresse",
  tls: "ne répond rien d’utilisable",
  reset: "interrompt l’échange",
  unreachable: "est hors d’atteinte, ou ne répond pas",
  malformed: "n’est pas l’adresse IP d’un résolveur",
  cancelled: "n’a pas été attendu",
}

export const refusals: RefusalTexts<LookalikeRefusals> = {
  "no-host-to-imitate": () => ({
    message: "la définition n’a aucune adresse dont le nom puisse être imité",
    hint: "indiquez-y les seules vraies adresses du vote avant qu’elle ne serve : addresses: [https://vote.example.org]",
  }),
  "resolver-unusable": ({ resolver, fault }) => ({
    message: `le résolveur ${resolver} ${faults[fault]}`,
    hint: "donnez l’adresse IP d’un autre, comme 192.0.2.53 ou 192.0.2.53:5353 : urne preflight domains --resolver ADRESSE ; rien n’a été inscrit",
  }),
}

export const labels: typeof english = {
  classes: {
    "top-level": "autre extension",
    "missing-dot": "point oublié",
    word: "mot ajouté",
    hyphenation: "tiret ajouté",
    omission: "lettre oubliée",
    transposition: "lettres interverties",
    repetition: "lettre doublée",
    plural: "pluriel ou singulier",
    replacement: "touche voisine",
    "vowel-swap": "autre voyelle",
    homoglyph: "caractère semblable",
    insertion: "touche en trop",
    addition: "lettre au bout",
    subdomain: "point ajouté",
    bitsquatting: "bit inversé",
    "homoglyph-pair": "deux caractères semblables",
  },
  sources: { resolver: "un résolveur", list: "la seule liste" },
  columns: {
    class: "Façon",
    names: "Noms",
    examples: "Par exemple",
    held: "Détenus",
    exists: "Existants",
    free: "Libres",
    unknown: "Inconnus",
    name: "Nom ressemblant",
  },
  title: (hosts, names) => `Noms qui ressemblent à ${hosts} : ${names}`,
  more: (most, next) =>
    `Ce sont les ${most} premiers, du plus vraisemblable au moins vraisemblable ; il y en a d’autres, avec --most ${next}`,
  existing: (count) => `EXISTENT SANS ÊTRE DÉTENUS : ${count}`,
  otherExisting: (count) => `Et ${count} autres, qui sont dans le fichier`,
  noneExists: "Aucun de ces noms n’existe sans être détenu.",
  freeMeans: "Libre : le résolveur ne connaît pas ce nom. Il peut être déposé malgré tout, et servir à tout moment.",
  unasked: "Personne n’a été interrogé sur leur existence : urne preflight domains --resolver ADRESSE",
  badLines: "Lignes de la liste qui ne sont pas des noms, et qui ont été écartées",
  badLine: (line, text) => `Ligne ${line} : ${text}`,
  written: (path) => `Écrit dans ${path}`,
  entered: (entry) => `Inscrit au registre : écriture ${entry}`,
  notEntered: "Rien n’a été inscrit au registre ; pour l’inscrire, ajoutez --out FICHIER --key FICHIER",
  commands: {
    domains: "lister les noms qui ressemblent à ceux du vote, et lesquels existent",
  },
  options: {
    held: "les noms que détient la Haute Autorité, un par ligne",
    resolver: "demander à ce résolveur lesquels existent : une adresse IP, au besoin avec un port",
    rate: "nombre de noms demandés par seconde (par défaut 20)",
    most: "nombre de noms, les plus vraisemblables d’abord (par défaut 2000)",
    out: "écrire tous les noms en CSV",
  },
}
