import { execFileSync } from 'node:child_process'
import { InvariantError } from '@pos/core'
import { expect, test } from 'vitest'
import { ACTIONS, complete, sale, shopRules, unitOf, writes } from '../test/shop.ts'

test('[RE4] a rule for two actions runs for each of them and is told which', async () => {
  const rules = shopRules()
  rules.after(['sale:complete', 'sale:ingest'], 'inventory.deduct-stock', (unit, input, _, action) => {
    unit.tx.entries.push(`${action} ${input.saleId}`)
  })
  rules.seal(ACTIONS)
  const unit = unitOf()
  await rules.emit('sale:complete', unit, sale, () => ({ id: 's1', total: 0 }))
  await rules.emit('sale:ingest', unit, { ...sale, lineage: 'l1' }, () => ({ id: 's1', total: 0 }))
  await rules.emit('shift:open', unit, { float: 0 }, () => {})
  expect(unit.tx.entries).toEqual(['sale:complete s1', 'sale:ingest s1'])
})

test('[RE4] an action that is named twice in one registration runs the rule once', async () => {
  const rules = shopRules()
  rules.before(['shift:open', 'shift:open'], 'shifts.float-is-counted', writes('float'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  await rules.emit('shift:open', unit, { float: 0 }, () => {})
  expect(unit.tx.entries).toEqual(['float'])
})

test('[RE5] two rules cannot have the same id, not even before and after different actions', () => {
  const rules = shopRules()
  rules.before('sale:complete', 'sales.cart-is-not-empty', writes('a'))
  expect(() => rules.after('shift:open', 'sales.cart-is-not-empty', writes('b'))).toThrow(
    new InvariantError('two rules are called sales.cart-is-not-empty'),
  )
})

test('[RE6] the server does not start when a rule names an action nobody has', () => {
  const rules = shopRules()
  rules.before('sale:ingest', 'hq-sales.chain-holds', writes('a'))
  rules.after('sale:ingest', 'hq-sales.post', writes('b'))
  expect(() => rules.seal(['sale:complete', 'shift:open'])).toThrow(
    new InvariantError('no action is called sale:ingest; its rules: hq-sales.chain-holds, hq-sales.post'),
  )
})

test('[RE7] a rule that comes after sealing is refused', () => {
  const rules = shopRules()
  rules.seal(ACTIONS)
  expect(() => rules.before('sale:complete', 'late.rule', writes('late'))).toThrow(InvariantError)
  expect(() => rules.after('sale:complete', 'late.rule', writes('late'))).toThrow(InvariantError)
})

test('[RE7] nothing runs before sealing', () => {
  const rules = shopRules()
  expect(() => rules.emit('sale:complete', unitOf(), sale, complete)).toThrow('the rule engine is not sealed yet')
})

test('[RE7] an engine is sealed once', () => {
  const rules = shopRules()
  rules.seal(ACTIONS)
  expect(() => rules.seal(ACTIONS)).toThrow('the rule engine is sealed already')
})

test('[RE8] an action the app did not name cannot be run', () => {
  const rules = shopRules()
  rules.seal(['shift:open'])
  expect(() => rules.check('sale:complete', unitOf(), sale)).toThrow('no action is called sale:complete')
})

test('[RE8] an action without rules runs', async () => {
  const rules = shopRules()
  rules.seal(ACTIONS)
  expect(await rules.emit('sale:complete', unitOf(), sale, complete)).toEqual({ id: 's1', total: 500 })
})

test('[RE15] the engine works where code generation is forbidden', () => {
  const engine = new URL('./index.ts', import.meta.url).href
  const script = `
    const { createRuleEngine } = await import('${engine}')
    const rules = createRuleEngine()
    rules.before('sale:complete', 'a.before', () => {})
    rules.after('sale:complete', 'a.after', () => {})
    rules.seal(['sale:complete'])
    let isForbidden = false
    try { new Function('return 1') } catch { isForbidden = true }
    console.log(isForbidden, await rules.emit('sale:complete', {}, {}, () => 'sold'))`
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script]
  expect(execFileSync(process.execPath, flags, { encoding: 'utf8' }).trim()).toBe('true sold')
})
