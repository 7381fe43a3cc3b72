import type { WatchRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/watch.ts"
import type { RefusalTexts } from "../texts.ts"
import { several } from "./grammar.ts"

/** Why no answer came, by the codes of the network. */
const failures: Readonly<Record<string, string>> = {
  refused: "la connexion est refusée",
  timeout: "aucune réponse n’est venue à temps",
  "name-unknown": "ce nom n’existe pas",
  tls: "aucune connexion chiffrée ne s’établit",
  reset: "la connexion est rompue",
  unreachable: "aucun chemin n’y mène",
  malformed: "ce qui vient n’est pas une page",
  cancelled: "la demande a été interrompue",
  "too-long": "la page est trop longue pour être comparée",
}

export const refusals: RefusalTexts<WatchRefusals> = {
  "nothing-to-watch": () => ({
    message: "la définition ne nomme aucune adresse du vote",
    hint: "les adresses sont nommées dans la définition avant l’installation du bureau (addresses) : urne define",
  }),
  "page-elsewhere": ({ url, addresses }) => ({
    message: `${url} n’est pas sur un hôte des adresses officielles, et nul autre n’est interrogé`,
    hint: `donnez une page de l’une de celles-ci : ${addresses.join("  ")}`,
  }),
  "page-unserved": ({ url, failure, to }) => ({
    message: `${url} ne sert aucune page qui puisse être de référence : ${failures[failure] ?? `la réponse est ${failure}`}`,
    hint:
      to === undefined
        ? "recommencez, ou donnez une autre page de cet hôte"
        : `prenez pour référence la page où elle mène : ${to}`,
  }),
}

export const labels: typeof english = {
  failures,
  states: {
    up: "répond",
    slow: "répond lentement",
    down: "NE RÉPOND PAS",
    changed: "SERT UNE AUTRE PAGE",
    certificate: "A UN MAUVAIS CERTIFICAT",
    unwatched: "non surveillée",
  },
  serves: (status, size) => `Sert ${several(size, "octet(s)")} (code ${status})`,
  title: (title) => `Titre : « ${title} »`,
  noCertificate: "Sans certificat",
  trusted: (until) => `Certificat reconnu, jusqu’au ${until}`,
  untrusted: (until) => `Certificat NON RECONNU, jusqu’au ${until}`,
  known: (url) => `${url} : cette page est déjà inscrite.`,
  referenced: (url, entry) => `${url} : inscrite comme page qui doit être servie, écriture ${entry}`,
  status: (status) => `code ${status}`,
  first: (url, state, why, milliseconds) => `${url} ${state}${why === "" ? "" : ` (${why})`}, ${milliseconds} ms.`,
  noReference: "Pas de référence : ce qu’elle sert n’est pas comparé (urne watch reference).",
  ending: (url, until) => `${url} : son certificat expire le ${until}.`,
  turned: (url, state, at) => `${url} ${state}, depuis le ${at}`,
  incident: (number) => `Incident n° ${number} ouvert : urne incident show ${number}`,
  changed: {
    title: (host) => `Une autre page est servie par ${host}`,
    what: (url, sha256) =>
      `${url} sert une page qui n’est aucune de ses références. SHA-256 de ce qui a été servi : ${sha256}`,
  },
  columns: { url: "Adresse", state: "État", polls: "Demandes", failed: "Échecs", slowest: "Au plus" },
  milliseconds: (milliseconds) => `${milliseconds} ms`,
  ended: {
    once: "Demande unique.",
    until: "L’heure est venue ; nul ne surveille plus.",
    frozen: "L’urne ne reçoit plus de bulletins ; nul ne surveille plus.",
    cancelled: "Interrompu ; nul ne surveille plus.",
  },
  entered: (entries) =>
    entries === 0 ? "Rien de nouveau n’a été inscrit au registre." : `${several(entries, "écriture(s)")} au registre.`,
  commands: {
    watch:
      "interroger sans cesse les adresses officielles, et inscrire quand elles n’ont pas répondu ou ont servi une autre page",
    reference: "inscrire ce qu’une page officielle doit servir, octet pour octet",
  },
  options: {
    every: "secondes entre deux demandes (à défaut : 60)",
    until:
      "jour et heure où s’arrêter, comme 2014-11-29T20:00 ; la surveillance cesse d’elle-même quand l’urne est figée",
    once: "interroger une fois, et n’inscrire que ce qui est autre qu’avant",
    url: "une page sur un hôte des adresses officielles",
  },
}
