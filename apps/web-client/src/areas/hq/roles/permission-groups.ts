import { PERMISSIONS, scopeOf, type PermissionCode, type Scope } from '@pos/shared-types'

/** What permissions are about, by the part of their code after `scope:`. */
const ABOUT = {
  catalogue: ['products', 'departments', 'categories', 'suppliers', 'labels'],
  prices: [
    'prices',
    'costs',
    'taxes',
    'currencies',
    'tenders',
    'promotions',
    'worksheets',
    'dry_runs',
    'discount',
    'discount_cart',
    'price_override',
    'open_price',
    'price_check',
    'tax_exempt',
  ],
  sales: [
    'sales',
    'payments',
    'orders',
    'shop',
    'invoices',
    'quotations',
    'sell',
    'refund',
    'refund_without_receipt',
    'refund_other_store',
    'exchange',
    'void',
    'line_remove',
    'age_confirm',
    'park',
    'park_any',
    'reprint',
    'order_create',
    'order_payment',
    'order_cancel',
    'quotation_create',
    'tender_manual',
    'attempt_settle',
    'offline_over_limit',
  ],
  cash: [
    'shifts',
    'cash',
    'zz',
    'shift_open',
    'shift_close',
    'shift_expected',
    'x_report',
    'no_sale',
    'cash_in',
    'cash_out',
    'safe_drop',
    'foreign_cash',
    'currency_exchange',
  ],
  stock: ['inventory', 'counts', 'transfers', 'reorder', 'purchases', 'supplier_invoices', 'supplier_returns'],
  customers: [
    'customers',
    'privacy',
    'values',
    'loyalty',
    'crm',
    'customer_view',
    'customer_create',
    'gift_card_sell',
    'value_redeem',
    'store_credit_issue',
    'house_account_charge',
  ],
  staff: ['employees', 'schedules', 'attendance', 'payroll', 'commissions', 'time_clock', 'training'],
  money: ['accounting', 'periods', 'expenses', 'fiscal'],
  reports: ['dashboard', 'reports', 'notifications'],
  rights: ['users', 'roles', 'policies', 'sessions', 'approvals', 'approve', 'audit'],
  stores: ['stores', 'devices', 'hardware', 'register_take_over'],
  system: [
    'settings',
    'flags',
    'templates',
    'custom_fields',
    'integrations',
    'webhooks',
    'api_keys',
    'sync',
    'conflicts',
    'licence',
    'backups',
    'drills',
  ],
} as const

export type PermissionGroupId = keyof typeof ABOUT
export type PermissionGroup = { readonly id: PermissionGroupId; readonly codes: readonly PermissionCode[] }

/** The permissions of a scope by what they are about; groups without one are left out. */
export function permissionGroups(scope: Scope): readonly PermissionGroup[] {
  const own = PERMISSIONS.filter((code) => scopeOf(code) === scope)
  return Object.entries(ABOUT).flatMap(([id, parts]) => {
    const known: readonly string[] = parts
    const codes = own.filter((code) => known.includes(partOf(code)))
    return codes.length === 0 ? [] : [{ id: id as PermissionGroupId, codes }]
  })
}

const partOf = (code: PermissionCode) => code.slice(code.indexOf(':') + 1).split('.')[0] ?? ''
