import type { SettingDefinition, SettingRange } from '@pos/shared-types'

/** Whether a setting with this range may hold the value: the server that stores it and the page that asks judge alike. */
export function settingFits(range: SettingRange, value: unknown): value is SettingDefinition['fallback'] {
  switch (range.kind) {
    case 'flag':
      return typeof value === 'boolean'
    case 'choice':
      return range.values.some((known) => known === value)
    case 'limit':
      return value === null || isWhole(value, 0, Number.MAX_SAFE_INTEGER)
    case 'whole':
      return isWhole(value, range.min, range.max)
  }
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
}
