import { expect, test } from 'vitest'
import { root } from '../root.mjs'
import { sourceFiles } from './source-files.mjs'

// The probes are lines that must not compile, each under an expectation of that error; the type check runs them.
const probes = (files) => files.filter(({ text }) => text.includes('@ts-expect-error'))

test('a misspelt action name stops the type checker: the probe stands beside the rule engine', () => {
  expect(probes(sourceFiles(root, ['packages/rule-engine/src']))).not.toEqual([])
})

test('a NOT NULL dropped on one engine stops the type checker: the probe stands beside the tables', () => {
  expect(probes(sourceFiles(root, ['packages/db/src']))).not.toEqual([])
})
