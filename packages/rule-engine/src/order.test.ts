import { DomainError } from '@pos/core'
import { expect, test } from 'vitest'
import { ACTIONS, complete, refuses, refusesLater, sale, shopRules, unitOf, writes, writesLater } from '../test/shop.ts'

test('[RE9] rules run in the order in which modules registered them, with the action between', async () => {
  const rules = shopRules()
  rules.after('sale:complete', 'inventory.deduct-stock', writes('stock'))
  rules.before('sale:complete', 'sales.cart-is-not-empty', writes('cart'))
  rules.before('sale:complete', 'sales.totals-are-right', writes('totals'))
  rules.after('sale:complete', 'sync.add-to-outbox', writes('outbox'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  await rules.emit('sale:complete', unit, sale, complete)
  expect(unit.tx.entries).toEqual(['cart', 'totals', 'sale', 'stock', 'outbox'])
})

test('[RE9] a rule that waits is finished before the next one begins', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.one', writesLater('one'))
  rules.before('sale:complete', 'a.two', writes('two'))
  rules.before('sale:complete', 'a.three', writesLater('three'))
  rules.after('sale:complete', 'a.four', writesLater('four'))
  rules.after('sale:complete', 'a.five', writes('five'))
  rules.after('sale:complete', 'a.six', writesLater('six'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  await rules.emit('sale:complete', unit, sale, async (inner, input) => {
    await Promise.resolve()
    return complete(inner, input)
  })
  expect(unit.tx.entries).toEqual(['one', 'two', 'three', 'sale', 'four', 'five', 'six'])
})

test('[RE9] a slow action is waited for, then the first waiting after rule, then the rest', async () => {
  const rules = shopRules()
  rules.after('sale:complete', 'a.first', writes('first'))
  rules.after('sale:complete', 'a.second', writesLater('second'))
  rules.after('sale:complete', 'a.third', writes('third'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  const result = await rules.emit('sale:complete', unit, sale, complete)
  expect(unit.tx.entries).toEqual(['sale', 'first', 'second', 'third'])
  expect(result).toEqual({ id: 's1', total: 500 })
})

test.each([
  ['at once', refuses],
  ['after waiting', refusesLater],
])('[RE10] a veto given %s stops the sale: no later rule, no sale, no stock movement', async (_, veto) => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.passes', writes('passes'))
  rules.before('sale:complete', 'sales.discount-within-limit', veto)
  rules.before('sale:complete', 'a.never', writes('never'))
  rules.after('sale:complete', 'inventory.deduct-stock', writes('stock'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  const emitting = async () => rules.emit('sale:complete', unit, sale, complete)
  await expect(emitting()).rejects.toMatchObject({ code: 'SALE_DISCOUNT_TOO_HIGH', params: { limit: 20 } })
  expect(unit.tx.entries).toEqual(['passes'])
})

test('[RE10] of two vetoes the cashier hears the first', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'sales.cart-is-not-empty', () => {
    throw new DomainError('SALE_EMPTY')
  })
  rules.before('sale:complete', 'sales.discount-within-limit', refuses)
  rules.seal(ACTIONS)
  await expect(async () => rules.emit('sale:complete', unitOf(), sale, complete)).rejects.toThrow('SALE_EMPTY')
})

test('[RE11] what the action throws reaches the caller, and no after rule runs', async () => {
  const rules = shopRules()
  rules.after('sale:complete', 'inventory.deduct-stock', writes('stock'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  const fault = new Error('disk is full')
  const emitting = async () =>
    rules.emit('sale:complete', unit, sale, () => {
      throw fault
    })
  await expect(emitting()).rejects.toBe(fault)
  expect(unit.tx.entries).toEqual([])
})

test.each([
  ['at once', refuses],
  ['after waiting', refusesLater],
])('[RE11] an after rule that throws %s fails the sale and stops the rules behind it', async (_, fails) => {
  const rules = shopRules()
  rules.after('sale:complete', 'values.post-entries', fails)
  rules.after('sale:complete', 'sync.add-to-outbox', writes('outbox'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  await expect(async () => rules.emit('sale:complete', unit, sale, complete)).rejects.toBeInstanceOf(DomainError)
  expect(unit.tx.entries).toEqual(['sale'])
})

test('[RE12] an after rule sees the input and the sale that came of it', async () => {
  const rules = shopRules()
  rules.after('sale:complete', 'inventory.deduct-stock', (unit, input, result) => {
    unit.tx.entries.push(`${input.lines.length} line of ${result.id}, ${result.total}`)
  })
  rules.seal(ACTIONS)
  const unit = unitOf()
  expect(await rules.emit('sale:complete', unit, sale, complete)).toEqual({ id: 's1', total: 500 })
  expect(unit.tx.entries).toEqual(['sale', '1 line of s1, 500'])
})

test('[RE12] an action without a result passes through its after rules too', async () => {
  const rules = shopRules()
  rules.after('shift:open', 'sync.add-to-outbox', writesLater('outbox'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  let opened = 0
  const result = await rules.emit('shift:open', unit, { float: 100 }, () => void opened++)
  expect({ result, opened, entries: unit.tx.entries }).toEqual({ result: undefined, opened: 1, entries: ['outbox'] })
})

test('[RE13] a sale in which nothing waits is answered at once', () => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.one', writes('one'))
  rules.before('sale:complete', 'a.flag', refuses, { mode: 'F' })
  rules.after('sale:complete', 'a.two', writes('two'))
  rules.seal(ACTIONS)
  expect(rules.emit('sale:complete', unitOf(), sale, complete)).toEqual({ id: 's1', total: 500 })
})

test('[RE13] a query that is a thenable is run once, by the wait for it', async () => {
  const rules = shopRules()
  let runs = 0
  const countingThen = (done: (rows: string[]) => void) => {
    runs++
    done([])
  }
  const query = new Proxy(Promise.resolve(), { get: (_, key) => (key === 'then' ? countingThen : undefined) })
  rules.before('sale:complete', 'a.query', () => query)
  rules.after('sale:complete', 'b.query', () => query)
  rules.seal(ACTIONS)
  await rules.emit('sale:complete', unitOf(), sale, (unit, input) => {
    const acting = query as unknown as Promise<never>
    return input.lines.length === 0 ? acting : complete(unit, input)
  })
  expect(runs).toBe(2)
  const acted = await rules.emit('sale:complete', unitOf(), sale, () => query as unknown as Promise<never>)
  expect({ acted, runs }).toEqual({ acted: [], runs: 5 })
})

test('[RE14] the second attempt of a unit starts afresh', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'sales.price-within-tolerance', refuses, { mode: 'F' })
  rules.seal(ACTIONS)
  const seen: number[] = []
  for (let attempt = 0; attempt < 2; attempt++) {
    await rules.emit('sale:complete', unitOf(), sale, (unit, input, findings) => {
      seen.push(findings.length)
      return complete(unit, input)
    })
  }
  expect(seen).toEqual([1, 1])
})

test('[RE14] runs that overlap do not mix their findings', async () => {
  const rules = shopRules()
  rules.before(
    'sale:complete',
    'sales.price-within-tolerance',
    async (_, { lines }) => {
      await Promise.resolve()
      if (lines.length === 0) throw new DomainError('SALE_EMPTY')
    },
    { mode: 'F' },
  )
  rules.seal(ACTIONS)
  const found = (lines: typeof sale.lines) => rules.findings('sale:complete', unitOf(), { saleId: 's', lines })
  const [empty, full] = await Promise.all([found([]), found(sale.lines)])
  expect({ empty: empty.length, full: full.length }).toEqual({ empty: 1, full: 0 })
})
