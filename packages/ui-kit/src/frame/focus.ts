/** Puts the focus where the page begins: its keys work, a reader starts there, and Tab goes on from there. */
export function focusMain(): void {
  document.querySelector('main')?.focus()
}

/** The same for a page that was opened, unless something on it took the focus already. */
export function enterMain(): void {
  if (document.querySelector('main')?.contains(document.activeElement) !== true) focusMain()
}

/**
 * When what had the focus is gone: gives it to `heir`, or to the dialog on top or the page where that is gone too. Else
 * does nothing.
 */
export function rescueFocus(heir: Element | null = null): void {
  if (!isNowhere()) return
  if (heir instanceof HTMLElement) heir.focus()
  if (isNowhere()) focusTop()
}

function focusTop(): void {
  const dialog = [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].at(-1)
  if (dialog === undefined) return focusMain()
  dialog.tabIndex = -1
  dialog.focus()
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
