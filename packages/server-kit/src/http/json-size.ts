/** Whether a JSON value nests deeper than `limit`. Walks level by level, so no depth exhausts the stack. */
export function isDeeper(value: unknown, limit: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap(childrenOf)
  }
  return false
}

/** Whether a JSON value is made of more than `limit` values. */
export function isLarger(value: unknown, limit: number): boolean {
  const waiting = [value]
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen + waiting.length > limit) return true
    for (const child of childrenOf(waiting.pop())) waiting.push(child)
  }
  return false
}

function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
