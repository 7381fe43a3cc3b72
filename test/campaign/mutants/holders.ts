import { randomScalar } from "../../../src/belenios/group.ts"
import { provePossession } from "../../../src/belenios/possession.ts"
import { type KeyPair, keyPair } from "../../../src/belenios/schnorr.ts"
import { base64 } from "../../../src/core/bytes.ts"
import { sha256 } from "../../../src/core/hash.ts"
import type { Event } from "../../../src/journal/event.ts"
import { noteSource, parseNote, signText, withSignature } from "../../../src/notes/note.ts"
import type { SignedReply } from "../../../src/trustees/signed-reply.ts"
import { fail } from "../../support/recorder.ts"
import { seededRandom } from "../../support/seeded-random.ts"
import { type StoryTampering, trustees } from "../../support/story.ts"
import { onEntry } from "./journal.ts"
import { type Mutant, mutant } from "./mutant.ts"

const short = { short: true, until: "open" } as const

/** Changes the third note. It is the registry's second, so the registry vouches for the trustees without it. */
const third = (change: (reply: SignedReply) => SignedReply): StoryTampering => ({
  vouching: (reply, nth) => (nth === 3 ? change(reply) : reply),
})
/** Puts another proof that the registry has its key into its second note. */
const proving = (prove: (reply: SignedReply, pair: KeyPair) => unknown): StoryTampering =>
  third((reply) => {
    const proof = prove(reply, trustees.keys[0] ?? fail("no trustee"))
    return { ...reply, answer: { ...reply.answer, proof } as SignedReply["answer"] }
  })
const random = seededRandom("possession")
const stateOf = ({ origin: { size, root } }: SignedReply) => `${size} ${root}`

const checked = (nth: number, change: (event: Event) => object | readonly object[]) =>
  onEntry("trustees.checked", change, nth)

const keeper = { name: "urne.example/registry", seed: sha256("keeper") }

/** These records have something wrong in the notes by which holders vouch for the structure of the trustees. */
export const holderMutants: readonly Mutant[] = [
  mutant(
    "a note that the keeper of the file signed",
    "HOLDER_NOTE",
    { voucher: (nth) => (nth === 3 ? keeper : undefined) },
    short,
  ),
  mutant(
    "a note that another holder signed",
    "HOLDER_NOTE",
    { voucher: (nth, recorder) => (nth === 3 ? recorder.keyOf("first") : undefined) },
    short,
  ),
  mutant(
    "a note with a second signature in the holder’s name",
    "HOLDER_NOTE",
    {
      voucherNote: (source, nth) => {
        const note = parseNote(source) ?? fail("no note")
        const own = note.signatures[0] ?? fail("no signature")
        const forged = { ...signText(note.text, keeper), id: own.id }
        return nth === 3 ? noteSource(withSignature(note, forged)) : source
      },
    },
    short,
  ),
  mutant(
    "a note that is none",
    "HOLDER_NOTE",
    { voucherNote: (source, nth) => (nth === 3 ? "I vouch for it.\n" : source) },
    short,
  ),
  mutant(
    "a note about another election",
    "HOLDER_NOTE",
    third((reply) => ({ ...reply, uuid: "9xDrMnXn4cUuGk" })),
    short,
  ),
  mutant(
    "a note about a rehearsal",
    "HOLDER_NOTE",
    third((reply) => ({ ...reply, rehearsal: true })),
    short,
  ),
  mutant(
    "a note for another authority",
    "HOLDER_NOTE",
    third((reply) => ({ ...reply, authority: `sha256:${"0".repeat(64)}` })),
    short,
  ),
  mutant(
    "a note that speaks for another holder",
    "HOLDER_NOTE",
    third((reply) => ({ ...reply, holder: "first" })),
    short,
  ),
  mutant(
    "a note of another step",
    "HOLDER_NOTE",
    third((reply) => ({ ...reply, answer: { step: "commit", commitment: "0".repeat(64) } })),
    short,
  ),
  mutant(
    "a note about other trustees",
    "HOLDER_NOTE",
    third((reply) => ({
      ...reply,
      answer: { ...reply.answer, trustees: `sha256:${"0".repeat(64)}` } as SignedReply["answer"],
    })),
    short,
  ),
  mutant(
    "a note of a ceremony that began with another journal",
    "JOURNAL_ROOT",
    third((reply) => ({ ...reply, origin: { ...reply.origin, root: base64(sha256("another")) } })),
    short,
  ),
  mutant(
    "a holder with a certified key for whom nobody vouches",
    "HOLDER_UNSIGNED",
    {
      ...checked(2, () => []),
      files: (files) => {
        for (const name of [...files.keys()]) if (name.startsWith("trustees/002-")) files.delete(name)
      },
    },
    short,
  ),
  mutant(
    "a note that the journal does not register",
    "HOLDER_UNRECORDED",
    checked(3, (event) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== "note"))),
    short,
  ),
  mutant(
    "a note that is registered and not there",
    "FILE_MISSING",
    {
      files: (files) => {
        const name = [...files.keys()].filter((each) => each.startsWith("trustees/001-")).at(-1)
        files.delete(name ?? "")
      },
    },
    short,
  ),
  mutant(
    "a proof of possession by whoever has another key",
    "HOLDER_POSSESSION",
    proving((reply, { publicKey }) =>
      provePossession(random, reply.uuid, stateOf(reply), { ...keyPair(randomScalar(random, "key", "")), publicKey }),
    ),
    short,
  ),
  mutant(
    "a proof of possession for another election",
    "HOLDER_POSSESSION",
    proving((reply, pair) => provePossession(random, "9xDrMnXn4cUuGk", stateOf(reply), pair)),
    short,
  ),
  mutant(
    "a proof of possession for a journal that never was",
    "HOLDER_POSSESSION",
    proving((reply, pair) =>
      provePossession(random, reply.uuid, `${reply.origin.size} ${base64(sha256("another"))}`, pair),
    ),
    short,
  ),
  mutant(
    "a proof of possession of another holder’s key",
    "HOLDER_POSSESSION",
    proving((reply) =>
      provePossession(random, reply.uuid, stateOf(reply), trustees.keys[1] ?? fail("no second trustee")),
    ),
    short,
  ),
  mutant(
    "a note with something else in the place of the proof",
    "HOLDER_POSSESSION",
    proving(() => "I have it."),
    short,
  ),
]
