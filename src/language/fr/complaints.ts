import type { ComplaintRefusals } from "../../core/refusals.ts"
import type { ComplaintRule } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/complaints.ts"
import type { RefusalTexts } from "../texts.ts"
import { agreed, of, several } from "./grammar.ts"

export const complaintRules: Readonly<Record<ComplaintRule, string>> = {
  number: "son numéro n’est pas le suivant",
  "unknown-complaint": "il n’y a pas de réclamation de ce numéro",
  "unknown-incident": "il n’y a pas d’incident de ce numéro",
  "unknown-act": "la décision indiquée n’a pas pris effet",
  due: "il faudrait y répondre avant qu’elle n’ait été faite",
}

const ways: Readonly<Record<ComplaintRule, string>> = {
  number: "relancez la commande",
  "unknown-complaint": "voyez lesquelles existent : urne complaint list",
  "unknown-incident": "voyez lesquels existent : urne incident list",
  "unknown-act": "voyez lesquelles ont pris effet : urne authority list",
  due: "donnez plus d’heures : --answer-within HEURES",
}

export const refusals: RefusalTexts<ComplaintRefusals> = {
  "complaint-refused": ({ complaint, rule }) => ({
    message:
      rule === "unknown-complaint"
        ? `il n’y a pas de réclamation n° ${complaint ?? 0}`
        : `${complaint === undefined ? "observation" : `réclamation n° ${complaint}`} : l’inscription est impossible, car ${complaintRules[rule]}`,
    hint: ways[rule],
  }),
  "complaints-unanswered": ({ complaints }) => ({
    message: `${agreed(complaints.length, "réclamation(s)")} n° ${complaints.join(", ")} : aucune réponse n’a été donnée`,
    hint: "les résultats peuvent être proclamés malgré tout ; un membre répond avec : urne complaint answer NUMÉRO",
  }),
}

export const labels: typeof english = {
  outcomes: {
    upheld: "accueillie",
    "partly-upheld": "accueillie en partie",
    rejected: "rejetée",
    referred: "renvoyée à qui il appartient d’en connaître",
    noted: "il en est donné acte",
  },
  title: (number, who) => `Réclamation n° ${number} ${of(who)}`,
  person: (name, role) => `${name} (${role})`,
  contact: (contact) => `Coordonnées : ${contact}`,
  aboutIncident: (incident) => `Au sujet de l’incident n° ${incident}`,
  entered: (at, by, entry) => `Inscrite le ${at} par ${by} (écriture ${entry})`,
  due: (at) => `Réponse due avant le ${at}`,
  overdue: (at) => `EN RETARD : une réponse était due avant le ${at}`,
  answered: (at) => `Réponse donnée le ${at}`,
  answeredLate: (at, due) => `Réponse donnée le ${at}, après le ${due}`,
  answers: "Réponses",
  answer: (outcome, text) => `${outcome} : ${text}`,
  byAct: (act) => `Par la décision signée n° ${act}`,
  replaced: "Une réponse postérieure rectifie celle-ci",
  dueNow: (number, role, deadline) => `${deadline} (réclamation n° ${number}, ${role} : urne complaint show ${number})`,
  none: "Aucune réclamation n’a été inscrite.",
  noObservations: "Aucune observation n’a été inscrite.",
  columns: {
    number: "N°",
    by: "Auteur",
    at: "Inscrite",
    answer: "Réponse",
    text: "Texte",
  },
  faults: (count) => several(count, "écriture(s) du registre (enfreint|enfreignent) une règle, et rien n’en découle"),
  fault: (entry, rule) => `Écriture ${entry} : ${complaintRules[rule]}`,
  done: {
    entered: (number, due) =>
      `Réclamation n° ${number} inscrite ; une réponse est due avant le ${due}. Donnez un récépissé : urne complaint receipt ${number}`,
    answered: (number, outcome) => `Réponse à la réclamation n° ${number} inscrite : ${outcome}`,
    observed: (number) => `Observation n° ${number} inscrite`,
    written: (number, path) =>
      `Récépissé de la réclamation n° ${number} écrit dans ${path}. Il nomme l’auteur de la réclamation : ne le remettez qu’à lui.`,
  },
  receipt: {
    title: "RÉCÉPISSÉ DE RÉCLAMATION",
    number: (number) => `Réclamation n° ${number}`,
    entered: (at, entry) => `Inscrite le ${at}, écriture ${entry} du registre`,
    by: (name, role) => `Auteur : ${name} (${role})`,
    contact: (contact) => `Coordonnées : ${contact}`,
    due: (at) => `Une réponse est due avant le ${at}`,
    signed: (people) => `Signée par : ${people}`,
    text: "Texte :",
    keep: "Conservez ce récépissé. Il permet à chacun de constater que la réclamation figure au dossier public.",
    line: (entry) => `La ligne ${entry} de son fichier register.jsonl, sans la fin de ligne, a ce SHA-256 :`,
    hidden:
      "Ce qui n’est pas publié n’y figure pas. Le champ « private » de cette ligne est le HMAC-SHA256 des octets suivants, sous la clé qui vient après :",
    checkpoint: "L’urne a signé le registre, cette écriture comprise :",
    unsigned:
      "L’urne n’a pas encore signé le registre jusqu’à cette écriture. Un récépissé établi plus tard dira quand elle l’aura fait.",
  },
  ask: {
    text: "La réclamation, dans les termes de son auteur :",
    observed: "L’observation, dans les termes de son auteur :",
    name: "Nom de l’auteur de la réclamation (ce nom n’est jamais publié) :",
    observerName: "Nom de l’auteur de l’observation (Entrée pour aucun ; ce nom n’est jamais publié) :",
    contact: "Où lui répondre (Entrée si nulle part ; ce n’est jamais publié) :",
    role: "Qui réclame :",
    observer: "Qui fait l’observation :",
    outcome: "Ce qui est décidé :",
    answer: "La réponse, motivée :",
  },
  commands: {
    complaint: "les réclamations : leur objet, le délai de réponse, ce qui a été décidé",
    add: "inscrire la réclamation d’un délégué, d’un candidat ou d’un électeur",
    answer: "inscrire ce qui est décidé sur une réclamation ; une réponse postérieure rectifie les précédentes",
    list: "lister les réclamations, avec leurs délais",
    show: "montrer une réclamation et ses réponses",
    receipt: "établir le récépissé pour l’auteur d’une réclamation",
    observation: "les observations des membres, des délégués et des candidats, pour le procès-verbal",
    observationAdd: "inscrire une observation ; elle n’appelle pas de réponse",
    observationList: "lister les observations",
  },
  options: {
    complaint: "la réclamation",
    observation: "l’observation",
    answer: "la réponse, motivée",
    role: "qui réclame",
    observer: "qui fait l’observation",
    name: "le nom ; non publié",
    contact: "adresse, téléphone ou courriel de l’auteur ; non publié",
    incident: "le numéro de l’incident dont il s’agit",
    within: "délai de réponse, en heures (par défaut : 24)",
    public: "publier le texte dans le dossier public",
    outcome: "ce qui est décidé",
    act: "le numéro de la décision signée qui l’a fait",
    out: "le fichier à écrire ; sans lui, le récépissé est affiché",
  },
}
