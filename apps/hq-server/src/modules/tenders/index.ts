import { defineModule, handle } from '@pos/server-kit'
import { listReasons as reasonsCommand, listTenders as tendersCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listReasons, listTenders } from './tender-repository.ts'

export const tendersModule = ({ unitOfWork }: HqNeeds) =>
  defineModule({
    name: 'tenders',
    routes: [
      handle(tendersCommand, async ({ ctx }) => ({
        items: await unitOfWork.read(ctx, (tx) => listTenders(tx, ctx.tenantId)),
      })),
      handle(reasonsCommand, async ({ ctx }) => ({
        items: await unitOfWork.read(ctx, (tx) => listReasons(tx, ctx.tenantId)),
      })),
    ],
  })
