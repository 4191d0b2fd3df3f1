import type { Context, UnitOfWork } from '@pos/core'
import type { HqTx, StoreTx } from '@pos/db'
import { entriesOf, recordRefused, type AuditEntry } from './record-audit.ts'

/** What the routes of a server need of its audit log. */
export type AuditDesk = {
  readonly refused: (ctx: Context, entry: AuditEntry & { readonly outcome: 'denied' | 'failed' }) => Promise<void>
  /** How many entries this request has left; 2 are told for more. */
  readonly countNoted: (ctx: Context) => Promise<number>
}

export function auditDesk(unitOfWork: UnitOfWork<StoreTx> | UnitOfWork<HqTx>): AuditDesk {
  const reads = unitOfWork as UnitOfWork<StoreTx>
  return {
    refused: (ctx, entry) => recordRefused(unitOfWork, ctx, entry),
    countNoted: (ctx) => reads.read(ctx, (tx) => entriesOf(tx, ctx)),
  }
}
