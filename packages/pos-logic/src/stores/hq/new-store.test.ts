import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import type { BodyOf, Command, createStore, ErrorCode } from '@pos/shared-types'
import { expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useNewStore } from './new-store.ts'

type Body = BodyOf<typeof createStore>

function desk() {
  const sent: Body[] = []
  const server = { refuses: undefined as Error | undefined }
  const execute = async (_: Command, { body }: { readonly body: Body }) => {
    if (server.refuses) throw server.refuses
    sent.push(body)
    return { id: 'new', ...body }
  }
  return { store: useNewStore({ execute } as unknown as Backend), sent, server }
}
const refusal = (code: ErrorCode, fields: { path: string; problem: string }[] = []) =>
  new BackendRefusal({ code, params: {}, detail: '', traceId: null, fields })
const PROPOSED = { legalName: 'Company', country: 'US', timeZone: 'America/New_York', dayStartsMin: 240 }

test('what stores have in common is proposed and no change; what is written already stays', () => {
  const { store } = desk()
  store.form.value.country = 'PR'
  store.propose(PROPOSED)
  expect(store.form.value).toMatchObject({ ...PROPOSED, country: 'PR' })
  expect(store.changes.value).toBe(1)
  store.form.value.name = 'Boston'
  expect(store.changes.value).toBe(2)
})

test('a store is added in capital codes, in the currency of its list, and without what was left empty', async () => {
  const { store, sent } = desk()
  store.propose(PROPOSED)
  Object.assign(store.form.value, { code: ' bos ', name: 'Boston ', country: 'us', phone: ' ', taxNumber: '12' })
  expect(await store.save('USD')).toMatchObject({ id: 'new' })
  expect(sent).toMatchObject([
    { code: 'BOS', name: 'Boston', country: 'US', currency: 'USD', dayStartsMin: 240, taxNumber: '12' },
  ])
  expect(sent[0]).not.toHaveProperty('phone')
})

test('refused fields are marked until they are written anew', async () => {
  const { store, server } = desk()
  store.form.value.country = 'USA'
  server.refuses = refusal('VALIDATION_FAILED', [
    { path: 'body.name', problem: 'too_short' },
    { path: 'body.country', problem: 'wrong_format' },
    { path: 'body.timeZone', problem: 'not_allowed' },
  ])
  expect(await store.save('USD')).toBeUndefined()
  expect(store.problems.value).toEqual({ name: 'missing', country: 'wrong_format', timeZone: 'missing' })
  expect(store.saveProblem.value).toBeUndefined()
  store.form.value.country = 'US'
  expect(store.problems.value).not.toHaveProperty('country')
})

test('a code of another store is marked, and a refusal about no field is told', async () => {
  const { store, server } = desk()
  server.refuses = refusal('CODE_TAKEN')
  await store.save('USD')
  expect(store.problems.value).toEqual({ code: 'taken' })
  server.refuses = new DomainError('PERMISSION_DENIED')
  await store.save('USD')
  expect([store.problems.value, store.saveProblem.value]).toMatchObject([{}, { code: 'PERMISSION_DENIED' }])
})
