import type { ArchiveFindings, RecordFindings } from "../../core/finding-codes.ts"
import type { FindingTexts } from "../catalogue.ts"
import type { labels as english } from "../en/record.ts"
import { findings as protocol } from "./protocol.ts"
import { several } from "./grammar.ts"

const archive: FindingTexts<ArchiveFindings> = {
  ARCHIVE_HEADER: () => "l’archive ne commence pas par l’entrée que détermine son horodatage",
  ARCHIVE_ENTRY: () => "l’en-tête de cette entrée n’est pas celui que déterminent son nom, sa taille et l’horodatage",
  ARCHIVE_PADDING: () => "les octets de remplissage de cette entrée ne sont pas tous nuls",
  ARCHIVE_HASH: ({ name, computed }) => `l’entrée s’appelle ${name}, mais le SHA-256 de son contenu est ${computed}`,
  ARCHIVE_SIZE: ({ size, limit }) =>
    `l’entrée compte ${size} octets, alors qu’une archive en admet ici ${limit} au plus`,
  ARCHIVE_CUT: ({ wanted, found }) => `l’archive s’arrête dans une entrée, après ${found} octets au lieu de ${wanted}`,
  ARCHIVE_EMPTY: () => "l’archive ne contient aucun événement, pas même Setup",
  EVENT_FORM: () => "ce n’est pas un événement sous sa forme canonique",
  EVENT_HEIGHT: ({ height, expected }) => `l’événement indique le rang ${height} au lieu de ${expected}`,
  EVENT_PARENT: ({ parent, expected }) =>
    `l’événement suit ${parent ?? "rien"}, alors que le précédent est ${expected ?? "absent"}`,
  EVENT_ORDER: ({ type, after }) =>
    after === undefined ? `${type} ne peut pas être le premier événement` : `${type} ne peut pas suivre ${after}`,
  EVENT_PAYLOAD: ({ type }) =>
    type === "EndBallots"
      ? "EndBallots porte des données"
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

function readme({
  name,
  uuid,
  rehearsal,
  authority,
  addresses,
  sealed,
}: Parameters<(typeof english)["readme"]>[0]): string {
  const peer = sealed
    ? `
2. Vérifiez les bulletins et le résultat avec un logiciel que la Haute Autorité n’a pas écrit.
   belenios-tool (sous Debian : le paquet belenios-tool) lit le fichier ${uuid}.bel :

       belenios-tool election verify
`
    : ""
  return `${rehearsal ? "SCRUTIN À BLANC — ce ne sont pas les votes de vraies personnes.\n\n" : ""}${name}
Dossier public de l’élection ${uuid}
Publié par : ${authority}
${addresses.map((address) => `La seule véritable adresse : ${address}\n`).join("")}
COMMENT LE VÉRIFIER SOI-MÊME

1. Contrôlez qu’aucun fichier n’a été abîmé ni modifié en route. Dans ce dossier :

       sha256sum -c manifest.sha256
${peer}
3. Vérifiez tout, y compris les décisions de la Haute Autorité, avec urne :

       urne verify . --authority "EMPREINTE"

   Prenez l’EMPREINTE (huit groupes de quatre) sur un courrier, un communiqué, ou auprès de
   quelqu’un qui l’a entendu lire : pas dans ce dossier, que n’importe qui aurait pu fabriquer.
   VÉRIFIÉ : tous les contrôles ont réussi. « non définitif » : il n’y a pas encore de résultat.

4. Si vous avez voté, cherchez votre numéro de suivi :

       urne verify . --tracker NUMÉRO

5. Si vous avez gardé une empreinte signée d’un jour précédent, prouvez que rien n’a été retiré :

       urne verify . --checkpoint FICHIER

CE QU’IL CONTIENT

definition.yaml    ce qui a été décidé avant le vote
acts/              les décisions de la Haute Autorité, avec les signatures de ses membres
reservations/      ce que des membres ont écrit sur ces décisions
checkpoints/       empreintes signées du journal
batches/           bordereaux par lesquels les canaux ont annoncé leurs bulletins
journal.jsonl      tout ce qui s’est passé, une ligne par fait
${uuid}.bel  les bulletins, chiffrés, et le décompte (archive Belenios)
reserve-keys.json  codes en réserve : aucun ne peut voter sans avoir été activé
shares/            preuves des détenteurs qui ont ouvert l’urne
result.json, .csv  le résultat
manifest.sha256    l’empreinte de chaque fichier

Aucun fichier ne dit qui a voté pour qui, ni qui a voté.
`
}

export const labels: typeof english = {
  readme,
  exported: (path, files, size) =>
    `${path} : ${several(files, "fichier(s)")}, le dossier à ${several(size, "ligne(s)")} de journal`,
  commands: { export: "écrire le dossier public : un dossier ou un tar que chacun peut vérifier" },
  options: {
    out: "le dossier à créer",
    tar: "le fichier tar à créer à la place",
    atSize: "le dossier tel qu’il était quand le journal avait ce nombre de lignes",
    force: "remplacer ce qui existe",
  },
}
