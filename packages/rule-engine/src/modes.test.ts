import { DomainError } from '@pos/core'
import { expect, test } from 'vitest'
import { ACTIONS, complete, refuses, refusesLater, sale, shopRules, unitOf, writes, writesLater } from '../test/shop.ts'
import type { Finding, RuleMode } from './index.ts'

const tooHigh = (ruleId: Finding['ruleId'], mode: RuleMode): Finding => ({
  ruleId,
  mode,
  code: 'SALE_DISCOUNT_TOO_HIGH',
  params: { limit: 20 },
})

function oneOfEach() {
  const rules = shopRules()
  rules.before('sale:complete', 'a.veto', refuses, { mode: 'V' })
  rules.before('sale:complete', 'a.approval', refusesLater, { mode: 'P' })
  rules.before('sale:complete', 'a.makers', refuses, { mode: 'M' })
  rules.before('sale:complete', 'a.flag', refuses, { mode: 'F' })
  rules.after('sale:complete', 'inventory.deduct-stock', writes('stock'))
  rules.seal(ACTIONS)
  return rules
}

test('[RE16] a check asks the before rules, sells nothing and moves no stock', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.before', writesLater('before'))
  rules.after('sale:complete', 'a.after', writes('after'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  expect(await rules.check('sale:complete', unit, sale)).toEqual([])
  expect(unit.tx.entries).toEqual(['before'])
})

test('[RE16] a check refuses what the sale would be refused for', () => {
  expect(() => oneOfEach().check('sale:complete', unitOf(), sale)).toThrow('SALE_DISCOUNT_TOO_HIGH')
})

test("[RE17] a neighbour's question leaves the maker's rules out", async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'sales.series-is-next', refuses, { mode: 'M' })
  rules.before('sale:complete', 'sales.totals-are-right', writes('totals'), { mode: 'V' })
  rules.seal(ACTIONS)
  const unit = unitOf()
  expect(await rules.check('sale:complete', unit, sale, { isMaker: false })).toEqual([])
  expect(unit.tx.entries).toEqual(['totals'])
  expect(() => rules.check('sale:complete', unit, sale)).toThrow(DomainError)
})

test("[RE18] every refusal of a fact is found, except those of the maker's rules", async () => {
  expect(await oneOfEach().findings('sale:complete', unitOf(), sale)).toEqual([
    tooHigh('a.veto', 'V'),
    tooHigh('a.approval', 'P'),
    tooHigh('a.flag', 'F'),
  ])
})

test('[RE18] a fact in order has no findings', async () => {
  const rules = shopRules()
  rules.before('sale:ingest', 'hq-sales.chain-holds', writes('chain'), { mode: 'F' })
  rules.seal(ACTIONS)
  expect(await rules.findings('sale:ingest', unitOf(), { ...sale, lineage: 'l1' })).toEqual([])
})

test.each([
  [
    'at once',
    () => {
      throw new TypeError('lines is undefined')
    },
  ],
  [
    'after waiting',
    async () => {
      await Promise.resolve()
      throw new TypeError('lines is undefined')
    },
  ],
])('[RE19] a bug in a rule, thrown %s, is never a finding', async (_, bug) => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.bug', bug, { mode: 'F' })
  rules.seal(ACTIONS)
  const ways = [
    async () => rules.findings('sale:complete', unitOf(), sale),
    async () => rules.check('sale:complete', unitOf(), sale),
    async () => rules.emit('sale:complete', unitOf(), sale, complete),
    async () => rules.record('sale:complete', unitOf(), sale, complete),
  ]
  for (const run of ways) await expect(run()).rejects.toBeInstanceOf(TypeError)
})

test('[RE19] what the arithmetic refuses with a class of its own is a refusal too', async () => {
  class Refusal extends Error {
    readonly code = 'RETURN_EXCEEDS_SOLD'
    readonly params = { quantity: 1000 }
  }
  const rules = shopRules()
  rules.before('sale:complete', 'returns.within-sold', () => {
    throw new Refusal()
  })
  rules.seal(ACTIONS)
  expect(await rules.findings('sale:complete', unitOf(), sale)).toEqual([
    { ruleId: 'returns.within-sold', mode: 'V', code: 'RETURN_EXCEEDS_SOLD', params: { quantity: 1000 } },
  ])
})

test('[RE19] an error of the system is no refusal, though it has a code', async () => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.reads-a-file', () => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT', params: {} })
  })
  rules.seal(ACTIONS)
  await expect(async () => rules.findings('sale:complete', unitOf(), sale)).rejects.toThrow('no such file')
})

test('[RE20] a fact is stored with its flags, and its stock moves', async () => {
  const unit = unitOf()
  const stored = await oneOfEach().record('sale:complete', unit, sale, (inner, input, findings) => {
    for (const finding of findings) inner.tx.entries.push(finding.ruleId)
    return complete(inner, input)
  })
  expect(stored).toEqual({ id: 's1', total: 500 })
  expect(unit.tx.entries).toEqual(['a.veto', 'a.approval', 'a.flag', 'sale', 'stock'])
})

test.each<[string, RuleMode | undefined]>([
  ['V', 'V'],
  ['M', 'M'],
  ['no', undefined],
])('[RE21] a rule of %s mode vetoes a sale that may still be refused', async (_, mode) => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.rule', refuses, mode === undefined ? {} : { mode })
  rules.seal(ACTIONS)
  expect(() => rules.emit('sale:complete', unitOf(), sale, complete)).toThrow('SALE_DISCOUNT_TOO_HIGH')
})

test.each([
  ['at once', refuses],
  ['after waiting', refusesLater],
])('[RE22] a flag raised %s stops nothing and reaches the action', async (_, flag) => {
  const rules = shopRules()
  rules.before('sale:complete', 'a.flag', flag, { mode: 'F' })
  rules.before('sale:complete', 'a.next', writes('next'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  let found: readonly Finding[] = []
  await rules.emit('sale:complete', unit, sale, (inner, input, findings) => {
    found = findings
    return complete(inner, input)
  })
  expect(found).toEqual([tooHigh('a.flag', 'F')])
  expect(unit.tx.entries).toEqual(['next', 'sale'])
  expect(await rules.check('sale:complete', unit, sale)).toEqual([tooHigh('a.flag', 'F')])
})

test.each([
  ['at once', refuses, (finding: Finding) => finding.ruleId === 'sales.discount-within-limit'],
  ['after waiting', refusesLater, async (finding: Finding) => finding.params['limit'] === 20],
])('[RE23] a refusal that an approval covers lets the sale pass (%s)', async (_, rule, covers) => {
  const rules = shopRules({ isApproved: (_unit, finding) => covers(finding) })
  rules.before('sale:complete', 'sales.discount-within-limit', rule, { mode: 'P' })
  rules.seal(ACTIONS)
  let found: readonly Finding[] | undefined
  await rules.emit('sale:complete', unitOf(), sale, (unit, input, findings) => {
    found = findings
    return complete(unit, input)
  })
  expect(found).toEqual([])
})

test.each([
  ['nobody approved', () => false],
  ['a question that takes time finds no approval', async () => false],
  ['there is no way to approve', undefined],
])('[RE23] a rule that wants an approval vetoes when %s', async (_, isApproved) => {
  const rules = shopRules(isApproved === undefined ? {} : { isApproved })
  rules.before('sale:complete', 'sales.discount-within-limit', refusesLater, { mode: 'P' })
  rules.before('sale:complete', 'a.next', writes('next'))
  rules.seal(ACTIONS)
  const unit = unitOf()
  await expect(async () => rules.emit('sale:complete', unit, sale, complete)).rejects.toThrow('SALE_DISCOUNT_TOO_HIGH')
  expect(unit.tx.entries).toEqual([])
})

test.each([
  ['at once', refuses, () => true],
  ['after waiting', refusesLater, async () => true],
])('[RE25] a fact of which an approval covers all is not flagged (%s)', async (_, rule, isApproved) => {
  const rules = shopRules({ isApproved })
  rules.before('sale:complete', 'a.approval', rule, { mode: 'P' })
  rules.seal(ACTIONS)
  expect(await rules.findings('sale:complete', unitOf(), sale)).toEqual([])
  let found: readonly Finding[] | undefined
  await rules.record('sale:complete', unitOf(), sale, (unit, input, findings) => {
    found = findings
    return complete(unit, input)
  })
  expect(found).toEqual([])
})

test('[RE25] an approval covers nothing but a rule that asks for one', async () => {
  const rules = shopRules({ isApproved: () => true })
  rules.before('sale:complete', 'a.veto', refuses, { mode: 'V' })
  rules.before('sale:complete', 'a.flag', refuses, { mode: 'F' })
  rules.seal(ACTIONS)
  expect(await rules.findings('sale:complete', unitOf(), sale)).toEqual([
    tooHigh('a.veto', 'V'),
    tooHigh('a.flag', 'F'),
  ])
})
