import type { BusinessDate } from '@pos/shared-types'
import { between, type Random, weightedPick } from '../random.ts'
import type { DemoStore } from '../types.ts'
import { weekdayOf } from './calendar.ts'

const basketsPerDay = 40
/** Sunday first; they average to one. */
const weekdayShare = [0.85, 0.84, 0.87, 0.92, 1.02, 1.22, 1.28]
/** How busy each hour is, midnight first: a small wave at noon, a large one after work. */
const hourShare = [0, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6, 8, 11, 9, 7, 7, 9, 13, 14, 10, 6, 3, 0, 0]

/** The moments at which customers come to the tills, in seconds after midnight, in order. */
export function arrivals(store: DemoStore, on: BusinessDate, random: Random): number[] {
  const { opensMin, closesMin } = store.hours
  const minutes = Array.from({ length: closesMin - opensMin }, (_, index) => opensMin + index)
  const minute = weightedPick(minutes.map((at) => hourShare[Math.floor(at / 60)] ?? 0))
  const count = Math.round(basketsPerDay * (weekdayShare[weekdayOf(on)] ?? 1) * (between(random, 85, 115) / 100))
  const seconds = Array.from({ length: count }, () => (opensMin + minute(random)) * 60 + between(random, 0, 59))
  return seconds.toSorted((left, right) => left - right)
}
