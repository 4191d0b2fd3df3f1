import type { BusinessDate } from '@pos/shared-types'
import { between, chance, pick, type Random, seededRandom, weightedPick } from '../random.ts'
import type { DemoChain, DemoStore } from '../types.ts'
import { basketFiller } from './basket-lines.ts'
import { addDays } from './calendar.ts'
import { paymentOf, refundOf } from './payments.ts'
import { ReturnableGoods } from './returnable-goods.ts'
import { arrivals } from './rhythm.ts'
import type { DemoBasket, DemoDay, DemoDiscount } from './types.ts'

const returnShare = 0.03
const exchangeShare = 0.2
const basketDiscountShare = 0.02
/** The first till is open all day, the others help. */
const registerShare = [6, 3, 2]
/** Fresh food is not taken back. */
const freshDepartments = new Set(['020', '030', '040'])

export type ShoppingOptions = {
  readonly chain: DemoChain
  readonly store: DemoStore
  readonly from: BusinessDate
  readonly days: number
  readonly seed: string
}

/**
 * The days of a store one after another, about 40 baskets each. Returns name baskets of earlier days. The same options
 * give the same days.
 */
export function* shoppingDays({ chain, store, from, days, seed }: ShoppingOptions): Generator<DemoDay> {
  const fill = basketFiller(chain.products)
  const fresh = chain.products.filter((product) => freshDepartments.has(product.departmentCode) || product.isWeighed)
  const returnable = new ReturnableGoods(new Set(fresh.map((product) => product.sku)))
  const cashiers = cashiersOf(chain, store)
  for (let dayNumber = 0; dayNumber < days; dayNumber += 1) {
    const on = addDays(from, dayNumber)
    const random = seededRandom(`${seed} ${store.code} ${on}`)
    const place = tills(store, cashiers, dayNumber)
    const baskets = arrivals(store, on, random).map((startedAtSecond, index): DemoBasket => {
      const content = contentOf(fill, returnable, random)
      const tookSeconds = 20 + content.lines.length * between(random, 4, 9)
      return { key: `${store.code}-${on}-${index + 1}`, ...place(random), startedAtSecond, tookSeconds, ...content }
    })
    returnable.addDay(dayNumber, baskets)
    yield { storeCode: store.code, on, baskets }
  }
}

type Content = Pick<DemoBasket, 'lines' | 'discount' | 'payment'>

function contentOf(fill: ReturnType<typeof basketFiller>, returnable: ReturnableGoods, random: Random): Content {
  const returned = chance(random, returnShare) ? returnable.take(random) : undefined
  if (returned !== undefined) {
    const bought = chance(random, exchangeShare) ? fill(random) : []
    return { lines: [...returned.lines, ...bought], discount: null, payment: refundOf(returned.original) }
  }
  return { lines: fill(random), discount: basketDiscount(random), payment: paymentOf(random) }
}

function basketDiscount(random: Random): DemoDiscount | null {
  if (!chance(random, basketDiscountShare)) return null
  return { ratePpm: pick(random, [50_000, 100_000]), reasonCode: 'GOODWILL' }
}

/** Each till has one cashier a day; they take turns. */
function tills(store: DemoStore, cashiers: readonly string[], dayNumber: number) {
  const next = weightedPick(registerShare.slice(0, store.registers.length))
  return (random: Random): Pick<DemoBasket, 'registerCode' | 'cashier'> => {
    const at = next(random)
    const cashier = cashiers[(dayNumber + at) % cashiers.length]
    const register = store.registers[at]
    if (cashier === undefined || register === undefined) throw new RangeError(`${store.code} has nobody at a till`)
    return { registerCode: register.code, cashier }
  }
}

function cashiersOf(chain: DemoChain, store: DemoStore): string[] {
  const isAtTill = (roleCode: string) => roleCode === 'pos_cashier' || roleCode === 'pos_supervisor'
  return chain.people
    .filter((person) => person.roles.some((role) => role.storeCode === store.code && isAtTill(role.roleCode)))
    .map((person) => person.username)
}
