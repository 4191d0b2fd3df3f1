import { expect, test } from 'vitest'
import { ACTIONS, complete, refuses, refusesLater, sale, shopRules, unitOf, writes, writesLater } from '../test/shop.ts'
import type { RuleTrace } from './index.ts'

/** A clock that advances by one with every reading, so that each span is one and what lies in between counts. */
function tracing() {
  let time = 0
  const traces: RuleTrace[] = []
  return { traces, options: { now: () => time++, onTrace: (trace: RuleTrace) => void traces.push(trace) } }
}

test('[RE24] a trace says how long each rule of a sale took', async () => {
  const { traces, options } = tracing()
  const rules = shopRules(options)
  rules.before('sale:complete', 'sales.totals-are-right', writes('totals'))
  rules.after('sale:complete', 'sync.add-to-outbox', writesLater('outbox'))
  rules.seal(ACTIONS)
  await rules.emit('sale:complete', unitOf(), sale, complete)
  expect(traces).toEqual([
    {
      action: 'sale:complete',
      took: 5,
      steps: [
        { ruleId: 'sales.totals-are-right', phase: 'before', took: 1 },
        { ruleId: 'sync.add-to-outbox', phase: 'after', took: 1 },
      ],
    },
  ])
})

test('[RE24] the time a rule waits counts as its own', async () => {
  const { traces, options } = tracing()
  const rules = shopRules(options)
  rules.before('sale:complete', 'a.waits', async () => {
    for (let i = 0; i < 7; i++) options.now()
    await Promise.resolve()
    for (let i = 0; i < 3; i++) options.now()
  })
  rules.seal(ACTIONS)
  await rules.check('sale:complete', unitOf(), sale)
  expect(traces[0]?.steps).toEqual([{ ruleId: 'a.waits', phase: 'before', took: 11 }])
})

test.each([
  ['at once', refuses],
  ['after waiting', refusesLater],
])('[RE24] a trace names the rule that refused %s', async (_, veto) => {
  const { traces, options } = tracing()
  const rules = shopRules(options)
  rules.before('sale:complete', 'sales.discount-within-limit', veto)
  rules.seal(ACTIONS)
  await expect(async () => rules.emit('sale:complete', unitOf(), sale, complete)).rejects.toThrow(
    'SALE_DISCOUNT_TOO_HIGH',
  )
  expect(traces).toEqual([
    {
      action: 'sale:complete',
      took: 3,
      threw: 'SALE_DISCOUNT_TOO_HIGH',
      steps: [{ ruleId: 'sales.discount-within-limit', phase: 'before', took: 1, threw: 'SALE_DISCOUNT_TOO_HIGH' }],
    },
  ])
})

test('[RE24] a bug is traced by the name of its error', async () => {
  const { traces, options } = tracing()
  const rules = shopRules(options)
  rules.seal(ACTIONS)
  const emitting = async () =>
    rules.emit('sale:complete', unitOf(), sale, () => {
      throw new TypeError('not a refusal')
    })
  await expect(emitting()).rejects.toThrow(TypeError)
  expect(traces[0]).toMatchObject({ threw: 'TypeError', steps: [] })
})

test('[RE24] without a listener the clock is not read', async () => {
  let readings = 0
  const rules = shopRules({ now: () => readings++ })
  rules.before('sale:complete', 'a.rule', writes('rule'))
  rules.seal(ACTIONS)
  await rules.emit('sale:complete', unitOf(), sale, complete)
  expect(readings).toBe(0)
})

test('[RE25] a traced fact has the same findings and effects as an untraced one', async () => {
  const outcome = async (options: Parameters<typeof shopRules>[0]) => {
    const rules = shopRules(options)
    rules.before('sale:complete', 'a.flag', refuses, { mode: 'F' })
    rules.before('sale:complete', 'a.veto', refusesLater)
    rules.before('sale:complete', 'a.makers', refuses, { mode: 'M' })
    rules.after('sale:complete', 'a.after', writesLater('after'))
    rules.seal(ACTIONS)
    const unit = unitOf()
    const findings = await rules.findings('sale:complete', unit, sale)
    const result = await rules.record('sale:complete', unit, sale, complete)
    return { findings, result, entries: unit.tx.entries }
  }
  expect(await outcome(tracing().options)).toEqual(await outcome({}))
})

test('[RE25] a traced sale in which nothing waits is still answered at once', () => {
  const rules = shopRules(tracing().options)
  rules.before('sale:complete', 'a.rule', writes('rule'))
  rules.seal(ACTIONS)
  expect(rules.emit('sale:complete', unitOf(), sale, complete)).toEqual({ id: 's1', total: 500 })
})
