import type { MenuEntry } from '../../back-office/area.ts'

export type HqMenuId =
  | 'dashboard'
  | 'products'
  | 'sales'
  | 'customers'
  | 'reports'
  | 'stores'
  | 'devices'
  | 'sync'
  | 'users'
  | 'roles'
  | 'policies'
  | 'approvals'
  | 'audit'
  | 'sessions'
  | 'security'

/** The pages of head office that there are. */
export const MENU: readonly MenuEntry<HqMenuId>[] = [
  { id: 'dashboard', icon: 'dashboard', to: '/hq', letter: 'D' },
  { id: 'products', icon: 'package', to: '/hq/catalogue/products', letter: 'P', permission: 'hq:products.view' },
  { id: 'sales', icon: 'receipt', to: '/hq/sales', letter: 'V', permission: 'hq:sales.view' },
  { id: 'customers', icon: 'user', to: '/hq/customers', letter: 'K', permission: 'hq:customers.view' },
  { id: 'reports', icon: 'chart', to: '/hq/reports', letter: 'R', permission: 'hq:reports.view' },
  { id: 'stores', icon: 'store', to: '/hq/stores', letter: 'T', permission: 'hq:stores.view' },
  { id: 'devices', icon: 'phone', to: '/hq/devices', letter: 'E', permission: 'hq:stores.view' },
  { id: 'sync', icon: 'antenna', to: '/hq/sync', letter: 'C', permission: 'hq:sync.view' },
  { id: 'users', icon: 'users', to: '/hq/people/users', letter: 'U', permission: 'hq:users.view' },
  { id: 'roles', icon: 'badge', to: '/hq/people/roles', letter: 'O', permission: 'hq:users.view' },
  { id: 'policies', icon: 'clipboard', to: '/hq/people/policies', letter: 'L', permission: 'hq:policies.manage' },
  { id: 'approvals', icon: 'badge-check', to: '/hq/approvals', letter: 'B', permission: 'hq:approvals.decide' },
  { id: 'audit', icon: 'history', to: '/hq/audit', letter: 'A', permission: 'hq:audit.view' },
  { id: 'sessions', icon: 'key', to: '/hq/sessions', letter: 'N' },
  { id: 'security', icon: 'shield', to: '/hq/security', letter: 'Y' },
]
