import type { CarriedFault, NoticeRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/notices.ts"
import type { RefusalTexts } from "../texts.ts"
import { carriedFaults } from "./carried.ts"
import { agreed, several } from "./grammar.ts"

const stale = {
  journal: "le journal porte un comptage ou une étape plus récents, et le texte dirait autre chose",
  register: "ce qui a été inscrit au registre entre-temps change ce que dit le texte",
  number: "un autre communiqué a été publié entre-temps",
  due: "ce qui était attendu a changé entre-temps",
  old: "le texte a été établi il y a plus d’une heure",
} as const

const fileFaults: Record<CarriedFault, string> = { ...carriedFaults, text: "ce qu’il contient n’est pas un communiqué" }

export const refusals: RefusalTexts<NoticeRefusals> = {
  "notice-stale": ({ number, rule, apart }) => ({
    message: `le communiqué n° ${number} n’a pas été publié : ${stale[rule]}`,
    hint: apart
      ? "rien n’a été gardé ; établissez-le de nouveau et faites signer le nouveau texte : urne notice draft ; s’il ne peut attendre, les membres présents en publient un sur-le-champ : urne notice"
      : "rien n’a été gardé ; établissez-le de nouveau : urne notice",
  }),
  "not-a-notice-file": ({ path, rule }) => ({
    message: `${path} n’est pas un communiqué tel que l’écrit urne notice draft : ${fileFaults[rule]}`,
    hint: "rien n’a été gardé ; redemandez ce fichier à la personne qui garde le fichier d’élection ; elle l’écrit avec : urne notice draft",
  }),
  "notice-absent": ({ number, issued }) => ({
    message: `il n’y a pas de communiqué n° ${number}`,
    hint:
      issued === 0
        ? "aucun n’a encore été publié : urne notice"
        : `il y a les communiqués n° 1 à ${issued} : urne notice list`,
  }),
  "notice-reference": ({ what, number, line }) => ({
    message:
      what === "incident"
        ? `il n’y a pas d’incident n° ${number}, que la déclaration devrait citer`
        : line === undefined
          ? `il n’y a pas de communiqué n° ${number} à rectifier`
          : `le communiqué n° ${number} n’a pas de texte à la ligne ${line}`,
    hint:
      what === "incident"
        ? "voyez lesquels existent : urne incident list"
        : "trouvez la ligne : urne notice show NUMÉRO --lines",
  }),
  "notice-too-long": ({ most }) => ({
    message: `le texte du communiqué dépasserait ${most} caractères`,
    hint: "citez moins d’incidents, et clôturez ceux qui sont traités : urne incident close",
  }),
  "notice-statement": ({ lines, units }) => ({
    message: `une déclaration n’est pas vide, et compte au plus ${lines} lignes et ${units} caractères`,
    hint: "dites le reste ailleurs, ou dans un autre communiqué",
  }),
}

const text: (typeof english)["text"] = {
  rehearsal: "SCRUTIN À BLANC. Ce ne sont pas les votes de personnes réelles.",
  title: (number) => `COMMUNIQUÉ N° ${number}`,
  authority: (name) => `Publié par : ${name}`,
  election: (name) => `Scrutin : ${name}`,
  at: (instant) => `Établi le ${instant}`,
  zone: (zone) => `Toutes les heures sont celles du fuseau ${zone}.`,
  hours: {
    title: "LE VOTE",
    phases: {
      draft: "Le scrutin est en préparation.",
      constituted: "Le scrutin est en préparation.",
      sealed: "L’urne est scellée. Le vote n’a pas commencé.",
      open: "Le vote est ouvert.",
      suspended: "Le vote est suspendu.",
      closed: "Le vote est clos.",
      frozen: "Le vote est clos, et aucun bulletin n’entre plus dans l’urne.",
      unsealed: "Le vote est clos, et l’urne est descellée.",
      tallied: "Les bulletins sont dépouillés. Les résultats ne sont pas proclamés.",
      proclaimed: "Les résultats sont proclamés.",
      annulled: "Le scrutin est annulé.",
    },
    promised: (from, to) => `Heures promises : du ${from} au ${to}.`,
    extended: (act, to, from) => `Prolongation par la décision n° ${act} : jusqu’au ${to} au lieu du ${from}.`,
    late: (opened, promised) => `Ouverture en retard : le ${opened} au lieu du ${promised}.`,
    moment: (seconds, promised) =>
      `Ouverture ${seconds === 1 ? "une seconde" : `${seconds} secondes`} après l’heure promise, le ${promised}.`,
    notOpened: (promised) => `Le vote n’a pas été ouvert, alors qu’il était promis pour le ${promised}.`,
    suspended: (from, to) => `Suspension décidée : du ${from} au ${to}.`,
    suspendedUntil: (from, until) =>
      `Suspendu d’urgence par des membres de la Haute Autorité depuis ${from} ; le scrutin reprend de lui-même ${until}.`,
    suspendedSince: (from) => `Suspension décidée, depuis le ${from}.`,
    declared: (incident, from, to) =>
      `Interruption déclarée au registre, incident n° ${incident} : du ${from} au ${to}.`,
    declaredSince: (incident, from) =>
      `Interruption déclarée au registre, incident n° ${incident} : depuis le ${from}, sans fin constatée.`,
    none: "Aucune interruption n’est déclarée.",
    lost: (act, at) =>
      `Depuis le ${at}, le scrutin se poursuit sur une copie plus ancienne de l’urne (décision n° ${act}). Des bulletins déposés après cette copie peuvent être perdus, sans que l’on sache combien. Que ceux qui ont voté auparavant se renseignent avec leur récépissé, et votent de nouveau si leur bulletin n’est pas dans l’urne.`,
    offered: (offered, promised) =>
      `Heures offertes jusqu’ici : ${offered} sur ${promised} promises, déduction faite de ce qui précède.`,
    limits:
      "L’arrivée des bulletins ne figure pas au dossier public : une interruption que personne n’a déclarée n’est pas déduite.",
  },
  turnout: {
    title: "PARTICIPATION",
    registered: (count) => `Inscrits : ${count}`,
    voters: (count) => `Votants : ${count}`,
    percent: (share) => `Participation : ${share}`,
    counted: (at) => `Comptage du ${at}`,
    final: (at) => `Définitive, urne figée le ${at}`,
    same: (notice, cell) =>
      `Il n’y a pas de comptage plus récent que celui du communiqué n° ${notice} : un chiffre n’est publié que s’il porte sur ${cell} personnes au moins.`,
    none: (cell) =>
      `Aucune participation n’est encore publiée : un chiffre n’est publié que s’il porte sur ${cell} personnes au moins.`,
    before: "Aucune participation n’est publiée avant le vote.",
  },
  incidents: {
    title: "INCIDENTS",
    none: "Aucun incident n’est ouvert.",
    incident: (number, title, state) => `Incident n° ${number} (${state}) : ${title}`,
    observed: (what, when, effect) => `Constat : ${what} (${when} ; ${effect})`,
    since: (from) => `depuis le ${from}`,
    fromTo: (from, to) => `du ${from} au ${to}`,
    figures: (silence, from, to, { expected, p, K, S, g }) =>
      `Interruption apparente n° ${silence} du registre, du ${from} au ${to}, attestée et non prouvée : ${several(expected, "bulletin(s) attendu(s)")}. La probabilité que le hasard laisse un tel vide est d’au plus p = ${p} (K = ${K} ; S = ${S} s et g = ${g} s de l’affluence prévue).`,
    claim: (number, cause, standing) => `Cause alléguée n° ${number} (${cause}). ${standing}.`,
    said: (what, who, at, where) => `Dit par ${who} le ${at}, ${where} : « ${what} »`,
    reason: (reason) => `Motif : ${reason}`,
    concluded: (finding, what) => `Conclusion de la Haute Autorité, ${finding} : ${what}`,
    corrected: (what) => `Rectification : ${what}`,
  },
  addresses: {
    title: "ADRESSES",
    only: (count) => `${agreed(count, "(La seule adresse authentique|Les seules adresses authentiques)")} de ce vote :`,
    none: "La définition de ce vote n’indique aucune adresse.",
  },
  due: {
    title: "COMMUNIQUÉS ATTENDUS",
    answered: (number, all, at) => `Ce communiqué était attendu le ${at} (n° ${number} sur ${all}).`,
    notDue: "Ce communiqué n’était pas attendu à une heure fixée.",
    missing: (number, all, at) => `Manque : le communiqué attendu le ${at} (n° ${number} sur ${all}).`,
    noneMissing: "Aucun n’a manqué depuis le précédent.",
    next: (number, all, at) => `Prochain : le ${at} (n° ${number} sur ${all}).`,
    noNext: "Aucun autre communiqué n’est attendu.",
  },
  corrections: {
    title: "RECTIFICATIONS",
    none: "Ce communiqué n’en rectifie aucun autre.",
    line: (notice, line, said) => `Erreur dans le communiqué n° ${notice}, ligne ${line} : « ${said} »`,
    holds: "Ce que dit le présent communiqué en tient lieu.",
  },
  statement: {
    title: "DÉCLARATION DE LA HAUTE AUTORITÉ, NON PROUVÉE",
    none: "Aucune.",
    cites: (incident) => `Elle porte sur l’incident n° ${incident} :`,
  },
  proof: {
    title: "PREUVE",
    made: (journal, register) =>
      `Établi à partir de ${several(journal, "ligne(s)")} du journal, de ${several(register, "écriture(s)")} du registre et de la définition.`,
    again:
      "Qui a le dossier public établit de nouveau ce texte avec urne verify, qui en compare chaque ligne hormis la déclaration.",
  },
}

export const labels: typeof english = {
  text,
  commands: {
    notice: "établir un communiqué numéroté, le montrer et le faire signer",
    draft: "établir un communiqué et l’écrire dans un fichier, pour les membres qui sont ailleurs",
    sign: "montrer un communiqué établi et en signer une copie, sur n’importe quel poste",
    publish: "reprendre les copies signées d’un communiqué et le publier",
    list: "lister les communiqués, et ceux qui sont attendus",
    show: "montrer un communiqué tel qu’il a été signé",
    export: "écrire un communiqué dans un fichier",
  },
  options: {
    due: "seulement si un communiqué est attendu à une heure fixée et n’a pas été publié",
    statement: "ce que la Haute Autorité déclare librement ; c’est marqué comme non prouvé",
    cites: "les incidents sur lesquels porte la déclaration",
    correct: "une ligne erronée d’un communiqué antérieur, sous la forme NUMÉRO:LIGNE",
    draftOut: "où l’écrire (à défaut : notice-NUMÉRO.json)",
    file: "le fichier écrit par urne notice draft, ou une copie que d’autres ont signée",
    copyOut: "où écrire la copie signée (à défaut : FICHIER.signed.json)",
    copies: "les copies signées qui sont revenues",
    lines: "avec le numéro des lignes",
    out: "où écrire le communiqué signé (.txt)",
    pdf: "où l’écrire en PDF, à signer à la main",
    html: "où l’écrire en page pour les navigateurs",
    data: "où écrire ses chiffres pour les programmes (JSON)",
  },
  page: { fingerprint: "EMPREINTE DE CE COMMUNIQUÉ", note: "Le communiqué signé" },
  notDue: "Aucun communiqué n’est attendu.",
  nextDue: (number, at) => `Le prochain est attendu le ${at} (n° ${number}).`,
  dueNow: (number, at) => `Un communiqué est attendu depuis le ${at} (n° ${number}) : urne notice --due`,
  last: (number, at) => `Dernier communiqué : n° ${number}, du ${at}`,
  issued: (number, signers) => `Communiqué n° ${number} publié, signé par ${signers}.`,
  drafted: (number, path) =>
    `Le communiqué n° ${number} est dans ${path}, sans signature. Chaque membre en signe une copie : urne notice sign ${path}`,
  publishUntil: (needed, at) =>
    `Il faut ${agreed(needed, "(la signature d’un membre|les signatures)")}${needed > 1 ? ` de ${needed} membres` : ""}, et il peut être publié jusqu’au ${at} : urne notice publish`,
  heading: (number, name, uuid) =>
    `Communiqué n° ${number} de l’élection « ${name} » (${uuid}). Voici son texte exact, celui qui est signé :`,
  signedBy: (people) => `Signé par : ${people}`,
  signedByNobody: "Personne ne l’a encore signé.",
  copied: (path) => `La copie signée est dans ${path}. Renvoyez-la à la personne qui a établi le communiqué.`,
  stillNeeded: (more) => `Il manque encore ${several(more, "signature(s)")}.`,
  none: "Aucun communiqué n’a encore été publié.",
  columns: { number: "N°", at: "Établi", answers: "Attendu", corrects: "Rectifie", signers: "Signé par" },
  line: (notice, line) => `n° ${notice}, ligne ${line}`,
  written: (number, path) => `Le communiqué n° ${number} est dans ${path}.`,
}
