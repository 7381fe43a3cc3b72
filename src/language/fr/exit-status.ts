import type { exitStatuses as english } from "../en/exit-status.ts"

export const exitStatuses: typeof english = {
  title: "Codes de retour",
  statuses: {
    0: "fait",
    1: "un défaut du programme, une lecture ou une écriture inattendue, le stockage",
    2: "commande mal écrite",
    3: "donnée fausse ou absente",
    4: "refusé par les règles : état, quorum, horloge, conflit, retour en arrière",
    5: "ne se vérifie pas",
    6: "le fichier est occupé",
    130: "annulé ; par SIGTERM 143, par SIGHUP 129",
  },
}
