import type { WitnessRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<WitnessRefusals> = {
  "not-a-witness-key": ({ path }) => ({
    message: `${path} is not a witness's key file`,
    hint: "a witness makes one with: urne key new NAME --witness",
  }),
  "not-a-witness-request": ({ path }) => ({
    message: `${path} is not a request to a witness, or it was changed on its way`,
    hint: "urne checkpoint request writes one; send it as a file, so that no line end changes",
  }),
  "urn-key-unknown": ({ name, origin }) => ({
    message: `${name} has seen nothing of ${origin} yet, and does not know its urn key`,
    hint: "ask members of the authority for it, not by the way in which this request came, and give it: --urn KEY",
  }),
  "witness-saw-more": ({ name, seen, size }) => ({
    message: `${name} has cosigned ${seen} entries of this journal; the request shows only ${size}: it is old, or entries were removed`,
    hint: "nothing was signed; ask for a new request; if that one shows fewer entries too, keep both and tell the public",
  }),
  "witness-saw-other": ({ name, seen, size }) => ({
    message: `the journal of ${size} entries in this request does not begin with the ${seen} entries that ${name} has cosigned: two histories of this election were signed`,
    hint: "nothing was signed; keep this request and the checkpoint that was cosigned before, which together prove it, and tell the public",
  }),
  "request-from-elsewhere": ({ name, seen, old }) => ({
    message: `${name} has cosigned ${seen} entries of this journal; the request proves that it continues the first ${old}`,
    hint: `nothing was signed; ask for another: urne checkpoint request --from ${seen}`,
  }),
  "no-witness": () => ({
    message: "this authority has named no witness",
    hint: "witnesses are named before it is constituted: urne init --witness-key FILE",
  }),
  "which-witness": ({ given, names }) => ({
    message:
      given === undefined
        ? "this authority has named several witnesses"
        : `${given} is not a witness of this authority`,
    hint: `name one of them: ${names.join(", ")}`,
  }),
  "checkpoint-unknown": ({ path, size }) => ({
    message: `this file has no checkpoint of ${size} entries; the one in ${path} was made on another copy of it`,
    hint: "ask the witness again for one of this file: urne checkpoint request",
  }),
  "no-cosignature": ({ path, names }) => ({
    message: `no witness whom the authority named has cosigned ${path}`,
    hint:
      names.length === 0
        ? "the authority has named no witness"
        : `its witnesses are ${names.join(", ")}; each of them cosigns with urne checkpoint cosign`,
  }),
  "cosignature-forged": ({ path, name }) => ({
    message: `a signature in ${path} bears the name of ${name}, but that witness did not make it, or not for this checkpoint`,
    hint: "nothing was taken in; ask the witness for the file again",
  }),
}

export const labels = {
  requested: (witness: string, size: string, path: string) =>
    `Request to ${witness}, for ${size} journal entries, written to ${path}: the witness answers with urne checkpoint cosign`,
  urnKeyOnce: "The witness needs this urn key once, and not by the way in which the request is sent:",
  cosigned: (witness: string, size: string, before: string) =>
    before === "0"
      ? `${witness} has cosigned ${size} journal entries, and had seen none of this journal before`
      : `${witness} has cosigned ${size} journal entries; they begin with the ${before} that it had cosigned before`,
  sendBack: (path: string) =>
    `Send ${path} back to the authority, which takes it in with urne checkpoint import, and keep a copy.`,
  imported: (witnesses: string, size: string, added: number) =>
    added === 0
      ? `The checkpoint of ${size} entries already had the cosignature of ${witnesses}`
      : `The checkpoint of ${size} entries is cosigned by ${witnesses}`,
  commands: {
    request: "ask a witness for its cosignature of the journal as it stands",
    cosign: "as a witness: check that the journal only grew, and cosign it",
    import: "take in what a witness cosigned",
  },
  options: {
    from: "prove that the journal continues its first n entries, instead of those that this witness has cosigned",
    out: "where to write it, instead of standard output",
    key: "the witness's key file",
    urn: "urn key (its public half), or a file that holds it: needed the first time, and when it was replaced",
  },
}
