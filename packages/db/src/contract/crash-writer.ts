import type { Context } from '@pos/core'
import { silentLog } from '../log.ts'
import { openStore } from '../sqlite/store-database.ts'
import { liteThings, opsMigrations, catalogueMigrations, type ThingRows } from './things-schema.ts'

/** A process that writes things for ever and prints the name of each one that was answered, until it is killed. */
const store = await openStore<ThingRows, Record<never, never>>(
  {
    ops: { tables: { things: liteThings }, migrations: opsMigrations },
    catalogue: { tables: {}, migrations: catalogueMigrations },
  },
  { folder: process.argv[2] ?? '', clock: { now: () => 0 }, log: silentLog },
)
const ctx: Context = { tenantId: 'crashing', appContext: 'system', correlationId: 'crash', at: 0 }

async function writeForEver(lane: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const name = `${lane}/${n}`
    await store.unitOfWork.write(ctx, 'crash.write', ({ tx }) =>
      tx.insert('things', [{ tenantId: ctx.tenantId, id: name, name }]),
    )
    process.stdout.write(`${name}\n`)
  }
}

await Promise.all([0, 1, 2, 3].map(writeForEver))
