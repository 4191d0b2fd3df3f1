import type { HqTx } from '@pos/db'
import type { Anchor } from '@pos/server-kit'
import type { BusinessDate, Hash, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

type Place = { readonly node: string; readonly seq: number; readonly headHash: Hash }
type Row = Omit<Anchor, 'tenantId' | 'signature'> & { readonly signature: Buffer }

/** A company's anchors of one chain, oldest first. */
export async function readAnchors(tx: HqTx, tenantId: TenantId, node: string): Promise<readonly Anchor[]> {
  const rows = await tx.query<Row>(sql`
    select node, anchored_on as "anchoredOn", seq, ${tx.fragments.hex(sql`head_hash`)} as "headHash", kid, signature
    from audit_anchors where tenant_id = ${tenantId} and node = ${node} order by anchored_on`)
  return rows.map((row) => ({ ...row, tenantId, signature: row.signature.toString('base64url') }))
}

/** The ends of the chains that have moved since their last anchor and have none of this day. */
export async function readUnanchored(tx: HqTx, tenantId: TenantId, day: BusinessDate): Promise<readonly Place[]> {
  return await tx.query<Place>(sql`
    select h.node, h.seq, ${tx.fragments.hex(sql`h.hash`)} as "headHash" from audit_heads h
    where h.tenant_id = ${tenantId} and h.seq > 0 and not exists (
      select 1 from audit_anchors a where a.tenant_id = h.tenant_id and a.node = h.node
        and (a.anchored_on = ${day} or a.seq = h.seq))
    order by h.node`)
}
