import type { DrillRow } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'

const MINUTE_MS = 60_000

/** What drills are called on their pages. */
export function useDrillWords() {
  const { t } = useI18n()
  const format = useFormat()
  /** @example spanOf(65_000) // '1 min 5 s' */
  const spanOf = (ms: number) => {
    const seconds = Math.round(ms / 1_000)
    const minutes = Math.floor((seconds * 1_000) / MINUTE_MS)
    const rest = seconds - minutes * 60
    const parts = [
      minutes === 0 ? '' : t('drills.minutesOf', { count: format.number(minutes) }),
      rest === 0 && minutes > 0 ? '' : t('drills.seconds', { count: format.number(rest) }),
    ]
    return parts.filter((part) => part !== '').join(' ')
  }
  return {
    spanOf,
    lastedOf: ({ startedAt, endedAt }: Pick<DrillRow, 'startedAt' | 'endedAt'>) =>
      endedAt === null ? '' : spanOf(endedAt - startedAt),
  }
}
