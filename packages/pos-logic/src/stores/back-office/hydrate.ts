import { useSessionStore } from './session-store.ts'

/** Every store of a back office, the session first: it says what the others may read. */
export function backOfficeStores() {
  return [useSessionStore()] as const
}

/** Goes on with the session of this browser. */
export async function hydrateBackOffice(): Promise<void> {
  for (const store of backOfficeStores()) await store.hydrate()
}

/** Signs out: nothing of the person or of what he read stays in the tab. */
export function emptyBackOffice(): void {
  for (const store of backOfficeStores().toReversed()) store.reset()
}

/** Shows what the person may do now: the server has refused what the page believed he may, or tells that it changed. */
export function readRightsAgain(): void {
  void useSessionStore().readRights()
}
