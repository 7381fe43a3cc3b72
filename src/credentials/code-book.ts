import { utf8 } from "../core/bytes.ts"

/** The length of a code with its hyphens. */
const codeLength = 25

/** Keeps the code of every member while letters are printed, in some hundred bytes a member. */
export class CodeBook {
  private readonly ranks = new Map<string, number>()
  private readonly codes: Uint8Array
  private readonly struck: Uint8Array

  constructor(members: number) {
    this.codes = new Uint8Array(members * codeLength)
    this.struck = new Uint8Array(members)
  }

  /** How many members it has. */
  get size(): number {
    return this.ranks.size
  }

  add(member: string, code: string): void {
    const bytes = utf8(code)
    if (bytes.length !== codeLength || this.ranks.has(member)) throw new Error("a code that is none, or a second one")
    this.codes.set(bytes, this.ranks.size * codeLength)
    this.ranks.set(member, this.ranks.size)
  }

  /** @throws Error for a member without a code */
  codeOf(member: string): string {
    const at = this.rankOf(member) * codeLength
    return Buffer.from(this.codes.buffer, at, codeLength).toString("latin1")
  }

  /** Marks a member's letter as printed. Returns `false` if it already was. */
  strike(member: string): boolean {
    const rank = this.rankOf(member)
    const isFirst = this.struck[rank] === 0
    this.struck[rank] = 1
    return isFirst
  }

  private rankOf(member: string): number {
    const rank = this.ranks.get(member)
    if (rank === undefined) throw new Error("a member without a code")
    return rank
  }
}
