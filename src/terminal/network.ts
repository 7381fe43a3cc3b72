import type { Network } from "../core/network.ts"
import type { Caller } from "./caller.ts"

/** Makes the real network. Nothing of it is loaded before it is used, since most commands never are. */
export function systemNetwork(caller: Caller): Network {
  return {
    request: async (url, options = {}) => (await import("./web-request.ts")).webRequest(url, options, caller),
    resolve: async (name, options = {}) => (await import("./name-request.ts")).nameRequest(name, options, caller),
  }
}
