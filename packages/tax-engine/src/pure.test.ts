import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

test('tax calculation imports nothing but units, and knows no clock, no chance and no machine', () => {
  expect(sources.length).toBeGreaterThan(5)
  for (const name of sources) {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) expect(from).toMatch(/^(\.\/|@pos\/shared-types$)/)
    expect(text).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|import\(|require\(|fetch\(|await /)
  }
})
