import type { BusinessDate, Hash, Instant } from '@pos/shared-types'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import type { Migration } from '../migrate/migration-files.ts'
import * as pgKit from '../tables/kit/postgres.ts'
import * as liteKit from '../tables/kit/sqlite.ts'

/** One column of every kind. */
export type Thing = {
  tenantId: string
  id: string
  name: string
  quantity?: number | null
  isOpen?: boolean | null
  digest?: Hash | null
  payload?: Buffer | null
  info?: unknown
  madeAt?: Instant | null
  madeOn?: BusinessDate | null
}
export type ThingRows = { things: Thing }

export const pgThings = pg.snakeCase.table('things', {
  tenantId: pgKit.uuid().notNull(),
  id: pgKit.uuid().notNull(),
  name: pgKit.text().notNull(),
  quantity: pgKit.big(),
  isOpen: pgKit.bool(),
  digest: pgKit.hash(),
  payload: pgKit.bytes(),
  info: pgKit.json(),
  madeAt: pgKit.instant(),
  madeOn: pgKit.dateOn(),
})

export const liteThings = lite.snakeCase.table('things', {
  tenantId: liteKit.uuid().notNull(),
  id: liteKit.uuid().notNull(),
  name: liteKit.text().notNull(),
  quantity: liteKit.big(),
  isOpen: liteKit.bool(),
  digest: liteKit.hash(),
  payload: liteKit.bytes(),
  info: liteKit.json(),
  madeAt: liteKit.instant(),
  madeOn: liteKit.dateOn(),
})

/** A migration that exists only in tests; its text stands for its hash. */
export function migration(name: string, ...statements: string[]): Migration {
  return { name, sha256: statements.join('\n'), statements }
}

export const pgMigrations = [
  migration(
    '0001_things',
    `create table things (
      tenant_id uuid not null, id uuid not null, name text not null, quantity bigint check (quantity >= 0),
      is_open boolean, digest bytea, payload bytea, info jsonb, made_at timestamptz(3), made_on date,
      primary key (tenant_id, id))`,
    'alter table things enable row level security',
    'alter table things force row level security',
    `create policy tenant on things using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)`,
    'grant select, insert, update, delete on things to pos_app',
  ),
]

export const opsMigrations = [
  migration(
    '0001_things',
    `create table things (
      tenant_id text not null, id text primary key, name text not null, quantity integer check (quantity >= 0),
      is_open integer, digest blob, payload blob, info text, made_at integer, made_on text) strict, without rowid`,
    'create table db_meta (key text primary key, value text not null, updated_at integer not null) strict',
    `create table parts (thing_id text not null references things (id) deferrable initially deferred) strict`,
    `create trigger poisoned before insert on things when new.name = 'poison'
      begin select raise(rollback, 'the whole transaction is gone'); end`,
  ),
]

export const catalogueMigrations = [
  migration(
    '0001_goods',
    'create table goods (code text primary key, price integer not null) strict',
    'create table sync_cursors (feed text primary key, epoch text not null, version integer not null) strict',
  ),
]
