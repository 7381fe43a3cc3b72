import type { ObserverFault, ObserverRefusals, RecordFault } from "../../core/refusals.ts"
import type { labels as english } from "../en/observers.ts"
import type { RefusalTexts } from "../texts.ts"
import { several } from "./grammar.ts"

const fileFaults: Record<ObserverFault, string> = {
  form: "il n’a pas la forme d’un tel fichier, ou a été modifié",
  authority: "ses décisions n’établissent pas la Haute Autorité d’une élection",
  definition: "il contient une autre définition que celle que les membres ont signée",
  "journal-signature": "une empreinte du journal n’y est pas signée par l’urne",
  "journal-proof": "rien n’y prouve qu’une empreinte du journal prolonge la précédente",
  "journal-leaves": "les hachages des lignes du journal n’y donnent pas les empreintes signées",
  "register-signature": "une empreinte du registre n’y est pas signée par l’urne",
  "register-proof": "rien n’y prouve qu’une empreinte du registre prolonge la précédente",
  "register-leaves": "les hachages des lignes du registre n’y donnent pas les empreintes signées",
  cosignature: "une signature de témoin sous une empreinte y est fausse",
  notice: "un communiqué n’y suit pas le précédent, ou trop peu de membres l’ont signé",
  "notice-state":
    "un communiqué y a été établi sur un autre journal ou un autre registre que ceux que le fichier prouve",
  "act-state": "une décision y a été signée avec un autre journal que celui que le fichier prouve",
}

const recordFaults: Record<RecordFault, string> = {
  journal: "son journal manque, ou ne se lit pas",
  authority: "ses décisions n’établissent pas de Haute Autorité",
  definition: "sa définition n’est pas celle que les membres ont signée",
  checkpoint: "une empreinte n’y est pas signée par l’urne, ou n’est pas celle de son journal",
  register: "son registre n’est pas celui que l’urne a signé",
}

const noteFaults = {
  form: "ce n’est pas une empreinte signée",
  origin: "elle concerne une autre élection",
  unsigned: "la clé de l’urne ne l’a pas signée",
  forged: "une signature au nom de l’urne n’est pas la sienne",
} as const

const logs = { journal: "du journal", register: "du registre" } as const

export const refusals: RefusalTexts<ObserverRefusals> = {
  "not-an-observer-file": ({ path, rule, number }) => ({
    message: `${path} n’est pas un fichier d’observateur auquel se fier : ${fileFaults[rule]}${number === undefined ? "" : ` (n° ${number})`}`,
    hint: "gardez-le tel quel, et demandez-en un autre à qui vous l’a remis : urne observer export",
  }),
  "record-unsound": ({ path, rule }) => ({
    message: `rien ne peut être comparé au dossier public ${path} : ${recordFaults[rule]}`,
    hint: `voyez tout ce qui n’y va pas : urne verify ${path}`,
  }),
  "not-shown": ({ path }) => ({
    message: `${path} n’est ni un fichier d’observateur, ni un dossier public, ni une empreinte, ni un reçu, ni la preuve d’une double histoire`,
    hint: "donnez, sans rien y changer, ce que la Haute Autorité vous a remis",
  }),
  "compare-key-unknown": ({ path, origin }) => ({
    message: `rien ici ne dit quelle clé signe pour l’urne ${origin} : la signature de ${path} ne peut être vérifiée`,
    hint: "comparez-la à un fichier d’observateur ou à un dossier public, ou demandez la clé de l’urne aux membres et donnez-la : --urn CLÉ",
  }),
  "not-signed-by-urn": ({ path, fault }) => ({
    message: `${path} N’EST PAS SIGNÉ PAR L’URNE et ne prouve rien : ${noteFaults[fault]}`,
    hint: "demandez à qui vous l’a remis le fichier lui-même, sans changement",
  }),
  "split-unproven": ({ path }) => ({
    message: `${path} ne prouve rien : ses deux notes ne sont pas toutes deux signées par la clé qu’il nomme, ou un même journal peut contenir les deux`,
    hint: "demandez ce qui a été montré aux deux personnes, et comparez : urne compare PREMIER SECOND",
  }),
  "fresher-than-public": ({ path, size, public: most, log }) => ({
    message: `${path} montre ${several(size, "ligne(s)")} ${logs[log]} ; pendant le vote, il n’y en a que ${most} de publiques, car une de plus daterait les bulletins arrivés depuis le dernier comptage`,
    hint: "recommencez après le prochain communiqué : urne observer export --with FICHIER",
  }),
  "shown-another": ({ path, size, log }) => ({
    message: `${path} montre ${several(size, "ligne(s)")} ${logs[log]} qui ne sont pas celles de ce fichier d’élection`,
    hint: `gardez les deux, et faites-les comparer : urne observer export --out observer.json, puis urne compare ${path} observer.json`,
  }),
}

const entries = (count: string) => several(count, "ligne(s)")

export const labels: typeof english = {
  kinds: {
    observer: "fichier d’observateur",
    record: "dossier public",
    checkpoint: "empreinte signée",
    receipt: "reçu",
  },
  logs: { journal: "Journal", register: "Registre" },
  exported: (path, notices, journal, register) =>
    `Écrit dans ${path} : décisions, définition, ${several(notices, "communiqué(s)")}, le journal jusqu’à ${entries(journal)}, le registre jusqu’à ${entries(register)}`,
  behind: (most) =>
    `Le journal est public jusqu’à ${entries(most)}, mais l’urne n’a pas signé cet état et sa clé n’est pas ici : écrivez ce fichier là où elle se trouve`,
  giveToAll:
    "Remettez le même fichier à chaque observateur. Deux d’entre eux établissent si on leur a montré une seule histoire : urne compare",
  title: (name, uuid) => `Ce qui a été montré aux observateurs de l’élection « ${name} » (${uuid})`,
  rehearsal: "SCRUTIN À BLANC. Ce ne sont pas les votes de personnes réelles.",
  acts: (list) => `Décisions en vigueur : ${list}`,
  act: (number, kind) => `n° ${number} ${kind}`,
  members: (names) => `Membres à présent : ${names}`,
  noNotices: "Aucun communiqué n’a encore été publié.",
  noStates: (log) => `Le fichier ne contient aucune empreinte signée ${logs[log]}.`,
  columns: {
    notice: "Communiqué",
    issued: "Établi",
    signers: "Signé par",
    journal: "Journal, lignes",
    register: "Registre, lignes",
    root: "Empreinte",
    cosigned: "Contresigné par",
  },
  cosigned: (witness, at) => `${witness}, ${at}`,
  sound:
    "Toutes les signatures de ce fichier ont été vérifiées, chaque communiqué suit le précédent, et chaque empreinte prolonge la précédente.",
  side: (path, kind, shown) => `${path} (${kind}) : ${shown}`,
  shows: (log, size) => `${log === "journal" ? "journal" : "registre"} de ${entries(size)}`,
  showsNothing: "rien qui puisse être comparé",
  verdicts: {
    equal: "IDENTIQUES : la même chose a été montrée aux deux.",
    prefix: "PROLONGÉ : une seule histoire ; l’un des deux en montre davantage.",
    split: "DOUBLE HISTOIRE, PROUVÉE : l’urne a signé deux histoires.",
    declared: "DÉCLARÉ : les deux diffèrent par une perte que la Haute Autorité a déclarée.",
    undecided: "NON TRANCHÉ : rien ici ne prouve qu’il y a une seule histoire, ni qu’il y en a deux.",
    different: "ÉLECTIONS DIFFÉRENTES : il n’y a rien à comparer.",
  },
  equal: (log, size) => `${log} : les mêmes lignes, ${size} en tout.`,
  prefix: (log, shorter, longer, size) =>
    `${log} : ${longer} prolonge ${shorter}. Les mêmes lignes au début : ${size}.`,
  split: (log, first, second) =>
    first === second
      ? `${log} : l’urne a signé deux états différents de ${entries(first)}.`
      : `${log} : l’urne a signé un état de ${entries(first)} et un de ${entries(second)}, qu’aucun journal ne peut contenir tous deux.`,
  declared: (log, act) =>
    `${log} : la décision n° ${act} (recover) déclare que ce qui a suivi un état antérieur peut être perdu. L’un des deux détient ce qui l’a été, ou a pu l’être.`,
  apart: (log, first, second) =>
    `${log} : ${entries(first)} et ${entries(second)} sont signées par l’urne, et rien ici ne relie les deux.`,
  unsigned: (log, common) =>
    `${log} : ils ne diffèrent que par des lignes que l’urne n’a pas signées. Lignes communes : ${common}.`,
  otherKey: (log) => `${log} : ils diffèrent, et deux clés différentes de l’urne les ont signés.`,
  common: (log, size) => `${log} : les mêmes lignes au début, ${size} en tout.`,
  perhapsDeclared: (act) =>
    `La décision n° ${act} (recover) déclare une perte, qui l’explique peut-être : comparez à un dossier public.`,
  askSpan: (file) =>
    `Demandez à la Haute Autorité un fichier d’observateur qui contienne les deux : urne observer export --with ${file}`,
  askKey: "Demandez aux deux le dossier public : il dit quelle clé comptait et quand.",
  keepBoth:
    "Gardez les deux fichiers, et rendez-le public. Qui a la clé de l’urne vérifie la preuve sans rien d’autre : urne compare",
  otherAuthority:
    "Deux Hautes Autorités ont été installées sous un même identifiant : comparez leurs empreintes avec les membres.",
  written: (path) => `La preuve est dans ${path}. Chacun peut la vérifier : urne compare ${path}`,
  proof: {
    title: (uuid) => `Preuve que l’urne de l’élection ${uuid} a montré deux histoires`,
    key: "Les deux notes sont signées par cette clé. La décision d’installation du bureau dit si c’est celle de l’urne : comparez.",
    certified: (path) => `Les deux notes sont signées par la clé de l’urne, telle que ${path} la certifie :`,
    given: "Les deux notes sont signées par la clé que vous avez donnée :",
  },
  commands: {
    observer: "ce que les délégués et les candidats reçoivent et gardent : décisions, communiqués et empreintes",
    export:
      "écrire dans un fichier ce qui peut être montré aux observateurs, rien de plus récent que le dernier comptage publié",
    show: "vérifier un fichier d’observateur sur n’importe quel poste, et dire ce qu’il contient",
    compare: "dire si une seule histoire a été montrée à deux personnes, ou prouver qu’il y en a eu deux",
  },
  options: {
    out: "où l’écrire (à défaut : observer-TAILLE.json)",
    with: "prouver aussi les états de ces fichiers : fichiers d’observateur ou empreintes que d’autres détiennent",
    file: "un fichier écrit par urne observer export",
    first:
      "un fichier d’observateur, un dossier public, une empreinte ou un reçu ; seule, la preuve d’une double histoire",
    second: "un autre d’entre eux",
    urn: "la clé publique de l’urne, ou un fichier qui la contient, si aucun des deux ne la donne",
    proof: "où écrire la preuve d’une double histoire",
  },
}
