import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { privateKeyOf, type Signer } from '@pos/server-kit'
import type { PushEvent } from '@pos/shared-types'

type Identity = { readonly tenantId: string; readonly deviceId: string; readonly lineage: string }

const IDENTITY = `
  select i.tenant_id as tenantId, d.id as deviceId, i.lineage
  from store_identity i join devices d on d.kind = 'store_server'`

const WAITING = `
  select event_id as eventId, seq, aggregate_type as aggregateType, aggregate_id as aggregateId,
    aggregate_seq as aggregateSeq, type, schema, hlc, wall_time as wallTime, catalogue_version as catalogueVersion,
    cast(payload as text) as payload, lower(hex(sha256)) as sha256
  from outbox where state <> 'acked' order by seq limit ?`

/** Who a store that is closed is to its head office. */
export function identityOf(storeFolder: string): { readonly signer: Signer; readonly lineage: string } {
  const me = fromFile(join(storeFolder, 'ops.db'), (store) => store.prepare<[], Identity>(IDENTITY).get())
  if (me === undefined) throw new Error('the store belongs to no head office')
  const privateKey = privateKeyOf(readFileSync(join(storeFolder, 'server-key.pem'), 'utf8'))
  return { signer: { peerId: me.deviceId, tenantId: me.tenantId, privateKey }, lineage: me.lineage }
}

/** What waits in its outbox, the oldest first. */
export function waitingIn(storeFolder: string, count: number): PushEvent[] {
  return fromFile(join(storeFolder, 'ops.db'), (store) => store.prepare<[number], PushEvent>(WAITING).all(count))
}

/** Variants of its catalogue. */
export function variantsIn(storeFolder: string, count: number): string[] {
  const name = readdirSync(storeFolder).find((each) => /^catalog-.*\.db$/.test(each))
  if (name === undefined) throw new Error('the store has no catalogue')
  return fromFile(join(storeFolder, name), (catalogue) =>
    catalogue.prepare<[number], string>('select id from product_variants order by id limit ?').pluck().all(count),
  )
}

function fromFile<Result>(path: string, read: (file: Database.Database) => Result): Result {
  const file = new Database(path, { readonly: true })
  try {
    return read(file)
  } finally {
    file.close()
  }
}
