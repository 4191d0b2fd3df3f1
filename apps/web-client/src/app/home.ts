const KEY = 'pos.area'
const FIRST = 'till'
/** Opened while a device is set up, and hardly again. */
const ONCE = 'install'

/** Remembers which area this device was last used for; without a server nobody else knows where `/` leads. */
export function rememberArea(path: string): void {
  const area = path.split('/')[1]
  if (area && area !== ONCE) localStorage.setItem(KEY, area)
}

/** Where `/` leads on this device. */
export function homePath(): string {
  return `/${localStorage.getItem(KEY) ?? FIRST}`
}
