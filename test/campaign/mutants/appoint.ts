import type { Statement } from "../../../src/authority/act.ts"
import { fileName } from "../../../src/bundle/layout.ts"
import { sha256 } from "../../../src/core/hash.ts"
import { signCheckpoint } from "../../../src/notes/checkpoint.ts"
import { type KeyKind, type SigningKey, verifierKeyText, verifierOf } from "../../../src/notes/key.ts"
import type { Recorder } from "../../support/recorder.ts"
import type { StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

const open = { short: true, until: "open" } as const

/** Appoints keys while the urn is open, and goes on. */
export function appointing(
  statements: (recorder: Recorder) => readonly Statement[],
  goOn: (recorder: Recorder) => void = () => undefined,
  signers: readonly string[] = ["petra", "simon", "dan"],
): StoryTampering {
  return {
    after: (recorder) => {
      recorder.act("appoint", statements(recorder), signers)
      goOn(recorder)
    },
  }
}

export const second = (recorder: Recorder): SigningKey => ({ name: recorder.urnKey.name, seed: sha256("second urn") })
const text = (key: SigningKey, kind?: KeyKind) => verifierKeyText(verifierOf(key, kind))
export const urn = (key: SigningKey): Statement => ({ key: "urn-key", value: text(key) })
const holder = (id: string, key: SigningKey, kind?: KeyKind): Statement => ({
  key: "holder-key",
  value: `${id} ${text(key, kind)}`,
})
const keyOf = (name: string, seed = name): SigningKey => ({ name: `urne.example/${name}`, seed: sha256(seed) })

/** Signs checkpoints of the current journal, with a key that need not be the urn's. */
function checkpointBy(recorder: Recorder, key: SigningKey): void {
  const size = recorder.tree.size()
  recorder.write(fileName({ kind: "checkpoint", size }), signCheckpoint({ size, root: recorder.tree.root() }, key))
}

export const appointMutants: readonly Mutant[] = [
  mutant(
    "an act that appoints nothing",
    "ACT_AUTHORITY",
    appointing(() => []),
    open,
  ),
  mutant(
    "an act that appoints and says more",
    "ACT_AUTHORITY",
    appointing((recorder) => [urn(second(recorder)), { key: "note", value: "more" }]),
    open,
  ),
  mutant(
    "a key of the urn that is the one before",
    "ACT_AUTHORITY",
    appointing(({ urnKey }) => [urn(urnKey)]),
    open,
  ),
  mutant(
    "a key of the urn that is a member's",
    "ACT_AUTHORITY",
    appointing((recorder) => [urn({ ...recorder.keyOf("petra"), name: recorder.urnKey.name })]),
    open,
  ),
  mutant(
    "a key of the urn of another election",
    "ACT_STATEMENT",
    appointing((recorder) => [urn({ ...second(recorder), name: "urne/9xDrMnXn4cUuGk" })]),
    open,
  ),
  mutant(
    "a key of nobody who holds a share",
    "ACT_STATEMENT",
    appointing(() => [holder("ghost", keyOf("ghost"))]),
    open,
  ),
  mutant(
    "a holder's key that bears the name of another",
    "ACT_STATEMENT",
    appointing(() => [holder("registry", keyOf("first"))]),
    open,
  ),
  mutant(
    "two keys of one holder in one act",
    "ACT_AUTHORITY",
    appointing(() => [holder("registry", keyOf("registry")), holder("registry", keyOf("registry", "again"))]),
    open,
  ),
  mutant(
    "one key for two holders",
    "ACT_AUTHORITY",
    appointing(() => [holder("registry", keyOf("registry")), holder("first", keyOf("first", "registry"))]),
    open,
  ),
  mutant(
    "a holder's key that cosigns",
    "ACT_AUTHORITY",
    appointing(() => [holder("registry", keyOf("registry"), "cosignature")]),
    open,
  ),
  mutant(
    "keys appointed by one member",
    "ACT_QUORUM",
    appointing((recorder) => [urn(second(recorder))], undefined, ["petra"]),
    open,
  ),
  mutant(
    "a checkpoint by a key of the urn that was replaced",
    "CHECKPOINT_FORM",
    appointing(
      (recorder) => [urn(second(recorder))],
      (recorder) => {
        checkpointBy(recorder, recorder.urnKey)
      },
    ),
    open,
  ),
  mutant(
    "a checkpoint by a key of the urn that nobody appointed",
    "CHECKPOINT_FORM",
    {
      after: (recorder) => {
        recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
        checkpointBy(recorder, second(recorder))
      },
    },
    open,
  ),
]
