import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import type { SettingDefinition } from '@pos/shared-types'
import { expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useCompanyRules } from './company-rules.ts'

const PIN = 'auth.pin_length'
const MFA = 'auth.mfa_required'
const BADGE = 'auth.badge_needs_pin'
const levels: SettingDefinition['levels'] = ['company', 'store']
const DEFINITIONS: SettingDefinition[] = [
  { key: BADGE, levels, range: { kind: 'flag' }, fallback: true },
  { key: 'returns.days', levels, range: { kind: 'whole', min: 0, max: 99 }, fallback: 30 },
  { key: PIN, levels, range: { kind: 'whole', min: 4, max: 8 }, fallback: 6 },
  { key: MFA, levels, range: { kind: 'choice', values: ['hq', 'all', 'none'] }, fallback: 'hq' },
]

type Sent = { readonly params: { readonly key: string }; readonly body: { readonly value: unknown } }
type Item = { key: string; level: string; value: unknown }

async function desk(items: Item[] = []) {
  const sent: [string, unknown][] = []
  const server = { items, refuses: (_: string): Error | undefined => undefined }
  const execute = async ({ name }: { readonly name: string }, { params, body }: Sent) => {
    if (name === 'settings.list') return { items: server.items, definitions: DEFINITIONS }
    const refusal = server.refuses(params.key)
    if (refusal) throw refusal
    sent.push([params.key, body.value])
    const others = server.items.filter(({ key, level }) => key !== params.key || level !== 'company')
    server.items = [...others, { key: params.key, level: 'company', value: body.value }]
    return {}
  }
  const rules = useCompanyRules({ execute } as unknown as Backend, [PIN, MFA, BADGE])
  await rules.refresh()
  return { rules, sent, server }
}
const unfitValue = () =>
  new BackendRefusal({
    code: 'VALIDATION_FAILED',
    params: {},
    detail: '',
    traceId: null,
    fields: [{ path: 'body.value', problem: 'not_allowed' }],
  })

test('a rule shows what the company set, else its default; what a store set or nobody understands does not count', async () => {
  const { rules } = await desk([
    { key: PIN, level: 'company', value: 8 },
    { key: MFA, level: 'company', value: 'sometimes' },
    { key: BADGE, level: 'store', value: false },
  ])
  expect(rules.form.value).toEqual({ [PIN]: 8, [MFA]: 'hq', [BADGE]: true })
  expect(rules.definitions.value?.map(({ key }) => key)).toEqual([PIN, MFA, BADGE])
  expect(rules.changes.value).toEqual([])
})

test('only what changed is saved, and what was written back is no change', async () => {
  const { rules, sent } = await desk()
  rules.write(MFA, 'all')
  rules.write(PIN, 7)
  rules.write(PIN, 6)
  expect(rules.changes.value).toEqual([MFA])
  expect(await rules.save()).toBe(true)
  expect(sent).toEqual([[MFA, 'all']])
  expect([rules.changes.value, rules.form.value[MFA]]).toEqual([[], 'all'])
})

test.each([3, 9, null])(
  '%s is marked where 4 to 8 may stand, nothing is saved, and the mark goes when it is written anew',
  async (value) => {
    const { rules, sent } = await desk()
    rules.write(MFA, 'all')
    rules.write(PIN, value)
    expect(await rules.save()).toBe(false)
    expect([sent, rules.refused.value]).toEqual([[], [PIN]])
    rules.write(PIN, 8)
    expect(rules.refused.value).toEqual([])
  },
)

test('what the server refuses stays written and is marked, the rest is saved', async () => {
  const { rules, sent, server } = await desk()
  server.refuses = (key) => (key === PIN ? unfitValue() : undefined)
  rules.write(PIN, 7)
  rules.write(MFA, 'none')
  expect(await rules.save()).toBe(false)
  expect(sent).toEqual([[MFA, 'none']])
  expect([rules.refused.value, rules.changes.value, rules.form.value[PIN]]).toEqual([[PIN], [PIN], 7])
  expect(rules.saveProblem.value).toBeUndefined()
})

test('a refusal about no value is told, and what is written stays', async () => {
  const { rules, server } = await desk()
  server.refuses = () => new DomainError('PERMISSION_DENIED')
  rules.write(PIN, 7)
  expect(await rules.save()).toBe(false)
  expect([rules.saveProblem.value, rules.changes.value]).toMatchObject([{ code: 'PERMISSION_DENIED' }, [PIN]])
  rules.discard()
  expect([rules.saveProblem.value, rules.form.value[PIN]]).toEqual([undefined, 6])
})

test('after saving, what others saved meanwhile is shown, and what is written here since stays', async () => {
  const { rules, server } = await desk()
  rules.write(PIN, 7)
  server.items = [{ key: MFA, level: 'company', value: 'all' }]
  const saving = rules.save()
  rules.write(BADGE, false)
  await saving
  expect(rules.form.value).toEqual({ [PIN]: 7, [MFA]: 'all', [BADGE]: false })
  expect(rules.changes.value).toEqual([BADGE])
})
