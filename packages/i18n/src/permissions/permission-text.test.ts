import { PERMISSIONS } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { permissionText } from './permission-text.ts'

test('every permission is described in both languages, and no two alike within a scope', () => {
  for (const language of ['en', 'es'] as const) {
    const said = PERMISSIONS.map((code) => `${code.slice(0, code.indexOf(':'))} ${permissionText(code, language)}`)
    expect(new Set(said).size).toBe(PERMISSIONS.length)
    expect(said.filter((text) => text.trim().length < 8)).toEqual([])
  }
  expect(PERMISSIONS.filter((code) => permissionText(code, 'en') === permissionText(code, 'es'))).toEqual([])
})
