import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { safe } from "./output.ts"
import type { Session } from "./app.ts"

/** The first line of a secret's file, or what is typed without echo. Secrets never come from arguments or variables. */
export async function readSecret(
  session: Session,
  question: string,
  option: string,
  file: string | undefined,
): Promise<string> {
  if (file === undefined) return session.prompt.secret(question, option)
  const text = utf8Text(await session.world.files.read(file, 4096))
  const line = text?.split("\n")[0]?.replace(/\r$/, "")
  if (line === undefined || line === "") {
    throw new UrneError("no-secret-in-file", { path: file })
  }
  return line
}

/** The passphrase of a key file. */
export async function readPassphrase(session: Session, path: string, file: string | undefined): Promise<string> {
  const { passphraseOf } = session.screen.labels.authority
  return readSecret(session, passphraseOf(safe(path)), "--passphrase-file", file)
}
