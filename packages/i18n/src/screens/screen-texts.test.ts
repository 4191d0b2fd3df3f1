import { commands } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { LANGUAGES, screenTexts } from '../index.ts'
import { placeholdersOf } from '../placeholders.ts'

type Tree = { readonly [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
}

const en = new Map(flat(screenTexts.en))
const es = new Map(flat(screenTexts.es))
const names = (text: string | undefined) => [...new Set(placeholdersOf(text ?? ''))].toSorted()
const branches = (text: string | undefined) => text?.split('|').length

test('every word of the screens exists in both languages', () => {
  expect([...es.keys()].toSorted()).toEqual([...en.keys()].toSorted())
  expect(en.size).toBeGreaterThan(300)
})

test('a text has the same placeholders in both languages, in every plural form', () => {
  for (const [key, text] of en) {
    expect({ key, names: names(es.get(key)), branches: branches(es.get(key)) }).toEqual({
      key,
      names: names(text),
      branches: branches(text),
    })
  }
})

test('every act that the audit log names has words', () => {
  const noted = commands.filter(({ audit = 'none' }) => audit !== 'none')
  expect(noted.length).toBeGreaterThan(40)
  for (const { name } of noted) expect.soft(en.has(`audit.actions.${name}`), name).toBe(true)
})

test.each(LANGUAGES)(
  'in %s no text is empty, shouts, or has a sign the message format reads as its own',
  (language) => {
    for (const [key, text] of flat(screenTexts[language])) {
      expect.soft(text.trim(), key).not.toBe('')
      expect.soft(text, key).not.toMatch(/[!¡@%]|\bTODO\b/)
      expect.soft(text.replaceAll(/\{\w+\}/g, ''), key).not.toMatch(/[{}]/)
    }
  },
)

test.each(LANGUAGES)('in %s no text says error, invalid, failed or null', (language) => {
  for (const [key, text] of flat(screenTexts[language])) {
    expect.soft(text, key).not.toMatch(/\b(error|invalid|inválid[oa]|failed|fall[oó]|null|oops|please)\b/i)
  }
})
