import { promises as dns } from "node:dns"
import type { NetworkFailure, Resolution, ResolveOptions } from "../core/network.ts"
import type { Caller } from "./caller.ts"
import { networkFailure } from "./network-failure.ts"

const usualTimeout = 5000

/** What one question about a name came to. */
type Asked =
  | { readonly kind: "addresses"; readonly addresses: readonly string[] }
  | { readonly kind: "no-name" }
  | { readonly kind: "failed"; readonly failure: NetworkFailure; readonly cause: string }

/** Asks for a name as `Network` does. It throws nothing: whatever fails is a value. */
export async function nameRequest(
  name: string,
  { resolver, timeout = usualTimeout }: ResolveOptions,
  { signal }: Caller,
): Promise<Resolution> {
  if (signal.aborted) return { kind: "unknown", failure: "cancelled", cause: "ECANCELLED" }
  const asking = new dns.Resolver({ timeout, tries: 1 })
  const cancel = () => {
    asking.cancel()
  }
  signal.addEventListener("abort", cancel)
  try {
    if (resolver !== undefined) asking.setServers([resolver])
    return judged(await Promise.all([asked(() => asking.resolve4(name)), asked(() => asking.resolve6(name))]))
  } catch (error) {
    return { kind: "unknown", ...networkFailure(error) }
  } finally {
    signal.removeEventListener("abort", cancel)
  }
}

async function asked(question: () => Promise<readonly string[]>): Promise<Asked> {
  try {
    return { kind: "addresses", addresses: await question() }
  } catch (error) {
    const { code } = error as { readonly code?: string }
    if (code === "ENOTFOUND") return { kind: "no-name" }
    // The name exists, and has no address of this kind.
    if (code === "ENODATA") return { kind: "addresses", addresses: [] }
    return { kind: "failed", ...networkFailure(error) }
  }
}

/** One answer that there is the name weighs more than all that say nothing. */
function judged(answers: readonly Asked[]): Resolution {
  const found = answers.filter((one) => one.kind === "addresses")
  if (found.length > 0) return { kind: "found", addresses: found.flatMap(({ addresses }) => addresses) }
  const failed = answers.find((one) => one.kind === "failed")
  return failed === undefined ? { kind: "absent" } : { ...failed, kind: "unknown" }
}
