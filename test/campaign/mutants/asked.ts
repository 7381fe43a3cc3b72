import { lostStateText } from "../../../src/authority/lost-state.ts"
import { utf8Text } from "../../../src/core/bytes.ts"
import { sha256 } from "../../../src/core/hash.ts"
import { signCheckpoint } from "../../../src/notes/checkpoint.ts"
import { leafHash, memoryTree } from "../../../src/notes/merkle.ts"
import { parseNote, signNote } from "../../../src/notes/note.ts"
import { parseReceipt, signReceipt } from "../../../src/notes/receipt.ts"
import { memorySource } from "../../../src/verify/source/source.ts"
import { auditorKey, software } from "../../support/audits.ts"
import { fail, type Recorder } from "../../support/recorder.ts"
import { type Story, type StoryOptions, tell } from "../../support/story.ts"
import { onEntry } from "./journal.ts"
import { asking, type Mutant } from "./mutant.ts"

const open: StoryOptions = { short: true, until: "open" }

const read = (story: Story, path: string) => utf8Text(story.files.get(path) ?? new Uint8Array()) ?? ""
const checkpoint = (source: string) => ({ checkpoints: [{ path: "kept.txt", source }] })
const receipt = (source: string) => ({ receipts: [{ path: "receipt.txt", source }] })
const last = ({ files }: Story) =>
  [...files.keys()].filter((name) => name.startsWith("checkpoints/")).at(-1) ?? fail("none")
const textOf = (source: string) => parseNote(source)?.text ?? fail("no note")

/** Tells the same election with another roll, as a fork of it would look. */
const fork = (options: StoryOptions = open) =>
  tell(
    onEntry("roll.imported", (event) => ({ ...event, refused: 1 })),
    options,
  )

/** Lets an act of the quorum go on from a backup, at the end. */
function giveUp(recorder: Recorder): void {
  const lost = { key: "lost", value: lostStateText({ size: 500, root: sha256("lost") }) }
  recorder.act("recover", [lost, { key: "reason", value: "The disk failed" }], ["petra", "dan", "dina"])
  recorder.checkpoint()
}

/** Lets an act of the quorum go on from a copy of which nothing newer is left, and the vote go on for a while. */
function keep(recorder: Recorder): void {
  const { size, root } = recorder.journal()
  const kept = { key: "lost-after", value: `${size} ${root}` }
  recorder.act("recover", [kept, { key: "reason", value: "The machine died" }], ["petra", "dan", "dina"])
  recorder.checkpoint()
}

/** Returns the size of the journal that the last act keeps. */
const keptSize = ({ recorder }: Story) => (recorder.acts.at(-1) ?? fail("no act")).act.journal.size

function rootAt({ recorder }: Story, size: number): Uint8Array {
  const tree = memoryTree()
  for (const body of recorder.bodies.slice(0, size)) tree.add(leafHash(body))
  return tree.root()
}

/** Signs the receipt of a ballot that is nowhere, over a state of the journal. */
function lostReceipt(
  { recorder: { uuid, urnKey } }: Story,
  before: { readonly size: number; readonly root: Uint8Array },
) {
  return receipt(signReceipt({ rehearsal: false, uuid, tracker: "A".repeat(43), height: 99, before }, urnKey))
}

/** Signs a checkpoint that is none of this journal. */
const lostCheckpoint = ({ recorder: { urnKey } }: Story, size: number) =>
  checkpoint(signCheckpoint({ size, root: sha256("abandoned") }, urnKey))

/** Nothing is wrong with these records, but a reader holds something against them that they contradict. */
export const askedMutants: readonly Mutant[] = [
  asking("another authority", "AUTHORITY_FINGERPRINT", () => ({ authority: "0".repeat(64) }), open),
  asking(
    "another authority, by half of its fingerprint",
    "AUTHORITY_FINGERPRINT",
    ({ anchor }) => ({ authority: anchor.slice(7, 38) + (anchor[38] === "0" ? "1" : "0") }),
    open,
  ),
  asking("a checkpoint of a fork", "JOURNAL_ROOT", () => checkpoint(read(fork(), last(fork()))), open),
  asking(
    "a checkpoint that is ahead of the record",
    "JOURNAL_CUT",
    () =>
      checkpoint(read(tell({}, { short: true, until: "frozen" }), last(tell({}, { short: true, until: "frozen" })))),
    open,
  ),
  asking(
    "a checkpoint that another key signed",
    "CHECKPOINT_KEPT",
    (story) => checkpoint(signNote(textOf(read(story, last(story))), { ...story.recorder.urnKey, seed: sha256("x") })),
    open,
  ),
  asking(
    "a checkpoint of another election",
    "CHECKPOINT_KEPT",
    (story) =>
      checkpoint(
        signNote(textOf(read(story, last(story))).replace("4nPVWowQtAwLwB", "9xDrMnXn4cUuGk"), story.recorder.urnKey),
      ),
    open,
  ),
  asking("something that is no checkpoint", "CHECKPOINT_KEPT", () => checkpoint("nothing"), open),
  asking("a receipt of a fork", "JOURNAL_ROOT", () => receipt(fork().receipts[0] ?? fail("none")), open),
  asking(
    "a receipt of a ballot that came later",
    ["JOURNAL_CUT", "RECEIPT_BALLOT"],
    () => receipt(tell({}, { short: true, until: "frozen" }).receipts[5] ?? fail("none")),
    open,
  ),
  asking(
    "a receipt of a ballot that is not there",
    "RECEIPT_BALLOT",
    (story) => {
      const promised = parseReceipt(textOf(story.receipts[1] ?? fail("none"))) ?? fail("no receipt")
      return receipt(signReceipt({ ...promised, tracker: `${promised.tracker.slice(0, -1)}A` }, story.recorder.urnKey))
    },
    open,
  ),
  asking(
    "a receipt of a ballot in what a recovery gave up",
    "RECEIPT_LOST",
    ({ recorder }) => {
      const before = { size: 400, root: sha256("abandoned") }
      const promise = { rehearsal: false, uuid: recorder.uuid, tracker: "A".repeat(43), height: 99, before }
      return receipt(signReceipt(promise, recorder.urnKey))
    },
    open,
    { after: giveUp },
  ),
  asking(
    "a receipt of a ballot after what a recovery keeps",
    "RECEIPT_LOST",
    (story) => lostReceipt(story, { size: keptSize(story) + 1, root: sha256("abandoned") }),
    open,
    { after: keep },
  ),
  asking(
    "a receipt of the first ballot after what a recovery keeps",
    "RECEIPT_LOST",
    (story) => lostReceipt(story, { size: keptSize(story), root: rootAt(story, keptSize(story)) }),
    open,
    { after: keep },
  ),
  asking(
    "a receipt of a ballot that a recovery keeps",
    "RECEIPT_BALLOT",
    (story) => lostReceipt(story, { size: keptSize(story) - 1, root: rootAt(story, keptSize(story) - 1) }),
    open,
    { after: keep },
  ),
  asking(
    "a receipt of a fork that a recovery keeps",
    ["JOURNAL_ROOT", "RECEIPT_BALLOT"],
    (story) => lostReceipt(story, { size: keptSize(story), root: sha256("abandoned") }),
    open,
    { after: keep },
  ),
  asking(
    "a receipt of a ballot that came after a recovery",
    "RECEIPT_BALLOT",
    (story) => lostReceipt(story, { size: keptSize(story) + 1, root: rootAt(story, keptSize(story) + 1) }),
    open,
    { after: keep },
  ),
  asking(
    "a checkpoint of what a recovery gave up",
    "CHECKPOINT_LOST",
    (story) => lostCheckpoint(story, keptSize(story) + 1),
    open,
    { after: keep },
  ),
  asking(
    "a checkpoint that names what an earlier recovery gave up",
    "CHECKPOINT_LOST",
    ({ recorder: { urnKey } }) => checkpoint(signCheckpoint({ size: 500, root: sha256("lost") }, urnKey)),
    open,
    { after: giveUp },
  ),
  asking(
    "a checkpoint of a fork of what a recovery keeps",
    "JOURNAL_ROOT",
    (story) => lostCheckpoint(story, keptSize(story)),
    open,
    { after: keep },
  ),
  asking(
    "a receipt with the place of another ballot",
    "RECEIPT_BALLOT",
    (story) => {
      const promised = parseReceipt(textOf(story.receipts[1] ?? fail("none"))) ?? fail("no receipt")
      return receipt(signReceipt({ ...promised, height: 1 }, story.recorder.urnKey))
    },
    open,
  ),
  asking(
    "a receipt that another key signed",
    "RECEIPT_FORM",
    (story) =>
      receipt(signNote(textOf(story.receipts[1] ?? fail("none")), { ...story.recorder.urnKey, seed: sha256("x") })),
    open,
  ),
  asking(
    "a receipt of a rehearsal",
    "RECEIPT_FORM",
    (story) =>
      receipt(
        signNote(
          textOf(story.receipts[1] ?? fail("none")).replace("urne receipt", "urne rehearsal receipt"),
          story.recorder.urnKey,
        ),
      ),
    open,
  ),
  asking("something that is no receipt", "RECEIPT_FORM", () => receipt("nothing"), open),
  asking("a tracker that no ballot has", "TRACKER_ABSENT", () => ({ trackers: ["A".repeat(43)] }), open),
  {
    name: "an archive that was another when it was audited",
    codes: ["AUDIT_CHANGED"],
    make: () => {
      const { files } = tell({}, open)
      const archive = { uuid: "4nPVWowQtAwLwB", height: 1, hash: "0".repeat(64) }
      const audit = { software, archive, journal: undefined, at: 0 }
      return {
        source: memorySource(files),
        relied: { kind: "audit", audit: { path: "audit.note", signer: auditorKey, audit } },
      }
    },
  },
]
