import { auditCursor, defineModule, handle, listAudit } from '@pos/server-kit'
import { listAuditLog as listCommand, type AuditRecord, type AuditRow } from '@pos/shared-types'
import type { StoreTx } from '@pos/db'
import type { StoreNeeds } from '../../needs.ts'

export { AuditForwarder } from './forwarder.ts'

const PERSON = 'select display_name as name from users where id = ?'
const STORE = 'select code as name from stores where id = ?'

/** What was done in this store. Head office has the same entries, and those of all other stores. */
export const auditModule = ({ unitOfWork }: Pick<StoreNeeds, 'unitOfWork'>) =>
  defineModule({
    name: 'audit',
    routes: [
      handle(listCommand, ({ ctx, query }) =>
        unitOfWork.read(ctx, async (tx) => {
          const limit = query.limit ?? 50
          const entries = await listAudit(tx, ctx.tenantId, query, limit)
          return { items: entries.map((each) => named(tx, each)), nextCursor: auditCursor(entries, limit), alarms: [] }
        }),
      ),
    ],
  })

function named({ catalog }: StoreTx, entry: AuditRecord): AuditRow {
  const nameOf = (text: string, id: string | null) =>
    id === null ? null : (catalog.prepare<{ name: string }>(text).get([id])?.name ?? null)
  return {
    ...entry,
    userName: nameOf(PERSON, entry.userId),
    approverName: nameOf(PERSON, entry.approverId),
    storeCode: nameOf(STORE, entry.storeId),
  }
}
