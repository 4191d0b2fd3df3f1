/**
 * Whether every text inside a JSON value can be stored and sent on. PostgreSQL takes neither NUL nor half a surrogate
 * pair, so what a store let in would never reach head office. JSON spells both only as an escape.
 */
export function hasUsableTexts(value: unknown): boolean {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string' && !isUsableText(next)) return false
    if (typeof next !== 'object' || next === null) continue
    for (const [key, child] of Object.entries(next)) waiting.push(key, child)
  }
  return true
}

export function isUsableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
