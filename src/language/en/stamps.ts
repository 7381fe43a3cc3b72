import type { StampRefusals } from "../../core/refusals.ts"
import type { TimeStampRule } from "../../core/time-stamp-rule.ts"
import type { RefusalTexts } from "../texts.ts"

/** What is wrong with a time-stamp. */
export const stampFaults: Record<TimeStampRule, string> = {
  form: "it is not a time-stamp in the form of RFC 3161 (DER)",
  rejected: "the time-stamping service refused the request",
  "content-type": "what was signed is no time-stamp",
  signers: "it has no signature, or more than one",
  "signer-absent": "it does not bring the certificate of the service that signed it",
  "certificate-form": "a certificate that it brings cannot be read",
  attributes: "what was signed with it is incomplete, or stands there twice",
  digest: "the signature is for another statement",
  "certificate-unnamed": "the signature does not name its certificate",
  "certificate-sha1": "the signature names its certificate by SHA-1 only, which can be forged",
  "certificate-other": "the signature names another certificate",
  algorithm: "it was signed with an algorithm or a key that is too weak, or not known",
  signature: "the signature is not that of the service's key",
  version: "it has another version of the form",
  "imprint-algorithm": "it names what was stamped by another hash than SHA-256",
  imprint: "it stamps something else",
  nonce: "it answers another request",
  policy: "it was made under another policy than the one that was asked for",
  accuracy: "the accuracy that it states is none",
  extension: "it has an extension that must be understood and is not known",
  "service-name": "it names another service than its certificate",
  purpose: "the certificate is not one for time-stamps and nothing else",
  "key-usage": "the certificate's key may not sign time-stamps",
  issuer: "a certificate was issued by one that may not do that",
  "certificate-extension": "a certificate has an extension that must be understood and is not known",
  validity: "a certificate was not valid at the instant of the stamp",
  root: "its certificates lead to no root that the definition names",
}

export const refusals: RefusalTexts<StampRefusals> = {
  "nothing-to-stamp": ({ subject, number, numbers }) => ({
    message:
      number === undefined
        ? {
            act: "there is no act in effect yet",
            checkpoint: "there is no checkpoint yet",
            notice: "no notice was issued yet",
            minutes: "nobody signed minutes yet",
          }[subject]
        : {
            act: `act ${number} is not in effect`,
            checkpoint: `there is no checkpoint of ${number} entries`,
            notice: `there is no notice ${number}`,
            minutes: `minutes were not signed ${number} times`,
          }[subject],
    hint:
      numbers.length === 0
        ? "urne stamp list shows what can be stamped"
        : `stamps can be requested for ${{ act: "these acts", checkpoint: "the checkpoints of these sizes", notice: "these notices", minutes: "these signings of the minutes" }[subject]}: ${numbers.join(", ")}`,
  }),
  "time-stamp-refused": ({ path, rule, detail }) => ({
    message: `${path} is not taken in: ${stampFaults[rule]}${detail === undefined ? "" : ` (${detail})`}`,
    hint:
      rule === "root"
        ? "nothing was kept; request the stamp from a service whose root the definition names under time-stamps"
        : "nothing was kept; send the request again, or to another service, and keep the reply as a file that nobody edits",
  }),
  "stamp-early": ({ stamped, accuracy, stated }) => ({
    message: `the stamp is kept, but verify will object to it (T4): it is of ${stamped} (give or take ${accuracy / 1000} s), and what it stamps says of itself that it was made at ${stated} or later`,
    hint: "one of the two clocks is wrong: look at another one; if it is this machine's, set it right, and urne status says what follows; then ask for another stamp: urne stamp request",
  }),
  "time-stamp-unasked": ({ path, known }) => ({
    message: known
      ? `${path} stamps something of this election, but this file does not know the request that it answers`
      : `${path} stamps nothing that this election file holds`,
    hint: known
      ? `if the request was made on another copy, give it too: urne stamp attach ${path} --request FILE.tsq`
      : "urne stamp list shows what can be stamped; a reply belongs to the election file on which its request was made",
  }),
  "not-a-time-stamp-request": ({ path }) => ({
    message: `${path} is not a request that urne stamp request wrote`,
    hint: "give the file (.tsq) whose reply this is",
  }),
}

/** Names something that can be stamped. */
export const stampedThing = (
  subject: "act" | "checkpoint" | "notice" | "minutes",
  number: string,
  kind: string | undefined,
): string =>
  ({
    act: `act ${number}${kind === undefined ? "" : `, ${kind}`}`,
    checkpoint: `checkpoint of ${number} entries`,
    notice: `notice ${number}`,
    minutes: `minutes, signing ${number}`,
  })[subject]

export const labels = {
  thing: stampedThing,
  requested: (thing: string, path: string) => `Request for a stamp of ${thing} written to ${path}`,
  send: (query: string, reply: string) =>
    `Send it to a time-stamping service, and take in what comes back:\n  curl --data-binary @${query} -H Content-Type:application/timestamp-query -o ${reply} URL\n  urne stamp attach ${reply}`,
  attached: (thing: string, at: string, service: string) => `${thing} is stamped: ${at}, by ${service}`,
  attachedBefore: (thing: string, at: string, service: string) =>
    `This file already had the stamp of ${thing}: ${at}, by ${service}`,
  columns: { thing: "what", at: (zone: string) => `stamped (${zone})`, service: "by", anchored: "root" },
  anchored: "trusted",
  notAnchored: "not anchored",
  none: "no stamp",
  noRoots:
    "The definition names no root under time-stamps, so stamps are not anchored: anybody can run a service that stamps any hour.",
  nothing: "Nothing can be stamped yet: no act is in effect.",
  commands: {
    stamp: "time-stamps of others, which prove when something was there",
    request: "write a request for a stamp of an act, the last checkpoint, a notice or the minutes",
    attach: "take in the reply of a time-stamping service",
    list: "show what has a stamp, and what has none",
  },
  options: {
    subject: "act, checkpoint, notice or minutes",
    number:
      "number of the act, the notice or the signing of the minutes, or size of the checkpoint (default: the last one)",
    out: "where to write the request (default: after what it is for)",
    policy: "the policy to ask for (its object identifier, 1.3.6.…)",
    reply: "the reply (.tsr), or a token by itself",
    request: "the request that it answers, if it was made on another copy of the election file",
  },
}
