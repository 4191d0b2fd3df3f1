import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { privateKeyOf } from '@pos/server-kit'
import type { PushEvent } from '@pos/shared-types'
import { ServerProcess } from '../server-process.ts'
import { pushBatches, together, type Pushed } from './push-batches.ts'
import type { Shop } from './shop.ts'

type Identity = { readonly tenantId: string; readonly deviceId: string; readonly lineage: string }

const IDENTITY = `
  select i.tenant_id as tenantId, d.id as deviceId, i.lineage
  from store_identity i join devices d on d.kind = 'store_server'`

const WAITING = `
  select event_id as eventId, seq, aggregate_type as aggregateType, aggregate_id as aggregateId,
    aggregate_seq as aggregateSeq, type, schema, hlc, wall_time as wallTime, catalogue_version as catalogueVersion,
    cast(payload as text) as payload, lower(hex(sha256)) as sha256
  from outbox where state <> 'acked' order by seq limit ?`

/** Gives a head office in a process of its own what waits in the outboxes of stores that are closed, all at once. */
export async function pushToHeadOffice(shops: readonly [Shop, ...Shop[]], count: number, ms: number): Promise<Pushed> {
  const senders = shops.map((shop) => outboxOf(shop, count))
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: shops[0].hqFolder })
  try {
    return together(
      await Promise.all(
        senders.map(({ signer, lineage, events }) => pushBatches({ url: hq.url, signer, lineage }, events, ms)),
      ),
    )
  } finally {
    await hq.stop()
  }
}

function outboxOf(shop: Shop, count: number) {
  const store = new Database(join(shop.storeFolder, 'ops.db'), { readonly: true })
  const me = store.prepare<[], Identity>(IDENTITY).get()
  const events = store.prepare<[number], PushEvent>(WAITING).all(count)
  store.close()
  if (me === undefined) throw new Error('the store belongs to no head office')
  const privateKey = privateKeyOf(readFileSync(join(shop.storeFolder, 'server-key.pem'), 'utf8'))
  return { signer: { peerId: me.deviceId, tenantId: me.tenantId, privateKey }, lineage: me.lineage, events }
}
