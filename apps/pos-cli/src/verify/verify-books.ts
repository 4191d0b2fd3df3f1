import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkBooks, type Books, type BooksReport } from '@pos/books'
import { lookAtStore, storeDamage, type HqDatabase } from '@pos/db'
import { sha256, systemClock } from '@pos/server-kit'
import type { StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { withHeadOffice } from './with-head-office.ts'

export type StoreReport = Identity & {
  readonly code: string
  readonly name: string
  readonly currency: string
  readonly report: BooksReport
}

type Identity = { readonly tenantId: TenantId; readonly storeId: StoreId }
type Named = { readonly code: string; readonly name: string; readonly currency: string }

/**
 * Checks every store of a data folder against its head office.
 *
 * @throws Refusal when the folder holds no chain of this version, or the file of a store is damaged
 */
export function verifyBooks(folder: string): Promise<StoreReport[]> {
  return withHeadOffice(folder, 'verify', (hq) => verifyStores(hq, storeFolders(folder)))
}

/** The folders of stores in a data folder. */
export function storeFolders(folder: string): string[] {
  const names = readdirSync(folder).toSorted()
  return names.map((name) => join(folder, name)).filter((path) => existsSync(join(path, 'ops.db')))
}

async function verifyStores(hq: HqDatabase, folders: readonly string[]): Promise<StoreReport[]> {
  const reports: StoreReport[] = []
  for (const folder of folders) {
    const damage = storeDamage(folder)
    if (damage !== undefined) throw new Refusal(damage)
    const identity = await lookAtStore(folder, identityOf)
    if (identity) reports.push(await verifyStore(hq, folder, identity))
  }
  return reports
}

async function identityOf(store: Books): Promise<Identity | undefined> {
  const [identity] = await store.query<Identity>(
    sql`select tenant_id as "tenantId", store_id as "storeId" from store_identity`,
  )
  return identity
}

function verifyStore({ unitOfWork }: HqDatabase, folder: string, identity: Identity): Promise<StoreReport> {
  const { tenantId, storeId } = identity
  const readAt = systemClock.now()
  const ctx = { tenantId, appContext: 'system', correlationId: 'verify', at: readAt } as const
  return unitOfWork.read(ctx, async (hq) => {
    // The first query fixes head office's snapshot; the store is read after it.
    const [named] = await hq.query<Named>(
      sql`select code, name, currency from stores where tenant_id = ${tenantId} and id = ${storeId}`,
    )
    if (!named) throw new Refusal(`Head office does not know the store in ${folder}.`)
    const report = await lookAtStore(folder, (store) => checkBooks({ store, hq, ...identity, readAt, sha256 }))
    return { ...identity, ...named, report }
  })
}
