import { defineModule, handle } from '@pos/server-kit'
import { listDevices as listCommand, type ResponseOf } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { HqNeeds } from '../../needs.ts'

type Device = ResponseOf<typeof listCommand>['items'][number]

/** The machines head office knows: its store servers. Tills are known to their store. */
export const devicesModule = ({ unitOfWork }: HqNeeds) =>
  defineModule({
    name: 'devices',
    routes: [
      handle(listCommand, async ({ ctx }) => ({
        items: await unitOfWork.read(ctx, (tx) =>
          tx.query<Device>(sql`
            select id, store_id as "storeId", kind, name, state, last_seen_at as "lastSeenAt"
            from devices where tenant_id = ${ctx.tenantId} order by name, id`),
        ),
      })),
    ],
  })
