/** Words by what a part of an election was proved, and how old that proof is, for screens and paper. */
import type { Catalogue } from "../language/catalogue.ts"
import type { CustodyProof, PartOfCustody } from "./report.ts"

type Words = Catalogue["labels"]["custody"]

export function proofWords(proof: CustodyProof, { proofs, drillLevels }: Words): string {
  switch (proof.by) {
    case "drill":
      return proofs.drill(proof.drill, drillLevels[proof.level])
    case "hash":
      return proofs.hash(proof.copy)
    case "medium":
    case "possession":
      return proofs[proof.by]
  }
}

/** Says how old a proof is, after a blank; nothing where its day is not known. */
export function ageWords(
  { days, isOld }: Pick<PartOfCustody, "days" | "isOld">,
  { oldProof, freshProof }: Words,
  count: (value: number) => string,
): string {
  return days === undefined ? "" : ` ${(isOld ? oldProof : freshProof)(count(days))}`
}
