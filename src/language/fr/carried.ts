import type { carriedFaults as english } from "../en/carried.ts"

export const carriedFaults: typeof english = {
  form: "il n’a pas la forme d’un tel fichier, ou a été modifié",
  authority: "ses décisions n’établissent pas, pour cette élection, une Haute Autorité qui puisse signer",
  definition: "il contient une autre définition que celle que les membres ont signée",
  signature: "une signature n’y est pas celle d’un membre sous ce texte, ou y figure deux fois",
  other: "il concerne une autre élection",
  unlike: "son texte n’est pas celui des fichiers qui précèdent",
}
