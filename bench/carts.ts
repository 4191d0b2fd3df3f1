import { lineDiscounts, lineTaxes, priceCart, type Cart } from '@pos/domain'
import { bareCart, bareFigures, bareTotals, priceBare } from './carts/bare.ts'
import { priceDinero } from './carts/dinero.ts'
import { PRICING, sampleCarts } from './carts/samples.ts'
import { measureAgainst } from './rounds.ts'
import type { BenchRow } from './row.ts'

const GROUP = 'cart of 20 lines, 2 taxes each, line and cart discount'
const OURS = 'priceCart'
const READ = 'priceCart, then every line, tax and discount read as objects'
const BARE = 'bare integers, no rules (limit)'
const DINERO = 'dinero.js 2.0.2'
const GOAL = 1_000_000

/**
 * The public `priceCart` on sixteen carts, beside the same arithmetic on bare numbers and beside dinero.js. Before
 * anything is measured, every total and every line of all three must be equal.
 *
 * @throws Error when they are not
 */
export async function benchCarts(): Promise<BenchRow[]> {
  const carts = sampleCarts()
  for (const cart of carts) compare(cart)
  const bare = carts.map(bareCart)
  const measured = await measureAgainst({ name: BARE, run: over(bare, priceBare) }, [
    { name: OURS, run: over(carts, (cart) => priceCart(cart, PRICING).totalMinor) },
    { name: READ, run: over(carts, readAll) },
    { name: DINERO, run: over(carts, (cart) => priceDinero(cart).gross) },
  ])
  return measured.map(({ name, rate, ratio }) => {
    const row = { group: GROUP, name, value: Math.round(rate), unit: 'carts/s', ratio, against: BARE }
    if (name === OURS)
      return { ...row, goal: '>= 1 M/s', ok: rate >= GOAL, note: 'public API; line objects are made when read' }
    return name === DINERO ? { ...row, note: 'every total and line equal to ours' } : row
  })
}

/** Keeps what was computed from being thrown away unread. */
let sink = 0

function over<Item>(items: readonly Item[], price: (item: Item) => number): (times: number) => void {
  return (times) => {
    for (let done = 0; done < times;) {
      for (let i = 0; i < items.length && done < times; i += 1, done += 1) {
        const item = items[i]
        if (item !== undefined) sink += price(item)
      }
    }
  }
}

function readAll(cart: Cart): number {
  const priced = priceCart(cart, PRICING)
  let sum = 0
  priced.lines.forEach((line, i) => {
    sum += line.totalMinor + lineTaxes(priced, i).length + lineDiscounts(priced, i).length
  })
  return sum
}

function compare(cart: Cart): void {
  const priced = priceCart(cart, PRICING)
  const dinero = priceDinero(cart)
  const bareTotal = priceBare(bareCart(cart))
  const ours = [
    priced.grossMinor,
    priced.discountMinor,
    priced.taxMinor,
    priced.totalMinor,
    ...priced.lines.map((line) => line.totalMinor),
  ]
  const { gross, discount, tax } = bareFigures
  equal('bare integers', ours, [gross, discount, tax, bareTotal, ...bareTotals])
  const dineroTotal = dinero.gross - dinero.discount + dinero.tax
  equal(DINERO, ours, [dinero.gross, dinero.discount, dinero.tax, dineroTotal, ...dinero.lines])
}

function equal(name: string, ours: readonly number[], theirs: readonly number[]): void {
  const at = ours.findIndex((figure, i) => figure !== theirs[i])
  if (at >= 0 || ours.length !== theirs.length)
    throw new Error(`${name} gives ${theirs[at]} where ours gives ${ours[at]}`)
}
