import { DomainError, type Ids, type Unit } from '@pos/core'
import { anyOf, type HqTx } from '@pos/db'
import type { Clash } from '@pos/domain'
import { openCursor } from '@pos/server-kit'
import type { ConflictId, ConflictView, CustomerId, EventId, FieldStamp, StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Twin } from './customer-repository.ts'

type Side = {
  readonly value: string | boolean | null
  readonly stamp: FieldStamp | null
  readonly storeId: StoreId | null
}
type Row = Omit<ConflictView, 'local' | 'remote' | 'base' | 'subject'> & {
  readonly local: Side
  readonly remote: Side
  readonly base: string | boolean | null
}
type Source = { readonly eventId: EventId; readonly storeId: StoreId | null; readonly stamp: FieldStamp }

/** Leaves what two people wrote to a third. */
export async function openFieldConflicts(
  { tx, tenantId, at }: Unit<HqTx>,
  ids: Ids,
  entityId: CustomerId,
  clashes: readonly Clash[],
  { eventId, storeId, stamp }: Source,
): Promise<void> {
  if (clashes.length === 0) return
  await tx.insert(
    'conflicts',
    clashes.map(({ field, local, localStamp, remote, base, stands }) => ({
      id: ids.next(),
      kind: 'field' as const,
      field,
      local: { value: local, stamp: localStamp ?? null, storeId: null },
      remote: { value: remote, stamp, storeId },
      base,
      proposed: stands,
    })),
    { tenantId, createdAt: at, entity: 'customer', entityId, sourceEventId: eventId, storeId, state: 'open' },
  )
}

/** Asks whether two customers are one. Both stand until somebody says so. */
export async function openDuplicates(
  { tx, tenantId, at }: Unit<HqTx>,
  ids: Ids,
  entityId: CustomerId,
  twins: readonly Twin[],
  { eventId, storeId, stamp }: Source,
): Promise<void> {
  const others = [...new Map(twins.map((twin) => [twin.id, twin])).values()]
  if (others.length === 0) return
  await tx.insert(
    'conflicts',
    others.map(({ id, field }) => ({
      id: ids.next(),
      kind: 'duplicate_customer' as const,
      field: `${field} ${id}`,
      local: { value: id, stamp: null, storeId: null },
      remote: { value: entityId, stamp, storeId },
      base: null,
      proposed: 'both' as const,
    })),
    { tenantId, createdAt: at, entity: 'customer', entityId, sourceEventId: eventId, storeId, state: 'open' },
  )
}

type Filter = { readonly state?: ConflictView['state'] | undefined; readonly cursor?: string | undefined }

const COLUMNS = sql`id, kind, entity, entity_id as "entityId", field, local, remote, base, proposed, state,
  store_id as "storeId", created_at as "openedAt", resolved_by_id as "resolvedById", resolved_at as "resolvedAt"`

export async function listConflicts(
  tx: HqTx,
  tenantId: TenantId,
  { state = 'open', cursor }: Filter,
  limit: number,
): Promise<ConflictView[]> {
  const { at, id } = openCursor(cursor)
  const rows = await tx.query<Row>(sql`
    select ${COLUMNS} from conflicts
    where tenant_id = ${tenantId} and state = ${state} and (created_at, id) < (${tx.fragments.instant(at)}, ${id}::uuid)
    order by created_at desc, id desc limit ${limit}`)
  return named(tx, tenantId, rows)
}

export type OpenConflict = Row

/** @throws DomainError NOT_FOUND, CONFLICT_STATE when somebody was quicker */
export async function lockConflict({ tx, tenantId }: Unit<HqTx>, id: ConflictId): Promise<OpenConflict> {
  const [row] = await tx.query<Row>(
    sql`select ${COLUMNS} from conflicts where tenant_id = ${tenantId} and id = ${id} for update`,
  )
  if (row === undefined) throw new DomainError('NOT_FOUND')
  if (row.state !== 'open') throw new DomainError('CONFLICT_STATE')
  return row
}

export async function settleConflict(
  { tx, tenantId, at, userId }: Unit<HqTx>,
  id: ConflictId,
  choice: ConflictView['proposed'],
): Promise<ConflictView> {
  const rows = await tx.query<Row>(sql`
    update conflicts set state = ${choice === 'both' ? 'dismissed' : 'resolved'}, resolution = ${choice},
      resolved_by_id = ${userId ?? null}, resolved_at = ${tx.fragments.instant(at)}
    where tenant_id = ${tenantId} and id = ${id} returning ${COLUMNS}`)
  const [view] = await named(tx, tenantId, rows)
  if (view === undefined) throw new DomainError('NOT_FOUND')
  return view
}

/** Puts names to the ids: a person decides between Carmen in San Juan and Ines at head office. */
async function named(tx: HqTx, tenantId: TenantId, rows: readonly Row[]): Promise<ConflictView[]> {
  const sides = rows.flatMap(({ local, remote }) => [local, remote])
  const customers = await namesOf(tx, tenantId, 'customers', [
    ...rows.map((row) => row.entityId),
    ...rows.flatMap(({ kind, local }) => (kind === 'duplicate_customer' ? String(local.value) : [])),
  ])
  const users = await namesOf(
    tx,
    tenantId,
    'users',
    sides.flatMap(({ stamp }) => stamp?.by ?? []),
  )
  const stores = await namesOf(
    tx,
    tenantId,
    'stores',
    sides.flatMap(({ storeId }) => storeId ?? []),
  )
  const sideOf = (kind: Row['kind'], { value, stamp, storeId }: Side): ConflictView['local'] => ({
    value:
      kind === 'duplicate_customer' ? (customers.get(String(value)) ?? null) : value === null ? null : String(value),
    id: kind === 'duplicate_customer' ? String(value) : null,
    storeCode: (storeId && stores.get(storeId)) ?? null,
    userName: (stamp?.by && users.get(stamp.by)) ?? null,
    at: stamp === null ? null : Number(stamp.hlc.slice(0, 15)),
  })
  return rows.map(({ local, remote, base, ...row }) => ({
    ...row,
    subject: customers.get(row.entityId) ?? '',
    field: row.field.split(' ')[0] ?? '',
    local: sideOf(row.kind, local),
    remote: sideOf(row.kind, remote),
    base: base === null ? null : String(base),
  }))
}

const NAME = { customers: sql`name || ' (' || code || ')'`, users: sql`display_name`, stores: sql`code` } as const

async function namesOf(
  tx: HqTx,
  tenantId: TenantId,
  table: keyof typeof NAME,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; name: string }>(sql`
    select id, ${NAME[table]} as name from ${sql.identifier(table)} where tenant_id = ${tenantId}
      and id = ${anyOf('uuid', [...new Set(ids)])}`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
