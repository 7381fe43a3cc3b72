import type { ArchiveFindings, RecordFindings } from "../../core/finding-codes.ts"
import type { FindingTexts } from "../catalogue.ts"
import { findings as protocol } from "./protocol.ts"

const archive: FindingTexts<ArchiveFindings> = {
  ARCHIVE_HEADER: () => "the archive does not begin with the entry that its timestamp determines",
  ARCHIVE_ENTRY: () => "the header of this entry is not the one that its name, its size and the timestamp determine",
  ARCHIVE_PADDING: () => "the bytes that fill up this entry are not all zero",
  ARCHIVE_HASH: ({ name, computed }) => `the entry is named ${name}, but its content has the SHA-256 ${computed}`,
  ARCHIVE_SIZE: ({ size, limit }) => `the entry has ${size} bytes; here an archive holds at most ${limit}`,
  ARCHIVE_CUT: ({ wanted, found }) => `the archive ends inside an entry: ${found} bytes instead of ${wanted}`,
  ARCHIVE_EMPTY: () => "the archive holds no event, not even Setup",
  EVENT_FORM: () => "this is not an event in its canonical form",
  EVENT_HEIGHT: ({ height, expected }) => `the event says height ${height} instead of ${expected}`,
  EVENT_PARENT: ({ parent, expected }) =>
    `the event follows ${parent ?? "none"}, but the one before it is ${expected ?? "none"}`,
  EVENT_ORDER: ({ type, after }) =>
    after === undefined ? `${type} cannot be the first event` : `${type} cannot follow ${after}`,
  EVENT_PAYLOAD: ({ type }) =>
    type === "EndBallots" ? "EndBallots carries data" : `the record before ${type} is not the one that it names`,
  EVENT_REFERENCE: ({ type }) => `the data of ${type} is malformed, or a record it refers to is not in its place`,
  EVENT_UNREFERENCED: ({ count }) => `${count} data record${count === 1 ? "" : "s"} to which no event refers`,
  EVENT_SHUFFLE: () => "the archive has shuffles (a question that is not homomorphic), which urne cannot verify yet",
}

export const findings: FindingTexts<RecordFindings> = {
  ...archive,
  ...protocol,
}

/** What a bundle's README is about. */
export interface ReadmeFacts {
  readonly name: string
  readonly uuid: string
  readonly rehearsal: boolean
  readonly authority: string
  readonly addresses: readonly string[]
  readonly sealed: boolean
}

function readme({ name, uuid, rehearsal, authority, addresses, sealed }: ReadmeFacts): string {
  const peer = sealed
    ? `
2. Verify the ballots and the result with software that the authority did not write.
   belenios-tool (in Debian: the package belenios-tool) reads the file ${uuid}.bel:

       belenios-tool election verify
`
    : ""
  return `${rehearsal ? "REHEARSAL - these are not the votes of real people.\n\n" : ""}${name}
Public record of the election ${uuid}
Published by: ${authority}
${addresses.map((address) => `The only true address: ${address}\n`).join("")}
HOW TO VERIFY IT YOURSELF

1. Check that no file was damaged or changed on its way. In this folder:

       sha256sum -c manifest.sha256
${peer}
3. Verify everything, the decisions of the authority included, with urne:

       urne verify . --authority "FINGERPRINT"

   Take the FINGERPRINT (eight groups of four) from a letter, a notice, or somebody who
   heard it read aloud: not from this folder, which anybody could have made.
   VERIFIED means that every check passed. "not final" means that there is no result yet.

4. If you voted, look for your tracker:

       urne verify . --tracker TRACKER

5. If you kept a signed checkpoint from an earlier day, prove that nothing was removed:

       urne verify . --checkpoint FILE

WHAT IS IN IT

definition.yaml    what was decided before the vote
acts/              the decisions of the authority, with the signatures of its members
reservations/      what members wrote about these decisions
checkpoints/       signed states of the journal
batches/           notes by which the channels announced their ballots
journal.jsonl      everything that happened, a line an event
${uuid}.bel  the ballots, encrypted, and the count (Belenios archive)
reserve-keys.json  credentials in reserve: none of them may vote unless it was activated
shares/            proofs of the trustees who opened the urn
result.json, .csv  the result
manifest.sha256    the hash of every file

No file tells who voted for whom, or who voted.
`
}

export const labels = {
  readme,
  exported: (path: string, files: string, size: string) =>
    `${path}: ${files} files, the record at ${size} journal entries`,
  commands: { export: "write the public record: a folder or a tar that anybody can verify" },
  options: {
    out: "the folder to make",
    tar: "the tar file to make instead",
    atSize: "the record as it was when the journal had this many entries",
    force: "replace what is there",
  },
}
