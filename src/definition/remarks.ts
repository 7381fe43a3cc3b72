import type { Definition } from "./definition.ts"

/** What is no mistake, and what whoever writes a definition should know all the same. */
export type DefinitionRemark = "no-contact"

/** Remarks on the parts of a definition that its letters are made from. */
export function remarksOn({ help }: Pick<Definition, "help">): readonly DefinitionRemark[] {
  return help.phone === null && help.email === null ? ["no-contact"] : []
}
