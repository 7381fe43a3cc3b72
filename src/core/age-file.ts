/** Files for people who have age keys (age-encryption.org/v1), block by block: memory stays flat whatever their size. */
import { Decrypter, Encrypter, type Identity } from "age-encryption"

/** Whether a text is the public key of a recipient: `age1…` in any form that age knows without a plug-in. */
export function isAgeRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    return false
  }
}

/** Whether a text is an identity, the secret half: `AGE-SECRET-KEY-…`. */
export function isAgeIdentity(text: string): boolean {
  try {
    new Decrypter().addIdentity(text)
    return true
  } catch {
    return false
  }
}

export interface EncryptedFile {
  readonly content: AsyncIterable<Uint8Array>
  /** The secret key of this one file. It opens it without any identity, and nothing else. */
  readonly fileKey: Uint8Array
}

/** Encrypts a file so that any one of the recipients can open it. @param recipients - as `isAgeRecipient` accepts them */
export async function encryptToRecipients(
  recipients: readonly string[],
  content: AsyncIterable<Uint8Array>,
): Promise<EncryptedFile> {
  const age = new Encrypter()
  for (const recipient of recipients) age.addRecipient(recipient)
  let fileKey = new Uint8Array()
  // Whoever writes a file must be able to read it back without anybody's secret. A recipient that adds nothing to the
  // header learns the key of the file; one more real recipient would stand in the file, and nobody could say whose it is.
  age.addRecipient({
    wrapFileKey: (key) => {
      fileKey = Uint8Array.from(key)
      return []
    },
  })
  return { content: await age.encrypt(ReadableStream.from(content)), fileKey }
}

/** What opens a file: an identity as text, or the key of this one file. */
export type FileOpener = string | { readonly fileKey: Uint8Array }

/** Why an age file gives no content: nobody among those who try is a recipient, or it is none, cut or changed. */
export type AgeFault = "not-recipient" | "damaged"

/**
 * Opens a file with the first of these that fits. What is yielded was authenticated; that nothing is missing is certain
 * once the end was reached.
 *
 * @param fault - makes the error for a file that cannot be opened
 */
export async function* decryptedFile(
  openers: readonly FileOpener[],
  content: AsyncIterable<Uint8Array>,
  fault: (kind: AgeFault, cause: unknown) => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  const age = new Decrypter()
  for (const opener of openers) age.addIdentity(typeof opener === "string" ? opener : identityOf(opener.fileKey))
  let failure: Error | undefined
  // A failure of the medium is told as it is, and is none of the age file.
  const source = async function* () {
    try {
      yield* content
    } catch (error) {
      failure = error instanceof Error ? error : undefined
      throw error
    }
  }
  try {
    yield* await age.decrypt(ReadableStream.from(source()))
  } catch (cause) {
    if (failure !== undefined) throw failure
    const isOther = cause instanceof Error && cause.message.includes("no identity matched")
    throw fault(isOther ? "not-recipient" : "damaged", cause)
  }
}

function identityOf(fileKey: Uint8Array): Identity {
  return { unwrapFileKey: () => fileKey }
}
