/** What a bundle's README is about. */
export interface ReadmeFacts {
  readonly name: string
  readonly uuid: string
  readonly rehearsal: boolean
  readonly authority: string
  readonly addresses: readonly string[]
  readonly sealed: boolean
  /** The first version of this program that knows the format of the election: `0.3.0`. */
  readonly program: string
  /** Whether elections of the format have a register. */
  readonly register: boolean
}

/**
 * The README of a record. Who reads it may know neither elections nor this program, and has the folder only: each step is a
 * command that works in it as it stands.
 */
export function readme({
  name,
  uuid,
  rehearsal,
  authority,
  addresses,
  sealed,
  program,
  register,
}: ReadmeFacts): string {
  const peer = `Verify the ballots and the result with software that the authority did not write.
   belenios-tool 3.3 reads the file ${uuid}.bel:

       belenios-tool election verify

   It must be version 3.3: from 4.0 on, belenios-tool reads a different version of the protocol.`
  const steps = [
    `Check that no file was damaged or changed on its way. On Linux:

       sha256sum -c manifest.sha256

   On macOS:

       shasum -a 256 -c manifest.sha256`,
    `Verify everything, the decisions of the authority included, with urne ${program} or later:

       urne verify . --authority "FINGERPRINT"

   Take the FINGERPRINT (eight groups of four) from a letter, a notice, or somebody who
   heard it read aloud: not from this folder, which anybody could have made.
   VERIFIED means that every check passed. "not final" means that there is no result yet.`,
    ...(sealed ? [peer] : []),
    `If you voted, look for your tracker:

       urne verify . --tracker TRACKER`,
    `If you kept a signed checkpoint from an earlier day, prove that nothing was removed since:

       urne verify . --checkpoint FILE`,
  ]
  return `${rehearsal ? "REHEARSAL - these are not the votes of real people.\n\n" : ""}${name}
Public record of the election ${uuid}
Published by: ${authority}
${addresses.map((address) => `The only genuine address: ${address}\n`).join("")}
HOW TO VERIFY IT YOURSELF

Open a terminal in this folder.

${steps.map((step, index) => `${index + 1}. ${step}\n`).join("\n")}
WHAT IS IN IT

definition.yaml    what was decided before the vote
acts/              the decisions of the authority, with the signatures of its members
reservations/      reservations, refusals and absences about these decisions, with their reasons
checkpoints/       signed states of the journal
batches/           notes with which the channels announced their ballots
trustees/          notes with which trustees vouch for their keys
journal.jsonl      everything that happened, one line for each event
${uuid}.bel  the ballots, encrypted, and the count (Belenios archive)
${
  register
    ? `register.jsonl     what was written down around the vote, with its hours and who signed it;
                   register.txt is the signed state of it
suspensions/       urgent suspensions of the vote, with the signatures of members
notices/           what the authority said while the vote went on, signed by its members
minutes.txt        the minutes, where the authority drew them up; minutes-signed.txt
                   has the signatures
stamps/            time-stamps of services from outside: decisions, states of the journal, notices
                   and minutes were there by then\n`
    : ""
}reserve-keys.json  credentials in reserve: no ballot may be cast with them
shares/            proofs of the trustees who opened the urn
result.json, .csv  the result
manifest.sha256    the SHA-256 of every file

What does not exist yet, or was not needed, is not there. No file says who voted, or for whom.
docs/record.md, which comes with urne, describes these files byte by byte.
`
}

/** The README of a record of format 1. It is kept as it was published: `verify` compares its bytes. */
export function firstReadme({ name, uuid, rehearsal, authority, addresses, sealed }: ReadmeFacts): string {
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
