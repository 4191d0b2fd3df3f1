type StorageManager = { persisted(): Promise<boolean>; persist(): Promise<boolean> }

/**
 * Asks the browser not to throw this site's data away when the disk runs short. Answers what it grants: `best_effort`
 * means that it still may.
 */
export async function askPersistence(): Promise<'persistent' | 'best_effort'> {
  const { storage } = navigator as unknown as { readonly storage?: StorageManager }
  if (storage === undefined) return 'best_effort'
  return (await storage.persisted()) || (await storage.persist()) ? 'persistent' : 'best_effort'
}
