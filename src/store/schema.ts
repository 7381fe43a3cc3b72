import type { Migration } from "./migrate.ts"
import { sql as journal } from "./schema/0001-journal.ts"
import { sql as authority } from "./schema/0002-authority.ts"
import { sql as roll } from "./schema/0003-roll.ts"
import { sql as trustees } from "./schema/0004-trustees.ts"
import { sql as credentials } from "./schema/0005-credentials.ts"
import { sql as urn } from "./schema/0006-urn.ts"
import { sql as tally } from "./schema/0007-tally.ts"
import { sql as ballotEntry } from "./schema/0008-ballot-entry.ts"
import { sql as holderKeys } from "./schema/0009-holder-keys.ts"
import { sql as present } from "./schema/0010-present.ts"
import { sql as holderNotes } from "./schema/0011-holder-notes.ts"
import { sql as cosignatures } from "./schema/0012-cosignatures.ts"
import { sql as arrivals } from "./schema/0013-arrivals.ts"
import { sql as timeStamps } from "./schema/0014-time-stamps.ts"
import { sql as register } from "./schema/0015-register.ts"
import { sql as notices } from "./schema/0016-notices.ts"
import { sql as minutes } from "./schema/0017-minutes.ts"
import { sql as urgentSuspensions } from "./schema/0018-urgent-suspensions.ts"

/**
 * Every migration, in the order in which they are applied. A released one never changes: a later one corrects it.
 * `schema` is the digest with which files are compared that have it and no later one (`test/store/schema.test.ts` says
 * what it must be). Without it, every command has to build the schema to compare.
 */
export const migrations: readonly Migration[] = [
  {
    name: "0001-journal",
    sql: journal,
    schema: "315eccf757e654ab26cac1c2861df15b09bde8d44286fa12866a26a393084627",
  },
  {
    name: "0002-authority",
    sql: authority,
    schema: "e6fff8e7877ee60dd2d81848dfc40de23acc7eaf969c8b7f27ea361c195b4d16",
  },
  {
    name: "0003-roll",
    sql: roll,
    schema: "f79f064fd3839c012fb1d0351982c2fd470fef8b5b0e0eb353ac65426a9a21ee",
  },
  {
    name: "0004-trustees",
    sql: trustees,
    schema: "c01c9059fd710d38db50a35c5e1044032a7dff854c986410f476a5f94c80e004",
  },
  {
    name: "0005-credentials",
    sql: credentials,
    schema: "e624de2adbf888213b8ee421fa90395922156890a926e85aaf924811cd555149",
  },
  {
    name: "0006-urn",
    sql: urn,
    schema: "78beba004a52495763219b3e54145ab4f4ff60a8632f64c986060023a4d84584",
  },
  {
    name: "0007-tally",
    sql: tally,
    schema: "e0041b0ece35d56fe0af55f00a3713996a1356d1a7c8d6cb0ea1b2c246ca87aa",
  },
  {
    name: "0008-ballot-entry",
    sql: ballotEntry,
    schema: "b66bf179ebe7cc13365b85b353d8c882bf7b9ece8fdc98c2a52bf631992547b0",
  },
  {
    name: "0009-holder-keys",
    sql: holderKeys,
    schema: "e3ed7ba70537fc352c1d7cff21eb7902c39a199bcf96caa01055a06aa4f7ef78",
  },
  {
    name: "0010-present",
    sql: present,
    schema: "ecbd03aa4a31de6f5c8939358ab6226e77410248149c3cc6927ed9f3a18b9a79",
  },
  {
    name: "0011-holder-notes",
    sql: holderNotes,
    schema: "c192abda98de5ba07cfaee2e5740d4406e23ccd326e1cd5643446bab0f671605",
  },
  {
    name: "0012-cosignatures",
    sql: cosignatures,
    schema: "5b5535f1e2486ff3f0c5c29181b72ad2c1674d947d8d8417e5d8026264ddd835",
  },
  {
    name: "0013-arrivals",
    sql: arrivals,
    schema: "5d7e71970daac37f5bad958a00c15b703ccfdf19694405b0d364c838adbbd903",
  },
  {
    name: "0014-time-stamps",
    sql: timeStamps,
    schema: "e365a003991119ff4e9c4ee08f3ff82c5c62cffa1976c110fdac2ca72cf6c109",
  },
  {
    name: "0015-register",
    sql: register,
    schema: "624c4985f013aeacf4f7e1991ce1246ed10dd05bb53bc1a1427686e9925f3607",
  },
  {
    name: "0016-notices",
    sql: notices,
    schema: "d789bfb7d61d61c412028c41713c1832f1fb681fdc7c525cfa1dec3316c41903",
  },
  {
    name: "0017-minutes",
    sql: minutes,
    schema: "28e457969cf21b406ecda3f8f3486959c3e3475222a0be4860dbbc9b14e6dd12",
  },
  {
    name: "0018-urgent-suspensions",
    sql: urgentSuspensions,
    schema: "e8cca900724b58e98ca085d343aefbf7b4cf1115421b880b32b9e9be7e44ae78",
  },
]
