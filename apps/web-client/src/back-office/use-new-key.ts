import { isTyping, usePageKeys } from '@pos/ui-kit'

/** The key N adds a row to a list, for whoever may and is not typing. */
export function useNewKey(isAllowed: boolean, add: () => void): void {
  usePageKeys((event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (isAllowed && isPlain && event.key.toLowerCase() === 'n' && !isTyping(event.target)) add()
  })
}
