/**
 * A store sends a till's fact on under the same event id: the till's bytes as they came, then what the store made of
 * them. The length comes first, so the fact can be cut out and its hash checked without writing it anew.
 */
export type Envelope = { readonly fact: string; readonly made: unknown }

const HEAD = '{"factBytes":'
const FACT = ',"fact":'
const MADE = ',"made":'
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Wraps the JSON text of a fact.
 *
 * @example wrapFact('{"sale":1}', { movements: [] }) // {"factBytes":10,"fact":{"sale":1},"made":{"movements":[]}}
 */
export function wrapFact(fact: string, made: unknown): string {
  return `${HEAD}${byteLength(fact)}${FACT}${fact}${MADE}${JSON.stringify(made)}}`
}

/**
 * Takes an envelope apart.
 *
 * @throws SyntaxError when the text is not an envelope whose length fits
 */
export function unwrapFact(text: string): Envelope {
  const from = text.indexOf(FACT) + FACT.length
  const bytes = Number(text.slice(HEAD.length, from - FACT.length))
  if (!text.startsWith(HEAD) || from < FACT.length || !Number.isSafeInteger(bytes)) throw notAnEnvelope()
  const fact = cut(text, from, bytes)
  const rest = text.slice(from + fact.length)
  if (byteLength(fact) !== bytes || !rest.startsWith(MADE) || !rest.endsWith('}')) throw notAnEnvelope()
  return { fact, made: JSON.parse(rest.slice(MADE.length, -1)) }
}

/** The first `bytes` UTF-8 bytes after `from`. Most facts are plain ASCII, where bytes and characters are the same. */
function cut(text: string, from: number, bytes: number): string {
  const guess = text.slice(from, from + bytes)
  if (byteLength(guess) === bytes) return guess
  return decoder.decode(encoder.encode(guess).subarray(0, bytes))
}

function byteLength(text: string): number {
  return encoder.encode(text).length
}

function notAnEnvelope(): SyntaxError {
  return new SyntaxError('not an envelope around a fact')
}
