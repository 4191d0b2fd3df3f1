import type { CustomerView } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { changesOf, formOf, marksOf, valuesOf } from './customer-form.ts'

const ada: CustomerView = {
  id: '019cad5e-0000-7000-8000-000000000001',
  code: 'HQ-1',
  kind: 'person',
  name: 'Ada',
  company: null,
  taxNumber: null,
  email: 'ada@example.org',
  phone: null,
  locale: 'es',
  birthOn: null,
  note: null,
  isBlocked: false,
  stamps: { name: { hlc: 'm1', by: null } },
  mergedIntoId: null,
  isPending: false,
}

test('a form that nobody touched changes nothing', () => {
  expect(changesOf(ada, formOf(ada))).toEqual({})
})

test('what is changed goes out with the mark it was read under, and spaces around it do not', () => {
  const form = { ...formOf(ada), name: ' Ada L. ', email: '', phone: '555' }
  const changes = changesOf(ada, form)
  expect(changes).toEqual({ name: 'Ada L.', email: null, phone: '555' })
  expect(marksOf(ada, changes)).toEqual({ name: 'm1', email: null, phone: null })
})

test('an empty field of a new customer is not known', () => {
  expect(valuesOf({ ...formOf(undefined), name: 'Zoe' })).toMatchObject({ kind: 'person', name: 'Zoe', email: null })
})
