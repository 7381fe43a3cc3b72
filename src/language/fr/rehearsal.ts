import type { RehearsalRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/rehearsal.ts"
import type { RefusalTexts } from "../texts.ts"
import { agreed, several } from "./grammar.ts"

export const refusals: RefusalTexts<RehearsalRefusals> = {
  "not-a-result": ({ path }) => ({
    message: `${path} n’est pas un résultat`,
    hint: "donnez le result.json d’un dossier public, ou ce qu’a affiché urne result --json ou urne rehearse --json",
  }),
  "rehearsal-late": ({ at, latest, opens }) => ({
    message: `--at ${at} ne laisse pas le temps de préparer un scrutin dont l’ouverture est fixée au ${opens}`,
    hint: `donnez ${latest} ou un instant antérieur, ou reculez opens et closes dans la définition ; sans --at, les préparatifs commencent 14 jours avant`,
  }),
  "rehearsal-too-small": ({ members, voters, minimum, place }) => ({
    message: `${several(voters, "inscrit(s)")} sur ${members} ${agreed(voters, "(voterait|voteraient)")}, et rien n’est jamais déchiffré en dessous de ${several(minimum, "bulletin(s)")} : minimum-ballots, ${place === undefined ? "par défaut" : `à ${place}`}`,
    hint: "augmentez --members ou --turnout, ou abaissez minimum-ballots dans la définition",
  }),
}

export const labels: typeof english = {
  congress: {
    name: "Élection du président 2014",
    description: "Congrès",
    question: "Qui doit présider le mouvement ?",
    authority: "Haute Autorité",
    holders: ["greffe", "mandataire-a", "mandataire-b"],
  },
  letterReason: "scrutin à blanc",
  command: "tenir une élection entière avec des électeurs inventés, et vérifier son dossier public",
  definition: "la définition à essayer (par défaut un petit congrès)",
  options: {
    members: "combien d’adhérents inventés peuvent voter (par défaut 100)",
    turnout: "combien d’entre eux votent, en pourcentage (par défaut 58)",
    revotes: "combien de ceux-ci votent de nouveau, si un vote peut être remplacé, en pourcentage (par défaut 8)",
    out: "le dossier où tout est écrit (par défaut rehearsal, rehearsal-2, …)",
    keepPhases: "garder l’archive telle qu’elle était à chaque étape",
    roll: "un fichier d’adhérents au lieu d’adhérents inventés",
    skipRefused: "écarter les lignes refusées de ce fichier, si leur nombre est exactement celui-ci",
    expect: "fichier du résultat attendu (result.json d’un dossier public) ; si un autre sort, la commande finit par 5",
    junit: "y écrire un rapport pour les outils de test (XML JUnit)",
  },
  expected: "Le résultat est celui qui était attendu.",
  differs: "Le résultat N’est PAS celui qui était attendu :",
  difference: (question, answer, wanted, found) =>
    `  ${question} — ${answer} : ${several(wanted, "attendue(s)")}, ${several(found, "trouvée(s)")}`,
  setAside: (folder, name) =>
    `${folder} contenait un scrutin à blanc resté inachevé ; il s’appelle maintenant ${name}.`,
  stateFolder:
    "Ce que les commandes gardent en mémoire du fichier d’élection voisin. Chaque scrutin à blanc a sa propre mémoire : deux scrutins\nde même graine portent le même nom, et passeraient pour deux histoires d’une seule élection.\n",
  unfinished: "Ce scrutin à blanc n’est pas allé à son terme. Le prochain qui portera ce nom le mettra de côté.",
  began: "Scrutin à blanc en cours ; personne n’y est réel.",
  steps: {
    constitute: "installer le bureau",
    roll: "charger la liste électorale",
    trustees: "créer les clés des détenteurs",
    credentials: "établir les codes de vote",
    letters: "imprimer les courriers",
    seal: "sceller l’urne",
    open: "ouvrir le scrutin",
    encrypt: "chiffrer les bulletins",
    cast: "voter au terminal de l’urne",
    import: "recevoir les lots",
    close: "clore et figer l’urne",
    tally: "additionner les bulletins",
    decrypt: "desceller l’urne et déchiffrer",
    proclaim: "proclamer les résultats",
    export: "écrire le dossier public",
    verify: "vérifier le dossier public",
  },
  columns: { step: "Étape", count: "Nombre", seconds: "Secondes", size: "Taille" },
  units: ["o", "ko", "Mo", "Go"],
  total: "total",
  turnout: (voters, members, share) =>
    `${several(voters, "inscrit(s)")} sur ${members} ${agreed(voters, "(a|ont)")} voté (${share}).`,
  agrees: "Le résultat est bien le décompte en clair des votes simulés.",
  disagrees: "LE RÉSULTAT N’EST PAS LE DÉCOMPTE EN CLAIR des votes simulés.",
  folder: (path) => `Tout se trouve dans ${path}.`,
  again: (command) => `Pour vérifier de nouveau le dossier : ${command}`,
}
