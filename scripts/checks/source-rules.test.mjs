import { expect, test } from 'vitest'
import { root } from '../root.mjs'
import { sourceFiles } from './source-files.mjs'
import { fixedAddresses, suppressions, wallClockReads } from './source-rules.mjs'

const files = sourceFiles(root, ['packages', 'apps'])

test('[G-005] no source names a machine; addresses are settings', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(fixedAddresses(files)).toEqual([])
})

test('a fixed address is found, in a test it is allowed', () => {
  const text = "const hq = 'http://192.168.1.20:5100'"
  expect(fixedAddresses([{ path: 'apps/store-server/src/sync.ts', text }])).toHaveLength(1)
  expect(fixedAddresses([{ path: 'apps/store-server/src/sync.test.ts', text }])).toEqual([])
})

test('no logic reads the wall clock', () => {
  expect(wallClockReads(files)).toEqual([])
  expect(wallClockReads([{ path: 'packages/domain/src/cart.ts', text: 'const now = new Date()' }])).toHaveLength(1)
})

test('no tool is silenced and no test is skipped', () => {
  expect(suppressions(files)).toEqual([])
  expect(suppressions([{ path: 'packages/core/src/a.ts', text: 'it.only(1)' }])).toHaveLength(1)
})
