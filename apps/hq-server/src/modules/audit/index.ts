import { defineModule, handle, recordAudit } from '@pos/server-kit'
import { listAuditLog as listCommand, listPermissionAudit as permissionsCommand, verifyAudit } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import type { Anchoring } from './anchor-service.ts'
import { readAlarms, readAuditPage } from './audit-repository.ts'
import { auditIngest } from './ingest.ts'
import { verifyChains } from './verify-chains.ts'

export { keepAnchoring, readAnchoring } from './anchor-service.ts'
export { verifyChains, type VerifiedChain } from './verify-chains.ts'

/** What was done in the company: head office's own chain and the stores', as they came up. */
export const auditModule = ({ unitOfWork }: HqNeeds, anchoring: Anchoring) =>
  defineModule({
    name: 'audit',
    sync: [auditIngest()],
    routes: [
      handle(listCommand, ({ ctx, query }) =>
        unitOfWork.read(ctx, async (tx) => {
          const page = await readAuditPage(tx, ctx.tenantId, query, query.limit ?? 50)
          return { ...page, alarms: await readAlarms(tx, ctx.tenantId) }
        }),
      ),

      handle(permissionsCommand, ({ ctx, query }) =>
        unitOfWork.read(ctx, (tx) =>
          readAuditPage(tx, ctx.tenantId, { ...query, category: 'permission' }, query.limit ?? 50),
        ),
      ),

      handle(verifyAudit, async ({ ctx }) => {
        const chains = await unitOfWork.read(ctx, (tx) => verifyChains(tx, ctx.tenantId, anchoring))
        const faulty = chains.filter(({ fault }) => fault !== null).map(({ node, fault }) => ({ node, ...fault }))
        await unitOfWork.write(ctx, 'audit.verify', (unit) =>
          recordAudit(unit, {
            category: 'system',
            action: 'audit.verify',
            after: { chains: chains.length, faulty },
          }),
        )
        return { chains }
      }),
    ],
  })
