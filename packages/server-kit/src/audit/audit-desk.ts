import type { Context, UnitOfWork } from '@pos/core'
import type { HqTx, StoreTx } from '@pos/db'
import { hasEntry, recordRefused, type AuditEntry } from './record-audit.ts'

/** What the routes of a server need of its audit log. */
export type AuditDesk = {
  readonly refused: (ctx: Context, entry: AuditEntry & { readonly outcome: 'denied' | 'failed' }) => Promise<void>
  /** Whether this request has left an entry. */
  readonly isNoted: (ctx: Context) => Promise<boolean>
}

export function auditDesk(unitOfWork: UnitOfWork<StoreTx> | UnitOfWork<HqTx>): AuditDesk {
  const reads = unitOfWork as UnitOfWork<StoreTx>
  return {
    refused: (ctx, entry) => recordRefused(unitOfWork, ctx, entry),
    isNoted: (ctx) => reads.read(ctx, (tx) => hasEntry(tx, ctx)),
  }
}
