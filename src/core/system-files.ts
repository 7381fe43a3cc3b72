/**
 * Names of files that operating systems, file managers and archivers leave in folders that people copy, and that are
 * never read. Records, the search for election files and keys, and the replacement of folders all use this one list.
 */
const names: readonly string[] = [
  ...[".DS_Store", ".AppleDouble", ".LSOverride", ".fseventsd", ".Spotlight-V100", ".TemporaryItems", ".Trashes"],
  ...[".DocumentRevisions-V100", ".VolumeIcon.icns", ".apdisk", ".com.apple.timemachine.donotpresent", "__MACOSX"],
  ...["Thumbs.db", "ehthumbs.db", "desktop.ini", "System Volume Information", "$RECYCLE.BIN", "RECYCLER"],
  ...[".directory", "lost+found", ".localized", ".metadata_never_index", "Network Trash Folder", "Temporary Items"],
  ...["@eaDir", "#recycle", ".stfolder", ".dropbox", ".dropbox.attr", ".xdg-volume-info", "WPSettings.dat", "Icon\r"],
]

const known = new Set(names.map((name) => name.toLowerCase()))

/**
 * AppleDouble files hold what another file system cannot keep of a file. Linux desktops name a bin by its owner. On a
 * network or in a container, a file that is removed while a program has it open stays under such a name.
 */
const patterns: readonly RegExp[] = [
  ...[/^\._./, /^\.Trash-\d+$/, /^~\$./, /^\.~lock\..+#$/],
  ...[/^\.nfs[0-9a-f]{8,}$/, /^\.fuse_hidden[0-9a-f]+$/, /^\.smbdelete\w+$/, /^\.syncthing\..+\.tmp$/],
]

/** Whether an operating system left this file, or a folder on its path. */
export function isSystemFile(path: string): boolean {
  return path.split("/").some((name) => known.has(name.toLowerCase()) || patterns.some((pattern) => pattern.test(name)))
}
