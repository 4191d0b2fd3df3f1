import { settingFits } from '@pos/domain'
import { DomainError } from '@pos/core'
import { ValidationError } from '../http/validation.ts'
import type { SettingLevel } from './setting.ts'
import { isSettingKey, SETTINGS } from './settings.ts'

/**
 * Says whether `value` may be set for `key` at `level`.
 *
 * @throws DomainError SETTING_UNKNOWN when there is no such setting
 * @throws ValidationError when the level or the value does not fit
 */
export function checkSetting(key: string, level: SettingLevel, value: unknown): void {
  if (!isSettingKey(key)) throw new DomainError('SETTING_UNKNOWN', { key })
  const { levels, range } = SETTINGS[key]
  if (!levels.includes(level)) throw new ValidationError([{ path: 'body.level', problem: 'not_allowed' }])
  if (!settingFits(range, value)) throw new ValidationError([{ path: 'body.value', problem: 'not_allowed' }])
}
