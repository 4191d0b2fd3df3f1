import { between, chance, pick, type Random } from '../random.ts'
import type { DemoBasket, DemoReturnLine } from './types.ts'

type Bought = { readonly basket: DemoBasket; readonly dayNumber: number }

const returnDays = 14

/**
 * What customers of one store took home and may bring back: whole pieces of the last two weeks, each line once. Lines
 * in `perishable` products never come back.
 */
export class ReturnableGoods {
  readonly #perishable: ReadonlySet<string>
  #bought: Bought[] = []

  constructor(perishable: ReadonlySet<string>) {
    this.#perishable = perishable
  }

  /** Remembers a finished day and forgets what is too old by then. */
  addDay(dayNumber: number, baskets: readonly DemoBasket[]): void {
    this.#bought = this.#bought.filter((bought) => dayNumber - bought.dayNumber < returnDays)
    for (const basket of baskets) {
      if (basket.lines.every((line) => line.kind === 'sale')) this.#bought.push({ basket, dayNumber })
    }
  }

  /** Lines of one earlier basket that come back now; empty when nobody has anything to bring. */
  take(random: Random): { lines: DemoReturnLine[]; original: DemoBasket } | undefined {
    if (this.#bought.length === 0) return undefined
    const chosen = pick(random, this.#bought)
    const lines = this.#linesOf(chosen.basket, random)
    if (lines.length === 0) return undefined
    this.#bought = this.#bought.filter((bought) => bought !== chosen)
    return { lines, original: chosen.basket }
  }

  #linesOf(basket: DemoBasket, random: Random): DemoReturnLine[] {
    const lines = basket.lines.flatMap((line, lineIndex): DemoReturnLine[] => {
      if (line.kind !== 'sale' || this.#perishable.has(line.sku)) return []
      const pieces = between(random, 1, line.quantityMilli / 1000)
      const reasonCode = pick(random, ['UNWANTED', 'UNWANTED', 'WRONG', 'FAULTY'])
      return [{ kind: 'return', basketKey: basket.key, lineIndex, quantityMilli: pieces * 1000, reasonCode }]
    })
    return lines.slice(0, chance(random, 0.7) ? 1 : 2)
  }
}
