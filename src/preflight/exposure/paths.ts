/** The paths that are tried, each with the rules by which what answers there is recognised. */
import { hostOf } from "../lookalikes/host.ts"
import type { RuleName } from "./content.ts"

export interface Probe {
  readonly path: string
  readonly rules: readonly RuleName[]
}

const fixed: Readonly<Partial<Record<RuleName, readonly string[]>>> = {
  "git-config": [".git/config"],
  "git-head": [".git/HEAD"],
  "git-index": [".git/index"],
  "git-log": [".git/logs/HEAD"],
  "svn-entries": [".svn/entries"],
  "hg-requires": [".hg/requires"],
  variables: [
    ...["", ".local", ".production", ".prod", ".staging", ".dev", ".development", ".test", ".example", ".backup"].map(
      (end) => `.env${end}`,
    ),
    ...[".env.bak", ".env.old", ".env.save", ".env~", "api/.env", "app/.env", "config/.env", "backend/.env"],
  ],
  "npm-token": [".npmrc"],
  "hashed-passwords": [".htpasswd", "htpasswd", "admin/.htpasswd", ".htpasswd.bak"],
  credentials: [
    ...[".aws/credentials", ".netrc", ".docker/config.json", "wp-config.php.bak", "config.php.bak", "config.php~"],
    ...["config.yml", "config/database.yml", "settings.py", "application.properties"],
  ],
  "private-key": [
    ...[
      "id_rsa",
      "id_ed25519",
      ".ssh/id_rsa",
      ".ssh/id_ed25519",
      "server.key",
      "private.key",
      "privkey.pem",
      "key.pem",
    ],
    ...["ssl.key", "tls.key", "server.pem"],
  ],
  "encrypted-file": ["codes.age", "officer.key", "anne.key", "registrar.trustee-key"],
  log: [
    ...["access.log", "error.log", "access_log", "error_log", "logs/access.log", "logs/error.log", "log/access.log"],
    ...["log/production.log", "storage/logs/laravel.log", "debug.log", "wp-content/debug.log", "server.log", "app.log"],
  ],
  phpinfo: ["phpinfo.php", "info.php", "test.php", "i.php"],
  "server-status": ["server-status", "nginx_status"],
  "ds-store": [".DS_Store"],
}

const dumped: readonly RuleName[] = ["archive-or-database", "sql-text", "encrypted-file"]
/** Endings of what is left behind by whoever copies a database or a site. */
const [usualEnds, allEnds] = [
  ["sql", "sql.gz", "zip", "tar.gz"],
  ["sql", "sql.gz", "sql.zip", "zip", "tar.gz", "tgz", "tar", "7z", "rar", "bak", "dump", "sqlite", "db"],
]
const lists = [
  "roll",
  "liste",
  "electeurs",
  "inscrits",
  "emargement",
  "membres",
  "members",
  "adherents",
  "voters",
  "export",
]

/**
 * Lists what is tried on a host, without a slash at the beginning.
 *
 * @param host - its name: files are often called like it
 * @param year - of the election
 */
export function probesOf(host: string, year: number): readonly Probe[] {
  const [first = ""] = host.split(".")
  const names = [...new Set([host, first, hostOf(host)?.label ?? first, "backup", "db", "dump"])]
  const others = ["database", "site", "www", "sauvegarde", "vote", "votes", "election", "scrutin", String(year)]
  const named = (stems: readonly string[], ends: readonly string[]) =>
    stems.flatMap((stem) => ends.map((end) => ({ path: `${stem}.${end}`, rules: dumped })))
  const all: readonly Probe[] = [
    ...Object.entries(fixed).flatMap(([rule, paths]) => paths.map((path) => ({ path, rules: [rule as RuleName] }))),
    ...[".svn/wc.db", "election.urne", "database.sqlite", "db.sqlite3"].map((path) => ({ path, rules: dumped })),
    ...[`${host}.key`, `${host}.pem`].map((path) => ({ path, rules: ["private-key"] as const })),
    // What has the columns of the roll is recognised wherever it is.
    ...lists.map((stem) => ({ path: `${stem}.csv`, rules: [] })),
    ...lists.slice(0, 6).flatMap((stem) => [
      { path: `${stem}.xlsx`, rules: dumped },
      { path: `${stem}.json`, rules: [] },
    ]),
    ...named(names, allEnds),
    ...named(others, usualEnds),
  ]
  const seen = new Set<string>()
  return all.filter(({ path }) => !seen.has(path) && seen.add(path))
}
