import type { Clock, Ids } from '@pos/core'
import type { Random } from '../harness/random-cart.ts'

/** UUIDv7 whose time and chance are the world's. */
export function simIds(clock: Clock, random: Random): Ids {
  let count = 0
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
  return {
    next: () => {
      count += 1
      const time = clock.now().toString(16).padStart(12, '0')
      const order = (count % 4096).toString(16).padStart(3, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-8${hex(3)}-${hex(12)}`
    },
  }
}
