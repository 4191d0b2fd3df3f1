import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { CustomerEdit, CustomerValues, CustomerView, SeenMarks } from '../customers.ts'
import { label, strict, uuid } from '../schema.ts'
import type { CustomerId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

const see = { hq: ['hq:customers.view'], store: ['store:customers.view'] } as const
const change = { hq: ['hq:customers.manage'], store: ['store:customers.manage'] } as const
const params = strict({ id: uuid<CustomerId>() })

export const listCustomers = defineCommand({
  name: 'customers.list',
  method: 'GET',
  path: '/customers',
  summary: 'Customers by name',
  access: see,
  query: strict({
    ...listQuery,
    /** Part of a name, a code, an e-mail address or a phone number. */
    q: Type.Optional(label(100)),
  }),
  response: pageOf(CustomerView),
})

export const createCustomer = defineCommand({
  name: 'customers.create',
  method: 'POST',
  path: '/customers',
  summary: 'Add a customer',
  access: change,
  audit: 'privacy',
  isKeyed: true,
  body: CustomerValues,
  response: CustomerView,
  status: 201,
})

export const updateCustomer = defineCommand({
  name: 'customers.update',
  method: 'PUT',
  path: '/customers/:id',
  summary: 'Change fields of a customer',
  access: change,
  audit: 'privacy',
  params,
  body: strict({ changes: CustomerEdit, seen: SeenMarks }),
  response: CustomerView,
})
