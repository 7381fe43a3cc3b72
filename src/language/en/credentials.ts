import type { CredentialRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<CredentialRefusals> = {
  "roll-needed": () => ({ message: "there is no member roll yet", hint: "run: urne roll import FILE" }),
  "roll-changed": () => ({
    message: "the roll was changed while credentials were being drawn, and none was registered",
    hint: "the file of codes was removed; run the command again",
  }),
  "credentials-exist": ({ issued }) => ({
    message: `the credentials of this election have already been generated (${issued} issued)`,
    hint: "to print the letters: urne credentials print",
  }),
  "credentials-absent": () => ({
    message: "the credentials of this election have not been generated yet",
    hint: "run: urne credentials generate",
  }),
  "officer-file-orphan": ({ path }) => ({
    message: `${path} exists, but this election never registered it: an earlier run did not finish`,
    hint: `its codes open nothing; destroy it, then run the command again: rm -- ${shellWord(path)}`,
  }),
  "officers-wrong": ({ wanted, given }) => ({
    message: `the definition names ${wanted.join(" and ")} as credential officers, not ${given.join(" and ")}`,
    hint: "name each officer once, with --officer",
  }),
  "officers-count": ({ given }) => ({
    message: `an election has one or two credential officers, not ${given}`,
    hint: "name them with --officer",
  }),
  "not-an-officer-key": ({ path }) => ({
    message: `${path} is not the key of a credential officer`,
    hint: "give the key file that urne credentials generate made or used, NAME.officer.key",
  }),
  "another-officer-key": ({ path, officer, rehearsal }) => ({
    message: `${path} is the key of ${officer}${rehearsal ? ", for rehearsals" : ""}`,
    hint: "give the key made for this officer, or another file name for a new key",
  }),
  "not-an-officer-file": ({ path }) => ({
    message: `${path} is not a complete file of codes`,
    hint: "take the other copy of the officer's file",
  }),
  "not-this-officer": ({ path }) => ({
    message: `${path} was not encrypted to this key`,
    hint: "give the key of the officer for whom urne credentials generate encrypted it",
  }),
  "another-officer-file": ({ path }) => ({
    message: `${path} is not the officer's file of this election`,
    hint: "give the file that urne credentials generate wrote",
  }),
  "officer-file-roll": ({ path, member }) => ({
    message: `${path} and the roll do not name the same members (${member})`,
  }),
  "not-a-code": () => ({
    message: "this cannot be a voting code",
    hint: "22 characters in four groups; never 0 (zero), O, I or l (small L); capitals matter",
  }),
  "letter-too-long": ({ addresses }) => ({
    message: `the texts of the definition do not fit on one page of a letter (${addresses} addresses)`,
    hint: "give fewer addresses",
  }),
  "letter-faulty": ({ name, sheet, fault }) => ({
    message:
      fault === "file"
        ? `${name}: the folder does not hold what was checked`
        : `${name}, sheet ${sheet}: what was printed is not what it should be (${fault}); no letter was kept`,
    hint:
      fault === "file"
        ? "the medium is failing: destroy the folder, and print to another medium"
        : "print again; if it happens again, report it: it is a bug",
  }),
  "no-such-member": ({ member }) => ({
    message: `nobody on the roll who may vote has the number ${member}`,
    hint: "to see the numbers: urne roll list --eligible",
  }),
  "letter-unprintable": ({ text, flaw }) => ({
    message: `“${text}” cannot be printed on a letter (${labels.flaws[flaw]})`,
    hint: "give another spelling, in Latin letters",
  }),
  "total-weight": ({ total, limit }) => ({
    message: `the weights of all credentials, reserve included, add up to ${total}; at most ${limit} can be counted`,
    hint: "correct the weights in the member file, then import it again: urne roll import FILE",
  }),
}

export const labels = {
  letter: {
    title: "Your voting code",
    rehearsalTitle: "Your voting code (rehearsal)",
    rehearsal: "REHEARSAL — this code casts no real vote",
    personal: "This code is yours alone: whoever has it can vote in your place. Nobody will ever ask you for it.",
    memberNumber: "Member number",
    code: "Voting code",
    codeHelp:
      "22 characters in four groups; the hyphens may be left out. Capitals matter. It never holds the digit 0, the " +
      "capitals O and I, or the small l. The square holds the code and nothing else: no link.",
    weight: (weight: bigint) => `Your ballot counts for ${weight} votes.`,
    issued: (day: string) => `Issued on ${day}`,
    asked: "What you are asked",
    /** What may be chosen. */
    choice: (min: number, max: number, blank: boolean) => {
      const answers = min === max ? `${max} of them` : min === 0 ? `up to ${max} of them` : `${min} to ${max} of them`
      return `choose ${answers}${blank ? ", or vote blank" : ""}`
    },
    answers: (count: number) => `${count} answers`,
    revote: {
      refused: "One vote, final: once cast, your ballot can be neither changed nor taken back.",
      "last-counts": "You may vote again until the close: only your last ballot counts.",
    },
    when: "When to vote",
    /** @param city - that the zone is named for, if it is */
    between: (opens: string, closes: string, city: string | undefined) =>
      `From ${opens} to ${closes}${city === undefined ? "" : ` (${city.replaceAll("_", " ")} time)`}.`,
    where: "Where to vote",
    onlyAt: "On the internet, only at:",
    noAddress: "In a polling office: this vote has no address on the internet.",
    warning: (addresses: number) =>
      `${addresses === 0 ? "Any address on the internet" : "Any other address"} is a fraud. We never ask for your code by telephone, e-mail or message.`,
    lost: "If this letter was opened, is not for you, or is lost",
    lostHelp: (phone: string | undefined, email: string | undefined, authority: string) => {
      const contacts = [phone, email].filter((contact) => contact !== undefined)
      const whom =
        contacts.length === 0
          ? `${authority}, by the way you usually reach it,`
          : `${authority} (${contacts.join(" or ")})`
      return `Tell ${whom} at once: whoever has the code can vote with it.`
    },
    fingerprint: (authority: string) => `Fingerprint of the authority: ${authority}`,
    fingerprintHelp:
      "It was read aloud when the authority was constituted, and each of its notices bears it: compare them. With it, " +
      "anybody can verify the published record of the election.",
    control: "Control",
    controlHelp:
      "These eight characters tie your member number to your code and reveal nothing of it: they show whether two letters were swapped.",
    foot: (part: number, sheet: number, sheets: number) => `Part ${part} · sheet ${sheet} of ${sheets}`,
  },
  markOff: { member: "member", name: "name", voted: "voted", yes: "yes", no: "no" },
  commands: {
    credentials: "voting codes: draw, print, check, mark off",
    generate: "draw a code for each member and a reserve; codes go to the officer's file only",
    print: "print the letters, in the order of the postal codes",
    check: "tell whether a code can be used to vote in this election, but not whose it is",
    markOff: "after the freeze: write who voted, yes or no",
  },
  options: {
    officer: "who may open the file of codes: one person or two (by default those of the definition)",
    newKey: "key file of the officer in the same position; made if it does not exist",
    key: "key file of the officer",
    passphraseFile: "file with the passphrase of the key in the same position (- is standard input)",
    onePassphraseFile: "file with the passphrase of the key (- is standard input)",
    codesOut: "where the officer's file is written",
    codes: "the officer's file",
    reason: "why the officer's file is opened, for the journal",
    lettersOut: "folder to make for the letters",
    partSize: "letters in each file, at most 5000",
    members: "only the letters of these members, by their number",
    nameAs: "the name to print, for one member whose name on the roll cannot be printed",
    addressAs: "the lines of the address to print, for one member likewise",
    codeFile: "file with the code (- is standard input)",
    listOut: "where the list is written",
  },
  rehearsalPrefix: "rehearsal",
  /** How the names of files end that are only for people. */
  fileNames: { codes: "codes", letters: "letters", markoff: "markoff" },
  officerId: "Identifier of the credential officer, like mary-smith:",
  newKeyOf: (name: string) => `A key is made for ${name}.`,
  whyOpened: "Why is the officer's file opened? (for the journal)",
  reasonForm: "Give a reason of 1 to 200 characters: the journal keeps it",
  askCode: "Voting code:",
  generated: (issued: string, reserve: string, file: string) =>
    `${issued} codes issued, ${reserve} in reserve; the codes are in ${file}`,
  keyMade: (name: string, path: string) => `Key of ${name} written to ${path}`,
  keyUsed: (name: string, path: string) => `Encrypted to the key of ${name} in ${path}`,
  keepApart: "Keep the file of codes and its keys away from the election file: nothing else tells who has which code.",
  printed: (letters: string, folder: string) => `${letters} letters printed in ${folder}, each page read back`,
  part: "File",
  letters: "Letters",
  member: "Member",
  apart: "No letter was printed for these members: their sheet did not read back as what it should be:",
  printApart: (member: string) =>
    `All other letters are good. Print each of these with another spelling, in Latin letters:\n  urne credentials print --key FILE --member ${member} --name-as '…' --address-as '…' '…'`,
  faults: {
    member: "the member number",
    code: "the code in characters",
    qr: "the code in the QR code",
    control: "the control mark",
    address: "the name or the address",
    window: "the window of the envelope",
    unset: "the sheet could not be made",
  },
  lookAt: "Look at these letters before you post them:",
  flaws: {
    "number-cut": "number too long",
    "address-cut": "address too long",
    "character-missing": "a character that no font has",
    "marks-stacked": "accents above each other",
    "right-to-left": "writing from right to left",
  },
  states: {
    usable: "This code can be used to vote in this election.",
    reserve: "This code is in reserve, issued to no member: it cannot be used to vote.",
    blocked: "This code is blocked: it cannot be used to vote.",
    unknown: "This code does not belong to this election.",
  },
  /** What is said of a code of which a ballot is in the urn, by whether it may be replaced. */
  votedStates: {
    refused:
      "A ballot with this code is in the urn, and votes are final: no other can be cast with it. Its receipt can be printed again: urne receipt",
    "last-counts":
      "A ballot with this code is in the urn. Until the close, its voter may vote again by the same channel: the new ballot replaces it, and only the last counts. Its receipt can be printed again: urne receipt",
  },
  markedOff: (voted: string, members: string, file: string) => `${voted} of ${members} members voted; list in ${file}`,
}
