import type { RegisterId, StoreId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqRegisters } from './registers.ts'
import { hqStores } from './stores.ts'

const LEVEL = ['company', 'store', 'register'] as const

export const hqSettings = pg.table(
  'settings',
  {
    ...pg.ref(),
    key: pg.text().notNull(),
    level: pg.oneOf(LEVEL).notNull(),
    storeId: pg.uuid<StoreId>(),
    registerId: pg.uuid<RegisterId>(),
    value: pg.json().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('settings_place', t, t.key, t.level, t.storeId, t.registerId),
    pg.foreign('settings_store_fk', t, [t.storeId], hqStores),
    pg.foreign('settings_register_fk', t, [t.registerId], hqRegisters),
    pg.check(
      'settings_level_rule',
      sql`(${t.level} = 'company') = (${t.storeId} is null) and (${t.level} = 'register') = (${t.registerId} is not null)`,
    ),
  ],
)

export const catalogSettings = lite.table(
  'settings',
  {
    ...lite.ref(),
    key: lite.text().notNull(),
    level: lite.oneOf(LEVEL).notNull(),
    storeId: lite.uuid<StoreId>(),
    registerId: lite.uuid<RegisterId>(),
    value: lite.json().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('settings_place', t, t.key, t.level, t.storeId, t.registerId),
    lite.check(
      'settings_level_rule',
      sql`(${t.level} = 'company') = (${t.storeId} is null) and (${t.level} = 'register') = (${t.registerId} is not null)`,
    ),
  ],
)
