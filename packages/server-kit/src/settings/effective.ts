import { settingFits } from '@pos/domain'
import type { RegisterId, StoreId } from '@pos/shared-types'
import { SETTING_KEYS, SETTINGS, type SettingKey, type Settings } from './settings.ts'
import type { Setting, SettingLevel } from './setting.ts'

/** A value as somebody set it. */
export type SettingRow = {
  readonly key: string
  readonly level: SettingLevel
  readonly storeId: StoreId | null
  readonly registerId: RegisterId | null
  readonly value: unknown
}

/** Whose settings are asked for; a company's when both are left out. */
export type SettingPlace = { readonly storeId?: StoreId | undefined; readonly registerId?: RegisterId | undefined }

export type EffectiveSetting = {
  readonly key: SettingKey
  readonly value: unknown
  /** `default` when nobody set it. */
  readonly level: SettingLevel | 'default'
}

const LOWEST_FIRST: readonly SettingLevel[] = ['register', 'store', 'company']

/** Every setting with its value and where that comes from. A value the product does not understand does not count. */
export function effectiveSettings(rows: readonly SettingRow[], place: SettingPlace): readonly EffectiveSetting[] {
  const byKey = Map.groupBy(
    rows.filter((row) => isFor(row, place)),
    (row) => row.key,
  )
  return SETTING_KEYS.map((key) => {
    const setting: Setting = SETTINGS[key]
    const set = LOWEST_FIRST.filter((level) => setting.levels.includes(level)).map((level) =>
      byKey.get(key)?.find((row) => row.level === level && settingFits(setting.range, row.value)),
    )
    const row = set.find((found) => found !== undefined)
    return { key, value: row === undefined ? setting.fallback : row.value, level: row?.level ?? 'default' }
  })
}

/**
 * The values that hold at a place: the register's, else the store's, else the company's, else the default.
 *
 * @example resolveSettings(rows, { storeId, registerId })['sales.max_line_discount_bp'] // 2000
 */
export function resolveSettings(rows: readonly SettingRow[], place: SettingPlace): Settings {
  const entries = effectiveSettings(rows, place).map(({ key, value }) => [key, value])
  return Object.fromEntries(entries) as Settings
}

function isFor(row: SettingRow, { storeId, registerId }: SettingPlace): boolean {
  if (row.level === 'company') return true
  if (row.storeId !== storeId) return false
  return row.level === 'store' || row.registerId === registerId
}
