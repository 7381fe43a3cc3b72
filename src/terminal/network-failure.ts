import type { NetworkFailure } from "../core/network.ts"

/** What the codes of Node, of the system and of name servers mean. */
const failures: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  ETIMEOUT: "timeout",
  ENOTFOUND: "name-unknown",
  ENODATA: "name-unknown",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ABORT_ERR: "cancelled",
  ECANCELLED: "cancelled",
  ERR_INVALID_URL: "malformed",
  ERR_UNESCAPED_CHARACTERS: "malformed",
  EBADNAME: "malformed",
  ERR_INVALID_IP_ADDRESS: "malformed",
  EPROTO: "tls",
}

/** Says why a request failed. What no code tells is an address to which no way leads. */
export function networkFailure(error: unknown): { readonly failure: NetworkFailure; readonly cause: string } {
  const cause = codeOf(error)
  if (Object.hasOwn(failures, cause)) return { failure: failures[cause] ?? "unreachable", cause }
  if (cause.startsWith("HPE_")) return { failure: "malformed", cause }
  if (/^ERR_(SSL|TLS|OSSL)/.test(cause)) return { failure: "tls", cause }
  return { failure: "unreachable", cause }
}

function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code
  if (typeof code === "string") return code
  return error instanceof Error ? error.name : "unknown"
}
