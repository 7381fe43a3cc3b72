import { fingerprintGroups } from "../../core/fingerprint.ts"
import type { ActFileFault, AuthorityRefusals, Missing } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { RefusalTexts } from "../texts.ts"
import { labels as lifecycle } from "./lifecycle.ts"

function missing(what: Missing): string {
  switch (what.thing) {
    case "member-key":
      return `the key of ${what.member} (make another election file with it: urne init)`
    case "roll":
      return "the member roll (urne roll import)"
    case "trustees":
      return "the trustees' keys (urne trustees ceremony)"
    case "credentials":
      return "the credentials (urne credentials generate)"
    case "tally":
      return "the encrypted tally (urne tally)"
    case "result":
      return "the result (urne decrypt)"
    case "possession":
      return `the check of ${what.holder}'s share (urne trustees check)`
    case "voters":
      return `more voters: ${what.eligible} may vote, but fewer than ${what.minimum} ballots are never decrypted (minimum-ballots); import a larger roll, or annul the election and begin again with a lower minimum`
    case "batch":
      return `batch ${what.number} of ${what.channel}`
  }
}

const altered = {
  journal: "the journal has no record of its proposal",
  text: "its text is not the one that the journal records",
  state: "the journal disagrees on whether it is in effect",
  authority: "it cannot follow the acts before it",
  quorum: "it is marked as in effect, but the signatures of its quorum are not there",
  absent: "the journal records its proposal, but it is gone",
  signature: "where this member’s signature belongs stands a line that is not one, and it cannot be replaced",
} as const

/** What is wrong with an act that was carried away. */
const actFileFaults = (act: number): Readonly<Record<ActFileFault["rule"], string>> => ({
  form: "it does not have the form of such a file",
  text: "the text of an act in it cannot be read",
  pending: "its last act, and no other, must be waiting for signatures",
  election: "its acts are not all of one election",
  journal: `the journal that act ${act} names does not continue the one that the act before it names`,
  previous: `act ${act} does not follow the last act in effect`,
  authority: `it does not show who may decide act ${act}`,
  quorum: `act ${act} lacks signatures that its quorum demands`,
  definition: "the definition in it is not the one with which the authority was constituted",
  result: "the result in it is not the one whose hash the act states, or the act unseal before it is missing",
  other: `act ${act} in it is not act ${act} of this election file`,
})

export const refusals: RefusalTexts<AuthorityRefusals> = {
  "act-altered": ({ act, rule }) => ({
    message: `act ${act} in the election file is not what was decided: ${altered[rule]}. Somebody has written to the file`,
    hint:
      rule === "signature"
        ? "drop it (urne act withdraw) and propose it again: the next act has a place of its own for each signature"
        : "keep this file as it is, and go on from the last backup: urne recover",
  }),
  "not-ready": ({ kind, missing: things }) => ({
    message: `not ready to ${lifecycle.acts[kind]}; missing: ${things.map(missing).join("; ")}`,
  }),
  "act-pending": ({ act, kind }) => ({
    message: `act ${act} is waiting for signatures: ${lifecycle.acts[kind]}`,
    hint: "sign it (urne act sign) or drop it (urne act withdraw)",
  }),
  "no-act-pending": () => ({ message: "no act is waiting for signatures", hint: "urne status shows the next step" }),
  "no-such-act": ({ act, acts }) => ({
    message: `there is no act ${act}`,
    hint: acts === 0 ? "none has been proposed yet" : `the last act is number ${acts}`,
  }),
  "act-expired": ({ act }) => ({ message: `act ${act} has expired`, hint: "propose it again" }),
  "act-stale": ({ act, instead }) => ({
    message:
      instead === undefined
        ? `something that act ${act} states has changed since it was proposed`
        : `act ${act}, which was shown here, is no longer waiting: ${instead === act ? "its text has changed" : `act ${instead} has taken its place`}. Nothing was signed`,
    hint:
      instead === undefined
        ? "propose it again, and read the new text"
        : "look at what is waiting now before you sign anything: urne act show",
  }),
  "election-exists": ({ path }) => ({
    message: `${path} already exists`,
    hint: "urne status shows where that election stands; to begin another election, name its file with --out",
  }),
  "urn-key-orphan": ({ path, election }) => ({
    message: `${path} already exists, and ${election} does not: an earlier run did not finish, or the election file was moved`,
    hint: `if no election was made with it, destroy it, then run the command again: rm -- ${shellWord(path)}`,
  }),
  "public-key-missing": ({ path, publicPath }) => ({
    message: `${path} already exists, without its public half: an earlier run did not finish`,
    hint: `the key itself is complete; write its public half with: urne key show ${shellWord(path)} > ${shellWord(publicPath)}`,
  }),
  "member-keys-absent": ({ members }) => ({
    message: `no key was given for ${members.join(", ")}, without which the authority can never be constituted; nothing was made`,
    hint: "each member makes one (urne key new); give all of them: --member-key ANNE.key.pub BRUNO.key.pub",
  }),
  "public-key-given": ({ path }) => ({
    message: `${path} is the public half of a key, which signs nothing`,
    hint: `give the key itself: ${path.replace(/\.pub$/, "")}`,
  }),
  "not-a-member-key": ({ path }) => ({
    message: `${path} is not the key file of a member`,
    hint: "a member makes one with: urne key new NAME",
  }),
  "not-a-verifier-key": ({ path }) => ({
    message: `${path} is not a public key (NAME+id+key)`,
    hint: "urne key new writes it beside the key, in a .pub file",
  }),
  "key-of-other-world": ({ name, rehearsal }) => ({
    message: rehearsal
      ? `${name} is a key of a rehearsal, and this election is real`
      : `${name} is a key of a real election, and this is a rehearsal`,
    hint: rehearsal
      ? "make the member's own key: urne key new MEMBER"
      : "make one for it: urne key new MEMBER --rehearsal",
  }),
  "key-of-other-kind": ({ name, wanted }) => ({
    message:
      wanted === "cosignature"
        ? `${name} is not the key of a witness, which cosigns checkpoints and signs nothing else`
        : `${name} is the key of a witness, which cosigns checkpoints and signs nothing else`,
    hint:
      wanted === "cosignature"
        ? "a witness makes one with: urne key new NAME --witness"
        : "make one that is not a witness’s: urne key new NAME",
  }),
  "member-unknown": ({ name, members }) => ({
    message: `no member of the authority is called “${name}”; the members are ${members.join(", ")}`,
    hint: "give one of these identifiers; a member who signs may also give the name of a key file",
  }),
  "not-a-member": ({ name }) => ({
    message: `${name} is not the key of a member of this authority`,
    hint: "urne authority list shows the members and their keys",
  }),
  "same-key-twice": ({ name }) => ({
    message: `${name} was given twice, or is a key that this authority has already named`,
    hint: "each person has a key of their own, and so has the urn; a key that was replaced never comes back: give another one",
  }),
  "key-of-other-authority": ({ name, kept, found }) => ({
    message: `${name} has signed for the authority ${fingerprintGroups(kept).join(" ")}; this file is about another authority of the same election, ${fingerprintGroups(found).join(" ")}`,
    hint: "do not sign: ask the other members which fingerprint was read aloud; if it is the first of these, this file is a forgery",
  }),
  "act-contradicts-memory": ({ act }) => ({
    message: `this key has already signed a different text of act ${act}`,
    hint: "do not sign: two versions of this election exist; compare the files with the other members",
  }),
  "journal-not-extended": ({ signed, size }) => ({
    message: `the journal of ${size} entries that this act states does not contain the ${signed} entries this key has signed`,
    hint: "do not sign: the file is an older copy or was replaced; compare it with the other members. If it is the newest that is left, the authority says after which entry something may be lost: urne recover --lost-after ENTRIES …",
  }),
  "not-an-act-file": ({ path, rule, act }) => ({
    message: `${path} cannot be relied on as a file that urne act export wrote: ${actFileFaults(act ?? 0)[rule]}`,
    hint: "ask whoever keeps the election file for a new one, which is made with: urne act export",
  }),
  "act-of-other-election": ({ path, uuid }) => ({
    message: `${path} is about another election (${uuid})`,
    hint: "give the file that urne act export wrote for this election",
  }),
  "given-missing": ({ kind, option }) => ({ message: `to ${lifecycle.acts[kind]}, give ${option}` }),
  "hour-refused": ({ kind, given, limit }) => ({
    message: `${lifecycle.acts[kind]}: ${given} is refused; it must be later than ${limit}`,
  }),
  "passphrase-too-short": ({ file, least }) => ({
    message: `the passphrase in ${file} has fewer than ${least} characters`,
    hint: "a new key needs a longer one; at a terminal, without --passphrase-file, urne draws six words",
  }),
  "signing-cancelled": ({ act }) => ({
    message: `cancelled; act ${act} is waiting for signatures`,
    hint: "to go on, urne act sign; to drop it, urne act withdraw",
  }),
}

interface AnswerWords {
  readonly member: string
  readonly reason: string
  readonly by: string
}

export const labels = {
  passphraseOf: (name: string) => `Passphrase of ${name}:`,
  newPassphrase: "Passphrase for the new key (Enter draws six words):",
  shortPassphrase: (least: number) => `At least ${least} characters are needed; Enter alone draws six words`,
  drawnPassphrase: "The passphrase of this key. Write it on paper; it is shown only once:",
  typeBack: "Type it back:",
  typedAnother: "That is not the same. Type it again; Enter alone lets you choose another passphrase.",
  askReason: "Reason, in one sentence (it becomes part of the act, for everybody to read):",
  reasonForm: (most: number) => `A reason of one line is needed, of at most ${most} characters`,
  signersNow: "Who may sign now:",
  keyElsewhere: "key not here: type the name of its file",
  withoutHalf: (path: string) => `${path} (by its name: ${path}.pub is not here)`,
  severalCalled: (typed: string, people: string) => `“${typed}” may mean ${people}: type the identifier.`,
  keyNotHere: (person: string) => `The key file of ${person} is not here: type where it is.`,
  keyToSign: "Key file of the member who signs:",
  nextKey: (missing: string) => `Who signs: number, name or key file (${missing}; Enter to stop):`,
  hasSigned: (name: string) => `${name} has signed`,
  hadSigned: (name: string) => `${name} had already signed`,
  stillMissing: (said: string, missing: string) => `${said}; missing: ${missing}`,
  mayStillSign: "May still sign",
  signatures: (count: number, total: number) => `${count} signature${count === 1 ? "" : "s"} of ${total}`,
  missing: "missing",
  stillLacking: "Missing",
  oneMore: (count: number) => (count === 1 ? "1 more signature" : `${count} more signatures`),
  ofRole: (count: number, role: string) => `${count} ${role}`,
  amongThem: (signatures: string, roles: string) => `${signatures}, among them ${roles}`,
  actTitle: (act: number, kind: string) => `Act ${act}: ${kind}`,
  pending: "waiting for signatures",
  effective: "in effect",
  dropped: "dropped",
  signedBy: "Signed by",
  invalidLines: (count: number, members: string) =>
    `${count} signature line${count === 1 ? " in the file is" : "s in the file are"} invalid and not counted, in the name of: ${members}. Somebody has written to the file`,
  expires: "Expires",
  keyWritten: (name: string, path: string) => `Key ${name} written to ${path}`,
  keepKey:
    "Keep the key file on a medium of your own, its passphrase elsewhere, and a copy in a second place; never beside the election file, where the keys of others may be.",
  publicKey: "Public key (give it to whoever prepares the election)",
  created: (path: string) => `Election file ${path} made`,
  urnKeyWritten: (path: string) =>
    `Urn key written to ${path}: keep it beside the election file, and a copy on a medium apart: without it no other machine can go on from a backup`,
  urnKeyTerm: (number: number, key: string, term: string) => `Urn key ${number}: ${key} (${term})`,
  signsSince: (size: string) => `has signed since the journal had ${size} entries`,
  replacedAt: (size: string) => `replaced when the journal had ${size} entries`,
  holderKeyOf: (holder: string, key: string) => `Key of the holder ${holder}: ${key}`,
  withdrawn: (act: number) => `Act ${act} withdrawn`,
  fingerprint: "Authority fingerprint",
  compareFingerprint: "Compare this fingerprint with the one that the members of the authority read aloud.",
  fingerprintNote: "Read it aloud. Whoever verifies the record needs it: urne verify RECORD --authority",
  columns: {
    member: "Member",
    role: "Role",
    name: "Name",
    key: "Key",
    act: "Act",
    kind: "Kind",
    state: "State",
    signed: "Signed",
  },
  noActs: "No act yet.",
  recorded: (act: number, member: string) => `Recorded for act ${act}: ${member}`,
  answered: {
    declined: ({ member, reason }: AnswerWords) => `${member} declined to sign: ${reason}`,
    reserved: ({ member, reason }: AnswerWords) => `${member} has a reservation: ${reason}`,
    absent: ({ member, reason, by }: AnswerWords) => `${member} is absent, as ${by} noted: ${reason}`,
    afterAll: (members: string) => `A refusal is not final: ${members} may still sign after all`,
  },
  exported: (path: string) => `Act written to ${path}: carry it to the member, who signs it with urne act sign`,
  imported: (count: number) => `${count} new signature${count === 1 ? "" : "s"}`,
  carried: (path: string) => `Signed act written to ${path}: carry it back, and run urne act import`,
  /** Typed to confirm what cannot be undone. */
  words: { annul: "ANNUL" },
  commands: {
    key: "members' signing keys",
    keyNew: "make the key of a member, a holder, a channel or a witness (an age file under a passphrase, and its .pub)",
    keyShow: "show the public key of a key file",
    init: "make the election file from a definition and the members' public keys",
    authority: "the members of the authority",
    authorityList: "members, roles, keys and the authority fingerprint",
    constitute: "constitute the authority: members, roles, quorums, the urn key",
    act: "acts: decisions signed by several members",
    actShow: "show the pending act, or an act by its number",
    actSign: "sign the pending act, or a file carried away by act export",
    actExport: "write the pending act to a file that a member signs elsewhere",
    actImport: "take in the signatures of a file carried back",
    actDecline: "record a refusal or an absence, with its reason",
    actReserve: "record a reservation about an act",
    actWithdraw: "drop the pending act",
    replace: "replace a member by a substitute",
    appoint: "certify keys: the trustees' signing keys, or another urn key",
    annul: "annul the election",
  },
  options: {
    key: "key file of a member who signs (may be repeated)",
    passphraseFile: "file with the passphrase of the key in the same position (- is standard input)",
    onePassphraseFile: "file with the passphrase of the key (- is standard input)",
    name: "name in the key, when it is not the member's id",
    rehearsal: "a key for rehearsals only",
    witness: "the key of an outside witness, which cosigns checkpoints of the journal",
    out: "where to write it",
    memberKey: "public key of a member (may be repeated)",
    witnessKey: "public key of an outside witness (may be repeated)",
    channelKey: "CHANNEL=FILE: public key that signs the batches of a channel (may be repeated)",
    holderKey: "signing key of a trustee (public half), whose name ends with the trustee’s id (may be repeated)",
    asUrnKey: "file of the key with which the urn signs from now on, or of its public half",
    newUrnKey: "make a new urn key first, beside the election file",
    reason: "the reason, in one sentence",
    validFor: "hours in which the act can be signed",
    noSign: "only propose: signatures come later",
    absent: "the member whose absence is noted",
    member: "the member who leaves",
    by: "the substitute who enters",
    byKey: "public key of the substitute",
    force: "replace an existing file",
  },
}
