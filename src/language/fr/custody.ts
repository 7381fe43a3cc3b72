import type { CustodyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../catalogue.ts"
import type { labels as english } from "../en/custody.ts"
import { several } from "./grammar.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "keys-together": ({ of, names }) => ({
    message: `les fichiers de clé de ${names.join(", ")} sont ici, à côté de l’urne : ${of === "holders" ? "ensemble ils l’ouvrent" : "ensemble ils décident pour la Haute Autorité"}, et qui copie ce dossier les a tous, à leurs phrases secrètes près`,
    hint: "que chacun emporte le sien, sur un support que personne d’autre ne garde, avec une copie en un second lieu",
  }),
  "nothing-to-recover": () => ({
    message:
      "il n’y a rien à reprendre : ce fichier contient tout ce que ce poste a vu de cette élection, et sa dernière ligne n’est pas à venir",
    hint: "utilisez le fichier tel quel ; si une empreinte signée ou un récépissé en montre davantage : urne recover --checkpoint FICHIER --reason …",
  }),
  "backup-ambiguous": ({ path, instead }) => ({
    message: `${path} serait un second *.urne à côté du fichier d’élection, et la prochaine commande ne saurait pas lequel est visé`,
    hint: `donnez-lui un autre nom : urne backup ${instead}`,
  }),
  "batch-not-lost": ({ batch }) => ({
    message: `${batch} n’est pas un lot qui ait pu être perdu : ce fichier l’a, ou aucun canal muni d’une clé n’a pu l’annoncer`,
    hint: "urne ballots batches liste ceux que ce fichier connaît ; indiquez les lots perdus sous la forme CANAL:NUMÉRO, chacun une fois",
  }),
}

export const labels: typeof english = {
  backedUp: (path, entries) => `copié dans ${path} et relu : ${several(entries, "ligne(s)")} de journal`,
  notInCopy: "ABSENTS de la copie. Sans eux l’élection ne peut pas continuer ; gardez chacun à part des autres :",
  leftOut: {
    "urn-key":
      "la clé de l’urne ; copiez-la avec cp -p sur un support à part. Sans elle personne ne peut voter et aucun dossier n’est conforme",
    officer: "de la personne chargée des codes, qui en garde une copie : elle sert à imprimer les codes et à émarger",
    holder:
      "d’un détenteur de clé, qui le copie sur un support à lui, et de nouveau après le déchiffrement : une copie ancienne a oublié ce qu’elle a déchiffré",
    member:
      "d’un membre, qui le copie sur un support à lui, et de nouveau après avoir signé : une copie ancienne a oublié ce qu’elle a signé",
  },
  noUrnKey:
    "la clé de l’urne, qui n’est pas ici : retrouvez-la (--urn-key), ou faites-en certifier une autre : urne appoint --new-urn-key",
  hasDecrypted: (holder, tally) =>
    `${holder} a déchiffré le décompte ${tally} : son fichier refuse tout autre, il faut donc figer de nouveau les mêmes bulletins`,
  noneDecrypted:
    "Ni ce fichier ni ce poste ne connaît de détenteur qui ait déchiffré. Demandez-leur : le fichier d’un détenteur qui a déchiffré refuse tout autre décompte.",
  restore: (path) =>
    `Pour reprendre sur la copie à un autre poste : placez-la là-bas sous le nom X.urne, la clé de l’urne à côté, et lancez urne status. (${path})`,
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
