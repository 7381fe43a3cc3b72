import type { labels as english } from "../en/audit.ts"
import type { AuditRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../catalogue.ts"
import { of, several } from "./grammar.ts"

const kinds = { audit: "la note signée d’un audit", part: "une tranche d’un audit partagé" } as const
const rules = {
  form: "il n’en a pas la forme",
  origin: "il est d’un autre scrutin",
  unsigned: "personne ne l’a signé",
  forged: "une signature au nom d’une clé crue n’est pas la sienne",
} as const
const makers = {
  audit: "donnez, sans rien y changer, le fichier écrit par verify --key --out",
  part: "donnez, sans rien y changer, le fichier écrit par verify --shard, ou refaites-le",
} as const
const foreign = {
  archive: "elle est d’une autre archive, ou de celle-ci à un autre moment",
  software: "une autre version d’urne l’a faite",
} as const
const things = { ballots: "bulletins", credentials: "codes publics" } as const

export const refusals: RefusalTexts<AuditRefusals> = {
  "record-without-archive": ({ path }) => ({
    message: `${path} ne contient pas d’archive : l’urne n’était pas encore scellée`,
    hint: "il n’y a pas de bulletins à auditer par tranches, ni à reprendre",
  }),
  "not-an-audit": ({ path, kind, rule }) => ({
    message: `${path} n’est pas ${kinds[kind]} : ${rules[rule]}`,
    hint: makers[kind],
  }),
  "audit-untrusted": ({ path, trusted }) => ({
    message: `${path} n’est pas signé par une clé que vous croyez (${trusted.join(", ")})`,
    hint: "donnez la clé publique de l’auditeur avec --trust, si vous vous fiez à ce qu’il a contrôlé",
  }),
  "audit-of-other-election": ({ path, uuid, found }) => ({
    message: `${path} concerne le scrutin ${uuid} ; celui-ci est ${found}`,
    hint: "donnez la note d’un audit de ce scrutin, ou vérifiez sans --since",
  }),
  "audit-before-tally": ({ path }) => ({
    message: `on ne peut pas repartir de ${path} : les voix de cette archive sont additionnées`,
    hint: "un audit avec décompte lit et compte chaque bulletin : vérifiez sans --since",
  }),
  "part-altered": ({ path }) => ({
    message: `${path} a été modifié : son contenu n’est pas celui qui a été signé`,
    hint: "copiez-le de nouveau depuis la machine qui l’a fait, ou refaites-le",
  }),
  "part-foreign": ({ path, rule }) => ({
    message: `${path} n’est pas une tranche de cet audit : ${foreign[rule]}`,
    hint: "faites toutes les tranches d’une même archive avec une même version, et réunissez-les avec celle-ci",
  }),
  "parts-missing": ({ of, from, to }) => ({
    message: `aucune tranche n’a les ${things[of]} ${from} à ${to}`,
    hint: "donnez les tranches de toutes les machines ; faites celle qui manque avec --shard",
  }),
  "parts-overlap": ({ path, other }) => ({
    message: `${path} et ${other} portent sur les mêmes bulletins ou codes publics`,
    hint: "donnez chaque tranche une fois, toutes d’un même partage",
  }),
  "part-wrong": ({ path, signer, of, from, to }) => ({
    message: `${path}, signé par ${signer}, est faux : les ${things[of]} ${from} à ${to}, contrôlés de nouveau, donnent autre chose`,
    hint: "ne vous fiez pas à cette machine : refaites sa tranche ailleurs, ou vérifiez sans --merge",
  }),
  "engines-disagree": ({ at }) => ({
    message: `le calcul rapide et le calcul lent ne disent pas la même chose de ${at}`,
    hint: "cette machine est en panne, ou ce programme : ne vous y fiez pas ; vérifiez ailleurs et signalez-le",
  }),
}

export const labels: typeof english = {
  signed: (path) => `Note signée de cet audit : ${path}`,
  unsigned: (path) => `NON SIGNÉ : ce qui n’est pas conforme n’est pas signé comme audité ; ${path} n’a pas été écrit.`,
  since: (ballots, signer, at) =>
    `INCRÉMENTAL : sur la parole ${of(signer)} (${at}), les codes publics et les bulletins 1 à ${ballots} n’ont pas été contrôlés de nouveau. L’audit définitif contrôle tout.`,
  merged: (parts, signers, ballots, credentials) =>
    `RÉUNI : ${parts} tranches, sur la parole ${of(signers)} ; on a contrôlé de nouveau ici ${ballots} de leurs bulletins et ${credentials} de leurs codes publics, qui sont tels qu’elles le disent.`,
  selfChecked: (ballots, credentials) =>
    `AUTOCONTRÔLE : le calcul lent dit la même chose de ${several(ballots, "bulletin(s)")} et de ${several(credentials, "code(s) public(s)")}.`,
  part: (index, count) => `Tranche ${index} sur ${count}`,
  ballots: (from, to, of) => `bulletins ${from} à ${to} sur ${of}`,
  credentials: (from, to, of) => `codes publics ${from} à ${to} sur ${of}`,
  noBallots: "aucun bulletin",
  noCredentials: "aucun code public",
  archive: "archive (hauteur, dernier événement)",
  clean: "Rien à y redire. Ce qu’il en résulte pour le dossier, verify --merge le dira.",
  partWritten: (path, signer) => `Signé par ${signer} : ${path}`,
  noPart: "NON CONFORME : l’archive ne se lit pas jusqu’à la fin, il n’y a donc pas de tranche.",
}
