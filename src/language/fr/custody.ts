import type { CustodyRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../catalogue.ts"
import type { labels as english } from "../en/custody.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "nothing-to-recover": () => ({
    message: "ce poste n’a vu aucun état plus récent de cette élection : il n’y a rien à reprendre",
    hint: "utilisez le fichier tel quel",
  }),
}

export const labels: typeof english = {
  backedUp: (path, entries) => `copié dans ${path} et relu : ${entries} lignes de journal`,
  commands: {
    backup: "copier toute l’élection dans un nouveau fichier et le relire",
    recover: "décider de reprendre sur un fichier restauré, plus ancien",
  },
  options: { reason: "ce qui a été perdu et pourquoi, en une phrase" },
}
