import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.mjs'
import { isTest, sourceFiles } from './source-files.mjs'
import { unmatchedRules } from './spec-rules.mjs'

const specs = readdirSync(join(root, 'packages'))
  .map((name) => join(root, 'packages', name, 'SPEC.md'))
  .filter((path) => existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
const tests = sourceFiles(root, ['packages', 'apps', 'bench']).filter(({ path }) => isTest(path))

test('every rule of a specification stands in the title of a test, and every rule in a title in a specification', () => {
  const { promised, untested, unknown } = unmatchedRules(specs, tests)
  expect(promised).toBeGreaterThan(50)
  expect({ untested, unknown }).toEqual({ untested: [], unknown: [] })
})

test('a rule without a test and a test of no rule are found, in a list and in a table', () => {
  const spec = { text: '- **AB1** One.\n- **AB2** Two.\n| CD1 | Three. |' }
  const found = unmatchedRules([spec], [{ text: "test('[AB1] [CD2] it holds', () => {})" }])
  expect(found).toEqual({ promised: 3, untested: ['AB2', 'CD1'], unknown: ['CD2'] })
})
