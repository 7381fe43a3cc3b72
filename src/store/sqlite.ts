import { createRequire } from "node:module"
import type Sqlite from "better-sqlite3"
import { UrneError } from "../core/error.ts"

type Binding = typeof Sqlite
export type SqliteError = InstanceType<Binding["SqliteError"]>

/**
 * Version 13 of the binding has binaries that Node 20 cannot run. Version 12, which is compiled for one Node, aborts
 * from Node 24.19 on. Both are optional packages, and each machine has the one that fits.
 */
const packageName = Number.parseInt(process.versions.node, 10) >= 22 ? "better-sqlite3" : "better-sqlite3-12"

/** The package, and its machine code where that had to be loaded for it. */
interface Loaded {
  readonly binding: Binding
  readonly nativeBinding: object | undefined
}

let loaded: Loaded | undefined

/**
 * Opens a database. No other module loads SQLite, and this one only when a database is opened.
 *
 * @throws {@link UrneError} `sqlite-absent` where the binding is not installed, not compiled, or compiled for another
 * Node
 */
export function openDatabase(file: string | Buffer, options?: Sqlite.Options): Sqlite.Database {
  loaded ??= load()
  const { binding, nativeBinding } = loaded
  // The types only allow the path of machine code, but the package also takes what was loaded from it.
  return new binding(file, nativeBinding === undefined ? options : ({ ...options, nativeBinding } as object))
}

/** Whether SQLite threw this error. */
export function isSqliteError(error: unknown): error is SqliteError {
  return loaded !== undefined && error instanceof loaded.binding.SqliteError
}

/**
 * Loads the package by `require`, in which it is written. An `import` would first read all its files once more for the
 * names that they export, and every command begins with opening an election.
 */
function load(): Loaded {
  const require = createRequire(import.meta.url)
  try {
    const whole = inOneFile(require)
    if (whole !== undefined) return whole
    const binding = require(packageName) as Binding
    // The package looks for its machine code only when it opens its first database.
    new binding(":memory:").close()
    return { binding, nativeBinding: undefined }
  } catch (error) {
    const [cause = ""] = error instanceof Error ? error.message.split("\n") : []
    throw new UrneError("sqlite-absent", { node: process.versions.node, package: packageName, cause }, { cause: error })
  }
}

/**
 * Loads the package from the one file beside this one into which the build put it (`build/binding.mjs`), because its
 * dozen files take longer to find than to run. That needs the machine code of the very version from which the file was
 * made. Otherwise, and among the sources, the package itself is loaded.
 */
function inOneFile(require: NodeJS.Require): Loaded | undefined {
  const whole = found(require, `./${packageName}.cjs`) as BindingFile | undefined
  if (whole === undefined) return undefined
  const installed = found(require, `${packageName}/package.json`) as { readonly version: string } | undefined
  if (installed?.version !== whole.version) return undefined
  const nativeBinding = found(require, `${packageName}/build/Release/better_sqlite3.node`) as object | undefined
  return nativeBinding === undefined ? undefined : { binding: whole.binding(), nativeBinding }
}

interface BindingFile {
  /** The version of the package. */
  readonly version: string
  readonly binding: () => Binding
}

/** Returns what a module exports, or `undefined` where there is none of this name. */
function found(require: NodeJS.Require, name: string): unknown {
  try {
    return require(name) as unknown
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined
    throw error
  }
}
