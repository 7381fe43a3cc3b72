import type { ComponentRefusals } from "../../core/refusals.ts"
import type { ComponentRule } from "../../core/vocabulary.ts"
import type { RefusalTexts } from "../texts.ts"

export const componentRules: Readonly<Record<ComponentRule, string>> = {
  taken: "a component of this name is registered already",
  unknown: "no component of this name was registered before",
  version: "it does not follow the last version of the component",
  "runs-on": "it runs on itself, or on a component that was not registered before",
  interval: "it would end before it begins",
  operator: "its operator is named, or is not, unlike the definition says (publish.operators)",
  same: "it says nothing that the version before it does not say",
}

const ways: Readonly<Partial<Record<ComponentRule, (component: string) => string>>> = {
  taken: (component) => `enter what changed: urne component change ${component} …`,
  unknown: (component) => `register it first: urne component add ${component} …`,
  version: () => "something was entered meanwhile: run the command again",
  "runs-on": () => "name other components: urne component list",
  interval: () => "give a later hour: --until HOUR",
  same: (component) =>
    `say what changes, with one of the options of: urne help component change; see: urne component show ${component}`,
}

export const refusals: RefusalTexts<ComponentRefusals> = {
  "component-refused": ({ component, rule }) => ({
    message: `component ${component}: this cannot be entered, because ${componentRules[rule]}`,
    hint: ways[rule]?.(component) ?? `see what was entered: urne component show ${component}`,
  }),
  "no-such-component": ({ name, known, suggestion }) => ({
    message: `no component named ${name} is registered`,
    hint:
      known.length === 0
        ? `register it: urne component add ${name} …`
        : suggestion === undefined
          ? `give one of: ${known.join("  ")}, or register it: urne component add NAME …`
          : `did you mean ${suggestion}? Registered are: ${known.join("  ")}`,
  }),
}

export const labels = {
  kinds: {
    domain: "domain name",
    dns: "name server",
    tls: "certificate",
    site: "site",
    database: "database",
    mail: "mail",
    sms: "text messages",
    printer: "printer",
    host: "machine or host",
    other: "other",
  },
  stages: {
    "before-seal": "before the seal",
    "before-opening": "after the seal, before the vote opened",
    "during-vote": "AFTER the vote opened",
    "after-vote": "AFTER the urn was frozen",
  },
  columns: {
    name: "Component",
    kind: "Kind",
    operator: "Run by",
    place: "Data in",
    from: "Since",
    signed: "Signed",
    runsOn: "Runs on",
    incidents: "Incidents",
    contact: "Contact",
  },
  none: "No component of the system was registered.",
  outSince: (until: string) => `out of use since ${until}`,
  outOfUse: (until: string) => `Out of use since ${until}`,
  sinceHour: (from: string) => `since ${from}`,
  signed: (stage: string, at: string) => `${stage}, ${at}`,
  runs: (operator: string) => `${operator} runs:`,
  runsNothing: (operator: string) => `${operator} runs nothing that is registered.`,
  ran: (operator: string) => `${operator} ran these, and runs them no more:`,
  carries: (operator: string) => `Others run these, on something that ${operator} runs:`,
  runsNot: (operator: string) => `${operator} does NOT run these, nor anything that they run on:`,
  operators: (names: string) => `Operators in the register: ${names}`,
  standing: (through: string) => `on ${through}`,
  title: (name: string, kind: string, version: number) => `${name} (${kind}), version ${version}`,
  runBy: (operator: string) => `Run by: ${operator}`,
  placeOf: (place: string) => `Data in: ${place}`,
  since: (from: string) => `Since ${from}`,
  runsOn: (names: string) => `Runs on: ${names}`,
  named: (name: string, operator: string) => `${name} (${operator})`,
  carriesNames: (names: string) => `On it run: ${names}`,
  contact: (contact: string) => `Contact: ${contact}`,
  contract: (contract: string) => `Contract: ${contract}`,
  entered: (at: string, stage: string, by: string, entry: number) =>
    `Signed on ${at} (${stage}) by ${by}, entry ${entry}`,
  statedBy: (act: number, kind: string) => `Act ${act} (${kind}) states the register with this entry`,
  isRunBy: (operator: string, name: string) => `${operator} runs ${name}.`,
  isNotRunBy: (operator: string, name: string) => `${operator} does NOT run ${name}.`,
  neverRun: (operator: string, name: string) => `No version of ${name} says that ${operator} ran it.`,
  onceRun: (operator: string, name: string, versions: string) =>
    `${operator} ran it by other versions of ${name}: ${versions}.`,
  standsOnIt: (name: string, on: string, operator: string) => `${name} runs on ${on}, which ${operator} runs.`,
  standsOnNothing: (name: string, operator: string) => `Nothing on which ${name} runs is run by ${operator}.`,
  incidents: "Incidents that name it",
  incident: (number: number, title: string, state: string) => `No. ${number}: ${title} (${state})`,
  noIncidents: "No incident names it.",
  versions: "Versions before it",
  versionOf: (version: number) => `Version ${version}`,
  faults: (count: number) =>
    `${count} ${count === 1 ? "entry of the register breaks" : "entries of the register break"} a rule, and nothing follows from ${count === 1 ? "it" : "them"}`,
  fault: (entry: number, rule: ComponentRule) => `Entry ${entry}: ${componentRules[rule]}`,
  map: {
    title: (name: string) => `What the vote runs on: ${name}`,
    paperTitle: "Who runs what",
    asOf: (at: string) => `As registered on ${at}`,
    unnamed: "not published",
    mark: "NOT FOR PUBLICATION",
  },
  written: (path: string) => `Written to ${path}`,
  writtenFull: (path: string) => `Written to ${path}, with what is not published. Do not publish it.`,
  done: {
    added: (name: string) => `Component ${name} registered`,
    changed: (name: string, version: number) => `Component ${name}: version ${version} entered; those before it stay`,
  },
  ask: {
    kind: "What it is:",
    operator: "Who runs it (company or service):",
    hiddenOperator: "Who runs it (company or service; the name stays out of everything published):",
    place: "Where its data is (place and country):",
    from: "Since when is it run so:",
    runsOn: "On which components does it run:",
    contact: "Whom to call when it is down (Enter for nobody; it stays out of everything published):",
    contract: "Under which contract (Enter for none; it stays out of everything published):",
  },
  commands: {
    component: "the components of the system: who runs each, since when, and who does not",
    add: "register a component",
    change: "enter another version of a component; those before it stay",
    list: "list all components, or what an operator runs and what it does not",
    show: "show a component with all its versions, and the incidents that name it",
    map: "show which component runs on which",
  },
  options: {
    name: "a short name: small letters, digits, dot and hyphen",
    kind: "what it is",
    operator: "the company or service that runs it; published if the definition says so",
    contact: "whom to call when it is down; not published",
    contract: "under which contract it is run; not published",
    place: "where its data is: place and country",
    from: "day and hour since when it is run so, like 2014-11-01T08:00",
    until: "day and hour at which it went out of use",
    runsOn: "names of the components on which it runs; none, if no name follows",
    about: "say what this operator runs, and what it does not",
    svg: "write the map as a picture",
    pdf: "write it as a table on paper",
    full: "also what is not published",
  },
}
