import type { RegisterId } from '@pos/shared-types'
import type { Catalogue } from '../catalogue/catalogue.ts'

/** The settings a till decides by, with the value in force where nobody set one. `bp` are basis points. */
const DEFAULTS = {
  'tax.rounding': 'line' as 'line' | 'sale',
  'sales.max_line_discount_bp': 2000,
  'sales.max_cart_discount_bp': 1000,
  'sales.free_discount_bp': 0,
  'sales.max_override_bp': 1000,
  'sales.max_total_minor': Infinity,
  'returns.days': 30,
  'returns.without_receipt': 'credit' as 'deny' | 'credit' | 'any',
  'returns.without_receipt_limit_minor': 5000,
  'shift.max_hours': 24,
  'shift.blind_close': true,
  'shift.difference_reason_minor': 100,
  'approvals.till_ttl_s': 120,
  'auth.pin_failures': 10,
  'auth.badge_needs_pin': true,
  'till.auto_lock_s': 300,
}

export type TillSettings = typeof DEFAULTS

/** The value in force at a register. A value of another type than the default's is a mistake and not used. */
export function settingOf<Key extends keyof TillSettings>(
  catalogue: Catalogue,
  registerId: RegisterId | null,
  key: Key,
): TillSettings[Key] {
  const value = catalogue.isUsable ? catalogue.setting(key, registerId) : undefined
  const usual = DEFAULTS[key]
  return typeof value === typeof usual ? (value as TillSettings[Key]) : usual
}
