import { useFormat } from '@pos/ui-kit'

/** Writes a day or a time of the clocks on the walls, such as `2026-11-21T09:00`: it is of no zone. */
export function useWallTime(): (local: string) => string {
  const format = useFormat()
  return (local) => {
    const at = Date.parse(`${local.padEnd(16, 'T00:00')}Z`)
    const isWholeDay = local.length === 10 || local.endsWith('T00:00')
    return isWholeDay ? format.date(at, 'UTC') : `${format.date(at, 'UTC')} ${format.time(at, 'UTC')}`
  }
}
