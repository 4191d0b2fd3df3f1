/**
 * Whether a JSON value can be kept, sent on, and copied into other objects. PostgreSQL takes neither NUL nor half a
 * surrogate pair, so what a store let in would never reach head office; `__proto__` and `constructor.prototype` reach
 * beyond the object that names them.
 */
export function isUsableJson(value: unknown): boolean {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string' && !isUsableText(next)) return false
    if (typeof next !== 'object' || next === null) continue
    if (Array.isArray(next)) waiting.push(...next)
    else if (!hasUsableNames(next)) return false
    else waiting.push(...Object.values(next))
  }
  return true
}

function hasUsableNames(value: object): boolean {
  return Object.keys(value).every((name) => {
    if (name === '__proto__' || !isUsableText(name)) return false
    return name !== 'constructor' || !isWithPrototype((value as { constructor: unknown }).constructor)
  })
}

function isWithPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
}

export function isUsableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
