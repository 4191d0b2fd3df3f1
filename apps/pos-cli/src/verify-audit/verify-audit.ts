import { join } from 'node:path'
import type { Context } from '@pos/core'
import { lookAtStore, type HqDatabase, type HqTx, type StoreLook } from '@pos/db'
import { readAnchoring, verifyChains } from '@pos/hq-server'
import {
  NO_TENANT,
  readAuditChain,
  systemClock,
  verifyAuditChain,
  type ChainReport,
  type KnownPlace,
} from '@pos/server-kit'
import type { TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { storeFolders } from '../verify/verify-books.ts'
import { withHeadOffice } from '../verify/with-head-office.ts'

/** One chain, where it lies and what was found. */
export type AuditReport = ChainReport & { readonly where: string; readonly anchors: number | undefined }

type Identity = { readonly tenantId: TenantId; readonly node: string }

/**
 * Walks every chain of audit entries in a data folder: those at head office against their heads and anchors, those of
 * the stores against what head office has of them. Works beside running servers.
 *
 * @throws Refusal when the folder holds no chain of this version
 */
export function verifyAudit(folder: string): Promise<readonly AuditReport[]> {
  return withHeadOffice(folder, 'verify-audit', async (hq) => [
    ...(await atHeadOffice(hq, join(folder, 'hq'))),
    ...(await verifyStores(hq, storeFolders(folder))),
  ])
}

const context = (tenantId: TenantId): Context => ({
  tenantId,
  appContext: 'system',
  correlationId: 'verify-audit',
  at: systemClock.now(),
})

async function atHeadOffice({ unitOfWork }: HqDatabase, hqFolder: string): Promise<AuditReport[]> {
  const anchoring = await readAnchoring(hqFolder)
  const tenants = await unitOfWork.read(context(NO_TENANT), (tx) =>
    tx.query<{ id: TenantId }>(sql`select tenant_ids() as id`),
  )
  const reports: AuditReport[] = []
  for (const { id } of tenants) {
    const chains = await unitOfWork.read(context(id), (tx) => verifyChains(tx, id, anchoring))
    for (const { storeCode, node, checked, fault, anchors } of chains) {
      const problem = fault as ChainReport['fault']
      const where = `head office, ${storeCode === null ? node : `store ${storeCode}`}`
      reports.push({ where, anchors, checked, fault: problem })
    }
  }
  return reports
}

/** Walks the chains of stopped or running stores, against what head office has of them. */
export async function verifyStores({ unitOfWork }: HqDatabase, folders: readonly string[]): Promise<AuditReport[]> {
  const reports: AuditReport[] = []
  for (const folder of folders) {
    const own = await lookAtStore(folder, (store) => identityOf(store))
    if (!own) continue
    const { tenantId, node } = own
    // Head office first: it never has more than the store, which may go on while this runs.
    const copy = await unitOfWork.read(context(tenantId), (tx) => copyAt(tx, own))
    const found = await lookAtStore(folder, (store) => {
      const read = (from: number, limit: number) => readAuditChain(store, tenantId, node, from, limit)
      return verifyAuditChain(tenantId, read, [...copy, ...store.query<KnownPlace>(headOf(store, own))])
    })
    reports.push({ ...found, where: folder, anchors: undefined })
  }
  return reports
}

function identityOf(store: StoreLook): Identity | undefined {
  const [own] = store.query<Identity>(sql`select tenant_id as "tenantId", lineage as node from store_identity`)
  return own
}

function headOf({ fragments }: Pick<HqTx, 'fragments'>, { tenantId, node }: Identity) {
  const hash = fragments.hex(sql`hash`)
  return sql`select seq, ${hash} as hash from audit_heads where tenant_id = ${tenantId} and node = ${node}`
}

async function copyAt(tx: HqTx, { tenantId, node }: Identity): Promise<KnownPlace[]> {
  const hash = tx.fragments.hex(sql`hash`)
  return await tx.query<KnownPlace>(sql`
    select seq, ${hash} as hash from audit_logs where tenant_id = ${tenantId} and node = ${node} order by seq`)
}
