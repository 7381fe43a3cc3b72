/** A name server on the loopback, which answers from a list (RFC 1035). */
import { createSocket } from "node:dgram"

/** The addresses of a name, or what the server does instead: `fails` (SERVFAIL), `silent` (nothing). */
export type Records = Readonly<Record<string, readonly string[] | "fails" | "silent">>

export interface NameServer {
  /** `127.0.0.1:5353` */
  readonly address: string
  /** The names that were asked for, in order. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

const [typeA, typeAaaa] = [1, 28]

/** Starts a server that knows these names, and no others. */
export async function startNameServer(records: Records): Promise<NameServer> {
  const socket = createSocket("udp4")
  const asked: string[] = []
  socket.on("message", (query, sender) => {
    const { name, type, end } = questionOf(query)
    asked.push(name)
    const record = Object.hasOwn(records, name) ? records[name] : undefined
    if (record === "silent") return
    const code = record === undefined ? 3 : record === "fails" ? 2 : 0
    const known = Array.isArray(record) ? (record as readonly string[]) : []
    const wanted =
      type === typeA || type === typeAaaa ? known.filter((one) => one.includes(":") === (type === typeAaaa)) : []
    const head = Buffer.from([query[0]!, query[1]!, 0x81, 0x80 | code, 0, 1, 0, wanted.length, 0, 0, 0, 0])
    socket.send(
      Buffer.concat([head, query.subarray(12, end), ...wanted.map((one) => answerOf(one, type))]),
      sender.port,
      sender.address,
    )
  })
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve))
  const close = () => new Promise<void>((resolve) => socket.close(resolve))
  return { address: `127.0.0.1:${socket.address().port}`, asked, close }
}

function questionOf(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

/** A record of the name that was asked for, with a minute to live. */
function answerOf(address: string, type: number): Buffer {
  const bytes =
    type === typeA
      ? Buffer.from(address.split(".").map(Number))
      : Buffer.from(address.split(":").flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 0xff]))
  return Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length]), bytes])
}
