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

/** What was found in the stores that can be read, and what is wrong with the files of the others. */
export type ChainReport = { readonly stores: readonly StoreReport[]; readonly damages: readonly string[] }

/**
 * Checks every store of a data folder against its head office.
 *
 * @throws Refusal when the folder holds no chain of this version
 */
export function verifyBooks(folder: string): Promise<ChainReport> {
  return withHeadOffice(folder, 'verify', (hq) => verifyStores(hq, storeFolders(folder)))
}

/** The folders of stores in a data folder. */
export function storeFolders(folder: string): string[] {
  const names = readdirSync(folder).toSorted()
  return names.map((name) => join(folder, name)).filter((path) => existsSync(join(path, 'ops.db')))
}

async function verifyStores(hq: HqDatabase, folders: readonly string[]): Promise<ChainReport> {
  const stores: StoreReport[] = []
  const damages: string[] = []
  for (const folder of folders) {
    const damage = storeDamage(folder)
    if (damage !== undefined) {
      damages.push(damage)
      continue
    }
    const identity = await lookAtStore(folder, identityOf)
    if (identity) stores.push(await verifyStore(hq, folder, identity))
  }
  return { stores, damages }
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
