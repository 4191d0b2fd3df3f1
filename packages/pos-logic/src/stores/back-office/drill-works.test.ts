import type { DrillFindings, DrillLink, DrillView } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { drillOutcomeOf, drillWorksOf } from './drill-works.ts'

const view: DrillView = {
  id: 'drill',
  isHqReached: false,
  sales: { count: 1, totals: [], registers: [], lastAt: 1 },
  waiting: 2,
  mostWaiting: 2,
  tillsHeard: 1,
  tills: 1,
  refused: [],
}
const statesOf = (link: DrillLink, endedAt: number | null, change: Partial<DrillView> = {}) =>
  drillWorksOf({ link, endedAt }, { ...view, ...change }).map(({ state }) => state)

test('without head office everything in the shop works and a till that nobody has is not claimed to', () => {
  expect(statesOf('hq', null)).toEqual(['works', 'works', 'works', 'cut'])
  expect(statesOf('hq', null, { tillsHeard: 0, tills: 0 })).toEqual(['works', 'unknown', 'works', 'cut'])
})

test('tills that are cut off sell where nobody sees it', () => {
  const away = { isHqReached: true, tillsHeard: 0 }
  expect(statesOf('store', null, away)).toEqual(['alone', 'cut', 'works', 'works'])
  expect(statesOf('both', null, { tillsHeard: 0 })).toEqual(['alone', 'cut', 'works', 'cut'])
})

test('after the end nothing is cut any more, but it may still be on its way', () => {
  expect(statesOf('both', 5, { tillsHeard: 0 })).toEqual(['works', 'waits', 'works', 'waits'])
})

test('a drill is whole only when its report says that everything had arrived', () => {
  const findings = { caughtUpMs: 5 } as DrillFindings
  expect(drillOutcomeOf({ endedAt: null, findings: null })).toBe('running')
  expect(drillOutcomeOf({ endedAt: 1, findings: null })).toBe('catching')
  expect(drillOutcomeOf({ endedAt: 1, findings })).toBe('whole')
  expect(drillOutcomeOf({ endedAt: 1, findings: { ...findings, caughtUpMs: null } })).toBe('partly')
})
