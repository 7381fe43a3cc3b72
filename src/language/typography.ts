/**
 * The spaces at which a line may be broken. French sets one before : ; ? ! » and %, after « and n°, and within an hour
 * (20 h 00), where none may be; nor does a line begin with the point of a list, and an equation stays whole. All of them are ordinary spaces in the
 * catalogue and wherever a text goes, so that what is copied from a screen is what was meant; only what breaks lines, of a
 * terminal or a page, asks here.
 */
const breakableSpaces = /(?<!«|n°|\d h|(?<= )[=≤−]) (?![:;?!»%·](?![\p{L}\d])|h \d\d|[=≤−] )/u

/** The parts of a text that a line may end after; those that are put on one line are one space apart again. */
export function unbreakableParts(text: string): readonly string[] {
  return text.split(breakableSpaces)
}
