import type { ExposureClass } from "../../core/exposure.ts"
import type { ExposureRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/exposure.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<ExposureRefusals> = {
  "host-not-official": ({ host, official }) =>
    host === undefined || official.length === 0
      ? {
          message: "la définition n’a pas d’adresses : rien ne peut être examiné",
          hint: "indiquez-y les seules vraies adresses du vote avant qu’elle ne serve : addresses: [https://vote.example.org]",
        }
      : {
          message: `${host} n’est pas un hôte des adresses de la définition, et n’est pas examiné, quoi qu’on autorise`,
          hint: `choisissez parmi : ${official.join("  ")}`,
        },
  "host-not-authorised": ({ hosts }) => ({
    message: `aucune autorisation écrite de l’exploitant n’est en vigueur pour ${hosts.join(", ")}`,
    hint: `faites-en signer une, puis inscrivez-la : urne preflight authorise ${hosts.join(" ")} --document FICHIER --by 'NOM, QUALITÉ' --until HEURE --key FICHIER`,
  }),
  "authorisation-over": ({ until }) => ({
    message: `l’autorisation serait déjà échue : ${until}`,
    hint: "donnez une heure postérieure : --until HEURE",
  }),
}

const classes: Readonly<Record<ExposureClass, string>> = {
  "roll-columns": "COLONNES DE LA LISTE ÉLECTORALE accessibles",
  dump: "copie de données accessible",
  "private-key": "clé privée accessible",
  secrets: "fichier de mots de passe accessible",
  repository: "dépôt de sources accessible",
  log: "journal accessible",
  listing: "contenu d’un dossier affiché",
  "no-answer": "l’hôte ne répond pas",
  "certificate-expired": "certificat hors de ses dates",
  "certificate-host": "certificat d’un autre hôte",
  "certificate-untrusted": "certificat sans confiance",
  "certificate-ends": "fin du certificat",
  "plain-http": "répond sans chiffrement",
  "server-status": "état du serveur affiché",
  phpinfo: "réglages de PHP affichés",
  "ds-store": "liste de fichiers de macOS accessible",
  cookie: "cookie sans l’un de ses attributs",
  hsts: "le chiffrement n’est pas imposé aux navigateurs",
  csp: "les scripts étrangers ne sont pas écartés",
  framing: "la page peut être encadrée par d’autres",
  "content-type-options": "les navigateurs peuvent deviner les types",
  "referrer-policy": "l’adresse des pages est dite à d’autres",
  "redirects-elsewhere": "mène à un autre hôte, qui n’a pas été interrogé",
  stopped: "nombre maximal de requêtes atteint : le reste n’a pas été examiné",
  version: "version du logiciel affichée",
  "answers-all": "répond 200 à tout chemin : seul le contenu a compté",
}

export const labels: typeof english = {
  classes,
  severities: { fail: "DÉFAUT", warn: "alerte", note: "remarque" },
  columns: { severity: "Degré", what: "Ce qui a été constaté", where: "Où, et d’après quelle règle" },
  title: (hosts) => `Examen de l’extérieur : ${hosts}`,
  counts: (requests, failed, warned) => `${requests} requêtes ; défauts : ${failed} ; alertes : ${warned}`,
  nothing:
    "Rien n’a été constaté. Cela ne prouve pas qu’il n’y ait rien : seul a été essayé ce que des inconnus essaient d’abord.",
  untilDate: (rule, until) => `${rule}, ${until}`,
  written: (path) => `Écrit dans ${path}`,
  entered: (entry) => `Inscrit au registre : écriture ${entry}`,
  notEntered: "Rien n’a été inscrit au registre ; pour l’inscrire, ajoutez --out FICHIER --key FICHIER",
  authorised: (hosts, until, entry) =>
    `${hosts} : examen de l’extérieur autorisé jusqu’au ${until} ; écriture ${entry} du registre`,
  ask: {
    by: "Qui a signé le document (nom et qualité ; non publié) :",
  },
  commands: {
    authorise: "inscrire l’autorisation écrite de l’exploitant des hôtes, sans laquelle ils ne sont pas examinés",
    exposure: "examiner les hôtes officiels de l’extérieur : fichiers accessibles à tort, en-têtes, certificat",
  },
  options: {
    hosts: "noms d’hôtes des adresses de la définition",
    document: "le document qui l’autorise, en fichier",
    by: "qui l’a signé : nom et qualité ; non publié",
    until: "jour et heure jusqu’auxquels elle vaut, comme 2014-11-30T20:00",
    mostRequests: "nombre maximal de requêtes par hôte (par défaut 400)",
    rate: "nombre de requêtes par seconde, tous hôtes confondus (par défaut 5)",
    out: "écrire le rapport en JSON",
  },
}
