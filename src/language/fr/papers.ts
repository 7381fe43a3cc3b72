import type { labels as english } from "../en/papers.ts"
import { several } from "./grammar.ts"

export const labels: typeof english = {
  titles: {
    "zero-report": "CONSTAT D’URNE VIDE",
    "closing-report": "CONSTAT DE CLÔTURE",
    proclamation: "PROCLAMATION DES RÉSULTATS",
    "mark-off-sheet": "FEUILLE D’ÉMARGEMENT",
    "log-book": "MAIN COURANTE",
  },
  fileNames: {
    "zero-report": "constat-urne-vide.pdf",
    "closing-report": "constat-cloture.pdf",
    proclamation: "proclamation.pdf",
    "mark-off-sheet": "feuille-emargement.pdf",
    "log-book": "main-courante.pdf",
  },
  page: (page, pages) => `page ${page} sur ${pages}`,
  fingerprint: "Empreinte du journal",
  journal: (size) => `Journal de ${several(size, "ligne(s)")}`,
  fingerprintHelp:
    "Qui garde cette feuille peut établir plus tard que rien de ce qui la précède n’a été modifié : le dossier public énonce les mêmes lignes, et la vérification recalcule cette empreinte.",
  stated: (text) => `« ${text} »`,
  noticeFingerprint: "Empreinte de ce communiqué",
  noticeFingerprintHelp:
    "Le dossier public contient le communiqué signé ; le SHA-256 de ce fichier commence par ces 32 caractères. La vérification du dossier établit de nouveau son texte, ligne par ligne.",
  signatures: "Signatures",
  done: "Fait à ______________________________ , le ____________________ , à ________",
  abstentions: "Abstentions",
  ofValid: "Des exprimés",
  ofMembers: "Des inscrits",
  balance: "Concordance du décompte",
  notProclaimed: "Ces résultats sont provisoires : la Haute Autorité ne les a pas proclamés.",
  proclaimed: (hour) => `Résultats proclamés par la Haute Autorité le ${hour}.`,
  twoOfTheBoard: ["président", "délégué"],
  markOff: {
    purpose:
      "À utiliser quand aucun poste ne fonctionne. L’électeur justifie de son identité, puis signe. La feuille dit qui a voté, jamais comment. Elle est conservée avec les pièces de l’élection.",
    place: "Bureau de vote : ______________________________     Feuille n° : ________",
    number: "Numéro d’adhérent",
    name: "Nom, prénom",
    hour: "Heure",
    signature: "Signature",
    total: "Nombre de signatures sur cette feuille, en toutes lettres : ______________________________",
  },
  log: {
    purpose:
      "Ce qui se passe est écrit aussitôt, dans l’ordre : l’heure, ce qui a été constaté, par qui. Une cause que nul n’a établie est écrite comme le propos de celui qui l’avance. Rien n’est rayé ; une correction est une nouvelle ligne.",
    hour: "Heure",
    event: "Ce qui s’est passé, ce qui a été décidé",
    by: "Constaté par",
    initials: "Paraphe",
  },
  commands: {
    paper: "pièces à signer ou à remplir à la main",
    print:
      "établir une pièce en PDF : un constat, la proclamation, ou des feuilles vierges pour le cas où le poste ne répond plus",
    attach:
      "conserver la numérisation d’une pièce signée ou d’un rapport à côté du fichier d’élection, son empreinte au registre",
    list: "lister les numérisations conservées, et dire si chacune est toujours là",
  },
  options: {
    scan: "le fichier numérisé",
    as: "ce qu’est la pièce",
    what: "ce qu’elle montre, en quelques mots ; non publié",
    out: "où l’écrire (par défaut le nom de la pièce, et .pdf)",
    rows: "nombre de lignes d’une feuille vierge (par défaut 36)",
  },
  attached: {
    "zero-report": "constat d’urne vide",
    "closing-report": "constat de clôture",
    proclamation: "proclamation",
    minutes: "procès-verbal",
    "bailiff-report": "constat d’un commissaire de justice",
    "expert-report": "rapport d’expert",
    notice: "communiqué",
    other: "autre pièce",
  },
  columns: {
    entry: "écriture",
    paper: "pièce",
    what: "objet",
    at: (zone) => `conservée (${zone})`,
    by: "signé par",
    file: "fichier",
  },
  ask: { as: "De quelle pièce s’agit-il :", what: "Ce qu’elle montre, en quelques mots (ce n’est jamais publié) :" },
  noneAttached: "Aucune numérisation n’a été conservée.",
  kept: (paper, entry, path) => `Conservée, écriture ${entry} du registre (${paper}), sous ${path}`,
  carry: "Les copies du fichier d’élection ne contiennent pas les numérisations : emportez aussi leur dossier.",
  written: (path, pages) => `${path} : ${pages}`,
  pages: (count) => several(count, "page(s)"),
}
