import type { MenuEntry } from '../../back-office/area.ts'

export type StoreMenuId =
  | 'approvals'
  | 'customers'
  | 'staff'
  | 'devices'
  | 'sync'
  | 'drills'
  | 'certificates'
  | 'sessions'
  | 'audit'

/** The pages of the store's back office that there are. A person begins with the first that he may see. */
export const MENU: readonly MenuEntry<StoreMenuId>[] = [
  { id: 'devices', icon: 'phone', to: '/store/devices', letter: 'D', permission: 'store:settings.view' },
  { id: 'approvals', icon: 'shield', to: '/store/approvals', letter: 'V', permission: 'store:approvals.decide' },
  { id: 'customers', icon: 'user', to: '/store/customers', letter: 'K', permission: 'store:customers.view' },
  { id: 'sync', icon: 'antenna', to: '/store/sync', letter: 'C', permission: 'store:sync.view' },
  { id: 'drills', icon: 'cloud-off', to: '/store/drills', letter: 'O', permission: 'store:drills.run' },
  { id: 'staff', icon: 'users', to: '/store/staff', letter: 'P', permission: 'store:employees.view' },
  { id: 'audit', icon: 'history', to: '/store/audit', letter: 'A', permission: 'store:audit.view' },
  {
    id: 'certificates',
    icon: 'lock',
    to: '/store/certificates',
    letter: 'S',
    permission: 'store:settings.view',
    tone: 'warn',
  },
  { id: 'sessions', icon: 'key', to: '/store/sessions', letter: 'N' },
]
