import type { SettingDefinition } from '@pos/shared-types'
import type { Setting } from './setting.ts'
import { SETTING_KEYS, SETTINGS } from './settings.ts'

/** Every setting this product reads, as the contract tells it: where it may be set, and what it may hold. */
export function settingDefinitions(): SettingDefinition[] {
  return SETTING_KEYS.map((key) => {
    const { levels, range, fallback }: Setting = SETTINGS[key]
    return { key, levels: [...levels], range, fallback }
  })
}
