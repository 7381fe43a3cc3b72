/**
 * Writes triggers by which the schema itself refuses to change or remove a row of `table`. They also stop `INSERT OR
 * REPLACE`, because the store opens every file with `recursive_triggers` on.
 */
export function appendOnly(table: string): string {
  return `
    CREATE TRIGGER ${table}_refuses_update BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
    CREATE TRIGGER ${table}_refuses_delete BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`
}
