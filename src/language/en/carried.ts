import type { CarriedFault } from "../../core/refusals.ts"

/** What is wrong with a file that carries a text to members who are elsewhere, whatever the text is of. */
export const carriedFaults: Record<Exclude<CarriedFault, "text">, string> = {
  form: "it does not have the form of such a file, or was changed",
  authority: "its acts make no authority of this election that could sign",
  definition: "it carries another definition than the members signed",
  signature: "a signature in it is not one of a member over this text, or stands there twice",
  other: "it is of another election",
  unlike: "it is of another text than the files before it",
}
