/** What French makes of a word by the one that stands beside it, where that one comes from outside. */

/** Before these letters `de` loses its own; so it does before most h of French first names, which are not spoken. */
const elides = /^(?:[aeiouœæ]|h(?:adr|ect|el|enr|erm|erv|il|ipp|onor|or[at]|ub|ug|umb|yac)|y(?![aeiou]))/i

/** `de Bruno`, `d’Anne`, `d’Hélène`. */
export function of(name: string): string {
  return elides.test(name.normalize("NFD").replace(/\p{M}/gu, "")) ? `d’${name}` : `de ${name}`
}

/**
 * A number and what it counts: `several(2, "bulletin(s) accepté(s)")`, with `(a|ont)` where more than an s depends on it. None
 * is singular, as one is.
 */
export function several(count: number | bigint | string, words: string): string {
  return `${count} ${agreed(count, words)}`
}

/** The same without the number. */
export function agreed(count: number | bigint | string, words: string): string {
  const isSingular = /^[01]$/.test(String(count))
  return words.replace(/\(([^()|]*)\|?([^()|]*)\)/g, (whole, one: string, many: string) => {
    if (!whole.includes("|")) return isSingular ? "" : one
    return isSingular ? one : many
  })
}
