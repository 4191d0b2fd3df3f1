const KEY = 'pos.hq.recent'
const MOST = 4

/** Ids of what the palette was used for on this device, the latest first. */
export function recentCommands(): readonly string[] {
  return (localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean)
}

export function rememberCommand(id: string): readonly string[] {
  const recent = [id, ...recentCommands().filter((other) => other !== id)].slice(0, MOST)
  localStorage.setItem(KEY, recent.join(' '))
  return recent
}
