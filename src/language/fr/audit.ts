import type { AuditRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/audit.ts"
import type { RefusalTexts } from "../texts.ts"
import { of, several } from "./grammar.ts"

const kinds = { audit: "la note signée d’un audit", part: "une tranche d’un audit partagé" } as const
const rules = {
  form: "il n’en a pas la forme",
  origin: "il est d’une autre élection",
  unsigned: "personne ne l’a signé",
  forged: "une signature y porte le nom d’une clé de confiance et n’est pas d’elle",
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
    hint: "il n’y a ni bulletins à contrôler par tranches, ni audit à poursuivre",
  }),
  "not-an-audit": ({ path, kind, rule }) => ({
    message: `${path} n’est pas ${kinds[kind]} : ${rules[rule]}`,
    hint: makers[kind],
  }),
  "audit-untrusted": ({ path, trusted }) => ({
    message: `${path} n’est signé par aucune des clés auxquelles vous vous fiez (${trusted.join(", ")})`,
    hint: "donnez la clé publique de l’auditeur avec --trust, si vous vous fiez à ce qu’il a contrôlé",
  }),
  "audit-of-other-election": ({ path, uuid, found }) => ({
    message: `${path} concerne l’élection ${uuid} ; celle-ci est ${found}`,
    hint: "donnez la note d’un audit de cette élection, ou vérifiez sans --since",
  }),
  "audit-before-tally": ({ path }) => ({
    message: `l’audit ${path} ne peut pas être poursuivi : les voix de cette archive sont déjà additionnées`,
    hint: "avec un décompte, l’audit lit et compte chaque bulletin : vérifiez sans --since",
  }),
  "part-altered": ({ path }) => ({
    message: `${path} a été modifié : son contenu n’est pas celui qui a été signé`,
    hint: "copiez-le de nouveau depuis le poste qui l’a produit, ou refaites-le",
  }),
  "part-foreign": ({ path, rule }) => ({
    message: `${path} n’est pas une tranche de cet audit : ${foreign[rule]}`,
    hint: "faites toutes les tranches d’une même archive avec une même version, et réunissez-les avec celle-ci",
  }),
  "parts-missing": ({ of, from, to }) => ({
    message: `aucune tranche ne couvre les ${things[of]} ${from} à ${to}`,
    hint: "donnez les tranches de tous les postes ; faites celle qui manque avec --shard",
  }),
  "parts-overlap": ({ path, other }) => ({
    message: `${path} et ${other} portent sur les mêmes bulletins ou codes publics`,
    hint: "donnez chaque tranche une seule fois, toutes du même découpage",
  }),
  "part-wrong": ({ path, signer, of, from, to }) => ({
    message: `${path}, signé par ${signer}, est faux : les ${things[of]} ${from} à ${to}, contrôlés de nouveau, donnent autre chose`,
    hint: "ne vous fiez pas à ce poste : refaites sa tranche ailleurs, ou vérifiez sans --merge",
  }),
  "engines-disagree": ({ at }) => ({
    message: `le calcul rapide et le calcul lent ne concordent pas sur ${at}`,
    hint: "ce poste ou ce programme est défaillant : ne vous y fiez pas ; vérifiez sur un autre poste et signalez-le",
  }),
}

export const labels: typeof english = {
  signed: (path) => `Note signée de cet audit : ${path}`,
  unsigned: (path) => `NON SIGNÉ : ce qui n’est pas conforme ne se signe pas ; ${path} n’a pas été écrit.`,
  since: (ballots, signer, at) =>
    `AUDIT COMPLÉMENTAIRE : sur la foi ${of(signer)} (${at}), les codes publics et les bulletins 1 à ${ballots} n’ont pas été contrôlés de nouveau. L’audit définitif contrôle tout.`,
  merged: (parts, signers, ballots, credentials) =>
    `RÉUNI : ${several(parts, "tranche(s)")}, sur la foi ${of(signers)} ; contrôlés de nouveau ici, et trouvés conformes à ce qu’elles disent : ${several(ballots, "bulletin(s)")} et ${several(credentials, "code(s) public(s)")}.`,
  selfChecked: (ballots, credentials) =>
    `AUTOCONTRÔLE : le calcul lent donne le même résultat pour ${several(ballots, "bulletin(s)")} et ${several(credentials, "code(s) public(s)")}.`,
  part: (index, count) => `Tranche ${index} sur ${count}`,
  ballots: (from, to, of) => `bulletins ${from} à ${to} sur ${of}`,
  credentials: (from, to, of) => `codes publics ${from} à ${to} sur ${of}`,
  noBallots: "aucun bulletin",
  noCredentials: "aucun code public",
  archive: "archive (rang du dernier événement, empreinte)",
  clean: "Aucune anomalie. Ce qu’il en résulte pour le dossier public, verify --merge le dira.",
  partWritten: (path, signer) => `Signé par ${signer} : ${path}`,
  noPart: "NON CONFORME : l’archive ne se lit pas jusqu’à la fin, il n’y a donc pas de tranche.",
}
