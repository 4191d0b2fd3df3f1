import { expect, test } from 'vitest'
import { PERMISSIONS } from '@pos/shared-types'
import { permissionsFor } from './permissions-for.ts'
import { saleContent, type ContentMarks, type ContentSource } from './sale-content.ts'

type Line = ContentSource['lines'][number]
type Payment = ContentSource['payments'][number]
const goods: Line = {
  kind: 'goods',
  quantityMilli: 1000,
  priceSource: 'list',
  originalLineId: null,
  originalStoreId: null,
}
const back: Line = {
  ...goods,
  quantityMilli: -1000,
  priceSource: 'original',
  originalLineId: 'line',
  originalStoreId: 'here',
}
const cash: Payment = { tenderKind: 'cash', currency: 'EUR', amountMinor: 100, provider: null }
const sale = { storeId: 'here', currency: 'EUR', taxExemptionId: null }
const plain: ContentSource = { sale, lines: [goods], discounts: [], payments: [cash] }

function needs(change: Partial<ContentSource>, marks: ContentMarks = {}): string[] {
  return permissionsFor(saleContent({ ...plain, ...change }, marks))
}

test('a plain cash sale needs nothing beyond selling', () => {
  expect(needs({})).toEqual([])
})

test('discounts by hand need a right, promotions and coupons none', () => {
  expect(needs({ discounts: [{ source: 'line' }] })).toEqual(['pos:discount'])
  expect(needs({ discounts: [{ source: 'cart' }] })).toEqual(['pos:discount_cart'])
  expect(needs({ discounts: [{ source: 'promotion' }, { source: 'coupon' }] })).toEqual([])
})

test('a changed price and a keyed price need rights of their own', () => {
  expect(needs({ lines: [{ ...goods, priceSource: 'override' }] })).toEqual(['pos:price_override'])
  expect(needs({ lines: [{ ...goods, priceSource: 'open' }] })).toEqual(['pos:open_price'])
})

test('goods that come back need rights by where they come from, and one more beside new goods', () => {
  expect(needs({ lines: [back] })).toEqual(['pos:refund'])
  expect(needs({ lines: [{ ...back, originalLineId: null, originalStoreId: null }] })).toEqual([
    'pos:refund_without_receipt',
  ])
  expect(needs({ lines: [{ ...back, originalStoreId: 'there' }] })).toEqual(['pos:refund', 'pos:refund_other_store'])
  expect(needs({ lines: [back, goods] })).toEqual(['pos:refund', 'pos:exchange'])
})

test('tenders need rights by what they are and which way they go', () => {
  const pay = (more: Partial<Payment>) => needs({ payments: [{ ...cash, ...more }] })
  expect(pay({ currency: 'USD' })).toEqual(['pos:foreign_cash'])
  expect(pay({ tenderKind: 'card' })).toEqual(['pos:tender_manual'])
  expect(pay({ tenderKind: 'card', provider: 'terminal' })).toEqual([])
  expect(pay({ tenderKind: 'gift_card' })).toEqual(['pos:value_redeem'])
  expect(pay({ tenderKind: 'store_credit' })).toEqual(['pos:value_redeem'])
  expect(pay({ tenderKind: 'store_credit', amountMinor: -100 })).toEqual(['pos:store_credit_issue'])
  expect(pay({ tenderKind: 'house_account' })).toEqual(['pos:house_account_charge'])
})

test('value loads, part payments and exemptions need rights', () => {
  expect(needs({ lines: [{ ...goods, kind: 'value_load' }] })).toEqual(['pos:gift_card_sell'])
  expect(needs({ lines: [{ ...goods, kind: 'order_deposit' }] })).toEqual(['pos:order_payment'])
  expect(needs({ sale: { ...sale, taxExemptionId: 'exempt' } })).toEqual(['pos:tax_exempt'])
})

test('what only the maker knows is told by marks', () => {
  const marks: Required<ContentMarks> = {
    hasRemovedLine: true,
    isParkedByOther: true,
    hasAgeConfirmation: true,
    isOverOfflineLimit: true,
    hasQuotationLine: true,
    isTraining: true,
  }
  expect(needs({}, marks)).toEqual([
    'pos:line_remove',
    'pos:park_any',
    'pos:age_confirm',
    'pos:offline_over_limit',
    'pos:quotation_create',
    'pos:training',
  ])
  for (const permission of needs({}, marks)) expect(PERMISSIONS).toContain(permission)
})
