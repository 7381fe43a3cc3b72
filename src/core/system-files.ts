/**
 * What operating systems, file managers and archivers leave in folders that people copy: nothing of it is read. One list, for
 * records, for election files and keys that are looked for, and for folders that are replaced.
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
 * AppleDouble files hold what another file system cannot keep of a file; Linux desktops name a bin by its owner; files that are
 * removed while a program has them open stay under such names on a network or in a container.
 */
const patterns: readonly RegExp[] = [
  ...[/^\._./, /^\.Trash-\d+$/, /^~\$./, /^\.~lock\..+#$/],
  ...[/^\.nfs[0-9a-f]{8,}$/, /^\.fuse_hidden[0-9a-f]+$/, /^\.smbdelete\w+$/, /^\.syncthing\..+\.tmp$/],
]

/** Whether a path, or a folder that it leads through, was left by a system. */
export function isSystemFile(path: string): boolean {
  return path.split("/").some((name) => known.has(name.toLowerCase()) || patterns.some((pattern) => pattern.test(name)))
}
