import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Session } from "../election/session.ts"
import { safe } from "../terminal/output.ts"
import { attempts, type SecretSettings } from "../terminal/prompt.ts"

/**
 * Reads the first line of a secret's file, or text typed without echo. Secrets never come from arguments or variables.
 */
export async function readSecret(
  session: Session,
  question: string,
  option: string,
  file: string | undefined,
  settings?: Pick<SecretSettings, "showable">,
): Promise<string> {
  if (file === undefined) return session.prompt.secret(question, option, settings)
  const text = utf8Text(await session.world.files.read(file, 4096))
  const line = text?.split("\n")[0]?.replace(/\r$/, "")
  if (line === undefined || line === "") {
    throw new UrneError("no-secret-in-file", { path: file })
  }
  return line
}

/**
 * Opens a key file with its passphrase. At a terminal the passphrase is asked for only if the file exists, and asked
 * for again if it is mistyped.
 *
 * @param open - tries the passphrase
 * @throws UrneError `file-absent`, `public-key-given`, `wrong-passphrase`
 */
export async function withPassphrase<Opened>(
  session: Session,
  path: string,
  file: string | undefined,
  open: (passphrase: string) => Promise<Opened>,
): Promise<Opened> {
  const asked = await asksPassphrase(session, path, file)
  const { passphraseOf } = session.screen.labels.authority
  for (let left = asked ? attempts : 1; ; left--) {
    const passphrase = await readSecret(session, passphraseOf(safe(path)), "--passphrase-file", file)
    try {
      return await open(passphrase)
    } catch (error) {
      if (left === 1 || !(error instanceof UrneError) || error.code !== "wrong-passphrase") throw error
      session.show(session.explain(error as UrneError))
    }
  }
}

/**
 * Whether a person at a terminal will be asked for the passphrase of this key file, which has to exist.
 *
 * @throws UrneError `file-absent`, `public-key-given`
 */
export async function asksPassphrase(session: Session, path: string, file: string | undefined): Promise<boolean> {
  // If nobody is asked, a fault of the file is reported when it is opened, after any rule that forbids the command.
  if (file !== undefined || !session.prompt.interactive) return false
  if ((await session.world.files.kind(path)) === undefined) throw new UrneError("file-absent", { path })
  const { requireKeyFile } = await import("../authority/member-operations.ts")
  await requireKeyFile(path, session.world)
  return true
}

/**
 * Chooses a passphrase for a new key: from a file or, at a terminal, one of its holder's own, or six words that are
 * drawn, shown until they are typed back, and then erased from the screen. After a mistake they are asked for again, as
 * often as it takes: if the command ended, the shell would read, and remember, what is typed next.
 *
 * @throws UrneError `passphrase-too-short`
 */
export async function choosePassphrase(
  session: Session,
  file: string | undefined,
  key: { readonly rehearsal: boolean },
): Promise<string> {
  const { authority } = session.screen.labels
  const option = "--passphrase-file"
  const { drawPassphrase, isLongEnough, leastPassphrase } = await import("../authority/passphrase.ts")
  if (file !== undefined) {
    const given = await readSecret(session, "", option, file)
    if (!isLongEnough(given, key)) throw new UrneError("passphrase-too-short", { file, least: leastPassphrase })
    return given
  }
  for (;;) {
    const own = await session.prompt.secret(authority.newPassphrase, option, {
      check: (typed) => typed === "" || isLongEnough(typed, key) || authority.shortPassphrase(leastPassphrase),
    })
    if (own !== "") {
      if (await isTypedBack(session, own)) return own
      continue
    }
    const drawn = drawPassphrase(session.screen.language, session.world.random)
    const kept = await session.erasing(() => {
      session.show(`\n${authority.drawnPassphrase}\n\n    ${drawn}\n\n`)
      return isTypedBack(session, drawn)
    })
    if (kept) return drawn
  }
}

/** Asks until it is typed back. Enter alone asks for another one. */
async function isTypedBack(session: Session, passphrase: string): Promise<boolean> {
  const { typeBack, typedAnother } = session.screen.labels.authority
  const same = (text: string) => text.trim().normalize("NFC")
  for (;;) {
    const again = await session.prompt.secret(typeBack, "--passphrase-file")
    if (again === "") return false
    if (same(again) === same(passphrase)) return true
    session.show(`${typedAnother}\n`)
  }
}
