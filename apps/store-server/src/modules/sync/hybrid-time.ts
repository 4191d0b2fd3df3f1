import type { Instant } from '@pos/shared-types'

let lastAt: Instant = 0
let count = 0

/**
 * A mark that sorts after every mark this process gave before, even when the wall clock jumps back:
 * `<ms, 15 digits>-<count, 4 hex digits>-<node>`.
 */
export function hybridTime(at: Instant, node: string): string {
  count = at > lastAt ? 0 : count + 1
  lastAt = Math.max(at, lastAt)
  return `${String(lastAt).padStart(15, '0')}-${count.toString(16).padStart(4, '0')}-${node.slice(0, 8)}`
}
