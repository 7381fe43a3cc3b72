const words: Readonly<Record<string, string>> = {
  EACCES: "accès refusé",
  EPERM: "opération non permise",
  EROFS: "le support est en lecture seule",
  ENOENT: "cet emplacement n’existe pas et ne peut pas être créé",
  ENOTDIR: "un fichier se trouve là où il faudrait un dossier",
  EISDIR: "c’est un dossier",
  ENAMETOOLONG: "le nom est trop long",
  ELOOP: "ses liens tournent en rond",
  ESPIPE: "un tube ou un périphérique, qui ne se lit pas deux fois",
  ESTALE: "il a changé pendant qu’on le lisait",
  EEXIST: "un fichier porte déjà ce nom",
  EBUSY: "en cours d’utilisation",
  ENOSPC: "il n’y a plus de place",
  EDQUOT: "la place qui vous est accordée est épuisée",
  EFBIG: "le support n’accepte pas un fichier de cette taille",
  EIO: "le support est défaillant",
  EMFILE: "trop de fichiers ouverts",
  ENFILE: "trop de fichiers ouverts",
  SQLITE_BUSY: "utilisé par une autre commande",
  SQLITE_IOERR: "le support est défaillant",
  SQLITE_FULL: "il n’y a plus de place",
  SQLITE_CANTOPEN: "accès refusé, ou son dossier n’est pas ouvert à l’écriture",
  SQLITE_PERM: "accès refusé",
}

/** The same in French. */
export function causeText(cause: string): string {
  // SQLITE_IOERR_FSYNC is an SQLITE_IOERR.
  const said = words[/^SQLITE_[A-Z]+/.exec(cause)?.[0] ?? cause]
  return said === undefined ? cause : `${said} (${cause})`
}
