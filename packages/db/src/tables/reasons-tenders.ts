import type { TenderTypeId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const KIND = [
  'discount',
  'return',
  'void',
  'line_removal',
  'price_override',
  'no_sale',
  'cash_in',
  'cash_out',
  'adjustment',
  'count',
  'transfer',
  'tax_exempt',
  'cancel',
  'shift_difference',
  'time_correction',
] as const
const RESTOCK = ['resell', 'waste', 'supplier', 'none'] as const
const TENDER_TYPE_KIND = [
  'cash',
  'card',
  'gift_card',
  'store_credit',
  'house_account',
  'deposit',
  'loyalty',
  'bank',
  'cheque',
  'voucher',
  'online',
] as const
const ROUNDING_MODE = ['half_up', 'down', 'up'] as const
const OFFLINE = ['allow', 'limit', 'deny'] as const

export const hqReasonCodes = pg.table(
  'reason_codes',
  {
    ...pg.ref(),
    kind: pg.oneOf(KIND).notNull(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    isNoteRequired: pg.bool().notNull(),
    isApprovalRequired: pg.bool().notNull(),
    restock: pg.oneOf(RESTOCK),
    glAccountId: pg.uuid(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('reason_codes_code', t, t.kind, t.code)],
)

export const catalogReasonCodes = lite.table(
  'reason_codes',
  {
    ...lite.ref(),
    kind: lite.oneOf(KIND).notNull(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    isNoteRequired: lite.bool().notNull(),
    isApprovalRequired: lite.bool().notNull(),
    restock: lite.oneOf(RESTOCK),
    glAccountId: lite.uuid(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('reason_codes_code', t, t.kind, t.code)],
)

export const hqTenderTypes = pg.table(
  'tender_types',
  {
    ...pg.ref<TenderTypeId>(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    kind: pg.oneOf(TENDER_TYPE_KIND).notNull(),
    currency: pg.text(),
    isDrawerOpened: pg.bool().notNull(),
    canGiveChange: pg.bool().notNull(),
    canRefund: pg.bool().notNull(),
    isCounted: pg.bool().notNull(),
    isReferenceRequired: pg.bool().notNull(),
    roundingMinor: pg.minor().notNull().default(1),
    roundingMode: pg.oneOf(ROUNDING_MODE).notNull(),
    offline: pg.oneOf(OFFLINE).notNull(),
    offlineLimitMinor: pg.minor(),
    feePpm: pg.ppm(),
    glAccountId: pg.uuid(),
    position: pg.int().notNull(),
    isActive: pg.bool().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('tender_types_code', t, t.code),
    pg.check('tender_types_rounding_rule', sql`${t.roundingMinor} > 0`),
  ],
)

export const catalogTenderTypes = lite.table(
  'tender_types',
  {
    ...lite.ref<TenderTypeId>(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    kind: lite.oneOf(TENDER_TYPE_KIND).notNull(),
    currency: lite.text(),
    isDrawerOpened: lite.bool().notNull(),
    canGiveChange: lite.bool().notNull(),
    canRefund: lite.bool().notNull(),
    isCounted: lite.bool().notNull(),
    isReferenceRequired: lite.bool().notNull(),
    roundingMinor: lite.minor().notNull().default(1),
    roundingMode: lite.oneOf(ROUNDING_MODE).notNull(),
    offline: lite.oneOf(OFFLINE).notNull(),
    offlineLimitMinor: lite.minor(),
    feePpm: lite.ppm(),
    glAccountId: lite.uuid(),
    position: lite.int().notNull(),
    isActive: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('tender_types_code', t, t.code),
    lite.check('tender_types_rounding_rule', sql`${t.roundingMinor} > 0`),
  ],
)
