import type { ArchiveFindings, RecordFindings } from "../../core/finding-codes.ts"
import type { labels as english } from "../en/record.ts"
import type { FindingTexts } from "../texts.ts"
import { several } from "./grammar.ts"
import { findings as protocol } from "./protocol.ts"
import { firstReadme, readme } from "./record-readme.ts"

const archive: FindingTexts<ArchiveFindings> = {
  ARCHIVE_HEADER: () => "l’archive ne commence pas par l’entrée que détermine son horodatage",
  ARCHIVE_ENTRY: () => "l’en-tête de cette entrée n’est pas celui que déterminent son nom, sa taille et l’horodatage",
  ARCHIVE_PADDING: () => "les octets de remplissage de cette entrée ne sont pas tous nuls",
  ARCHIVE_HASH: ({ name, computed }) => `l’entrée s’appelle ${name}, mais le SHA-256 de son contenu est ${computed}`,
  ARCHIVE_SIZE: ({ size, limit }) =>
    `l’entrée compte ${several(size, "octet(s)")}, alors qu’une archive en admet ici ${limit} au plus`,
  ARCHIVE_CUT: ({ wanted, found }) =>
    `l’archive s’arrête dans une entrée, après ${several(found, "octet(s)")} au lieu de ${wanted}`,
  ARCHIVE_EMPTY: () => "l’archive ne contient aucun événement, pas même Setup",
  EVENT_FORM: () => "ce n’est pas un événement sous sa forme canonique",
  EVENT_HEIGHT: ({ height, expected }) => `l’événement indique le rang ${height} au lieu de ${expected}`,
  EVENT_PARENT: ({ parent, expected }) =>
    `l’événement suit ${parent ?? "rien"}, alors que le précédent est ${expected ?? "absent"}`,
  EVENT_ORDER: ({ type, after }) =>
    after === undefined ? `${type} ne peut pas être le premier événement` : `${type} ne peut pas suivre ${after}`,
  EVENT_PAYLOAD: ({ type }) =>
    type === "EndBallots"
      ? "EndBallots contient des données"
      : `l’enregistrement qui précède ${type} n’est pas celui qu’il désigne`,
  EVENT_REFERENCE: ({ type }) =>
    `les données de ${type} sont mal formées, ou un enregistrement qu’elles désignent n’est pas à sa place`,
  EVENT_UNREFERENCED: ({ count }) =>
    count === 1
      ? "un enregistrement de données qu’aucun événement ne désigne"
      : `${count} enregistrements de données qu’aucun événement ne désigne`,
  EVENT_SHUFFLE: () =>
    "l’archive contient des mélanges (une question non homomorphe), qu’urne ne sait pas encore vérifier",
}

export const findings: FindingTexts<RecordFindings> = {
  ...archive,
  ...protocol,
}

export const labels: typeof english = {
  readme,
  firstReadme,
  exported: (path, files, size) =>
    `${path} : ${several(files, "fichier(s)")} ; dossier public établi quand le journal a ${several(size, "ligne(s)")}`,
  commands: { export: "écrire le dossier public : un dossier ou un fichier tar, que chacun peut vérifier" },
  options: {
    out: "le dossier à créer",
    tar: "le fichier tar à créer à la place",
    atSize: "le dossier public tel qu’il était quand le journal comptait ce nombre de lignes",
    withoutRegister: "sans le registre, s’il a été altéré",
    withoutStamps: "sans les horodatages, si l’un d’eux a été altéré",
    force: "remplacer ce qui s’y trouve",
  },
}
