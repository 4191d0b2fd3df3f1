import type { HqTx } from '@pos/db'
import {
  anchorFault,
  readAuditChain,
  readAnchorKeys,
  readExportedAnchors,
  verifyAuditChain,
  type Anchor,
  type AnchorKeys,
  type ChainReport,
} from '@pos/server-kit'
import type { ResponseOf, TenantId, verifyAudit } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { readAnchors } from './anchor-repository.ts'
import type { Anchoring } from './anchor-service.ts'

export type VerifiedChain = ResponseOf<typeof verifyAudit>['chains'][number]
type HeadRow = Pick<VerifiedChain, 'node' | 'storeId' | 'storeCode' | 'seq'> & { readonly hash: string }

/**
 * Walks every chain head office holds of a company, and compares it with its head and with the signed anchors, those in
 * the database and those outside it.
 */
export async function verifyChains(tx: HqTx, tenantId: TenantId, { key, folder }: Anchoring): Promise<VerifiedChain[]> {
  const exported = (await readExportedAnchors(folder)).filter((anchor) => anchor.tenantId === tenantId)
  const keys = await readAnchorKeys(key, folder)
  const chains: VerifiedChain[] = []
  for (const { hash, ...head } of await readHeads(tx, tenantId, exported)) {
    const kept = await readAnchors(tx, tenantId, head.node)
    const anchors = [...kept, ...exported.filter(({ node }) => node === head.node)]
    const read = (from: number, limit: number) => readAuditChain(tx, tenantId, head.node, from, limit)
    const places = anchors.map((anchor) => ({ seq: anchor.seq, hash: anchor.headHash }))
    const report = await verifyAuditChain(tenantId, read, [...places, { seq: head.seq, hash }])
    const days = [...new Set(anchors.map(({ anchoredOn }) => anchoredOn))].toSorted()
    chains.push({
      ...head,
      ...orForged(report, anchors, keys),
      anchors: days.length,
      lastAnchoredOn: days.at(-1) ?? null,
    })
  }
  return chains
}

/** A forged anchor says more than one that cannot be checked. */
function orForged(report: ChainReport, anchors: readonly Anchor[], keys: AnchorKeys): ChainReport {
  if (report.fault !== null) return report
  for (const problem of ['anchor_forged', 'anchor_key_missing'] as const) {
    const bad = anchors.find((anchor) => anchorFault(keys, anchor) === problem)
    if (bad !== undefined) return { ...report, fault: { seq: bad.seq, problem } }
  }
  return report
}

/** A chain of which only an anchor is left has lost everything, its head too. */
async function readHeads(tx: HqTx, tenantId: TenantId, anchors: readonly Anchor[]): Promise<readonly HeadRow[]> {
  const heads = await tx.query<HeadRow>(sql`
    select h.node, h.store_id as "storeId", s.code as "storeCode", h.seq, ${tx.fragments.hex(sql`h.hash`)} as hash
    from audit_heads h left join stores s on s.tenant_id = h.tenant_id and s.id = h.store_id
    where h.tenant_id = ${tenantId} order by s.code nulls first, h.node`)
  const known = new Set(heads.map(({ node }) => node))
  const lost = new Map(anchors.filter(({ node }) => !known.has(node)).map((anchor) => [anchor.node, anchor]))
  const none = { storeId: null, storeCode: null }
  return [...heads, ...[...lost.values()].map(({ node, seq, headHash }) => ({ ...none, node, seq, hash: headHash }))]
}
