import { businessDateAt } from '@pos/domain'
import type { BusinessDate, Comparison, Instant, ResponseOf, StoreView, syncStatus } from '@pos/shared-types'
import { addDays } from './calendar.ts'
import { sumOf, type DayFigures, type Sums } from './day-figures.ts'

type SyncedStore = ResponseOf<typeof syncStatus>['stores'][number]

/** A store on the dashboard. */
export type StoreDay = {
  readonly store: StoreView
  /** Its own date: it may be tomorrow there. */
  readonly today: BusinessDate
  /** What head office knows of its day; undefined when there was no sale yet. */
  readonly figures: Sums | undefined
  /** The whole day before. */
  readonly yesterday: Sums | undefined
  /** The whole day a week ago. */
  readonly weekAgo: Sums | undefined
  readonly isLive: boolean
  /** What it had not sent when it was last heard; undefined to who may not see it. */
  readonly unsent: number | undefined
  /** By how many versions its catalogue is behind; undefined before its first contact, and to who may not see it. */
  readonly behind: number | undefined
  /** What came of its last comparison with head office. */
  readonly compared: Comparison | undefined
}

/** A store asks at least once a minute, give or take a quarter. */
const LIVE_MS = 90_000

/** The stores that sell, the one with the most sold today first. */
export function storeDaysOf(given: {
  readonly stores: readonly StoreView[]
  readonly figures: readonly DayFigures[]
  readonly sync: Pick<ResponseOf<typeof syncStatus>, 'head' | 'stores'> | undefined
  readonly now: Instant
}): StoreDay[] {
  const { stores, figures, sync, now } = given
  const known = new Map(sync?.stores.map((store) => [store.storeId, store]))
  const days = stores.map((store): StoreDay => {
    const today = businessDateAt(now, store.timeZone, store.dayStartsMin)
    const on = (date: BusinessDate) =>
      figures.filter(({ storeCode, businessOn }) => storeCode === store.code && businessOn === date)
    const synced = known.get(store.id)
    return {
      store,
      today,
      figures: someSum(on(today)),
      yesterday: someSum(on(addDays(today, -1))),
      weekAgo: someSum(on(addDays(today, -7))),
      isLive: store.lastSeenAt !== null && now - store.lastSeenAt < LIVE_MS,
      unsent: synced?.pending,
      behind: behindOf(synced, sync?.head),
      compared: synced?.compared ?? undefined,
    }
  })
  return days.toSorted((a, b) => (b.figures?.netMinor ?? -1) - (a.figures?.netMinor ?? -1))
}

function someSum(figures: readonly DayFigures[]): Sums | undefined {
  return figures.length === 0 ? undefined : sumOf(figures)
}

function behindOf(synced: SyncedStore | undefined, head: number | undefined): number | undefined {
  if (synced === undefined || head === undefined || synced.lastSeenAt === null) return undefined
  return Math.max(0, head - synced.pullVersion)
}

/** The sum over the stores of a currency. */
export function totalOf(days: readonly StoreDay[], currency: string, which: 'figures' | 'yesterday' | 'weekAgo'): Sums {
  return sumOf(days.filter(({ store }) => store.currency === currency).flatMap((day) => day[which] ?? []))
}

/** What was sold on each of the days, in one currency; days without a sale are zero. */
export function trendOf(
  figures: readonly DayFigures[],
  currency: string,
  dates: readonly BusinessDate[],
): readonly number[] {
  const own = figures.filter((each) => each.currency === currency)
  return dates.map((date) => sumOf(own.filter(({ businessOn }) => businessOn === date)).netMinor)
}
