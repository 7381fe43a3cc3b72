import type { ComponentRefusals } from "../../core/refusals.ts"
import type { ComponentRule } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/components.ts"
import type { RefusalTexts } from "../texts.ts"
import { of, several } from "./grammar.ts"

export const componentRules: Readonly<Record<ComponentRule, string>> = {
  taken: "un composant de ce nom est déjà inscrit",
  unknown: "aucun composant de ce nom n’a été inscrit auparavant",
  version: "l’écriture ne fait pas suite à la dernière version du composant",
  "runs-on": "le composant reposerait sur lui-même, ou sur un composant qui n’a pas été inscrit auparavant",
  interval: "la fin précéderait le début",
  operator: "l’exploitant est nommé, ou ne l’est pas, contrairement à la définition (publish.operators)",
  same: "l’écriture ne dit rien que la version précédente ne dise déjà",
}

const ways: Readonly<Partial<Record<ComponentRule, (component: string) => string>>> = {
  taken: (component) => `inscrivez ce qui change : urne component change ${component} …`,
  unknown: (component) => `inscrivez-le d’abord : urne component add ${component} …`,
  version: () => "une autre écriture a été faite entre-temps : relancez la commande",
  "runs-on": () => "indiquez d’autres composants : urne component list",
  interval: () => "donnez une heure postérieure : --until HEURE",
  same: (component) =>
    `indiquez ce qui change par l’une des options de : urne help component change ; voyez : urne component show ${component}`,
}

export const refusals: RefusalTexts<ComponentRefusals> = {
  "component-refused": ({ component, rule }) => ({
    message: `composant ${component} : l’inscription est impossible, car ${componentRules[rule]}`,
    hint: ways[rule]?.(component) ?? `voyez ce qui est inscrit : urne component show ${component}`,
  }),
  "no-such-component": ({ name, known, suggestion }) => ({
    message: `aucun composant nommé ${name} n’est inscrit`,
    hint:
      known.length === 0
        ? `inscrivez-le : urne component add ${name} …`
        : suggestion === undefined
          ? `choisissez parmi : ${known.join("  ")}, ou inscrivez-le : urne component add NOM …`
          : `vouliez-vous dire ${suggestion} ? Sont inscrits : ${known.join("  ")}`,
  }),
}

export const labels: typeof english = {
  kinds: {
    domain: "nom de domaine",
    dns: "serveur de noms",
    tls: "certificat",
    site: "site",
    database: "base de données",
    mail: "courriel",
    sms: "SMS",
    printer: "imprimeur",
    host: "machine ou hébergeur",
    other: "autre",
  },
  stages: {
    "before-seal": "avant le scellement",
    "before-opening": "après le scellement, avant l’ouverture du vote",
    "during-vote": "APRÈS l’ouverture du vote",
    "after-vote": "APRÈS que l’urne a été figée",
  },
  columns: {
    name: "Composant",
    kind: "Sorte",
    operator: "Exploitant",
    place: "Données",
    from: "Depuis",
    signed: "Signature",
    runsOn: "Repose sur",
    incidents: "Incidents",
    contact: "Coordonnées",
  },
  none: "Aucun composant du système n’a été inscrit.",
  outSince: (until) => `hors service depuis le ${until}`,
  outOfUse: (until) => `Hors service depuis le ${until}`,
  sinceHour: (from) => `depuis le ${from}`,
  signed: (stage, at) => `${stage}, le ${at}`,
  runs: (operator) => `Ce qu’exploite ${operator} :`,
  runsNothing: (operator) => `${operator} n’exploite rien de ce qui est inscrit.`,
  ran: (operator) => `Ce que ${operator} a exploité et n’exploite plus :`,
  carries: (operator) => `Ce que d’autres exploitent et qui repose sur ce qu’exploite ${operator} :`,
  runsNot: (operator) =>
    `Ce que ${operator} n’exploite PAS, et qui ne repose sur rien de ce que ${operator} exploite :`,
  operators: (names) => `Exploitants inscrits au registre : ${names}`,
  standing: (through) => `sur ${through}`,
  title: (name, kind, version) => `${name} (${kind}), version ${version}`,
  runBy: (operator) => `Exploitant : ${operator}`,
  placeOf: (place) => `Données : ${place}`,
  since: (from) => `Depuis le ${from}`,
  runsOn: (names) => `Repose sur : ${names}`,
  named: (name, operator) => `${name} (${operator})`,
  carriesNames: (names) => `Reposent dessus : ${names}`,
  contact: (contact) => `Coordonnées : ${contact}`,
  contract: (contract) => `Contrat : ${contract}`,
  entered: (at, stage, by, entry) => `Signé le ${at} (${stage}) par ${by}, écriture ${entry}`,
  statedBy: (act, kind) => `La décision signée n° ${act} (${kind}) atteste le registre, cette écriture comprise`,
  isRunBy: (operator, name) => `${operator} exploite ${name}.`,
  isNotRunBy: (operator, name) => `${operator} n’exploite PAS ${name}.`,
  neverRun: (operator, name) => `Aucune version ${of(name)} ne désigne ${operator} comme exploitant.`,
  onceRun: (operator, name, versions) =>
    `D’autres versions ${of(name)} désignent ${operator} comme exploitant : ${versions}.`,
  standsOnIt: (name, on, operator) => `${name} repose sur ${on}, qu’exploite ${operator}.`,
  standsOnNothing: (name, operator) => `Rien de ce sur quoi repose ${name} n’est exploité par ${operator}.`,
  incidents: "Incidents qui le désignent",
  incident: (number, title, state) => `N° ${number} : ${title} (${state})`,
  noIncidents: "Aucun incident ne le désigne.",
  versions: "Versions précédentes",
  versionOf: (version) => `Version ${version}`,
  faults: (count) => several(count, "écriture(s) du registre (enfreint|enfreignent) une règle, et rien n’en découle"),
  fault: (entry, rule) => `Écriture ${entry} : ${componentRules[rule]}`,
  map: {
    title: (name) => `Ce sur quoi repose le vote : ${name}`,
    paperTitle: "Qui exploite quoi",
    asOf: (at) => `État du registre au ${at}`,
    unnamed: "non publié",
    mark: "NE PAS PUBLIER",
  },
  written: (path) => `Écrit dans ${path}`,
  writtenFull: (path) => `Écrit dans ${path}, avec ce qui n’est pas publié. Ne publiez pas ce fichier.`,
  done: {
    added: (name) => `Composant ${name} inscrit`,
    changed: (name, version) => `Composant ${name} : version ${version} inscrite ; les précédentes restent`,
  },
  ask: {
    kind: "De quelle sorte est-il :",
    operator: "Qui l’exploite (entreprise ou service) :",
    hiddenOperator: "Qui l’exploite (entreprise ou service ; ce nom n’est jamais publié) :",
    place: "Où sont ses données (lieu et pays) :",
    from: "Depuis quand est-ce ainsi :",
    runsOn: "Sur quels composants repose-t-il :",
    contact: "Qui appeler en cas de panne (Entrée pour personne ; ce n’est jamais publié) :",
    contract: "En vertu de quel contrat (Entrée pour aucun ; ce n’est jamais publié) :",
  },
  commands: {
    component: "les composants du système : qui exploite chacun, depuis quand, et qui ne l’exploite pas",
    add: "inscrire un composant",
    change: "inscrire une nouvelle version d’un composant ; les précédentes restent",
    list: "lister les composants, ou ce qu’un exploitant exploite et ce qu’il n’exploite pas",
    show: "montrer un composant, toutes ses versions et les incidents qui le désignent",
    map: "montrer quel composant repose sur quel autre",
  },
  options: {
    name: "un nom court : minuscules, chiffres, point et trait d’union",
    kind: "de quelle sorte il est",
    operator: "l’entreprise ou le service qui l’exploite ; publié si la définition le dit",
    contact: "qui appeler en cas de panne ; non publié",
    contract: "en vertu de quel contrat il est exploité ; non publié",
    place: "où sont ses données : lieu et pays",
    from: "jour et heure depuis lesquels il en est ainsi, comme 2014-11-01T08:00",
    until: "jour et heure de la mise hors service",
    runsOn: "noms des composants sur lesquels il repose ; aucun, si rien ne suit",
    about: "dire ce que cet exploitant exploite, et ce qu’il n’exploite pas",
    svg: "écrire le plan comme image",
    pdf: "l’écrire en tableau, sur papier",
    full: "aussi ce qui n’est pas publié",
  },
}
