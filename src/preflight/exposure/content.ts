/** Rules by which files are recognised that nobody should be able to fetch. Each looks at the bytes alone. */
import type { ExposureClass, Severity } from "../../core/exposure.ts"

interface Rule {
  readonly class: ExposureClass
  readonly severity: Severity
  readonly matches: (body: Body) => boolean
}

/** A body as bytes and as text, in which each byte is a letter. */
export interface Body {
  readonly bytes: Uint8Array
  readonly text: string
  /** Pages are no evidence of a file: applications answer with one to any path. */
  readonly isPage: boolean
}

export function bodyOf(bytes: Uint8Array): Body {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")
  return { bytes, text, isPage: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|script|\?xml|!--)/i.test(text) }
}

/** What a file begins with that is an archive, a database or a dump of one. */
const magics: readonly (readonly [place: number, bytes: string])[] = [
  ...["\x1f\x8b\x08", "PK\x03\x04", "PK\x05\x06", "7z\xbc\xaf\x27\x1c", "Rar!\x1a\x07"].map((one) => [0, one] as const),
  ...["BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd", "SQLite format 3\x00", "PGDMP"].map((one) => [0, one] as const),
  ...[[257, "ustar"] as const, [0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"] as const],
]
const sql =
  /^(?:-- (?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|Dump)|CREATE (?:TABLE|DATABASE)\b|INSERT INTO\b|DROP TABLE\b|PRAGMA foreign_keys|BEGIN TRANSACTION;|COPY \S+ .*FROM stdin;)/im
const accessLine = /^\S+ \S+ \S+ \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/m
const logLine =
  /^(?:\[[^\]\n]*\d{2}:\d{2}:\d{2}[^\]\n]*\]|\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d)[^\n]*(?:error|warn|info|debug|notice|crit)/im
const hashedPassword = /^[^\s:]+:(?:\$(?:apr1|2[abxy]|5|6|y)\$|\{SHA\}|[./0-9A-Za-z]{13}$)/
const variable = /^(?:export )?[A-Za-z][A-Za-z0-9_.]*=/

/** Whether a text has lines, and each of them is so. The last may have been cut. */
function everyLine(text: string, is: (line: string) => boolean): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"))
  return lines.length > 0 && lines.slice(0, Math.max(1, lines.length - 1)).every(is)
}

const data =
  (matches: (body: Body) => boolean): Rule["matches"] =>
  (body) =>
    !body.isPage && matches(body)
const pattern = (wanted: RegExp): Rule["matches"] => data(({ text }) => wanted.test(text))

export const rules = {
  "git-config": { class: "repository", severity: "fail", matches: pattern(/^\s*\[core\]/m) },
  "git-head": { class: "repository", severity: "fail", matches: pattern(/^(?:ref: refs\/|[0-9a-f]{40}\s*$)/) },
  "git-index": { class: "repository", severity: "fail", matches: pattern(/^DIRC\x00\x00\x00[\x02-\x04]/) },
  "git-log": { class: "repository", severity: "fail", matches: pattern(/^[0-9a-f]{40} [0-9a-f]{40} /) },
  "svn-entries": { class: "repository", severity: "fail", matches: pattern(/^(?:8|9|10|12)\r?\n(?:$|\s*\r?\n?dir\b)/) },
  "hg-requires": {
    class: "repository",
    severity: "fail",
    matches: pattern(/^(?:revlogv1|store|dotencode|fncache)\s*$/m),
  },
  variables: {
    class: "secrets",
    severity: "fail",
    matches: data(({ text }) => everyLine(text, (line) => variable.test(line))),
  },
  "npm-token": {
    class: "secrets",
    severity: "fail",
    matches: pattern(/^(?:\/\/|registry=|_auth)|:_(?:authToken|password)=/m),
  },
  "hashed-passwords": {
    class: "secrets",
    severity: "fail",
    matches: data(({ text }) => everyLine(text, (line) => hashedPassword.test(line))),
  },
  credentials: {
    class: "secrets",
    severity: "fail",
    matches: pattern(/aws_secret_access_key|^machine \S+\s+login |"auths"\s*:|DB_PASSWORD|^\s*password\s*[:=]/im),
  },
  "sql-text": { class: "dump", severity: "fail", matches: pattern(sql) },
  "archive-or-database": {
    class: "dump",
    severity: "fail",
    matches: data(({ text }) => magics.some(([place, magic]) => text.startsWith(magic, place))),
  },
  "encrypted-file": { class: "dump", severity: "fail", matches: pattern(/^age-encryption\.org\/v1\n|^-----BEGIN AGE/) },
  "private-key": {
    class: "private-key",
    severity: "fail",
    matches: pattern(/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|^PuTTY-User-Key-File-|AGE-SECRET-KEY-1/),
  },
  log: { class: "log", severity: "fail", matches: data(({ text }) => accessLine.test(text) || logLine.test(text)) },
  phpinfo: {
    class: "phpinfo",
    severity: "fail",
    matches: ({ text }) => /phpinfo\(\)/.test(text) && /PHP Version/.test(text),
  },
  "server-status": {
    class: "server-status",
    severity: "fail",
    matches: ({ text }) => /Apache Server Status for|^Active connections: \d+\s+server accepts/m.test(text),
  },
  "ds-store": { class: "ds-store", severity: "warn", matches: pattern(/^\x00\x00\x00\x01Bud1/) },
} as const satisfies Readonly<Record<string, Rule>>
export type RuleName = keyof typeof rules

/** Whether a body lists the files of a folder, as web servers do: Apache and nginx, Python, IIS. */
export function isListing({ text }: Body): boolean {
  return /<title>\s*(?:Index of|Directory listing for)\b|<h1>\s*(?:Index of|Directory listing for)\b|\[To Parent Directory\]/i.test(
    text,
  )
}

/** The columns of the member file. */
export interface Columns {
  readonly id: string
  /** Those of names and addresses. */
  readonly others: readonly string[]
}

/** Whether a table (CSV) or an object (JSON) has the columns of the member file: the number and one more. */
export function hasRollColumns({ bytes, text, isPage }: Body, columns: Columns): boolean {
  // Tables come in UTF-8, or in the older coding in which a byte is a letter.
  return !isPage && [new TextDecoder().decode(bytes), text].some((one) => namesColumns(one.toLowerCase(), columns))
}

function namesColumns(text: string, { id, others }: Columns): boolean {
  const [number = "", ...rest] = [id, ...others].map((one) => one.toLowerCase())
  const [first = ""] = text.split(/\r?\n/)
  const heads = first.split(/[;,\t|]/).map((one) => one.trim().replace(/^"|"$/g, ""))
  const isKey = (name: string) => text.includes(`"${name}":`) || text.includes(`"${name}" :`)
  const inJson = /^\s*[[{]/.test(text) && isKey(number) && rest.some(isKey)
  return inJson || (heads.includes(number) && rest.some((one) => heads.includes(one)))
}
