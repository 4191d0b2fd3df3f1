import type { DemoTender } from '../types.ts'

const plain = {
  currency: 'USD',
  isDrawerOpened: false,
  canGiveChange: false,
  canRefund: true,
  isCounted: false,
  isReferenceRequired: false,
  roundingMinor: 1,
  roundingMode: 'half_up',
  offline: 'allow',
  offlineLimitMinor: null,
  feePpm: null,
} as const

export const tenders: readonly DemoTender[] = [
  // One-cent coins are no longer made, so cash is paid in steps of five cents.
  {
    ...plain,
    code: 'CASH',
    name: 'Cash',
    kind: 'cash',
    isDrawerOpened: true,
    canGiveChange: true,
    isCounted: true,
    roundingMinor: 5,
    position: 1,
  },
  {
    ...plain,
    code: 'CARD',
    name: 'Card',
    kind: 'card',
    isCounted: true,
    offline: 'limit',
    offlineLimitMinor: 10_000,
    feePpm: 19_000,
    position: 2,
  },
  {
    ...plain,
    code: 'CHECK',
    name: 'Check',
    kind: 'cheque',
    canRefund: false,
    isCounted: true,
    isReferenceRequired: true,
    offline: 'deny',
    position: 3,
  },
  { ...plain, code: 'GIFT', name: 'Gift card', kind: 'gift_card', offline: 'deny', position: 4 },
  { ...plain, code: 'CREDIT', name: 'Store credit', kind: 'store_credit', offline: 'deny', position: 5 },
]
