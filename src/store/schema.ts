import { type Migration } from "./migrate.ts"
import { sql as journal } from "./schema/0001-journal.ts"
import { sql as authority } from "./schema/0002-authority.ts"
import { sql as roll } from "./schema/0003-roll.ts"
import { sql as trustees } from "./schema/0004-trustees.ts"
import { sql as credentials } from "./schema/0005-credentials.ts"
import { sql as urn } from "./schema/0006-urn.ts"
import { sql as tally } from "./schema/0007-tally.ts"
import { sql as ballotEntry } from "./schema/0008-ballot-entry.ts"

/** Every migration, in the order in which they are applied. A released one never changes: a later one corrects it. */
export const migrations: readonly Migration[] = [
  { name: "0001-journal", sql: journal },
  { name: "0002-authority", sql: authority },
  { name: "0003-roll", sql: roll },
  { name: "0004-trustees", sql: trustees },
  { name: "0005-credentials", sql: credentials },
  { name: "0006-urn", sql: urn },
  { name: "0007-tally", sql: tally },
  { name: "0008-ballot-entry", sql: ballotEntry },
]
