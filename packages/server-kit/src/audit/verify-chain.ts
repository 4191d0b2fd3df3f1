import type { Awaitable } from '@pos/core'
import { FIRST_AUDIT_HASH, type AuditRecord, type Hash, type TenantId } from '@pos/shared-types'
import { auditHash } from './chain.ts'

/**
 * What is wrong at an entry: a position without one, an entry that its own hash does not fit, one that does not name the
 * entry before it, one that another record of the chain knows otherwise, entries missing at the end, an anchor that
 * head office has not signed, or one that nobody can check because the key of that time is gone.
 */
export const AUDIT_FAULTS = [
  'missing',
  'changed',
  'not_linked',
  'forked',
  'truncated',
  'anchor_forged',
  'anchor_key_missing',
] as const
export type AuditFault = (typeof AUDIT_FAULTS)[number]

/** Where a chain must have been, by another record: its head, a signed anchor, the copy at head office. */
export type KnownPlace = { readonly seq: number; readonly hash: Hash }

export type ChainReport = {
  /** How many entries fit together. */
  readonly checked: number
  /** The first bad entry. */
  readonly fault: { readonly seq: number; readonly problem: AuditFault } | null
}

/** Gives at most so many entries behind a position, in their order. */
export type ReadChain = (from: number, limit: number) => Awaitable<readonly AuditRecord[]>

const PAGE = 1_000

/** Walks a chain from its first entry and names the first that is wrong. `known` holds what other records say of it. */
export async function verifyAuditChain(
  tenantId: TenantId,
  read: ReadChain,
  known: readonly KnownPlace[],
): Promise<ChainReport> {
  const expected = Map.groupBy(known, ({ seq }) => seq)
  let last: KnownPlace = { seq: 0, hash: FIRST_AUDIT_HASH }
  for (;;) {
    const page = await read(last.seq, PAGE)
    for (const entry of page) {
      const problem = faultOf(tenantId, entry, last, expected)
      if (problem !== undefined) return { checked: last.seq, fault: { seq: last.seq + 1, problem } }
      last = { seq: entry.seq, hash: entry.hash }
    }
    if (page.length < PAGE) break
  }
  const end = Math.max(0, ...expected.keys())
  const fault = end > last.seq ? { seq: last.seq + 1, problem: 'truncated' as const } : null
  return { checked: last.seq, fault }
}

function faultOf(
  tenantId: TenantId,
  entry: AuditRecord,
  last: KnownPlace,
  expected: ReadonlyMap<number, readonly KnownPlace[]>,
): AuditFault | undefined {
  if (entry.seq !== last.seq + 1) return 'missing'
  if (entry.prevHash !== last.hash) return 'not_linked'
  if (auditHash(tenantId, entry) !== entry.hash) return 'changed'
  const isKnownOtherwise = expected.get(entry.seq)?.some(({ hash }) => hash !== entry.hash)
  return isKnownOtherwise ? 'forked' : undefined
}
