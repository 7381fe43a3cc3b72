import type { ProfileLack } from "../../core/finding-codes.ts"
import type { ActKind, ProfileArticle, ProfileName, Role, StatedPart } from "../../core/vocabulary.ts"
import { labels as lifecycle } from "./lifecycle.ts"

export const profileNames: Readonly<Record<ProfileName, string>> = {
  "cnil-3": "recommandation CNIL 2019-053, niveau le plus élevé",
  "cgfp-2026": "code général de la fonction publique",
  association: "association",
}

export const articles: Readonly<Record<ProfileArticle, string>> = {
  "no-known-flaw": "le système n’a pas de faille connue : il a été expertisé, et ce qu’il sert a été examiné",
  "atomic-vote": "un vote est entier : bulletin, émargement et récépissé ensemble, ou rien",
  "two-secrets": "l’électeur s’authentifie par deux secrets reçus par deux voies",
  "secret-ballot": "le bulletin est chiffré là où il est établi, et rien ne le rattache à l’électeur",
  "key-in-parts": "la clé qui ouvre l’urne est répartie entre plusieurs personnes",
  "tally-after-close": "les bulletins sont dépouillés ensemble, après la clôture, sur décision de plusieurs membres",
  integrity: "programme, urne et liste sont contrôlés au regard du scellement, avant le vote et à tout moment",
  "verifiable-tally": "le dépouillement peut être vérifié après coup",
  availability: "le vote reste accessible : des sauvegardes qui se restaurent, une assistance pour les électeurs",
  "third-party-tools": "chacun peut vérifier avec le programme d’un tiers",
  "only-true-addresses":
    "les électeurs connaissent les seules adresses authentiques, et les noms ressemblants sont surveillés",
  "R211-528": "le scellement intervient après la dernière modification de la liste",
  "R211-542": "les membres peuvent contrôler l’intégrité du système à tout moment",
  "R211-545": "la présidence et le secrétariat détiennent des fragments, les délégués au moins deux tiers",
  "R211-552": "le scellement se fait en présence de la présidence et de deux délégués",
  "R211-553": "les électeurs reçoivent leurs codes au moins quinze jours avant le premier jour du scrutin",
  "R211-562": "qui a voté ne peut plus voter",
  "R211-563": "l’électeur connecté à la clôture a trente minutes pour finir",
  "R211-569": "urne et émargements ne changent que par ajout",
  "R211-571": "les interventions sur le système sont signalées et datées",
  "R211-572": "après la clôture, urne, émargements et compteur sont figés, horodatés et scellés",
  "R211-573": "la présidence et deux délégués détenteurs ouvrent l’urne",
  "R211-577": "le secrétariat dresse le procès-verbal, qui est contresigné",
  "R211-580": "tout est conservé deux ans, avec la preuve qui permet de vérifier le dépouillement",
  "R211-581": "l’organisateur accède à l’ensemble sans l’aide d’un prestataire",
  "several-sign": "aucune décision n’est signée par une seule personne",
  "keys-apart": "nul ne peut ouvrir l’urne à lui seul",
  reachable: "les électeurs savent où trouver de l’aide",
  "true-address": "les électeurs connaissent les seules adresses authentiques",
  "looked-at": "ce qui manque le plus souvent a été contrôlé avant le vote",
}

const stated: Readonly<Record<StatedPart, string>> = {
  addresses: "les adresses authentiques du vote (addresses)",
  help: "un numéro de téléphone ou une adresse électronique d’assistance (help)",
  "time-stamps": "un service d’horodatage de confiance (time-stamps)",
  turnout: "les heures auxquelles la participation est publiée (publish.turnout.at)",
}

function lackText(lack: ProfileLack): string {
  switch (lack.lack) {
    case "quorum": {
      const { found, least } = lack
      return `${quorumOf(lack.act)} est de ${found}, il doit être d’au moins ${least}`
    }
    case "quorum-role":
      return `${quorumOf(lack.act)} doit compter au moins ${personsOf(lack.least, lack.role)}`
    case "members":
      return `le bureau doit compter au moins ${personsOf(lack.least, lack.role)}`
    case "holders":
      return `${lack.found === 1 ? "1 seule personne détient une clé" : `${lack.found} personnes détiennent des clés`} de l’urne, il en faut au moins ${lack.least}`
    case "needed":
      return `${lack.found === 1 ? "1 détenteur suffit" : `${lack.found} détenteurs suffisent`} à ouvrir l’urne, il doit en falloir au moins ${lack.least}`
    case "grace":
      return `le délai de grâce est de ${lack.found} minutes, il doit être d’au moins ${lack.least}`
    case "keys-of":
      return `il faut au moins ${lack.least} clé${lack.least > 1 ? "s" : ""} entre les mains d’un membre ayant le rôle « ${lifecycle.roles[lack.role]} »`
    case "keys-part":
      return `les membres ayant le rôle « ${lifecycle.roles[lack.role]} » et leurs suppléants détiennent ${lack.found} clés, il leur en faut au moins ${lack.least}`
    case "revote":
      return "nul ne doit pouvoir voter deux fois (revote: refused)"
    case "stated":
      return `la définition doit indiquer ${stated[lack.what]}`
  }
}

function personsOf(least: number, role: Role): string {
  return `${least} membre${least > 1 ? "s" : ""} ayant le rôle « ${lifecycle.roles[role]} »`
}

function quorumOf(act: ActKind | undefined): string {
  return act === undefined ? "le quorum" : `le quorum pour ${lifecycle.acts[act]}`
}

export const unmet = (profile: ProfileName, article: ProfileArticle, lack: ProfileLack): string =>
  `profil ${profile}, ${article} (${articles[article]}) : ${lackText(lack)}`
