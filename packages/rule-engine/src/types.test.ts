import { expect, test } from 'vitest'
import { ACTIONS, sale, shopRules, unitOf, writes, type Book, type SalesActions } from '../test/shop.ts'
import type { RuleEngine } from './index.ts'

test('[RE1] a misspelt action does not compile', () => {
  const rules = shopRules()
  // @ts-expect-error the action is called sale:complete
  rules.before('sale:compleet', 'a.one', writes('one'))
  // @ts-expect-error the same in a list
  rules.after(['sale:complete', 'sale:compleet'], 'a.two', writes('two'))
  // @ts-expect-error the same when sealing
  expect(() => rules.seal(['sale:compleet'])).toThrow('no action is called')
})

test('[RE2] a rule that reads a field its input does not have does not compile', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.one', (unit, input) => {
    // @ts-expect-error the field is called lines
    unit.tx.entries.push(String(input.line))
  })
  rules.seal(ACTIONS)
  const unit = unitOf()
  await rules.check('sale:complete', unit, sale)
  expect(unit.tx.entries).toEqual(['undefined'])
})

test('[RE2] a rule that changes its input or the result does not compile', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.one', (_, input) => {
    // @ts-expect-error the list is read-only
    input.lines.push({ productId: 'p2', quantity: 1 })
    for (const line of input.lines) {
      // @ts-expect-error so is what is in it
      line.quantity = 1000
    }
  })
  rules.after('sale:complete', 'a.two', (_unit, _input, result) => {
    // @ts-expect-error the sale is a fact
    result.total = 0
  })
  rules.seal(ACTIONS)
  const input = structuredClone(sale)
  const sold = await rules.emit('sale:complete', unitOf(), input, () => ({ id: 's1', total: 5 }))
  // The types are all that stands in the way: at run time the input is not copied and not frozen.
  expect({ lines: input.lines.length, sold }).toEqual({ lines: 2, sold: { id: 's1', total: 0 } })
})

test('[RE2] an action that gets the wrong input or gives the wrong result does not compile', () => {
  const rules = shopRules()
  rules.seal(ACTIONS)
  // @ts-expect-error the float is a number
  void rules.emit('shift:open', unitOf(), { float: '100' }, () => {})
  // @ts-expect-error a sale has an id and a total
  void rules.emit('sale:complete', unitOf(), sale, () => 'sold')
  // @ts-expect-error a mode is one of four letters
  expect(() => rules.before('shift:open', 'a.mode', writes('mode'), { mode: 'X' })).toThrow('sealed')
})

test('[RE3] a module that knows only its own actions registers on the engine of the whole app', async () => {
  const registerSales = (rules: RuleEngine<SalesActions, Book>) =>
    rules.before('sale:complete', 'sales.cart-is-not-empty', (unit, { lines }) => {
      unit.tx.entries.push(`${lines.length} line`)
    })
  const app = shopRules()
  registerSales(app)
  app.seal(ACTIONS)
  const unit = unitOf()
  await app.check('sale:complete', unit, sale)
  expect(unit.tx.entries).toEqual(['1 line'])
})

test('[RE4] a rule for two actions sees only what both inputs have', async () => {
  const rules = shopRules()
  rules.before(['sale:complete', 'sale:ingest'], 'a.both', (unit, input) => {
    // @ts-expect-error only an ingested sale has a lineage
    unit.tx.entries.push(`${input.saleId} ${String(input.lineage)}`)
  })
  rules.seal(ACTIONS)
  const unit = unitOf()
  await rules.check('sale:ingest', unit, { ...sale, lineage: 'l1' })
  expect(unit.tx.entries).toEqual(['s1 l1'])
})
