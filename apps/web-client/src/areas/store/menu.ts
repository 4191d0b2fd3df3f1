import type { MenuEntry } from '../../back-office/area.ts'

export type StoreMenuId = 'devices'

/** The pages of the store's back office that there are. */
export const MENU: readonly MenuEntry<StoreMenuId>[] = [
  { id: 'devices', icon: 'phone', to: '/store/devices', letter: 'D', permission: 'store:settings.view' },
]
