import { createRequire } from "node:module"
import type Database from "better-sqlite3"

/**
 * SQLite. By `require`, as the package is written: an `import` would first read all its files once more for the names that
 * they export, and opening an election is what every command begins with.
 */
export const Sqlite = createRequire(import.meta.url)("better-sqlite3") as typeof Database
