import type { RegisterRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<RegisterRefusals> = {
  "no-register": () => ({
    message: "this election was begun with an older version of urne, and has no register",
    hint: "keep the log book on paper; elections that are begun now have one",
  }),
  "register-rollback": ({ seen, found, path }) => ({
    message: `this machine has seen ${seen} entries of the register; the file has only ${found}: it is an older copy`,
    hint: `use the newest file; if it is lost, write down what was in it, then remove what this machine remembers of the register: ${path}`,
  }),
  "register-rewritten": ({ seen, path }) => ({
    message: `the first ${seen} entries of the register are not those that this machine has seen`,
    hint: `keep both files and compare them; to go on with this one all the same, remove what this machine remembers of the register: ${path}`,
  }),
  "not-a-writer": ({ name }) => ({
    message: `${name} is neither a member's key nor that of somebody who may write to the register`,
    hint: "two members let somebody write with: urne writer add",
  }),
  "signers-missing": ({ members }) => ({
    message:
      members === 0
        ? "this entry needs the signature of one member, or of somebody who may write to the register"
        : `this entry needs the signatures of ${members} different members`,
    hint: "name their key files: --key FILE FILE",
  }),
  "entry-too-long": () => ({
    message: "a text of this entry is empty, or longer than 4,000 characters",
    hint: "say it in several entries, or keep the long text as a file beside",
  }),
  "writer-key-refused": ({ writer }) => ({
    message: `this key cannot be the one of ${writer}: its name ends otherwise, or the identifier or the key is taken`,
    hint: `make another: urne key new ${writer}`,
  }),
  "no-such-writer": ({ writer }) => ({
    message: `nobody of the identifier ${writer} may write to the register`,
    hint: "see who may: urne writer list",
  }),
  "not-present": ({ entry }) => ({
    message: `entry ${entry} of the register names nobody who is present now`,
    hint: "see who is present: urne attendance list",
  }),
}
