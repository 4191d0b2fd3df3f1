import type { Awaitable } from '@pos/core'
import type { CatalogueView } from '@pos/db'
import type { TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { CatalogueCache } from '../catalogue-cache.ts'
import { after } from '../is-promise.ts'
import { resolveSettings, type SettingPlace, type SettingRow } from './effective.ts'
import type { Setting } from './setting.ts'
import { isSettingKey, SETTINGS, type Settings } from './settings.ts'

type StoredRow = Omit<SettingRow, 'value'> & { readonly value: string }
type Queryable = { query<Row>(statement: SQL): Awaitable<Row[]> }

/** The values as they are set in a tenant, at every level. */
export function readSettingRows(source: Queryable, tenantId: TenantId): Awaitable<readonly SettingRow[]> {
  const rows = source.query<StoredRow>(sql`
    select key, level, store_id as "storeId", register_id as "registerId", cast(value as text) as value
    from settings where tenant_id = ${tenantId} and deleted_at is null`)
  return after(rows, (found) => found.map((row) => ({ ...row, value: valueNow(row.key, JSON.parse(row.value)) })))
}

/** What a stored value counts as now: a choice may have gone since it was made. */
function valueNow(key: string, stored: unknown): unknown {
  if (typeof stored !== 'string' || !isSettingKey(key)) return stored
  const { former = {} }: Setting = SETTINGS[key]
  return Object.hasOwn(former, stored) ? former[stored] : stored
}

/** The values that hold at a place. */
export function readSettings(source: Queryable, tenantId: TenantId, place: SettingPlace): Awaitable<Settings> {
  return after(readSettingRows(source, tenantId), (rows) => resolveSettings(rows, place))
}

export type CatalogueSettings = (catalogue: CatalogueView, tenantId: TenantId, place: SettingPlace) => Settings

const PLACES = 1_000

/** Reads a store's settings once per version of its catalogue and place: a sale asks for them every time. */
export function createCatalogueSettings(): CatalogueSettings {
  const known = new CatalogueCache<Settings>(PLACES)
  return (catalogue, tenantId, place) =>
    known.get(catalogue, `${tenantId}:${place.storeId ?? ''}:${place.registerId ?? ''}`, () =>
      settingsIn(catalogue, tenantId, place),
    )
}

function settingsIn(catalogue: CatalogueView, tenantId: TenantId, place: SettingPlace): Settings {
  const rows = catalogue.query<StoredRow>(sql`
    select key, level, store_id as "storeId", register_id as "registerId", value
    from settings where tenant_id = ${tenantId} and deleted_at is null`)
  return resolveSettings(
    rows.map((row) => ({ ...row, value: JSON.parse(row.value) as unknown })),
    place,
  )
}
