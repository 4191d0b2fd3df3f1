import { useSessionStore } from './session-store.ts'

/** Every store of head office, the session first: it says what the others may read. */
export function hqStores() {
  return [useSessionStore()] as const
}

/** Goes on with the session of this tab. */
export async function hydrateHq(): Promise<void> {
  for (const store of hqStores()) await store.hydrate()
}

/** Signs out: nothing of the person or of what he read stays in the tab. */
export function emptyHq(): void {
  for (const store of hqStores().toReversed()) store.reset()
}
