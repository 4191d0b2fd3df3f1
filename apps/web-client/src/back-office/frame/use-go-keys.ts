import { isBehindDialog, isTyping, usePageKeys } from '@pos/ui-kit'
import type { Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { MenuEntry } from '../area.ts'

/** How long a G waits for its letter. */
const WAIT_MS = 1500

/** G and then a letter opens a page; `?` calls for help. Not while something is typed, nor behind a dialog. */
export function useGoKeys(entries: Readonly<Ref<readonly MenuEntry[]>>, help: () => void): void {
  const router = useRouter()
  let waitsUntil = 0

  usePageKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isBehindDialog(null)) return
    const isSecond = event.timeStamp < waitsUntil
    waitsUntil = !isSecond && event.key.toLowerCase() === 'g' ? event.timeStamp + WAIT_MS : 0
    const entry = isSecond ? entries.value.find(({ letter }) => letter === event.key.toUpperCase()) : undefined
    if (entry) void router.push(entry.to)
    else if (event.key === '?') help()
    else return
    event.preventDefault()
  })
}
