import type { Catalogue } from "../catalogue.ts"

export const labels: Catalogue["labels"]["turnout"] = {
  command: "la participation, telle qu’elle a été relevée pour être publiée : tableau, courbe, image",
  options: {
    count: "relever d’abord la participation, si assez de votants se sont ajoutés depuis le dernier relevé",
    by: "une ligne par heure, par jour ou par groupe de la liste",
    svg: "écrire la courbe en image",
    enter: "inscrire au registre la dernière participation publiée, une seule fois",
    csv: "écrire les lignes pour un tableur",
  },
  title: (name) => `Participation — ${name}`,
  registered: "Inscrits :",
  noRoll: "pas encore de liste",
  none: "La participation n’a pas encore été relevée.",
  line: "Participation :",
  notCounted: "pas encore relevée",
  last: (share, voters, registered, instant) => `${share} (${voters} sur ${registered}, relevée le ${instant})`,
  final: (share, voters, registered) => `${share} (${voters} sur ${registered}, urne figée)`,
  columns: { at: (zone) => `relevée (${zone})`, voters: "votants", share: "participation", ballots: "bulletins" },
  groupColumns: { group: "groupe", registered: "inscrits" },
  withoutGroup: "sans groupe",
  merged: (names) => `${names.join(" + ")} (regroupés)`,
  frozen: "urne figée",
  curve: "Entre deux relevés, la courbe est tracée comme si les votants étaient venus régulièrement.",
  counted: (voters) => `Participation relevée : ${voters} votants.`,
  waits: {
    came: (cell) => `Pas de relevé : moins de ${cell} votants sont venus depuis l’ouverture ou le dernier relevé.`,
    missing: (cell) => `Pas de relevé : moins de ${cell} inscrits n’ont pas encore voté.`,
    apart: () =>
      "Pas de relevé : moins de dix bulletins sont arrivés depuis la dernière heure inscrite au journal ; recommencez un peu plus tard.",
    format: () =>
      "Pas de relevé : cette élection a été commencée avec une version antérieure, qui ne relève la participation que lorsque l’urne est figée.",
  },
  noTable: {
    national: () => "La définition ne publie pas la participation par groupe (publish.turnout.by).",
    "not-frozen": () => "La participation par groupe est établie une seule fois, lorsque l’urne est figée.",
    came: (cell) =>
      `Pas de participation par groupe : dans un groupe, moins de ${cell} inscrits ont voté, et un tableau est publié en entier ou pas du tout.`,
    missing: (cell) =>
      `Pas de participation par groupe : dans un groupe, moins de ${cell} inscrits n’ont pas voté, et un tableau est publié en entier ou pas du tout.`,
  },
  written: (path) => `Écrit dans ${path}`,
  entered: ({ table, entry, before }) =>
    before
      ? `Déjà au registre : tableau de participation n° ${table}, écriture ${entry}`
      : `Inscrit au registre : tableau de participation n° ${table}, écriture ${entry}`,
}
