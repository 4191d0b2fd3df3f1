/** What another person is asked to consent to, as the words for it are called in `approvals.acts`. */
const WORDS: Readonly<Record<string, string>> = {
  'sales.discount-within-limit': 'discount',
  'sales.override-within-limit': 'price',
  'sales.total-within-limit': 'total',
  'sales.business-date-is-open': 'day',
  'sales.tender-is-allowed': 'tender',
  'returns.in-time': 'returnLate',
  'returns.product-is-returnable': 'returnFixed',
  'returns.without-receipt-to-credit': 'returnUnknown',
  'pos:discount': 'discountRight',
  'pos:discount_cart': 'discountRight',
  'pos:price_override': 'priceRight',
  'pos:open_price': 'openPrice',
  'pos:tender_manual': 'tenderRight',
  'pos:offline_over_limit': 'tender',
  'pos:refund': 'refund',
  'pos:refund_other_store': 'refund',
  'pos:refund_without_receipt': 'returnUnknown',
  'pos:line_remove': 'removed',
}

export const actWord = (action: string): string => WORDS[action] ?? 'other'

/** Acts that take something off a price. */
export const isDiscount = (action: string): boolean => WORDS[action] === 'discount' || WORDS[action] === 'discountRight'

/** Acts that put another price in the place of one. */
export const isPrice = (action: string): boolean => WORDS[action] === 'price' || WORDS[action] === 'priceRight'
