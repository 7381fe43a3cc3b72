import type { DefinitionRemarks, TimeFault, WrittenPlace } from "../../core/definition-remarks.ts"
import type { DefinitionFindings, DefinitionForm, DefinitionKind, YamlRule } from "../../core/finding-codes.ts"
import type { Fraction } from "../../core/majority.ts"
import type { labels as english } from "../en/definition.ts"
import type { FindingTexts } from "../texts.ts"
import { agreed, of, several } from "./grammar.ts"
import { labels as instant } from "./instant.ts"
import { labels as lifecycle } from "./lifecycle.ts"
import { unmet } from "./profiles.ts"

const yamlRules: Record<YamlRule, string> = {
  encoding: "le fichier n’est pas en UTF-8 ; enregistrez-le en UTF-8",
  colon: "un texte qui contient « : » doit être mis entre guillemets droits",
  indentation: "le retrait ne s’accorde pas avec les lignes voisines",
  tab: "une tabulation dans le retrait ; utilisez des espaces",
  quotes: "guillemets ou caractère spécial au début d’un texte ; mettez le texte entre guillemets droits",
  unfinished: "des guillemets ou un crochet ne sont pas fermés",
  structure: "ceci n’a pas sa place ici",
  "duplicate-key": "cette clé figure deux fois",
  key: "une clé doit être un texte ; mettez-la entre guillemets droits",
  alias: "les ancres et les renvois (& et *) ne sont pas admis ; écrivez la valeur en entier",
  tag: "les étiquettes (!) ne sont pas admises",
  merge: "les fusions (<<) ne sont pas admises ; écrivez les clés en entier",
  prototype:
    "__proto__ ne peut pas être une clé ; une colonne de ce nom doit en changer, aussi dans le fichier des adhérents",
  size: "une définition compte au plus 128 Kio",
  directive: "les directives (%) ne sont pas admises",
  "several-documents": "un seul document par fichier",
  nesting: "trop de niveaux imbriqués",
}

const kinds: Record<DefinitionKind, string> = {
  text: "doit être un texte (entre guillemets droits s’il ressemble à un nombre, ou pour true, false, null)",
  "whole-number": "doit être un nombre entier",
  "yes-no": "doit être true ou false",
  list: "doit être une liste : [premier, deuxième]",
  mapping: "doit contenir des clés et des valeurs",
}

const forms: Record<DefinitionForm, string> = {
  line: "doit tenir sur une ligne de 500 caractères au plus, sans espace aux extrémités ni caractère invisible",
  id: "doit se composer de a–z, 0–9, . _ - et commencer par une lettre ou un chiffre (marie-durand)",
  zone: "n’est pas un fuseau horaire connu ici (Europe/Paris)",
  "local-time": "doit être un jour et une heure qui existent (2014-11-28T20:00)",
  date: "doit être un jour qui existe (2014-06-30)",
  hour: "doit être une heure de la journée (22:30)",
  duration: "doit être en minutes ou en heures, un jour au plus (30m, 2h)",
  part: "doit être une part, en pourcentage entier ou en fraction (25% ou 1/3)",
  percent: "doit être un pourcentage entier, de 100 au plus (écrit 10%)",
  address: "doit être une adresse qui commence par https:// (https://vote.example.fr)",
  email: "doit être une adresse électronique",
  certificate: "doit être un seul certificat au format PEM, de BEGIN CERTIFICATE à END CERTIFICATE",
}

const suggest = (suggestion: string | undefined) =>
  suggestion === undefined ? "" : ` ; vouliez-vous dire ${suggestion} ?`

export const findings: FindingTexts<DefinitionFindings> = {
  "definition-cut": ({ text, lost }) =>
    `« ${text} » s’arrête ici pour YAML, et « ${lost} » est perdu comme commentaire ; mettez tout le texte entre guillemets droits, ou une espace après le # d’un commentaire`,
  "definition-syntax": ({ rule }) => `YAML : ${yamlRules[rule]}`,
  "definition-missing": ({ key }) => `${key} manque`,
  "definition-unknown": ({ key, suggestion }) => `clé inconnue : ${key}${suggest(suggestion)}`,
  "definition-kind": ({ key, kind }) => `${key === "" ? "le fichier" : key} ${kinds[kind]}`,
  "definition-form": ({ key, value, form }) => `${key} : « ${value} » ${forms[form]}`,
  "definition-choice": ({ key, value, choices, suggestion }) =>
    `${key} : « ${value} » n’est pas l’une des valeurs ${choices}${suggest(suggestion)}`,
  "definition-range": ({ key, least, most }) =>
    least === undefined ? `${key} doit valoir au plus ${most ?? ""}` : `${key} doit valoir au moins ${least}`,
  "definition-too-few": ({ key, least }) => `${key} : il en faut au moins ${least}`,
  "definition-too-many": ({ key, most }) => `${key} : pas plus de ${most}`,
  "definition-duplicate": ({ key, value }) => `${key} : « ${value} » figure deux fois`,
  "definition-clock": ({ key, value, clock }) =>
    clock === "skipped"
      ? `${key} : au passage à l’heure d’été, les horloges n’affichent jamais ${value} ; choisissez une autre heure`
      : `${key} : au passage à l’heure d’hiver, les horloges affichent deux fois ${value} ; choisissez une autre heure`,
  "definition-closes": ({ opens, closes }) => `closes (${closes}) doit venir après opens (${opens})`,
  "definition-period": ({ days }) => `le scrutin dure plus de ${several(days, "jour(s)")}`,
  "definition-hour": ({ hour }) => `turnout : ${hour} ne tombe pas entre l’ouverture et la clôture`,
  "definition-bounds": ({ min, max, answers }) =>
    `il faut min ≤ max ≤ nombre de réponses, et non ${min} ≤ ${max} ≤ ${answers}`,
  "definition-majority": ({ key, needs }) =>
    needs === "majority"
      ? `${key} n’a de sens qu’avec une majorité ; ajoutez à la question majority: absolute ou majority: relative`
      : `${key} n’a de sens qu’avec majority: absolute ; retirez cette clé, ou changez la majorité`,
  "definition-seats": ({ seats, answers }) =>
    `seats : ${several(seats, "siège(s)")}, mais la question n’a que ${several(answers, "réponse(s)")}`,
  "definition-second-round": ({ places, seats, answers }) =>
    `second-round : ${places} doit dépasser le nombre de sièges (${seats}), et au plus égaler celui des réponses (${answers})`,
  "definition-minority": ({ total, members }) =>
    `quorum : ${several(total, "membre(s)")} sur ${members} ne ${agreed(total, "(fait|font)")} pas une majorité, et deux groupes pourraient décider l’un contre l’autre ; il en faut au moins ${Math.floor(members / 2) + 1}`,
  "definition-quorum-total": ({ total, members }) =>
    `quorum : ${several(total, "signature(s) exigée(s)")} pour ${several(members, "membre(s)")} seulement`,
  "definition-quorum-role": ({ role, wanted, members }) =>
    `quorum : ${several(wanted, "signature(s) exigée(s)")} (${lifecycle.roles[role]}) pour ${several(members, "membre(s)")} de cette fonction`,
  "definition-quorum-sum": ({ total, sum }) =>
    `quorum : la somme par fonction est ${sum}, plus que le total de ${total}`,
  "definition-no-trustee": () =>
    "il faut au moins un détenteur de clé : indispensable (mandatory), ou dans un seuil (threshold)",
  "definition-threshold": ({ needed, holders }) =>
    `threshold : ${needed} sur ${holders} ne laisse aucune marge en cas d’absence ; si tous sont nécessaires, inscrivez-les sous mandatory`,
  "definition-no-group": ({ key }) => `${key} par groupe : roll.group ne désigne aucune colonne`,
  "definition-postcode": ({ column }) => `postcode : la colonne ${column} ne fait pas partie de address`,
  "definition-profile": ({ profile, article, lack }) => unmet(profile, article, lack),
  "definition-unsupported": ({ key, value }) =>
    `${key} (${value}) n’est pas encore possible ; tenez une élection par groupe, ou publiez les résultats nationaux`,
}

function part({ numerator, denominator }: Fraction): string {
  return denominator === 100 ? `${numerator} %` : `${numerator}/${denominator}`
}

const comments: typeof english.comments = {
  head: "Définition d’une élection. Pour la contrôler : urne define --check FICHIER\nUne fois l’urne scellée, rien ne peut plus y être changé.",
  election: "locale : langue des courriers et des pièces à signer (en, fr). Les heures sont celles du fuseau horaire.",
  hours: "grace : délai de grâce, après la clôture, pour que l’électeur qui a commencé termine son vote.",
  rehearsal: "true : scrutin à blanc, indiqué sur chaque document ; ses clés ne servent à aucune élection réelle.",
  revote: "refused : un seul vote, définitif. last-counts : on peut voter de nouveau, le dernier bulletin compte.",
  questions:
    "Chaque réponse est choisie ou non, de min à max d’entre elles ; blank : le vote blanc est possible. majority : absolute (plus de la\nmoitié des suffrages exprimés) ou relative (le plus de voix) dit qui est élu ; sans elle, les résultats sont les seules voix.\nAvec elle : seats: 1 (sièges) ; majority-of: valid ou cast (blancs compris) ; turnout-quorum: 25% ou 1/3 ; second-round: 2.",
  authority:
    "Qui décide. quorum : combien de membres doivent signer une décision, plus de la moitié, et combien dans certaines fonctions\n(president, secretary, delegate, member). quorums: { proclaim: { total: 4 } } en fixe un autre pour une décision.\naddress : l’adresse de retour des courriers, ligne par ligne. urgent-suspension: { members: 1, minutes: 60 } permet à\nun membre de suspendre le scrutin sur-le-champ, et l’ajout de after (resumes ou stays) dit s’il reprend de lui-même.\nUn membre peut avoir un suppléant : substitute: { id: …, name: … }.",
  trustees:
    "Les détenteurs de clé. mandatory : chacun d’eux est nécessaire pour déchiffrer.\nthreshold: { needed: 2, holders: [a, b, c] } en demande deux sur trois, quels qu’ils soient.",
  roll: "Colonnes du fichier des adhérents. as-of : le jour auquel s’apprécie la qualité d’adhérent. postcode : la colonne de address\nselon laquelle les courriers sont triés. eligible : valeurs qui donnent le droit de vote ; les autres adhérents sont comptés, non écartés.",
  credentials:
    "reserve : codes de vote de réassort. officers : la personne, ou les deux, qui peuvent ouvrir le fichier des codes.",
  channels: "Les voies par lesquelles arrivent les bulletins.",
  publish:
    "Ce qui sera publié, décidé avant tout vote. by : national ou group ; at : heures des chiffres de participation ;\ncell : nombre d’électeurs en dessous duquel aucun chiffre n’est publié. Sous turnout, expected : 24 nombres, les bulletins\nattendus à chaque heure du jour les uns par rapport aux autres, pour qu’urne availability juge aussi les heures creuses\n(docs/availability.md). notices : { signatures: 3 } fait signer un communiqué par autant de membres, et non par deux.\noperators : true publie qui exploite chaque composant du système (docs/components.md).",
  minimumBallots:
    "En dessous de ce nombre de bulletins, rien n’est jamais déchiffré : le décompte de quelques bulletins dit comment chacun a voté.\nEn dessous de ce nombre d’inscrits, l’élection ne peut pas se tenir.",
  addresses: "Les seules adresses véritables du vote, imprimées sur les courriers et les communiqués.",
  help: "À qui les électeurs peuvent s’adresser.",
}

function timeFault(given: TimeFault): string {
  switch (given.fault) {
    case "form":
      return "Écrivez un jour et une heure : 28/11/2026 21 h, 28 novembre 2026 21:00, 2026-11-28 21:00"
    case "hour":
      return "Donnez aussi l’heure : 28/11/2026 21 h"
    case "year":
      return "Écrivez l’année avec quatre chiffres"
    case "day":
      return "Ce jour ou cette heure n’existe pas"
    case "noon":
      return "12 am et 12 pm se lisent de deux façons : écrivez 0 h ou 12 h"
    case "order":
      return `Ce peut être ${given.days[0]} ou ${given.days[1]} : écrivez la date ainsi, ou avec le nom du mois`
    case "weekday":
      return `${given.day} est un ${instant.weekdays[given.weekday] ?? ""}`
  }
}

const questions: typeof english.questions = {
  locale: "Langue des documents de l’élection",
  name: "Nom de l’élection",
  timezone: "Fuseau horaire",
  opens: "Ouverture du scrutin (par exemple 28/11/2014 20 h)",
  closes: "Clôture du scrutin",
  grace: "Minutes après la clôture pour finir un vote commencé (délai de grâce)",
  revote: "Un électeur peut-il voter de nouveau ?",
  revotes: { refused: "non : un seul vote, définitif", "last-counts": "oui : le dernier vote compte" },
  rehearsal: "Est-ce un scrutin à blanc ?",
  question: "Question posée aux électeurs",
  answer: (number) => `Réponse ${number}${number === 1 ? "" : " (laisser vide s’il n’y en a pas d’autre)"}`,
  max: "Combien de réponses, au plus, peut-on choisir ?",
  min: "Combien de réponses, au moins, faut-il choisir, hors vote blanc ?",
  blank: "Peut-on voter blanc ?",
  majority: (seats) =>
    seats === 1 ? "Qui est élu, au vu des seules voix ?" : `Qui est élu aux ${seats} sièges, au vu des seules voix ?`,
  majorities: {
    none: "rien n’en est dit",
    relative: "qui a le plus de voix (majorité relative)",
    absolute: "qui a plus de la moitié des suffrages exprimés (majorité absolue)",
    "second-round":
      "qui a plus de la moitié des suffrages exprimés, et à défaut un second tour entre les deux premiers",
  },
  anotherQuestion: "Y a-t-il une autre question ?",
  authority: "Nom de la Haute Autorité",
  member: (number) => `Nom du membre ${number}${number === 1 ? "" : " (laisser vide s’il n’y en a pas d’autre)"}`,
  role: (name) => `Fonction ${of(name)}`,
  substitute: (name) => `Nom de la personne qui supplée ${name} (peut rester vide)`,
  quorum: (members) => `Combien de membres, sur ${members}, doivent signer une décision ?`,
  president: "Le président doit-il être de ceux qui signent ?",
  trustee: (number) =>
    `Nom du détenteur de clé ${number}${number === 1 ? "" : " (laisser vide s’il n’y en a pas d’autre)"}`,
  needed: (holders) => `Combien de détenteurs de clé, sur ${holders}, sont nécessaires pour déchiffrer ?`,
  rollId: "Fichier des adhérents : colonne du numéro d’adhérent",
  rollName: "Fichier des adhérents : colonnes du nom, séparées par des virgules",
  rollAddress: "Fichier des adhérents : colonnes de l’adresse, séparées par des virgules (peut rester vide)",
  postcode: "Fichier des adhérents : laquelle de ces colonnes est le code postal (peut rester vide)",
  group: "Fichier des adhérents : colonne du groupe, une fédération par exemple (peut rester vide)",
  eligible: "Fichier des adhérents : colonne qui dit qui peut voter (laisser vide si tous le peuvent)",
  accepted: (column) => `Valeurs de « ${column} » qui donnent le droit de vote, séparées par des virgules`,
  weight: "Fichier des adhérents : colonne du nombre de voix (laisser vide si chacun en a une)",
  minimumBallots:
    "Nombre de bulletins en dessous duquel rien n’est déchiffré (le décompte de quelques bulletins dit comment chacun a voté)",
  address: "Adresse du site de vote (https://…, peut rester vide)",
  phone: "Téléphone de l’assistance (peut rester vide)",
  email: "Adresse électronique de l’assistance (peut rester vide)",
  number: (least, most) => `Un nombre entier de ${least} à ${most}`,
  missing: "Il faut répondre à cette question",
  needOne: {
    answer: "Il faut au moins une réponse, sans quoi il n’y a rien à choisir",
    member: "Il faut au moins un membre, sans quoi personne ne peut décider",
    trustee: "Il faut au moins un détenteur de clé, sans quoi personne ne peut déchiffrer",
    column: "Il faut au moins une colonne",
    value: "Il faut au moins une valeur, sans quoi personne ne peut voter",
  },
  twice: (text) => `« ${text} » figure déjà plus haut : rien ne peut figurer deux fois ici`,
  notAmong: (typed, choices) => `« ${typed} » n’est aucune de celles-ci : ${choices}`,
  before: "La clôture doit être postérieure à l’ouverture",
  time: timeFault,
  parts: {
    election: "L’ÉLECTION",
    ballot: "LE BULLETIN",
    authority: "LA HAUTE AUTORITÉ : qui décide",
    trustees: "LES DÉTENTEURS DE CLÉ : qui peut déchiffrer",
    roll: "LE FICHIER DES ADHÉRENTS : les titres de ses colonnes",
    result: "LES RÉSULTATS ET LES COURRIERS",
  },
  keys: "Entrée accepte la valeur entre parenthèses, - laisse vide ce qui peut l’être, Échap revient à la question précédente.",
  draft: (path) =>
    `Vos réponses sont gardées dans ${path}, qui ne contient aucun secret : après Ctrl-C, la même commande reprend où vous en étiez.`,
  draftKept: (path) => `Vos réponses sont gardées dans ${path} : la même commande reprend où vous en étiez.`,
  goOn: (path, answers) => `Il existe un brouillon, ${path}, de ${several(answers, "réponse(s)")}. Le reprendre ?`,
  goOnWith: "oui, à l’endroit où il s’arrête",
  beginAnew: "non, le supprimer et recommencer",
  review: "Voici ce qui sera écrit. Est-ce exact ?",
  writeIt: "oui : écrire le fichier",
  changeIt: "non : modifier une réponse",
  changeWhich: "Quelle réponse faut-il modifier ?",
  answered: (question, answer) => `${question}${question.endsWith("?") ? "" : " :"} ${answer === "" ? "—" : answer}`,
}

const place = (where: WrittenPlace) =>
  typeof where === "number"
    ? `question ${where}`
    : { name: "nom", questions: "questions", authority: "autorité", members: "membres" }[where]

const remarks: FindingTexts<DefinitionRemarks> = {
  "no-contact": () =>
    "Les courriers n’indiqueront aucun moyen de joindre la Haute Autorité : help n’a ni téléphone ni adresse électronique.",
  "several-in-one": ({ question, answer }) =>
    `question ${question} : « ${answer} » est une seule réponse, que l’on choisit tout entière. Si elle nomme plusieurs personnes, donnez à chacune sa ligne.`,
  "half-quoted": ({ question, answer }) =>
    `question ${question} : « ${answer} » est une réponse qui n’est que la moitié d’un texte entre guillemets. YAML n’admet que les guillemets droits : "Durand, Luc".`,
  "single-words": ({ question, answers }) =>
    `question ${question} : ${answers} réponses d’un seul mot. Si deux d’entre elles forment un seul nom, mettez-le entre guillemets droits : "Durand, Luc".`,
  "look-alike": ({ where, text, other }) =>
    `${place(where)} : « ${text} » et « ${other} » se ressemblent : un électeur peut prendre l’une pour l’autre.`,
  "double-blank": ({ where, text }) =>
    `${place(where)} : « ${text.replace(/\s{2,}/g, (run) => "␣".repeat(run.length))} » contient des espaces qui se suivent.`,
  "mixed-scripts": ({ where, text, word }) =>
    `${place(where)} : dans « ${text} », « ${word} » mêle les lettres de plusieurs alphabets ; saisissez-le de nouveau.`,
  "called-blank": ({ question, answer }) =>
    `question ${question} : la réponse « ${answer} » s’ajoute au vote blanc ; écrivez blank: false, ou nommez-la autrement.`,
  "called-number": ({ question, answer, place: rank }) =>
    `question ${question} : la réponse « ${answer} » porte le numéro ${rank} ; un électeur peut prendre un nombre pour l’autre.`,
  "empty-counted": ({ question }) =>
    `question ${question} : min vaut 0, et un bulletin qui ne choisit rien compte parmi les voix dont la majorité absolue est plus de la moitié.`,
  "hours-passed": ({ key, value }) => `${key} : l’heure ${value} est passée.`,
  "several-presidents": ({ names }) =>
    `membres : ${names.length} présidents (${names.join(", ")}). Est-ce bien le cas ?`,
  "single-trustee": ({ holder }) =>
    `trustees : ${holder} peut déchiffrer sans personne d’autre, même avant l’heure ; et si cette clé est perdue, rien ne peut être dépouillé.`,
  "low-minimum": ({ minimum }) =>
    `minimum-ballots : ${minimum}. Si ${minimum === 1 ? "une seule personne vote, le résultat dit" : "deux personnes votent, le résultat dit à chacune"} comment ${minimum === 1 ? "elle a voté" : "l’autre a voté"}.`,
}

export const labels: typeof english = {
  comments,
  questions,
  refused: (value, form) => `« ${value} » ${forms[form]}`,
  example: {
    name: "Élection du président",
    question: "Qui doit présider ?",
    answers: ["Premier candidat", "Deuxième candidat", "Troisième candidat"],
    authority: "Bureau de vote électronique",
    members: ["Premier membre", "Deuxième membre", "Troisième membre"],
    holders: ["Premier détenteur", "Deuxième détenteur", "Troisième détenteur"],
    columns: {
      id: "numero_adherent",
      name: ["nom", "prenom"],
      address: ["adresse", "code_postal", "ville", "pays"],
      postcode: "code_postal",
      group: "federation",
      eligible: { column: "cotisation", accepted: ["à jour"] },
    },
    zone: "Europe/Paris",
    address: "https://vote.example.fr",
  },
  fileArgument: "le fichier de définition",
  define: "poser les questions nécessaires et écrire la définition commentée d’une élection, ou en relever les erreurs",
  check: "relever toutes les erreurs du fichier",
  profileOption: "avec --check : juger aussi la définition selon ces règles",
  exampleOption: "écrire un exemple à modifier, sans rien demander",
  force: "remplacer le fichier",
  written: (path) => `${path} est écrit. Relisez-le, complétez-le, puis contrôlez-le : urne define --check ${path}`,
  right: (path) => `${path} ne contient aucune erreur.`,
  remarks,
  ballot: "Le bulletin, tel que les électeurs le verront :",
  question: (number, question) => `${number}. ${question}`,
  answersAsked: (min, max, blank) =>
    `${min === max ? `${max} réponse${max === 1 ? "" : "s"}` : `${min} à ${max} réponses`}${blank ? ", ou un vote blanc" : ""}`,
  rule: ({ majority, of, seats, quorum, secondRound }) =>
    [
      `Est élu${seats === 1 ? "" : ` (${seats} sièges)`} qui obtient la majorité ${majority === "relative" ? "relative, c’est-à-dire le plus de voix" : `absolue, c’est-à-dire plus de la moitié des ${of === "valid" ? "suffrages exprimés" : "voix, blancs compris"}`}`,
      ...(secondRound === null ? [] : [`à défaut, second tour entre les ${secondRound} premiers`]),
      ...(quorum === null ? [] : [`quorum de votants : ${part(quorum)} des inscrits`]),
    ].join(" ; "),
  deciding: "Qui décide :",
  returnTo: (address) => `Adresse de retour des courriers : ${address}`,
  quorum: (total) => `${several(total, "signature(s)")} pour une décision`,
  among: (parts) => `dont ${parts}`,
  ofRole: (count, role) => `${count} en qualité de ${role}`,
  urgent: (members, minutes, after) =>
    `Pour suspendre le scrutin d’urgence : ${several(members, "signature(s)")} ; ${after === "stays" ? "il reste suspendu jusqu’à ce que la Haute Autorité décide" : `il reprend de lui-même après ${several(minutes, "minute(s)")}`}`,
  byAll: (act) => `Pour ${act} : les signatures de tous les membres`,
  quorumOf: (act, total) => `Pour ${act} : ${several(total, "signature(s)")}`,
  substitute: (name) => `suppléance : ${name}`,
  holding: "Qui détient de quoi déchiffrer :",
  eachNeeded: (holders) => `Chacun de ceux-ci : ${holders}`,
  someNeeded: (needed, count, holders) => `${needed} sur ${count}, quels qu’ils soient : ${holders}`,
  aRehearsal: "scrutin à blanc",
  minutes: (minutes) => several(minutes, "minute(s)"),
  revotes: {
    refused: "une seule fois, et le vote est définitif",
    "last-counts": "autant de fois qu’il le veut, et le dernier vote compte",
  },
  /** What a language is called. */
  languages: { en: "anglais", fr: "français" },
  fields: {
    locale: "Langue des documents",
    election: "Élection",
    opens: "Ouverture",
    closes: "Clôture",
    grace: "Délai de grâce",
    votes: "Chaque électeur vote",
    members: "Membres",
    trustees: "Détenteurs de clé",
    profile: "Règles suivies",
    minimumBallots: "Minimum de bulletins",
    sha256: "SHA-256",
  },
}
