/**
 * Returns the ballots that count: the last of each credential, in the order in which they were cast. This is the
 * function `last` of section 4.17.
 */
export function lastBallots<B extends { readonly credential: string }>(ballots: Iterable<B>): readonly B[] {
  const last = new Map<string, B>()
  for (const ballot of ballots) {
    // Deleting first moves a credential that voted again to the end.
    last.delete(ballot.credential)
    last.set(ballot.credential, ballot)
  }
  return [...last.values()]
}
