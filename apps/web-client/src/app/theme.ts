export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'pos.theme'
const darkSystem = matchMedia('(prefers-color-scheme: dark)')

export function savedTheme(): Theme {
  const saved = localStorage.getItem(KEY)
  return THEMES.find((theme) => theme === saved) ?? 'system'
}

/** Shows the page in a theme and remembers it on this device. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  show()
}

/** Shows the page in the theme last chosen on this device, and follows the device where none was. */
export function followTheme(): void {
  show()
  darkSystem.addEventListener('change', show)
}

function show(): void {
  const theme = savedTheme()
  const isDark = theme === 'dark' || (theme === 'system' && darkSystem.matches)
  document.documentElement.classList.toggle('dark', isDark)
}
