import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SaleFact } from '@pos/shared-types'
import { carts, pricings } from '../test/arbitrary.ts'
import { factOf, facts, SERIES, sha256 } from '../test/facts.ts'
import { canonicalSale } from './canonical-sale.ts'
import { checkCode } from './check-code.ts'
import { checkSaleFact } from './check-sale-fact.ts'
import { genesisOf, isSealed, verifyChain } from './receipt-chain.ts'

/** A chain of sales in one series, one of each cart. */
const chains = fc.array(fc.record({ cart: carts, pricing: pricings }), { minLength: 1, maxLength: 6 }).map((sales) => {
  const chain: SaleFact[] = []
  for (const sale of sales) {
    const last = chain.at(-1)?.sale
    const place = last === undefined ? {} : { number: last.number + 1, prevHash: last.hash }
    chain.push(factOf({ ...sale, series: { ...SERIES, ...place }, header: { id: `sale-${chain.length}` } }))
  }
  return chain
})
const START = { hash: SERIES.prevHash, number: 0 }

describe('the chain of a series', () => {
  test('starts from the register and the series', () => {
    const start = genesisOf({ registerId: 'r1', id: 's1' }, sha256)
    expect(start).toBe(sha256('r1/s1'))
    expect(genesisOf({ registerId: 'r2', id: 's1' }, sha256)).not.toBe(start)
  })

  test('holds as it was made', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        expect(verifyChain(chain, START, sha256)).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  test('names the first document that was changed, left out or put elsewhere', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (chain, pick) => {
        const at = pick % chain.length
        const documentNo = chain[at]?.sale.documentNo
        const changed = chain.map((fact, i) =>
          i === at ? { ...fact, sale: { ...fact.sale, totalMinor: fact.sale.totalMinor + 1 } } : fact,
        )
        expect(verifyChain(changed, START, sha256)).toEqual({ index: at, documentNo, reason: 'hash' })
        const left = chain.toSpliced(at, 1)
        const gap =
          left[at] === undefined ? undefined : { index: at, documentNo: left[at].sale.documentNo, reason: 'number' }
        expect(verifyChain(left, START, sha256)).toEqual(gap)
        expect(verifyChain(chain, { ...START, hash: sha256('other') }, sha256)).toMatchObject({
          index: 0,
          reason: 'prevHash',
        })
      }),
      { numRuns: 50 },
    )
  })

  test('does not change when personal columns are erased', () => {
    fc.assert(
      fc.property(facts, (fact) => {
        const erased = { ...fact, sale: { ...fact.sale, customerName: null, note: null } }
        expect(isSealed(erased, sha256)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('is the same for rows read back in any order', () => {
    fc.assert(
      fc.property(facts, (fact) => {
        const { sale, lines, taxes, discounts, payments } = fact
        const shuffled = {
          sale,
          lines: lines.toReversed(),
          taxes: taxes.toReversed(),
          discounts: discounts.toReversed(),
          payments: payments.toReversed(),
        }
        expect(canonicalSale(shuffled)).toBe(canonicalSale(fact))
      }),
      { numRuns: 50 },
    )
  })
})

test('every stored value but the personal ones is under the hash', () => {
  const [fact] = fc.sample(facts, { numRuns: 1, seed: 11 })
  const text = canonicalSale(fact!)
  const outside = new Set(['customerName', 'note', 'prevHash', 'hash', 'checkCode'])
  for (const column of Object.keys(fact!.sale).filter((name) => !outside.has(name))) {
    const sale = { ...fact!.sale, [column]: 'changed' }
    expect(`${column}: ${canonicalSale({ ...fact!, sale })}`).not.toBe(`${column}: ${text}`)
  }
  for (const column of ['customerName', 'note']) {
    expect(canonicalSale({ ...fact!, sale: { ...fact!.sale, [column]: 'changed' } })).toBe(text)
  }
  for (const rows of ['lines', 'taxes', 'discounts', 'payments'] as const) {
    const first: object = fact![rows][0] ?? {}
    for (const column of Object.keys(first).filter((name) => !['lineNo', 'position', 'saleLineId'].includes(name))) {
      const changed = fact![rows].map((row, i) => (i === 0 ? { ...row, [column]: 'changed' } : row))
      expect(`${rows}.${column}: ${canonicalSale({ ...fact!, [rows]: changed })}`).not.toBe(
        `${rows}.${column}: ${text}`,
      )
    }
  }
})

test('the check code is eight characters a person can read out', () => {
  expect(checkCode('00443214c7' + '0'.repeat(54))).toBe('01234567')
  expect(checkCode('f'.repeat(64))).toBe('ZZZZZZZZ')
})

describe('a fact, looked at by a receiver,', () => {
  test('is found right as it was made', () => {
    fc.assert(
      fc.property(facts, (fact) => {
        expect(checkSaleFact(fact, sha256)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('is found wrong when any figure is changed, without ever throwing', () => {
    const targets = fc.constantFrom('sale', 'lines', 'taxes', 'discounts', 'payments')
    fc.assert(
      fc.property(facts, targets, fc.nat(), fc.integer({ min: -500, max: 500 }), (fact, target, pick, off) => {
        fc.pre(off !== 0)
        const copy = structuredClone(fact)
        const rows = target === 'sale' ? [copy.sale] : copy[target as 'lines']
        const row = rows[pick % Math.max(1, rows.length)] as unknown as Record<string, number>
        const figures = Object.keys(row ?? {}).filter((name) => name.endsWith('Minor'))
        fc.pre(figures.length > 0)
        const figure = figures[pick % figures.length] ?? ''
        row[figure] = (row[figure] ?? 0) + off
        expect(checkSaleFact(copy, sha256).length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  test('names the figure, what it should be and what it is', () => {
    const [fact] = fc.sample(facts, { numRuns: 1, seed: 3 })
    const sale = { ...fact!.sale, payableMinor: fact!.sale.payableMinor + 7 }
    const { documentNo, payableMinor } = fact!.sale
    expect(checkSaleFact({ ...fact!, sale }, sha256)).toEqual([
      {
        code: 'SALE_TOTALS_DIFFER',
        params: { documentNo, figure: 'payableMinor', expected: payableMinor, found: payableMinor + 7 },
      },
      {
        code: 'SALE_TOTALS_DIFFER',
        params: { documentNo, figure: 'sum of payments', expected: payableMinor + 7, found: payableMinor },
      },
      { code: 'SALE_CHAIN_BROKEN', params: { documentNo } },
    ])
  })
})
