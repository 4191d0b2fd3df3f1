import { checkBooks, type BooksReport } from '@pos/books'
import { lookAtStore, openHqDatabase } from '@pos/db'
import { createLog, sha256, systemClock } from '@pos/server-kit'
import type { Chain, Site } from './chain.ts'

/** The books of one store against head office, as `pos verify` checks them. */
export async function checkedBooks(
  { company, database }: Pick<Chain, 'company' | 'database'>,
  { folder, plan }: Pick<Site, 'folder' | 'plan'>,
): Promise<BooksReport> {
  const { tenantId } = company
  const readAt = systemClock.now()
  const hqDatabase = await openHqDatabase({
    appUrl: database.appUrl,
    log: createLog({ name: 'books', level: 'silent' }),
  })
  try {
    const ctx = { tenantId, appContext: 'system', correlationId: 'books', at: readAt } as const
    return await hqDatabase.unitOfWork.read(ctx, (hq) =>
      lookAtStore(folder, (store) => checkBooks({ store, hq, tenantId, storeId: plan.id, readAt, sha256 })),
    )
  } finally {
    await hqDatabase.close()
  }
}
