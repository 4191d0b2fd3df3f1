import { BUILTIN_ROLES, scopeOf, type PermissionCode } from '@pos/shared-types'

/** How long a right holds without a word of head office. */
export type RightKind = 'trading' | 'cashier' | 'privileged'

/**
 * What a day of trade needs from its first sale to its closed shift, and what brings a cut-off shop back. Nobody's
 * absence takes these away: a till sells to its end.
 */
const TRADING: ReadonlySet<PermissionCode> = new Set<PermissionCode>([
  'pos:sell',
  'pos:line_remove',
  'pos:open_price',
  'pos:age_confirm',
  'pos:park',
  'pos:shift_open',
  'pos:shift_close',
  'pos:safe_drop',
  'pos:foreign_cash',
  'pos:reprint',
  'pos:price_check',
  'pos:time_clock',
  'pos:register_take_over',
  'store:sync.view',
  'store:sync.repair',
])

const CASHIER: ReadonlySet<PermissionCode> = new Set<PermissionCode>(BUILTIN_ROLES.pos_cashier.permissions)

/** A cashier's own rights and the sight of things last longer than the power to change, approve or take out. */
export function kindOfRight(code: PermissionCode): RightKind {
  if (TRADING.has(code)) return 'trading'
  const isSight = scopeOf(code) === 'store' && code.endsWith('.view')
  return CASHIER.has(code) || isSight ? 'cashier' : 'privileged'
}
