import type { OfficeArea } from '../area.ts'

const MOST = 4

const keyOf = (area: OfficeArea): string => `pos.${area}.recent`

/** Ids of what the palette of an area was used for on this device, the latest first. */
export function recentCommands(area: OfficeArea): readonly string[] {
  return (localStorage.getItem(keyOf(area)) ?? '').split(' ').filter(Boolean)
}

export function rememberCommand(area: OfficeArea, id: string): readonly string[] {
  const recent = [id, ...recentCommands(area).filter((other) => other !== id)].slice(0, MOST)
  localStorage.setItem(keyOf(area), recent.join(' '))
  return recent
}
