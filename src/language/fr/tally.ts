import type { TallyRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/tally.ts"
import type { RefusalTexts } from "../texts.ts"
import { of, several } from "./grammar.ts"

export const refusals: RefusalTexts<TallyRefusals> = {
  "tally-absent": () => ({
    message: "le décompte chiffré n’est pas encore calculé",
    hint: "urne tally le calcule une fois l’urne figée ; urne status indique l’étape suivante",
  }),
  "share-given": ({ holder }) => ({
    message: `un autre déchiffrement partiel ${of(holder)} a déjà été reçu`,
    hint: "celui qui a été reçu compte, et il n’en faut pas d’autre ; urne status montre qui est encore attendu",
  }),
  "shares-missing": ({ groups }) => ({
    message: `pas encore de résultat ; il faut encore ${groups
      .map(({ needed, holders }) => `${needed} parmi ${holders.join(", ")}`)
      .join(" ; ")}`,
    hint: "lancez : urne decrypt",
  }),
  "shares-no-result": ({ holders }) => ({
    message: `aucun ensemble de déchiffrements partiels ne donne de résultat ; l’un de ceux qui ne peuvent pas être remplacés est faux : ${holders.join(", ")}`,
    hint: "rien n’a été ajouté à l’archive ; faites déchiffrer un autre détenteur, s’il en reste",
  }),
}

/** `A, B et C`. */
function both(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} et ${names.at(-1) ?? ""}`
}

export const labels: typeof english = {
  provisional: "PROVISOIRE",
  proclaimed: "Résultats proclamés",
  rehearsal: "SCRUTIN À BLANC",
  sheet: {
    ...{
      number: "numéro",
      question: "question",
      answer: "réponse",
      votes: "voix",
      status: "état",
      blank: "(vote blanc)",
    },
  },
  tie: (answers) => `ÉGALITÉ à la première place : ${answers}.`,
  outcome: {
    quorum: ({ registered, needed, voted, reached }) =>
      reached
        ? `Quorum atteint : ${several(voted, "votant(s)")} ; il en fallait ${needed} sur ${several(registered, "inscrit(s)")}.`
        : `QUORUM NON ATTEINT : ${several(voted, "votant(s)")} ; il en fallait ${needed} sur ${several(registered, "inscrit(s)")}. Personne n’est élu.`,
    needed: (votes, base, of) =>
      `Majorité absolue : ${votes} voix sur ${of === "valid" ? several(base, "suffrage(s) exprimé(s)") : `${base}, blancs compris`}.`,
    elected: (answers) => `${answers.length === 1 ? "Élu" : "Élus"} : ${answers.join(", ")}.`,
    nobody: (majority) =>
      majority === "absolute" ? "Aucune réponse n’obtient la majorité absolue." : "Aucune réponse n’a de voix.",
    tie: (answers, places, seats) =>
      `ÉGALITÉ entre ${both(answers)}${seats === 1 ? "" : ` pour ${several(places, "siège(s)")}`} : le décompte ne dit pas qui est élu.`,
    secondRound: (answers) => `Ballottage : second tour entre ${both(answers)}.`,
    secondRoundOf: (answer) => `Ballottage. Au second tour : ${answer}.`,
    secondTie: (answers, places) =>
      `ÉGALITÉ entre ${both(answers)} pour ${several(places, "place(s)")} au second tour : le décompte ne dit pas qui y accède.`,
    vacant: (seats) => `${several(seats, "siège(s) non pourvu(s)")}.`,
  },
  columns: { answer: "Réponse", votes: "Voix", share: "Part des exprimés", holder: "Détenteur", state: "État" },
  blank: "Blancs",
  valid: "Suffrages exprimés",
  members: "Inscrits",
  voters: "Votants",
  accepted: "Bulletins acceptés",
  replaced: "Remplacés par leurs votants",
  counted: "Bulletins comptés",
  weight: "Total des voix",
  tally: "Décompte chiffré",
  question: (number, text) => `Question ${number} : ${text}`,
  balances: {
    voters: "Votants = bulletins comptés",
    ballots: "Bulletins acceptés − remplacés = comptés",
    weight: "Voix des votants = total des voix",
    answers: (question) => `Question ${question}, voix compatibles avec les suffrages exprimés`,
  },
  broken: "INEXACT",
  computed: "Décompte chiffré calculé ; aucun chiffre des résultats n’est connu.",
  shareStates: { received: "reçu", present: "déjà connu", refused: "REFUSÉ" },
  complete: (isProclaimed) =>
    `Les déchiffrements partiels suffisent : urne result montre les résultats. Ils ${isProclaimed ? "ont été proclamés" : "sont PROVISOIRES jusqu’à leur proclamation"}.`,
  incomplete: (what) => `Il faut encore ${what}`,
  shares: (groups) => groups.map(({ needed, holders }) => `${needed} parmi ${holders}`).join(" ; "),
  equation: (label, sides) => `${label} : ${sides}`,
  wrong: (who) => `Faux, et remplacé par d’autres : ${who}`,
  commands: {
    tally: "calculer le décompte chiffré de l’urne figée",
    unseal: "desceller l’urne : permettre son déchiffrement",
    decrypt: "déchiffrer avec les détenteurs présents, ou écrire des demandes pour les absents",
    result: "montrer les résultats",
    proclaim: "proclamer les résultats",
  },
  options: {
    keys: "fichier de clé d’un détenteur (à répéter)",
    passphraseFile: "fichier de la phrase secrète de la clé de même rang (à répéter ; - : entrée standard)",
    requests: "écrire dans ce dossier des demandes pour les détenteurs absents",
    csv: "écrire les résultats dans un fichier CSV (- : sortie standard)",
    document: "un document publié, dont la proclamation porte l’empreinte (à répéter)",
    withoutRegister: "décider bien qu’un autre programme ait écrit dans le registre ; la décision le dit",
    force: "remplacer un fichier existant",
  },
}
