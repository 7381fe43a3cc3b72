import type { RollFindings } from "../../core/finding-codes.ts"
import type { RollRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/roll.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"
import { several } from "./grammar.ts"

const rows = (count: number) => several(count, "ligne(s) refusée(s)")

export const refusals: RefusalTexts<RollRefusals> = {
  "rows-refused": ({ path, refused, skipped }) => ({
    message:
      skipped === undefined
        ? `${path} contient ${rows(refused)} ; rien n’a été chargé`
        : `${path} contient ${rows(refused)}, et non ${skipped} ; rien n’a été chargé`,
    hint: `corrigez-les, ou écartez-les en connaissance de cause : --skip-refused ${refused}`,
  }),
  "report-unwritten": ({ path, cause }) => ({
    message: `la liste électorale est chargée ; seul son rapport n’a pas pu être écrit dans ${path} : ${causeText(cause)}`,
    hint: "la même commande, relancée, ne change rien à la liste et écrit le rapport",
  }),
  "roll-would-replace": ({ before, after }) => ({
    message: `ce fichier remplacerait la liste de ${several(before, "adhérent(s)")} par ${after} ; rien n’a été chargé`,
    hint: "si c’est voulu, relancez la commande avec --yes ; pour ajouter ces personnes aux autres, donnez les deux fichiers à une seule commande : urne roll import FICHIER FICHIER",
  }),
  "roll-fixed": () => ({
    message: "les codes de vote ont été établis pour cette liste ; elle ne peut plus être remplacée",
    hint: "si la liste est fausse, la Haute Autorité annule ce scrutin et recommence : urne annul --reason …",
  }),
  "roll-file-changed": ({ path }) => ({
    message: `${path} a été modifié pendant la lecture ; rien n’a été chargé`,
    hint: "relancez la commande quand aucun programme n’écrit plus dans ce fichier",
  }),
}

const quotes = {
  "quote-open": "un champ qui commence ici ouvre un guillemet qui n’est jamais fermé",
  "quote-inside": "un guillemet au milieu d’un champ qui ne commence pas par un guillemet",
  "quote-formula":
    'un nombre est écrit ici ="…", comme certains programmes le font pour les tableurs ; redemandez le fichier sans ces signes',
  "quote-end": "du texte suit le guillemet fermant d’un champ",
}

const asCsv = "enregistrez-le en CSV UTF-8, et chargez ce fichier-là"
const otherFiles = {
  excel: `c’est un classeur Excel : ${asCsv}`,
  opendocument: `c’est un classeur OpenDocument : ${asCsv}`,
  numbers: `c’est un classeur Numbers : ${asCsv}`,
  html: `c’est une page web, quel que soit son nom : ouvrez-la dans un tableur, ${asCsv}`,
  pdf: "c’est un PDF : demandez la liste en CSV",
  rtf: "c’est un document de texte (RTF) : demandez la liste en CSV",
  json: "c’est du JSON : demandez la liste en CSV",
  vcard: "ce sont des fiches de contact (vCard) : demandez la liste en CSV",
  zip: "c’est une archive zip : décompressez-la d’abord",
  gzip: "c’est un fichier compressé (gzip) : décompressez-le d’abord",
}

export const findings: FindingTexts<RollFindings> = {
  "roll-row-short": ({ columns, wanted }) => `${several(columns, "colonne(s)")} au lieu de ${wanted}`,
  "roll-row-long": ({ columns, wanted }) => `${several(columns, "colonne(s)")} au lieu de ${wanted}`,
  "roll-id-missing": ({ column }) => `${column} : vide`,
  "roll-id-twice": ({ line, path }) =>
    `même numéro d’adhérent que la ligne ${line}${path === undefined ? "" : ` de ${path}`}`,
  "roll-name-missing": ({ column }) => `${column} : vide`,
  "roll-field-long": ({ column, length, limit }) =>
    `${column} compte ${several(length, "caractère(s)")}, et n’en admet que ${limit}`,
  "roll-like-code": ({ column }) =>
    `${column} a la forme d’un code de vote, et le courrier ne permettrait pas de les distinguer ; corrigez cette valeur`,
  "roll-character": ({ column, character }) =>
    `${column} contient un caractère de commande, ou invisible (${character})`,
  "roll-undecoded": ({ column }) => `${column} contient des octets sans signification dans ce codage ; voir --encoding`,
  "roll-letters-lost": ({ column }) =>
    `${column} contient des lettres perdues auparavant (U+FFFD est dans le fichier même) ; faites-le refaire à la source`,
  "roll-header-again": () =>
    "l’en-tête se répète ici, comme si deux fichiers avaient été mis bout à bout ; retirez cette ligne",
  "roll-weight": ({ column, value }) => `${column} « ${value} » n’est pas un nombre entier de 1 à 100000000000`,
  "roll-file-twice": ({ path }) => `ce fichier contient la même chose que ${path} : ne le nommez qu’une fois`,
  "roll-empty": () => "le fichier est vide",
  "roll-encoding-mixed": () =>
    "cette ligne n’est pas en UTF-8, alors que d’autres le sont ; corrigez-la, ou indiquez comment lire le fichier : --encoding windows-1252 ou utf-8",
  "roll-encoding-unmarked": () =>
    "le fichier semble être en UTF-16 sans la marque qui le dit ; précisez : --encoding utf-16le ou utf-16be",
  "roll-delimiter": ({ delimiter }) =>
    `l’en-tête n’est qu’une seule colonne ; le séparateur est-il « ${delimiter} » ? (--delimiter '${delimiter}')`,
  "roll-header": ({ header }) => `l’en-tête contient : ${header}`,
  "roll-column-missing": ({ column, near }) =>
    near === undefined
      ? `aucune colonne ${column}`
      : `aucune colonne ${column} ; vouliez-vous dire « ${near} » ? Écrivez-la ainsi dans la définition ou ici`,
  "roll-title-above": ({ lines }) =>
    `les colonnes sont sur cette ligne ; retirez ${lines === 1 ? "la ligne qui est" : `les ${lines} lignes qui sont`} au-dessus`,
  "roll-other-file": ({ what }) => otherFiles[what],
  "roll-column-twice": ({ column }) => `deux colonnes s’appellent ${column}`,
  "roll-columns-many": ({ columns, limit }) =>
    `${several(columns, "colonne(s)")}, alors que ${limit} au plus sont admises`,
  "roll-quotes": ({ rule }) =>
    rule === "quote-formula"
      ? quotes[rule]
      : `${quotes[rule]} ; doublez les guillemets à l’intérieur d’un champ entre guillemets`,
  "roll-record-long": ({ limit }) =>
    `une ligne de plus de ${limit} octets ; un guillemet est sans doute resté ouvert ici`,
  "roll-no-rows": () => "le fichier a un en-tête et aucun adhérent",
  "roll-no-voter": () =>
    "personne, dans ce fichier, ne peut voter ; comparez-en les valeurs à celles de roll.eligible dans la définition",
  "roll-weight-total": ({ total, limit }) => `le total des voix est ${total}, alors que ${limit} au plus sont admises`,
}

export const labels: typeof english = {
  report: {
    file: (encoding, delimiter) => `Fichier lu en ${encoding}, champs séparés par ${delimiter}`,
    fileOf: (path, encoding, delimiter) => `${path} lu en ${encoding}, champs séparés par ${delimiter}`,
    tab: "des tabulations",
    rows: "Lignes",
    blank: "Lignes vides",
    eligible: "Inscrits",
    ineligible: "Non inscrits",
    refused: "Lignes refusées",
    weight: "Total des voix",
    reasons: "Non inscrits :",
    refusals: "Lignes refusées :",
    more: (count) => `… et ${several(count, "autre(s)")} ; tout est dans le rapport (--report)`,
    counted: (count, lines) => `${count} (ligne${/\d-\d|, /.test(lines) ? "s" : ""} ${lines})`,
    detail: (line, text) => `ligne ${line} : ${text}`,
    valued: (column, value, counted) => `${column} ${value} : ${counted}`,
    weighted: (weight, voters) => `${weight} : ${voters}`,
    doubtful:
      "Lignes chargées, mais à vérifier avant d’établir les codes de vote (urne roll list --doubtful en donne la liste) :",
    doubted: (doubt, counted) => `${doubt} : ${counted}`,
    doubts: {
      total: "une ligne de total, ou une personne qui s’appelle ainsi",
      "number-form": "un nombre tel qu’un tableur l’affiche (1,2E+05, 12.0, 1 234, 3-déc, '0123)",
      mojibake: "des lettres dans un autre codage (Ã©)",
      filler:
        "un mot que certains programmes mettent là où il n’y a rien (NULL, N/A, #REF), en guise de nom ou dans une adresse",
      entity: "des lettres telles que les pages web les écrivent (&eacute;)",
      symbol: "un signe ou un chiffre dans un nom",
      "capital-inside": "une majuscule à l’intérieur d’un mot du nom",
      "postcode-short": "un code postal plus court d’un chiffre que les autres (un zéro perdu au début)",
      "twice-there": "même nom et même adresse qu’une autre ligne",
      "number-cut": "un numéro trop long pour un courrier : sa fin serait coupée",
      "address-cut": "un nom et une adresse trop longs pour la fenêtre d’un courrier : la fin serait coupée",
      "character-missing":
        "un caractère qu’aucune police des courriers ne contient : □ serait imprimé (donnez une graphie latine)",
      "marks-stacked": "des accents superposés, qui déborderaient sur la ligne du dessus",
      "right-to-left":
        "une écriture de droite à gauche : faites relire le courrier imprimé par quelqu’un qui sait la lire, ou donnez une graphie latine",
    },
    twice: "Même nom et même adresse sous deux numéros (admis ; à vérifier) :",
    lookAlikes: "Numéros d’adhérent qui se ressemblent (admis ; à vérifier) :",
    alike: (line, like) => `ligne ${line} et ligne ${like}`,
    smallGroups: (cell) => `Groupes de moins de ${cell} inscrits, dont aucun chiffre ne sera publié :`,
    rareWeights: (cell) => `Nombres de voix attribués à moins de ${cell} inscrits, dont ils trahiraient le bulletin :`,
    withoutAddress: "Inscrits sans adresse :",
    noGroup: "(sans groupe)",
    noValue: "(vide)",
  },
  imported: "La liste électorale est chargée.",
  unchanged: "Cette liste était déjà chargée ; rien n’a été modifié.",
  dryRun: "Essai : rien n’a été chargé.",
  dryRunRefused: "Essai : rien n’a été chargé. Un chargement refuserait ce fichier tel qu’il est.",
  samples: (encoding) =>
    `Rien dans le fichier n’indique son codage ; il a été lu en ${encoding}. Ces noms sont-ils exacts ? Sinon, indiquez-le : --encoding`,
  replaces: (before, after) => `Remplacer la liste de ${several(before, "adhérent(s)")} par ${after} ?`,
  nobody: "Aucun adhérent de la liste ne correspond.",
  none: "Il n’y a pas encore de liste électorale. Chargez-la : urne roll import FICHIER",
  altered: "LA LISTE DE CE FICHIER N’EST PAS CELLE QUE LE JOURNAL CONSIGNE.",
  summary: {
    imported: "Chargée le",
    report: "Rapport",
    commitment: "Liste",
  },
  commands: {
    roll: "la liste électorale : qui peut voter",
    import:
      "charger des fichiers d’adhérents (CSV) comme liste électorale : toute ligne est comptée, et tout est chargé ou rien",
    file: "les fichiers d’adhérents, qui forment ensemble la liste ; - pour l’entrée standard",
    dryRun: "montrer le rapport sans rien charger",
    skipRefused: "charger sans les lignes refusées, si leur nombre est exactement celui-ci",
    encoding: "comment lire le fichier, si ce n’est pas comme il paraît",
    delimiter: "ce qui sépare les champs, si ce n’est pas ce qu’il paraît",
    report: "écrire le rapport (JSON), dont l’empreinte est inscrite au journal",
    force: "remplacer le fichier du rapport",
    show: "montrer les chiffres de la liste et la comparer au journal",
    list: "énumérer les adhérents de la liste",
    eligible: "seulement les inscrits",
    ineligible: "seulement les non inscrits",
    doubtful: "seulement ceux qui sont à vérifier, avec le motif",
    group: "seulement ceux de ce groupe",
  },
}
