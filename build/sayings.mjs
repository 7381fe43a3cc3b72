import { build } from "rolldown"

/** The sources of what is said of refusals and findings, in each language, and the file that is made of each. */
const sayings = /src\/language\/(en|fr)-sayings\.ts$/
const lazily = "\0lazily "

/**
 * What is said of refusals and findings is half of a language, and most commands say nothing of it: it is a file by itself, which is
 * loaded when the first text of it is asked for.
 */
export const sayingsApart = {
  name: "sayings-apart",
  async resolveId(id, importer) {
    if (!id.endsWith("-sayings.ts") || importer === undefined) return undefined
    const [, language] = sayings.exec((await this.resolve(id, importer, { skipSelf: true }))?.id ?? "") ?? []
    return language === undefined ? undefined : `${lazily}${language}`
  },
  load(id) {
    if (!id.startsWith(lazily)) return undefined
    return `import { createRequire } from "node:module"
const load = createRequire(import.meta.url)
export const sayings = () => load("./sayings-${id.slice(lazily.length)}.cjs").sayings()`
  },
}

/** Makes these files, beside those of the program that load them. */
export async function sayingsIn(dir) {
  for (const language of ["en", "fr"]) {
    await build({
      input: `src/language/${language}-sayings.ts`,
      platform: "node",
      output: { file: `${dir}/sayings-${language}.cjs`, format: "cjs", exports: "named" },
    })
  }
}
