import type { HolderFindings } from "../../core/finding-codes.ts"
import { fingerprintGroups } from "../../core/fingerprint.ts"
import type { TrusteeRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"

type Step = "join" | "commit" | "deal" | "finish" | "check" | "decrypt"

/** A trust anchor as it is read aloud. */
const anchor = (hash: string) => fingerprintGroups(hash).join(" ")

const steps: Record<Step, string> = {
  join: "join",
  commit: "announce the polynomial",
  deal: "deal the polynomial",
  finish: "make the share",
  check: "prove possession",
  decrypt: "decrypt",
}
const step = (name: string) => (steps as Readonly<Record<string, string>>)[name] ?? name

export const refusals: RefusalTexts<TrusteeRefusals> = {
  "trustees-established": () => ({
    message: "the trustees' keys have already been made",
    hint: "urne trustees status shows who holds them",
  }),
  "trustees-absent": () => ({
    message: "the trustees' keys have not been made yet",
    hint: "in one room: urne trustees ceremony; apart: urne trustees invite",
  }),
  "holder-unknown": ({ holder, holders }) => ({
    message: `${holder} holds no key of this election; the holders are ${holders.join(", ")}`,
  }),
  "holder-file-orphan": ({ path, holder }) => ({
    message: `${path} exists, but this election never registered the key in it: an earlier ceremony did not finish`,
    hint: `it opens nothing; have ${holder} move it away or destroy it, then run the command again: rm -- ${shellWord(path)}`,
  }),
  "not-a-holder-file": ({ path }) => ({
    message: `${path} is not the key file of a trustee, or it is damaged`,
    hint: "give the key file that the ceremony made for the trustee, or a copy of it",
  }),
  "another-holder-file": ({ holder, uuid, wantedHolder, wantedUuid }) => ({
    message:
      uuid === wantedUuid
        ? `this is the key file of ${holder}; that of ${wantedHolder} is needed`
        : `this is the key file of ${holder} for the election ${uuid}, not ${wantedUuid}`,
    hint: "give the file that this holder made for this election",
  }),
  "another-authority": ({ holder, kept, found }) => ({
    message: `the authority’s fingerprint is ${anchor(found)}; the key of ${holder} was made for that of ${anchor(kept)} and serves no other`,
    hint: "ask the members which fingerprint they read aloud; if it is the second one, this file or record is a forgery",
  }),
  "holder-saw-more": ({ path, holder, seen, found }) => ({
    message: `${path} remembers that ${holder} has seen ${seen} journal entries of this election; this file has ${found}, or others: it is an older copy, or another history`,
    hint: "use the newest file; if it is lost, the authority decides with: urne recover --checkpoint FILE --reason …, from a checkpoint or a receipt that was kept; if there is none: urne recover --lost-after --reason …",
  }),
  "holder-key-unknown": ({ path, holder }) => ({
    message: `the key in ${path} is not the one that the ceremony gave ${holder}`,
    hint: "take the file of the ceremony that was completed, or a copy of it",
  }),
  "not-a-trustee-message": ({ path }) => ({
    message: `${path} is neither a request nor a reply of a trustee, or it is damaged`,
    hint: "ask whoever sent it to send it again",
  }),
  "message-of-other-election": ({ path, uuid }) => ({
    message: `${path} is about another election (${uuid})`,
    hint: "give the request or the reply that was made for this election",
  }),
  "holder-keys-absent": ({ holders }) => ({
    message: `no act certifies the keys of these holders, so nobody could tell their replies from others: ${holders.join(", ")}`,
    hint: "each of them runs urne key new HOLDER, and the authority certifies the public keys with urne appoint --holder-key HOLDER.key.pub; or all meet in one room: urne trustees ceremony",
  }),
  "request-groundless": ({ path, rule }) => ({
    message: {
      acts: `the acts in ${path} do not follow each other, or lack signatures that their quorums demand`,
      authority: `the first act in ${path} does not constitute the authority that it names, or belongs to another election`,
      definition: `the definition in ${path} is not the one on which the authority was constituted`,
    }[rule],
    hint: "do not answer: ask the members for another request, and compare the authority’s fingerprint with them",
  }),
  "signing-key-needed": ({ holder }) => ({
    message: `${holder} signs with the key that the authority certified, and that key is not here`,
    hint: "give the key file that urne key new made: --sign-with FILE",
  }),
  "signing-key-unknown": ({ holder, name }) => ({
    message: `${name} is not the key that the authority certified for ${holder}`,
    hint: "give the key file whose public half the members certified; to certify another, they sign an act: urne appoint --holder-key",
  }),
  "reply-not-by-holder": ({ path, holder, fault }) => ({
    message: `${path} speaks for ${holder}, whose certified key did not sign it for this election and ceremony (${fault})`,
    hint: `take nothing from it: ask ${holder} whether this reply is theirs, and have it made again with urne trustees answer`,
  }),
  "holder-key-unnamed": ({ holder, step: name, request }) => ({
    message: `this request asks ${holder} to ${step(name)}, which takes that trustee's key file`,
    hint: `name it${name === "join" ? ", or the file in which it is made now" : ""}: urne trustees answer ${shellWord(request)} --key ${shellWord(`${holder}.trustee-key`)}${name === "decrypt" ? " --record RECORD" : ""}`,
  }),
  "message-not-due": ({ path, holder, step: name }) => ({
    message: `${path} does not answer what ${holder} was asked last (${step(name)})`,
    hint: "urne trustees status shows whom the ceremony waits for; urne trustees invite writes the requests again",
  }),
  "message-contradicts": ({ path, holder, step: name }) => ({
    message: `${path}: ${holder} has already answered this step (${step(name)}), and differently`,
    hint: "ask the holder which answer is right; if a key file was lost, begin again: urne trustees invite --anew",
  }),
  "step-not-due": ({ holder, step: name }) => ({
    message: `the key file of ${holder} cannot ${step(name)} now: it has not reached that step, or is past it`,
    hint: "give the key file that answered the step before; to join, give the name of a file that does not exist yet",
  }),
  "step-answered": ({ holder, step: name }) => ({
    message: `the key file of ${holder} has already answered a different request to ${step(name)}`,
    hint: "do not answer this one: two versions of this ceremony exist; for a ceremony begun anew, make a new key file",
  }),
  "another-tally-decrypted": ({ holder, tally }) => ({
    message: `the key of ${holder} has helped to decrypt another tally of this election (${tally})`,
    hint: "the difference between two tallies of one election can reveal single votes: tell the authority at once",
  }),
  "too-few-ballots": ({ counted, minimum }) => ({
    message: `${counted} ballots would be counted; the definition allows no decryption below ${minimum}`,
    hint: "the authority can only annul the election: urne annul --reason …",
  }),
  "document-of-record": ({ path, name, rule }) => ({
    message:
      rule === "changes"
        ? `${path}: ${name} is a file of the record that holds this very act, so its hash cannot be in that act`
        : `${path} is not the ${name} that is in the record, and would make the record invalid`,
    hint:
      rule === "changes"
        ? "leave it out: the record itself proves it; proclaim the minutes or another document of your own"
        : `give the file another name, or the ${name} of urne export; to replace a document that was proclaimed by mistake, run urne proclaim again`,
  }),
  "tally-unlike-ballots": ({ findings, unchecked }) => ({
    message: `the tally may not be decrypted: its record does not verify (${[...new Set(findings.map(({ code }) => code)), ...unchecked.map((check) => `${check} not checked`)].join(", ")})`,
    hint: "do not decrypt: this file or record was altered; urne export and urne verify show everything that is wrong",
  }),
}

export const findings: FindingTexts<HolderFindings> = {
  HOLDER_REPLY: ({ holder, fault }) =>
    ({
      form: `what should be the reply of ${holder} is not one`,
      unsigned: `the key that the authority certified for ${holder} did not sign the reply in its name`,
      forged: `a signature in the name of ${holder} was not made with its key`,
      origin: `the reply of ${holder} is about another election, authority or ceremony`,
      step: `the reply of ${holder} is not for the step that comes next`,
      request: `${holder} answered a different request: it was shown other replies than you are`,
      own: `the reply in the name of ${holder} is not what this key file answered`,
    })[fault],
  HOLDER_STRUCTURE: ({ holder, rule }) =>
    rule === "own-key"
      ? `the key of ${holder} is not in its place in the structure of the trustees, or that structure has keys that no holder has`
      : "the structure of the trustees does not follow from the signed replies of all holders",
  TRUSTEE_POSSESSION: ({ holder }) =>
    `${holder} does not prove, for this election and this journal, that it has its key`,
}

export const labels = {
  steps: { ...steps },
  columns: {
    owner: "No.",
    holder: "Holder",
    part: "Part",
    file: "Key file",
    done: "Done",
    awaited: "Awaited",
    checked: "Checked at entry",
    request: "Request",
  },
  mandatory: "mandatory",
  threshold: (needed: number, holders: number) => `${needed} of ${holders}`,
  keyFileOf: (holder: string) => `Key file of ${holder} (Enter: not here):`,
  passphraseOf: (path: string) => `Passphrase of ${path} (Enter: its holder is not here):`,
  asked: (election: string, holder: string, name: string) =>
    `Request of the election “${election}” to ${holder}: ${step(name)}`,
  keyOf: (holder: string, path: string) => `\nKey of ${holder} (${path})`,
  made: "The trustees' keys have been made.",
  established: (key: string) => `The trustees' keys have been made. Election key ${key}`,
  notBegun: "The trustees' keys have not been made yet.",
  underWay: "The key ceremony is under way.",
  oneRoom: "For a moment all keys were on this machine: destroy what it may have kept, or hold the ceremony apart.",
  requests: (count: number) => `${count} request${count === 1 ? "" : "s"} written: give each holder its own`,
  withRecord:
    "Give each holder the published record too, against which the request is verified: urne export --tar RECORD.tar",
  noRequests: "There is nothing to ask of any holder now.",
  replied: (holder: string, name: string, path: string) => `${holder}, ${step(name)}: reply written to ${path}`,
  keptAuthority: "This key will serve no other authority.",
  keyWritten: (path: string) => `Key file ${path}: keep it, and a copy in a second place; without it the share is lost`,
  received: (count: number, known: number) =>
    `${count} repl${count === 1 ? "y" : "ies"} taken in${known === 0 ? "" : `, ${known} of them already known`}`,
  waiting: (who: string) => `Still awaited: ${who}`,
  checkedNow: (who: string, size: number) => `Possession proven at journal entry ${size}: ${who}`,
  unchecked: (who: string) => `Not yet checked: ${who}`,
  allChecked: "Every holder has proven possession.",
  commands: {
    trustees: "the trustees and their keys",
    ceremony: "make all keys in one room, each holder with a passphrase of its own",
    invite: "write a request for each holder, who makes its key elsewhere",
    answer: "answer a request, on the holder's own machine",
    receive: "take in replies, and write the next requests when a round is complete",
    status: "who has done what",
    check: "each holder proves that it can still use its key",
  },
  options: {
    out: "folder for the key files",
    requests: "folder for the requests",
    anew: "begin the ceremony again: earlier replies no longer count",
    key: "key file of the holder; made when it joins",
    keys: "key file of a holder (may be repeated)",
    passphraseFile:
      "file with the passphrase of the holder in the same position (may be repeated; - is standard input)",
    reply: "where to write the reply",
    signWith:
      "the holder’s certified signing key, as urne key new made it; after joining, the trustee's own key file has a copy",
    signPassphraseFile: "file with the passphrase of that key (- is standard input)",
    record: "the published record, to decrypt: the holder verifies it first",
    force: "replace an existing reply",
  },
}
