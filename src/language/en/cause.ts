const words: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "not permitted",
  EROFS: "the medium is read-only",
  ENOENT: "there is no such place, and it cannot be made",
  ENOTDIR: "there is a file where a folder should be",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links form a loop",
  ESPIPE: "a pipe or a device, which cannot be read twice",
  ESTALE: "it changed while it was being read",
  EEXIST: "there is a file of that name",
  EBUSY: "in use",
  ENOSPC: "no space left",
  EDQUOT: "the space that you may use is full",
  EFBIG: "the medium takes no file of this size",
  EIO: "the medium is failing",
  EMFILE: "too many open files",
  ENFILE: "too many open files",
  SQLITE_BUSY: "in use by another command",
  SQLITE_IOERR: "the medium is failing",
  SQLITE_FULL: "no space left",
  SQLITE_CANTOPEN: "no permission, or its folder cannot be written",
  SQLITE_PERM: "no permission",
}

/** Why a file cannot be read or written, in words, with the code of the operating system or of SQLite. */
export function causeText(cause: string): string {
  // SQLITE_IOERR_FSYNC is an SQLITE_IOERR.
  const said = words[/^SQLITE_[A-Z]+/.exec(cause)?.[0] ?? cause]
  return said === undefined ? cause : `${said} (${cause})`
}
