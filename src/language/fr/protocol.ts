import type {
  BallotFindings,
  ChoiceFindings,
  MessageRule,
  PointFault,
  SetupFindings,
  TallyFindings,
} from "../../core/finding-codes.ts"
import type { FindingTexts } from "../texts.ts"
import { several } from "./grammar.ts"

const rules: Record<MessageRule, string> = {
  empty: "est une ligne vide",
  mark: "commence par une marque d’ordre des octets, qui n’a pas sa place ici",
  return: "finit par un retour chariot : les lignes finissent par un saut de ligne seul",
  utf8: "n’est pas en UTF-8",
  json: "n’est pas du JSON strict",
  object: "n’est pas un objet",
  missing: "manque",
  unknown: "n’a pas sa place ici",
  array: "n’est pas un tableau",
  length: "n’a pas le bon nombre d’éléments",
  string: "n’est pas une chaîne de caractères",
  integer: "n’est pas un entier admis",
  boolean: "n’est ni true ni false",
  point: "n’est pas un point du groupe",
  scalar: "n’est pas un nombre inférieur à q en décimal canonique",
  uuid: "n’est pas un identifiant d’élection",
  value: "a une valeur non admise",
  canonical: "n’est pas écrit sous forme canonique",
  size: "est trop volumineux",
}

const faults: Record<PointFault, string> = {
  encoding: "n’est pas le codage canonique d’un point de la courbe",
  subgroup: "n’est pas dans le groupe d’ordre premier",
  identity: "est l’élément neutre",
}

/** A message that has not its form: which part of it, and the rule. */
export const form =
  (message: string) =>
  ({ path, rule }: { readonly path: string; readonly rule: MessageRule }) =>
    path === "" ? `${message} ${rules[rule]}` : `${message} : ${path} ${rules[rule]}`

const setup: FindingTexts<SetupFindings> = {
  ELECTION_FORM: form("l’élection"),
  ELECTION_VERSION: ({ version }) => `l’élection est en version ${version} ; urne ne connaît que la version 1`,
  ELECTION_GROUP: ({ group }) => `l’élection emploie le groupe ${group} ; urne ne connaît qu’Ed25519`,
  ELECTION_QUESTIONS: () => "l’élection ne pose aucune question",
  QUESTION_TYPE: ({ question, type }) =>
    `la question ${question} est du type ${type} ; urne ne dépouille que les questions homomorphes, ni classement ni liste`,
  QUESTION_BOUNDS: ({ question, min, max }) =>
    `la question ${question} demande de ${min} à ${max} réponses, ce qui est impossible ou vide de sens`,
  ELECTION_KEY: () => "la clé publique de l’élection n’est pas celle que forment les clés des détenteurs",
  CREDENTIALS_FORM: form("la liste des codes publics"),
  CREDENTIAL_POINT: ({ entry, fault }) => `le code public n° ${entry} de la liste ${faults[fault]}`,
  CREDENTIAL_ORDER: ({ entry }) => `le code public n° ${entry} de la liste ne vient pas après le précédent`,
  CREDENTIAL_DUPLICATE: ({ entry }) => `le code public n° ${entry} figure deux fois dans la liste`,
  CREDENTIALS_WEIGHT: ({ total, limit }) =>
    `le total des voix est ${total} ; un résultat ne peut être trouvé que jusqu’à ${limit}`,
  TRUSTEES_FORM: form("la liste des détenteurs de clé"),
  TRUSTEES_THRESHOLD: ({ threshold, size }) =>
    `un seuil de ${several(threshold, "détenteur(s)")} sur ${size} n’est pas compris entre 2 et leur nombre`,
  TRUSTEE_DUPLICATE: ({ trustee, first }) => `le détenteur ${trustee} a la même clé que le détenteur ${first}`,
  TRUSTEE_PROOF: ({ trustee }) => `le détenteur ${trustee} ne prouve pas connaître le secret de sa clé`,
  TRUSTEE_CERTIFICATE: ({ trustee }) => `le certificat du détenteur ${trustee} n’est pas valable à cette place`,
  TRUSTEE_COEFFICIENTS: ({ trustee }) =>
    `les coefficients du détenteur ${trustee} ne sont pas valables, ou ne portent pas sa signature`,
  TRUSTEE_CERTIFICATES: ({ trustee }) => `le détenteur ${trustee} n’a pas signé les certificats qui figurent ici`,
  TRUSTEE_KEY: ({ trustee }) => `la clé du détenteur ${trustee} n’est pas celle que donnent tous les coefficients`,
  TRUSTEE_KEY_SIGNATURE: ({ trustee }) => `le détenteur ${trustee} n’a pas signé sa clé`,
}

const choice: FindingTexts<ChoiceFindings> = {
  CHOICE_COUNT: ({ questions, wanted }) => `des choix pour ${several(questions, "question(s)")} au lieu de ${wanted}`,
  CHOICE_LENGTH: ({ question, answers, wanted }) =>
    `question ${question} : ${several(answers, "réponse(s)")} au lieu de ${wanted}`,
  CHOICE_VALUE: ({ question }) => `question ${question} : chaque réponse vaut 0 ou 1`,
  CHOICE_BLANK: ({ question }) => `la question ${question} n’admet pas le vote blanc`,
  CHOICE_BOUNDS: ({ question, chosen, min, max }) =>
    `question ${question} : ${several(chosen, "réponse(s) choisie(s)")}, alors qu’il en faut de ${min} à ${max}`,
}

const ballot: FindingTexts<BallotFindings> = {
  BALLOT_FORM: form("le bulletin"),
  BALLOT_UUID: ({ uuid, expected }) => `le bulletin est destiné à l’élection ${uuid}, et non à ${expected}`,
  BALLOT_ELECTION_HASH: ({ hash, expected }) =>
    `le bulletin est destiné à une élection d’empreinte ${hash}, et non ${expected}`,
  BALLOT_SHAPE: ({ path, rule }) => `le bulletin n’a pas la forme fixée par ses questions : ${path} ${rules[rule]}`,
  BALLOT_POINT: ({ path, fault }) => `dans le bulletin, ${path} ${faults[fault]}`,
  BALLOT_CREDENTIAL: ({ credential }) => `le code public ${credential} n’est pas dans la liste`,
  BALLOT_INDIVIDUAL_PROOF: ({ question, choice }) =>
    `question ${question}, choix ${choice} : le bulletin ne prouve pas qu’il contient 0 ou 1`,
  BALLOT_OVERALL_PROOF: ({ question }) =>
    `question ${question} : le bulletin ne prouve pas que le nombre de réponses choisies est admis`,
  BALLOT_BLANK_PROOF: ({ question }) =>
    `question ${question} : le bulletin ne prouve pas que le vote blanc y exclut tout autre choix`,
  BALLOT_SIGNATURE: () => "le bulletin n’est pas signé avec son code de vote",
}

const tally: FindingTexts<TallyFindings> = {
  TALLY_FORM: form("le décompte chiffré"),
  TALLY_PRODUCT: ({ question, choice }) =>
    `question ${question}, choix ${choice} : le décompte chiffré n’est pas le produit des bulletins`,
  TALLY_COUNT: ({ counted, stated }) =>
    `le décompte annonce ${several(stated, "bulletin(s)")} ; il y en a ${counted} à compter`,
  TALLY_WEIGHT: ({ counted, stated }) =>
    `le décompte annonce ${several(stated, "voix")} au total ; il y en a ${counted}`,
  SHARE_FORM: form("le déchiffrement partiel"),
  SHARE_OWNER: ({ owner }) => `il n’y a pas de détenteur ${owner}, ou son déchiffrement partiel figure deux fois`,
  SHARE_PROOF: ({ owner, question, choice }) =>
    `question ${question}, choix ${choice} : le détenteur ${owner} ne prouve pas son déchiffrement partiel`,
  SHARE_BINDING: ({ owner, question, choice }) =>
    `question ${question}, choix ${choice} : le détenteur ${owner} ne prouve pas que son facteur correspond au texte chiffré`,
  SHARE_WRONG: ({ owner }) => `le déchiffrement partiel du détenteur ${owner} est faux`,
  SHARES_MISSING: ({ item, wanted, found }) =>
    `le groupe ${item} de détenteurs doit fournir ${several(wanted, "déchiffrement(s) partiel(s)")} ; il y en a ${found}`,
  SHARES_NO_RESULT: () => "aucun ensemble de déchiffrements partiels ne donne de résultat",
  RESULT_FORM: form("le résultat"),
  RESULT_VALUE: ({ question, choice }) =>
    `question ${question}, choix ${choice} : le résultat n’est pas celui que donnent les déchiffrements partiels`,
}

export const findings: FindingTexts<SetupFindings & ChoiceFindings & BallotFindings & TallyFindings> = {
  ...setup,
  ...choice,
  ...ballot,
  ...tally,
}
