import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { auditHash, factReader } from '@pos/server-kit'
import { AuditAppendedFact, FIRST_AUDIT_HASH, type AuditRecord, type Hash } from '@pos/shared-types'
import { anyFact, type EventHandler, type ReceivedEvent } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

type Head = { readonly seq: number; readonly hash: Hash }
type Break = { readonly seq: number; readonly why: 'forked' | 'missing' | 'not_linked' | 'changed' }

/**
 * Takes entries of stores in and checks that each fits the one before it. What does not fit is kept as far as its
 * place is free, and raises the alarm of its chain; an entry is never refused.
 */
export function auditIngest(): EventHandler<HqTx> {
  return anyFact<HqTx, AuditAppendedFact>({
    type: 'audit.appended',
    schema: 1,
    read: factReader(AuditAppendedFact),
    storeOf: (fact) => fact.storeId,
    apply: async (unit, events) => {
      const codes = new Map<string, readonly string[]>()
      for (const event of events) {
        const broken = await takeIn(unit, event)
        if (broken) codes.set(event.eventId, ['AUDIT_CHAIN_BROKEN'])
      }
      return codes
    },
  })
}

async function takeIn(unit: Unit<HqTx>, event: ReceivedEvent<AuditAppendedFact>): Promise<Break | undefined> {
  const { node, storeId, entries } = event.fact
  const { tx, tenantId } = unit
  const head = await lockHead(unit, node, storeId)
  let end = head
  const isOwn = node === event.lineage
  const isOfStore = isOwn || (await isLineageOf(unit, node, storeId))
  let broken: Break | undefined = isOfStore ? undefined : { seq: entries[0]?.seq ?? 0, why: 'forked' }
  const fresh: AuditRecord[] = []
  for (const entry of entries as readonly AuditRecord[]) {
    const isHere = entry.seq <= end.seq
    if (isHere && (await isKnown(unit, node, entry))) continue
    broken ??= isHere ? { seq: entry.seq, why: 'forked' } : breakAt(unit.tenantId, node, entry, end)
    if (broken && !isOwn) {
      // The chain of an earlier life goes on as far as it fits; from here on it is a copy's, and kept as such.
      fresh.push({ ...entry, node: `fork-${event.lineage}` })
      continue
    }
    if (isHere) continue
    fresh.push({ ...entry, node })
    end = { seq: entry.seq, hash: entry.hash }
  }
  if (fresh.length > 0) await tx.insert('auditLogs', fresh.map(toRow), { tenantId, receivedAt: unit.at })
  await tx.query(sql`
    update audit_heads set seq = ${end.seq}, hash = ${Buffer.from(end.hash, 'hex')}
    where tenant_id = ${tenantId} and node = ${node}`)
  if (broken) await raise(unit, node, broken)
  return broken
}

const toRow = (entry: AuditRecord) => ({ ...entry, before: entry.before ?? null, after: entry.after ?? null })

function breakAt(tenantId: string, node: string, entry: AuditRecord, end: Head): Break | undefined {
  if (entry.seq !== end.seq + 1) return { seq: end.seq + 1, why: 'missing' }
  if (entry.prevHash !== end.hash) return { seq: entry.seq, why: 'not_linked' }
  if (entry.node !== node || auditHash(tenantId, entry) !== entry.hash) return { seq: entry.seq, why: 'changed' }
  return undefined
}

async function lockHead({ tx, tenantId }: Unit<HqTx>, node: string, storeId: string): Promise<Head> {
  const [head] = await tx.query<Head>(sql`
    insert into audit_heads as h (tenant_id, node, store_id, seq, hash, sent_seq, state)
    values (${tenantId}, ${node}, ${storeId}, 0, ${Buffer.from(FIRST_AUDIT_HASH, 'hex')}, 0, 'whole')
    on conflict (tenant_id, node) do update set sent_seq = h.sent_seq
    returning seq, ${tx.fragments.hex(sql`hash`)} as hash`)
  return head ?? { seq: 0, hash: FIRST_AUDIT_HASH }
}

/** A store that was restored sends what was left of the chain before under its new lineage. */
async function isLineageOf({ tx, tenantId }: Unit<HqTx>, lineage: string, storeId: string): Promise<boolean> {
  const found = await tx.query(sql`
    select 1 as one from lineages where tenant_id = ${tenantId} and id = ${lineage} and store_id = ${storeId}`)
  return found.length > 0
}

async function isKnown({ tx, tenantId }: Unit<HqTx>, node: string, { seq, hash }: AuditRecord): Promise<boolean> {
  const found = await tx.query(sql`
    select 1 as one from audit_logs where tenant_id = ${tenantId} and node = ${node} and seq = ${seq}
      and hash = ${Buffer.from(hash, 'hex')}`)
  return found.length > 0
}

/** The first break of a chain stands until somebody has looked at it; later ones follow from it. */
async function raise(unit: Unit<HqTx>, node: string, { seq, why }: Break): Promise<void> {
  await unit.tx.query(sql`
    update audit_heads set state = 'broken', broken_seq = ${seq}, broken_code = ${why},
      broken_at = ${unit.tx.fragments.instant(unit.at)}
    where tenant_id = ${unit.tenantId} and node = ${node} and state = 'whole'`)
}
