/** Web servers on the loopback. */
import { createServer as createPlain, type RequestListener } from "node:http"
import { createServer as createSecure, type ServerOptions } from "node:https"
import type { AddressInfo, Server, Socket } from "node:net"

export interface WebServer {
  readonly port: number
  /** What was asked for, in order: `GET /`. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

/** Starts a server on a free port: with a certificate for `https:`, without for `http:`. */
export async function startWebServer(answer: RequestListener, options?: ServerOptions): Promise<WebServer> {
  const asked: string[] = []
  const noting: RequestListener = (request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`)
    answer(request, response)
  }
  const server = options === undefined ? createPlain(noting) : createSecure(options, noting)
  return { asked, ...(await listening(server)) }
}

/** Lets a server listen on a free port of the loopback. */
export async function listening(server: Server): Promise<Omit<WebServer, "asked">> {
  const open = new Set<Socket>()
  server.on("connection", (socket: Socket) => {
    open.add(socket)
    socket.on("close", () => open.delete(socket)).on("error", () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of open) socket.destroy()
    await closed
  }
  return { port, close }
}
