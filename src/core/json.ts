import canonicalize from "canonicalize"

/** JSON as it is signed: no floating-point numbers, integers within ±(2^53 − 1), larger ones as strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const maxDepth = 32

/** Canonical JSON (RFC 8785). The value holds integers only, so its text is the same on every machine. */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError("value has no JSON form")
  return text
}

/**
 * Reads JSON strictly: duplicate keys, floating-point numbers, integers beyond 2^53 − 1, nesting deeper than 32 and
 * anything after the value are refused. Objects have no prototype, so `__proto__` is an ordinary key.
 *
 * @throws {@link JsonSyntaxError} with the offset (in UTF-16 units) where reading stopped.
 */
export function parseJson(text: string): Json {
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

/** Reads JSON as `parseJson` does, and returns `undefined` where that would throw. */
export function tryParseJson(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined
    throw error
  }
}

export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError"
  readonly offset: number
  constructor(rule: string, offset: number) {
    super(`${rule} at offset ${offset}`)
    this.offset = offset
  }
}

const space = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y
// Matches a JSON string without raw control characters; lone surrogates are refused once it is decoded.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const word = /true|false|null/y

class Reader {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  value(depth: number): Json {
    if (depth > maxDepth) this.fail("nesting deeper than 32")
    this.take(space)
    const first = this.text[this.at]
    if (first === "{") return this.object(depth)
    if (first === "[") return this.array(depth)
    if (first === '"') return this.string()
    const name = this.take(word)
    if (name !== undefined) return name === "null" ? null : name === "true"
    return this.integer()
  }

  end(): void {
    this.take(space)
    if (this.at !== this.text.length) this.fail("text after the value")
  }

  private object(depth: number): Json {
    const object = Object.create(null) as Record<string, Json>
    this.at++
    this.take(space)
    if (this.skip("}")) return object
    do {
      this.take(space)
      const key = this.string()
      if (key in object) this.fail(`duplicate key ${JSON.stringify(key)}`)
      this.take(space)
      if (!this.skip(":")) this.fail("expected a colon")
      object[key] = this.value(depth + 1)
      this.take(space)
    } while (this.skip(","))
    if (!this.skip("}")) this.fail("expected a comma or a closing brace")
    return object
  }

  private array(depth: number): Json {
    const array: Json[] = []
    this.at++
    this.take(space)
    if (this.skip("]")) return array
    do {
      array.push(this.value(depth + 1))
      this.take(space)
    } while (this.skip(","))
    if (!this.skip("]")) this.fail("expected a comma or a closing bracket")
    return array
  }

  private string(): string {
    const token = this.take(string) ?? this.fail("expected a string")
    const value = JSON.parse(token) as string
    if (!value.isWellFormed()) this.fail("lone surrogate")
    return value
  }

  private integer(): number {
    const token = this.take(number) ?? this.fail("expected a value (floating-point numbers are not accepted)")
    const value = Number(token)
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.fail("integer out of range")
    return value
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const token = this.match(pattern)
    if (token !== undefined) this.at += token.length
    return token
  }

  /** A string of many megabytes exhausts the stack of the regular expression. Nothing that is signed holds one. */
  private match(pattern: RegExp): string | undefined {
    try {
      return pattern.exec(this.text)?.[0]
    } catch (error) {
      if (error instanceof RangeError) this.fail("token too long")
      throw error
    }
  }

  private skip(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private fail(rule: string): never {
    throw new JsonSyntaxError(rule, this.at)
  }
}
