import type { Ids } from '@pos/core'
import { TEST_START } from './fake-clock.ts'

/**
 * Ids in the form of UUIDv7 that are the same in every run and grow with each call. Two sources with different
 * numbers never meet.
 *
 * @param source 0 to 0xfff
 * @example sequentialIds().next() // '019cad5e-e880-7000-8000-000000000001'
 */
export function sequentialIds(source = 0): Ids {
  const time = TEST_START.toString(16).padStart(12, '0')
  const start = `${time.slice(0, 8)}-${time.slice(8)}-7${source.toString(16).padStart(3, '0')}-8000-`
  let count = 0
  return {
    next: () => {
      count += 1
      return start + count.toString(16).padStart(12, '0')
    },
  }
}
