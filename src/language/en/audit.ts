import type { AuditRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

const kinds = { audit: "the signed note of an audit", part: "a part of a divided audit" } as const
const rules = {
  form: "it does not have the form of one",
  origin: "it is about another election",
  unsigned: "nobody signed it",
  forged: "a signature in the name of a trusted key was not made with it",
} as const
const makers = {
  audit: "give the file that verify --key --out wrote, unchanged",
  part: "give the file that verify --shard wrote, unchanged, or make it again",
} as const
const foreign = {
  archive: "it is about another archive, or about this one at another time",
  software: "another version of urne made it",
} as const

export const refusals: RefusalTexts<AuditRefusals> = {
  "record-without-archive": ({ path }) => ({
    message: `${path} holds no archive: the urn was not yet sealed`,
    hint: "there are no ballots yet: verify it without --since, --shard and --merge",
  }),
  "not-an-audit": ({ path, kind, rule }) => ({
    message: `${path} is not ${kinds[kind]}: ${rules[rule]}`,
    hint: makers[kind],
  }),
  "audit-untrusted": ({ path, trusted }) => ({
    message: `${path} is not signed by a key that you trust (${trusted.join(", ")})`,
    hint: "name the auditor's public key with --trust, if you rely on what this auditor checked",
  }),
  "audit-of-other-election": ({ path, uuid, found }) => ({
    message: `${path} is about the election ${uuid}; this one is ${found}`,
    hint: "give the note of an audit of this election, or verify without --since",
  }),
  "audit-before-tally": ({ path }) => ({
    message: `${path} is of no use here: the votes of this archive have been added up`,
    hint: "once there is a tally, an audit reads and counts every ballot: verify without --since",
  }),
  "part-altered": ({ path }) => ({
    message: `${path} was altered: what it holds is not what was signed`,
    hint: "copy it again from the machine that made it, or make it again",
  }),
  "part-foreign": ({ path, rule }) => ({
    message: `${path} is not a part of this audit: ${foreign[rule]}`,
    hint: "make all parts of one archive with one version, and merge them with that version",
  }),
  "parts-missing": ({ of, from, to }) => ({
    message: `no part covers the ${of} ${from} to ${to}`,
    hint: "give the parts of all machines; make a missing one with --shard",
  }),
  "parts-overlap": ({ path, other }) => ({
    message: `${path} and ${other} cover the same ballots or credentials`,
    hint: "give each part once, and only parts of one division",
  }),
  "part-wrong": ({ path, signer, of, from, to }) => ({
    message: `${path}, signed by ${signer}, is wrong: the ${of} ${from} to ${to} were checked again, with another outcome`,
    hint: "do not rely on that machine: make its part again elsewhere, or verify without --merge",
  }),
  "engines-disagree": ({ at }) => ({
    message: `the fast and the slow arithmetic disagree on ${at}`,
    hint: "this machine or this program is faulty: do not rely on what it says; verify elsewhere and report this",
  }),
}

export const labels = {
  signed: (path: string) => `Signed note of this audit: ${path}`,
  unsigned: (path: string) =>
    `NOT SIGNED: a record that does not verify is not signed as audited; ${path} was not written.`,
  since: (ballots: string, signer: string, at: string) =>
    `INCREMENTAL: on the word of ${signer} (${at}), the credentials and ballots 1 to ${ballots} were not checked again. The final audit checks all.`,
  merged: (parts: string, signers: string, ballots: string, credentials: string) =>
    `MERGED: ${parts} parts, on the word of ${signers}; ${ballots} of their ballots and ${credentials} of their credentials were checked again here, with the same outcome.`,
  selfChecked: (ballots: string, credentials: string) =>
    `SELF-CHECK: the slow arithmetic gives the same for ${ballots} ballots and ${credentials} credentials.`,
  part: (index: number, count: number) => `Part ${index} of ${count}`,
  ballots: (from: string, to: string, of: string) => `ballots ${from} to ${to} of ${of}`,
  credentials: (from: string, to: string, of: string) => `credentials ${from} to ${to} of ${of}`,
  noBallots: "no ballots",
  noCredentials: "no credentials",
  archive: "archive (height, hash of the last event)",
  clean: "Nothing is wrong with them. Only verify --merge can tell what this means for the record.",
  partWritten: (path: string, signer: string) => `Signed by ${signer}: ${path}`,
  noPart: "INVALID: the archive cannot be read to its end, so there is no part.",
}
