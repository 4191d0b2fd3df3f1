import { LONGEST_APPROVAL_S, SHORTEST_APPROVAL_S } from '@pos/shared-types'
import { choice, flag, limit, whole, type Setting } from './setting.ts'

const MAX_BP = 10_000
const MAX_PPM = 1_000_000

/** Every setting this product reads. `_minor` is money, `_bp` basis points, `_ppm` parts per million. */
export const SETTINGS = {
  /** `list`: a price that is not the list's is refused when a sale completes. */
  'sales.prices_checked_against': choice('c s', ['list', 'off'], 'list'),
  'sales.price_tolerance_ppm': whole('c s', 0, 0, MAX_PPM),
  'sales.max_line_discount_bp': whole('c s', 2_000, 0, MAX_BP),
  'sales.max_cart_discount_bp': whole('c s', 1_000, 0, MAX_BP),
  'sales.free_discount_bp': whole('c s', 0, 0, MAX_BP),
  'sales.max_override_bp': whole('c s', 1_000, 0, MAX_BP),
  'sales.allow_below_cost': flag('c s', false),
  'sales.max_total_minor': limit('c s r'),
  'sales.check_stock': choice('c s', ['off', 'warn', 'block'], 'off'),
  'returns.days': whole('c s', 30, 0, 36_500),
  'returns.without_receipt': choice('c s', ['deny', 'credit', 'any'], 'credit'),
  'returns.without_receipt_limit_minor': whole('c s', 5_000),
  'returns.same_tender_only': flag('c s', true),
  'shift.blind_close': flag('c s', true),
  'shift.recounts_allowed': whole('c s', 1, 0, 1),
  'shift.difference_reason_minor': whole('c s', 100),
  'shift.default_float_minor': whole('s r', 10_000),
  'shift.max_hours': whole('c s', 24, 1, 168),
  /** How long a request for approval at a till may be answered and acted on. */
  'approvals.till_ttl_s': whole('c', LONGEST_APPROVAL_S, SHORTEST_APPROVAL_S, LONGEST_APPROVAL_S),
  /** How long a store may spend what it was lent of a gift card or credit. */
  'values.allowance_ttl_h': whole('c', 72, 1, 24 * 365),
  'tax.rounding': choice('c', ['line', 'sale'], 'line'),
  'inventory.negative_opens_count': flag('c s', true),
  'auth.access_token_min': whole('c', 15, 1, 15),
  'auth.refresh_days': whole('c', 7, 1, 30),
  'auth.lockout_failures': whole('c', 5, 1, 100),
  'auth.lockout_min': whole('c', 30, 1, 24 * 60),
  /** Who needs a code app. Super admins always do; `hq`: administrators of head office too. */
  'auth.mfa_required': choice('c', ['super_admins', 'hq', 'all'], 'hq', { none: 'super_admins' }),
  /** The fewest digits of a PIN that is set; shorter ones from before still open a till. */
  'auth.pin_length': whole('c', 6, 4, 8),
  'auth.pin_failures': whole('c', 10, 1, 10),
  /** A badge names its person, and a PIN proves him; else the badge alone does. */
  'auth.badge_needs_pin': flag('c s', true),
  /** How long rights hold in a store without a word of head office: those with power, and a cashier's own. */
  'auth.offline_privileged_h': whole('c', 24, 1, 24 * 365),
  'auth.offline_cashier_h': whole('c', 168, 1, 24 * 365),
  /** Nobody touches a till for so long, and it locks. */
  'till.auto_lock_s': whole('c s r', 300, 15, 3_600),
  'sync.poll_s': whole('c s', 60, 1, 86_400),
  'sync.push_s': whole('c s', 5, 1, 3_600),
  /** When a store begins to compare what it holds with head office, in minutes after its midnight. */
  'sync.digest_at_min': whole('c s', 120, 0, 1_439),
  /** A store that trades and is not heard for so long is an alarm at head office. */
  'sync.silence_alarm_h': whole('c', 2, 1, 24 * 30),
  /** Null: the language of the store. */
  'locale.default': choice('c s', ['en', 'es', null], null),
} as const satisfies Record<string, Setting>

export type SettingKey = keyof typeof SETTINGS
type SettingValue<Key extends SettingKey> = (typeof SETTINGS)[Key] extends Setting<infer Value> ? Value : never

/** What holds for one register, store or company. */
export type Settings = { readonly [Key in SettingKey]: SettingValue<Key> }

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[]

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key)
}
