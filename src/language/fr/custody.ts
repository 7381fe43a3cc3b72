import type { CustodyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../catalogue.ts"
import type { labels as english } from "../en/custody.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "nothing-to-recover": () => ({
    message:
      "il n’y a rien à reprendre : ce fichier contient tout ce que ce poste a vu de cette élection, et sa dernière ligne n’est pas à venir",
    hint: "utilisez le fichier tel quel ; si une empreinte signée ou un récépissé en montre davantage : urne recover --checkpoint FICHIER --reason …",
  }),
  "batch-not-lost": ({ batch }) => ({
    message: `${batch} n’est pas un lot qui ait pu être perdu : ce fichier l’a, ou aucun canal muni d’une clé n’a pu l’annoncer`,
    hint: "urne ballots batches liste ceux que ce fichier connaît ; indiquez les lots perdus sous la forme CANAL:NUMÉRO, chacun une fois",
  }),
}

export const labels: typeof english = {
  backedUp: (path, entries) => `copié dans ${path} et relu : ${entries} lignes de journal`,
  notRecorded: "Le journal ne mentionne pas cette copie : son heure dirait quand sont arrivés les derniers bulletins.",
  commands: {
    backup: "copier toute l’élection dans un nouveau fichier et le relire",
    recover: "décider de reprendre sur un fichier restauré, plus ancien",
  },
  options: {
    reason: "ce qui a été perdu et pourquoi, en une phrase",
    checkpoint: "une empreinte signée ou un récépissé qui montre ce qui a été perdu",
    clock: "renoncer à l’heure de la dernière ligne, écrite par une horloge fausse",
    batch: "un lot annoncé dans ce qui a été perdu, que son canal renvoie",
  },
}
