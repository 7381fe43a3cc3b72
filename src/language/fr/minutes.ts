import type { MinutesRefusals } from "../../core/refusals.ts"
import type { ActKind } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/minutes.ts"
import type { RefusalTexts } from "../texts.ts"
import { several } from "./grammar.ts"

const decided: Record<ActKind, string> = {
  constitute: "le bureau est installé",
  replace: "un membre est remplacé",
  appoint: "des clés sont désignées",
  seal: "l’urne est scellée",
  override: "il est passé outre à des contrôles",
  open: "l’ouverture est décidée",
  suspend: "le scrutin est suspendu",
  resume: "le scrutin reprend",
  extend: "le scrutin est prolongé",
  close: "la clôture est décidée",
  unseal: "le descellement de l’urne est décidé",
  proclaim: "les résultats sont proclamés",
  recover: "le scrutin reprend sur sauvegarde",
  annul: "le scrutin est annulé",
}

export const refusals: RefusalTexts<MinutesRefusals> = {
  "no-minutes": ({ reason }) =>
    reason === "format"
      ? {
          message: "cette élection a été commencée avec une version antérieure d’urne et n’a pas de procès-verbal",
          hint: "rédigez-le à la main ; urne paper print closing-report et urne paper print proclamation en donnent les chiffres",
        }
      : {
          message: "personne n’a encore signé de procès-verbal",
          hint: "une fois les résultats connus : urne minutes sign",
        },
  "minutes-unsound": ({ findings, unchecked }) => ({
    message: `aucun procès-verbal ne peut être dressé : la vérification du dossier public échoue (${[...new Set(findings.map(({ code }) => code)), ...unchecked].join(", ")})`,
    hint: "rien n’a été signé ; urne export et urne verify montrent tout ce qui ne va pas, et urne status ce qu’il faut faire si la clé de l’urne manque",
  }),
  "minutes-signers": ({ members, secretary }) => ({
    message: `le procès-verbal est signé par ${several(members, "membre(s)")}${secretary ? ", dont le secrétaire" : ""}`,
    hint: "rien n’a été enregistré ; indiquez leurs clés : urne minutes sign --key FICHIER FICHIER",
  }),
  "minutes-not-proclaimed": ({ act, stated }) => ({
    message: `le dossier public ne contiendra pas le dernier procès-verbal signé : la proclamation en vigueur, décision ${act}, ${stated === "none" ? "déclare qu’il n’y en a pas" : "désigne un autre procès-verbal"}`,
    hint: "proclamez de nouveau les résultats, en désignant ce procès-verbal : urne proclaim",
  }),
}

export const labels: typeof english = {
  title: "PROCÈS-VERBAL DE L’ÉLECTION",
  fullTitle: "PROCÈS-VERBAL DE L’ÉLECTION — VERSION INTÉGRALE, NON PUBLIÉE",
  drawn: (hour) => `Dressé le ${hour}.`,
  zone: (zone) => `Toutes les heures sont celles du fuseau ${zone}.`,
  none: "Néant.",
  headings: {
    hours: "Heures du scrutin",
    authority: "Composition de la Haute Autorité",
    attendance: "Feuille de présence",
    acts: "Décisions de la Haute Autorité",
    seal: "Scellement et constat d’urne vide",
    turnout: "Participation publiée pendant le vote",
    notices: "Communiqués",
    observations: "I. Observations des membres",
    findings: "II. Constatations des bureaux rattachés",
    events: "III. Événements survenus pendant le vote",
    interventions: "IV. Interventions sur le système de vote",
    count: "Dépouillement",
    result: "Résultats",
    reservations: "Réserves",
    proof: "Ce sur quoi repose ce procès-verbal",
  },
  opened: "Ouverture",
  closed: "Clôture",
  frozen: "Urne figée",
  span: (from, to) => `Vote ouvert du ${from} au ${to}`,
  member: (name, role) => `${name}, ${role}`,
  present: (who, from, until) =>
    until === undefined ? `${who} : à partir du ${from}` : `${who} : du ${from} au ${until}`,
  named: (part, name) => `${part}, ${name}`,
  act: (number, kind, hour, signers) =>
    `Décision ${number}, ${hour} : ${decided[kind]}. Signée par ${signers.join(", ")}.`,
  urgent: (number, hour, signers) => `Suspension d’urgence ${number}, ${hour}. Signée par ${signers.join(", ")}.`,
  urgentUntil: (hour) => `Elle devait finir d’elle-même ${hour}`,
  reason: (text) => `Motif : ${text}`,
  lostAfter: (entries) =>
    `Peut être perdu : tout ce que l’urne a signé après la ligne ${entries} du journal, copié auparavant`,
  lostBallots: (act, hour) =>
    `Les bulletins déposés avant le ${hour} et perdus (décision ${act}) n’y figurent pas, sauf s’ils ont été déposés de nouveau ; on ne sait pas combien ils étaient`,
  newClosing: (hour) => `Nouvelle heure de clôture : ${hour}`,
  withoutBatch: (channel, number) => `Sans le lot ${number} du canal ${channel}`,
  sealed: (hour) => `L’urne a été scellée le ${hour}, par décision des membres nommés ci-dessus.`,
  zero: "À l’ouverture du vote, l’urne ne contenait aucun bulletin.",
  turnoutAt: (hour, voters, share) => `${hour} : ${several(voters, "votant(s)")} (${share} des inscrits)`,
  notice: (number, hour) => `Communiqué ${number}, ${hour}`,
  remark: (hour, writer, text) => `${hour}, ${writer} : ${text}`,
  unpublished: "texte non publié",
  complaint: (number, hour, who, text) => `Réclamation ${number}, ${hour}, ${who} : ${text}`,
  answer: (hour, outcome, text, act) =>
    `Réponse le ${hour}${act === undefined ? "" : `, par la décision ${act}`} (${outcome}) : ${text}`,
  unanswered: (due) => `Sans réponse à ce jour ; une réponse est due avant le ${due}`,
  incident: (number, title, state) => `Incident ${number} : ${title}${state === "open" ? " (toujours ouvert)" : ""}`,
  observed: (hours, effect, what) => `Constaté, ${hours} (${effect}) : ${what}`,
  claimed: (who, hour, where, what) => `Allégué par ${who} le ${hour}, ${where} : « ${what} »`,
  standing: (standing, reason) => (reason === undefined ? `${standing}.` : `${standing} : ${reason}`),
  concluded: (finding, what) => `Conclusion (${finding}) : ${what}`,
  decidedOn: (what, act) =>
    act === undefined ? `Proposé, sans décision qui l’ordonne : ${what}` : `Ordonné par la décision ${act} : ${what}`,
  concerned: (ballots, margins) => `Bulletins concernés, restés dans l’urne : ${ballots}. ${margins.join(" ; ")}.`,
  margin: (question, votes) => `L’écart à la question ${question} est de ${votes} voix`,
  correctedBy: (hour, what) => `Rectifié le ${hour} : ${what}`,
  seenBy: (name) => `Constaté par ${name}`,
  intervention: (hours, what, why) => `${hours} : ${what}. Motif : ${why}`,
  madeBy: (name) => `Par ${name}`,
  grace: "Dont après l’heure de clôture, par des électeurs dont la session était ouverte",
  abstentions: "Abstentions",
  balance: (accepted, replaced, counted) => `Acceptés ${accepted} − remplacés ${replaced} = comptés ${counted}`,
  voters: (counted, abstained, registered) => `Comptés ${counted} + abstentions ${abstained} = inscrits ${registered}`,
  sum: (question, valid, blank, total, weighted) =>
    `Question ${question} : exprimés ${valid} + blancs ${blank} = ${weighted ? "poids total" : "comptés"} ${total}`,
  votes: (answer, votes, ofValid, ofRegistered) =>
    `${answer} : ${votes} (${ofValid} des exprimés${ofRegistered === undefined ? "" : `, ${ofRegistered} des inscrits`})`,
  blank: (votes) => `Blancs : ${votes}`,
  valid: (votes) => `Suffrages exprimés : ${votes}`,
  answered: (act, member, kind, text) => {
    const did = { reserved: "a signé avec réserve", declined: "a refusé de signer", absent: "n’était pas là" }
    return `Décision ${act} : ${member} ${did[kind]} : ${text}`
  },
  archive: (height, hash) => `Archive des bulletins, événement ${height} : ${hash}`,
  register: (entries, root) => `Registre de ${several(entries, "écriture(s)")} : ${root}`,
  emptyRegister: "Le registre ne porte aucune écriture.",
  alteredRegister: "Un autre programme a écrit dans le registre ; rien n’en est rapporté ici.",
  commands: {
    minutes: "procès-verbal de l’élection : dressé une fois les résultats connus, signé, et publié avec eux",
    sign: "dresser le procès-verbal, le montrer et le faire signer par les membres",
    show: "montrer le procès-verbal qui a été signé",
    export: "écrire dans des fichiers le procès-verbal qui a été signé",
  },
  options: {
    full: "la version intégrale, avec les noms et les textes qui ne sont pas publiés",
    out: "le dossier à créer",
    withoutRegister: "le dresser bien qu’un autre programme ait écrit dans le registre ; le procès-verbal le dit",
  },
  shown:
    "Ce qui est publié et ce que la Haute Autorité garde en version intégrale auront ces empreintes. Voici ce qui est signé :",
  needs: (members, secretary) =>
    `À signer par ${several(members, "membre(s)")}${secretary ? ", dont le secrétaire" : ""}.`,
  fingerprint: "Empreinte du procès-verbal",
  fingerprintOf: "SHA-256 de ce texte, que les membres ont signé",
  unsigned:
    "Procès-verbal : pas encore signé (urne minutes sign) ; la proclamation énonce celui qui a été signé avant elle.",
  signed: (names) => `Le procès-verbal est signé par ${names.join(", ")}.`,
  written: (files) => `Fichiers écrits : ${files.join(", ")}`,
  fileNames: { public: "proces-verbal", full: "proces-verbal-integral" },
}
