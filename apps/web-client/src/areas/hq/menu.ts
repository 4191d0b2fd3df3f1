import type { IconName } from '@pos/ui-kit'

export type MenuId = 'dashboard' | 'products' | 'sales' | 'reports' | 'stores'

export type MenuEntry = {
  readonly id: MenuId
  readonly icon: IconName
  readonly to: string
  /** Pressed after G. */
  readonly letter: string
  /** Who lacks it does not see the entry. */
  readonly permission?: string | undefined
}

/** The pages of head office that there are. */
export const MENU: readonly MenuEntry[] = [
  { id: 'dashboard', icon: 'dashboard', to: '/hq', letter: 'D' },
  { id: 'products', icon: 'package', to: '/hq/catalogue/products', letter: 'P', permission: 'hq:products.view' },
  { id: 'sales', icon: 'receipt', to: '/hq/sales', letter: 'V', permission: 'hq:sales.view' },
  { id: 'reports', icon: 'chart', to: '/hq/reports', letter: 'R', permission: 'hq:reports.view' },
  { id: 'stores', icon: 'store', to: '/hq/stores', letter: 'T', permission: 'hq:stores.view' },
]
