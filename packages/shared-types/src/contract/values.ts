import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { currency, dateOn, oneOf, strict, text, uuid } from '../schema.ts'
import type { CustomerId, StoreId, ValueAccountId } from '../units.ts'
import { AllowanceView, REDEEMED_TENDERS, someMinor, ValueAccountView, valueCode, ValueEntryView } from '../values.ts'
import { listQuery, pageOf } from './lists.ts'

const params = strict({ id: uuid<ValueAccountId>() })

export const issueGiftCard = defineCommand({
  name: 'giftcards.issue',
  method: 'POST',
  path: '/gift-cards',
  summary: 'Issue a gift card, or store credit on paper, with a value on it; its code is told once',
  access: { hq: ['hq:values.adjust'] },
  audit: 'money',
  isKeyed: true,
  body: strict({
    kind: Type.Optional(oneOf(...REDEEMED_TENDERS)),
    currency: currency(),
    amountMinor: someMinor(),
    customerId: Type.Optional(uuid<CustomerId>()),
    homeStoreId: Type.Optional(uuid<StoreId>()),
    expiresOn: Type.Optional(dateOn()),
  }),
  response: strict({ account: ValueAccountView, code: text() }),
  status: 201,
})

export const giftCardBalance = defineCommand({
  name: 'giftcards.balance',
  method: 'POST',
  path: '/gift-cards/balance',
  summary: 'What is on a card, by its code',
  access: { hq: ['hq:values.view'] },
  audit: 'none',
  body: strict({ code: valueCode() }),
  response: ValueAccountView,
})

export const listValues = defineCommand({
  name: 'values.list',
  method: 'GET',
  path: '/values',
  summary: 'Gift cards, credit and other accounts of value, newest first',
  access: { hq: ['hq:values.view'] },
  query: strict({ ...listQuery, customerId: Type.Optional(uuid<CustomerId>()) }),
  response: pageOf(ValueAccountView),
})

export const listValueEntries = defineCommand({
  name: 'values.entries',
  method: 'GET',
  path: '/values/:id/entries',
  summary: 'The ledger of an account, newest first',
  access: { hq: ['hq:values.view'] },
  params,
  query: strict(listQuery),
  response: pageOf(ValueEntryView),
})

export const listAllowances = defineCommand({
  name: 'values.allowances',
  method: 'GET',
  path: '/values/:id/allowances',
  summary: 'What of an account is lent to stores, newest first',
  access: { hq: ['hq:values.view'] },
  params,
  response: strict({ items: Type.Array(AllowanceView) }),
})

export const lendValue = defineCommand({
  name: 'values.lend',
  method: 'POST',
  path: '/values/:id/allowances',
  summary: 'Lend part of a balance to a store, which may spend it without asking',
  access: { hq: ['hq:values.limits'] },
  audit: 'money',
  isKeyed: true,
  params,
  body: strict({ storeId: uuid<StoreId>(), amountMinor: someMinor() }),
  response: AllowanceView,
  status: 201,
})
