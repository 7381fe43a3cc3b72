import type { labels as english } from "../en/lifecycle.ts"

export const labels: typeof english = {
  phases: {
    draft: "en préparation",
    constituted: "bureau installé",
    sealed: "urne scellée",
    open: "scrutin ouvert",
    suspended: "scrutin suspendu",
    closed: "scrutin clos",
    frozen: "urne figée",
    unsealed: "urne descellée",
    tallied: "urne dépouillée (PROVISOIRE)",
    proclaimed: "résultats proclamés",
    annulled: "scrutin annulé",
  },
  acts: {
    constitute: "installer le bureau",
    replace: "remplacer un membre",
    appoint: "désigner des clés",
    seal: "sceller l’urne",
    open: "ouvrir le scrutin",
    suspend: "suspendre le scrutin",
    resume: "reprendre le scrutin",
    extend: "prolonger le scrutin",
    close: "clore le scrutin",
    unseal: "desceller l’urne",
    proclaim: "proclamer les résultats",
    recover: "reprendre sur sauvegarde",
    annul: "annuler le scrutin",
  },
  roles: { president: "président", secretary: "secrétaire", delegate: "délégué", member: "membre" },
  offices: {
    president: "présidence",
    secretary: "secrétariat",
    delegate: "collège des délégués",
    member: "membre",
  },
}
