import type { Unit } from '@pos/core'
import { createRuleEngine, type RuleId } from '@pos/rule-engine'
import { createHooks } from 'hookable'
import { AsyncSeriesHook, SyncHook } from 'tapable'
import { measureAgainst, type Contender, type Measured } from './rounds.ts'
import type { BenchRow } from './row.ts'

type Input = { readonly amount: number }
type Ledger = { sum: number }
type Step = (unit: Unit<Ledger>, input: Input) => void | Promise<void>
type Pipeline = { readonly before: readonly Step[]; readonly action: Step; readonly after: readonly Step[] }
type BenchActions = { 'sale:complete': { input: Input; result: void } }
type Args = [Unit<Ledger>, Input]

const unit: Unit<Ledger> = {
  tenantId: 'bench',
  appContext: 'store',
  correlationId: 'bench',
  at: 0,
  tx: { sum: 0 },
  emitAfterCommit: () => {},
}
const input: Input = { amount: 3 }

/** Nine functions of their own, as nine rules of nine files would be. */
const SYNC: Pipeline = {
  before: [
    ({ tx }, { amount }) => void (tx.sum += amount),
    ({ tx }, { amount }) => void (tx.sum ^= amount),
    ({ tx }, { amount }) => void (tx.sum -= amount),
    ({ tx }, { amount }) => void (tx.sum |= amount),
    ({ tx }, { amount }) => void (tx.sum &= amount + 255),
  ],
  action: ({ tx }, { amount }) => void (tx.sum += amount * 2),
  after: [
    ({ tx }, { amount }) => void (tx.sum -= amount),
    ({ tx }, { amount }) => void (tx.sum ^= amount + 1),
    ({ tx }, { amount }) => void (tx.sum += amount & 7),
  ],
}

/** The same, of which the third `before` rule, the action and the second `after` rule are asynchronous. */
const MIXED: Pipeline = {
  before: SYNC.before.with(2, async ({ tx }, { amount }) => void (tx.sum -= amount)),
  action: async ({ tx }, { amount }) => void (tx.sum += amount * 2),
  after: SYNC.after.with(1, async ({ tx }, { amount }) => void (tx.sum ^= amount + 1)),
}

/**
 * Five `before` rules, an action, three `after` rules: our engine, the bare loop it is held against, and two public
 * hook libraries, all in one run.
 */
export async function benchRules(): Promise<BenchRow[]> {
  const sync = await measureAgainst({ name: LOOP, run: bareLoop }, [
    { name: OURS, run: oursSync() },
    { name: 'hookable 6.1.2', run: hookable(SYNC) },
    { name: 'tapable 2.3.4 SyncHook', run: tapableSync() },
    { name: 'tapable 2.3.4 AsyncSeriesHook', run: tapableAsync(SYNC) },
  ])
  const mixed = await measureAgainst({ name: LOOP, run: bareAwaitingLoop }, [
    { name: OURS, run: oursMixed() },
    { name: 'hookable 6.1.2', run: hookable(MIXED) },
    { name: 'tapable 2.3.4 AsyncSeriesHook', run: tapableAsync(MIXED) },
  ])
  const within = { goal: 'within 1.5x of the bare loop', isMet: ({ ratio }: Measured) => ratio >= 1 / 1.5 }
  const million = { goal: '>= 1 M/s', isMet: ({ rate }: Measured) => rate >= 1e6 }
  return [
    ...sync.map((measured) => row('rules: 5 + action + 3, synchronous', measured, within)),
    ...mixed.map((measured) => row('rules: the same, 3 of 9 asynchronous', measured, million)),
  ]
}

const OURS = 'rule-engine'
const LOOP = 'bare loop (limit)'
/** It compiles its taps to one function with `new Function`, which a till's content security policy forbids. */
const GENERATED = 'generates code'

type Goal = { readonly goal: string; readonly isMet: (measured: Measured) => boolean }

function row(group: string, measured: Measured, { goal, isMet }: Goal): BenchRow {
  const { name, rate, ratio } = measured
  const plain = { group, name, value: Math.round(rate), unit: 'emits/s', ratio, against: LOOP }
  if (name === OURS) return { ...plain, goal, ok: isMet(measured) }
  return name.startsWith('tapable') ? { ...plain, note: GENERATED } : plain
}

function engineOf({ before, after }: Pipeline) {
  const rules = createRuleEngine<BenchActions, Ledger>()
  const id = (phase: string, index: number): RuleId => `bench.${phase}-${index}`
  before.forEach((rule, index) => rules.before('sale:complete', id('before', index), rule))
  after.forEach((rule, index) => rules.after('sale:complete', id('after', index), rule))
  rules.seal(['sale:complete'])
  return rules
}

function oursSync(): Contender['run'] {
  const rules = engineOf(SYNC)
  return (times) => {
    for (let i = 0; i < times; i++) void rules.emit('sale:complete', unit, input, SYNC.action)
  }
}

function oursMixed(): Contender['run'] {
  const rules = engineOf(MIXED)
  return async (times) => {
    for (let i = 0; i < times; i++) await rules.emit('sale:complete', unit, input, MIXED.action)
  }
}

function bareLoop(times: number): void {
  for (let i = 0; i < times; i++) {
    for (const rule of SYNC.before) void rule(unit, input)
    void SYNC.action(unit, input)
    for (const rule of SYNC.after) void rule(unit, input)
  }
}

async function bareAwaitingLoop(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    for (const rule of MIXED.before) {
      const running = rule(unit, input)
      if (running instanceof Promise) await running
    }
    await MIXED.action(unit, input)
    for (const rule of MIXED.after) {
      const running = rule(unit, input)
      if (running instanceof Promise) await running
    }
  }
}

function hookable({ before, action, after }: Pipeline): Contender['run'] {
  const hooks = createHooks<{ before: Step; after: Step }>()
  for (const rule of before) hooks.hook('before', rule)
  for (const rule of after) hooks.hook('after', rule)
  return async (times) => {
    for (let i = 0; i < times; i++) {
      const judged = hooks.callHook('before', unit, input)
      if (judged instanceof Promise) await judged
      const acted = action(unit, input)
      if (acted instanceof Promise) await acted
      const followed = hooks.callHook('after', unit, input)
      if (followed instanceof Promise) await followed
    }
  }
}

function tapableSync(): Contender['run'] {
  const before = new SyncHook<Args>(['unit', 'input'])
  const after = new SyncHook<Args>(['unit', 'input'])
  SYNC.before.forEach((rule, index) => before.tap(`before-${index}`, (...args) => void rule(...args)))
  SYNC.after.forEach((rule, index) => after.tap(`after-${index}`, (...args) => void rule(...args)))
  return (times) => {
    for (let i = 0; i < times; i++) {
      before.call(unit, input)
      void SYNC.action(unit, input)
      after.call(unit, input)
    }
  }
}

function tapableAsync({ before, action, after }: Pipeline): Contender['run'] {
  const first = seriesOf(before)
  const last = seriesOf(after)
  return async (times) => {
    for (let i = 0; i < times; i++) {
      await first.promise(unit, input)
      const acted = action(unit, input)
      if (acted instanceof Promise) await acted
      await last.promise(unit, input)
    }
  }
}

function seriesOf(rules: readonly Step[]): AsyncSeriesHook<Args> {
  const hook = new AsyncSeriesHook<Args>(['unit', 'input'])
  rules.forEach((rule, index) => {
    const isAsync = rule.constructor.name === 'AsyncFunction'
    if (isAsync) hook.tapPromise(`rule-${index}`, async (...args) => rule(...args))
    else hook.tap(`rule-${index}`, (...args) => void rule(...args))
  })
  return hook
}
