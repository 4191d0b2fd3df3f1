import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { testContext } from '../test-context.ts'
import { engines } from './engines.ts'

describe.each(engines)('the $name engine', (engine) => {
  test('opens migrated and empty, keeps what a unit writes, and tells its events', async () => {
    const { unitOfWork, committed, remove } = await engine.open()
    const row = { key: 'test', value: 'kept', updatedAt: 1_772_442_000_123 }
    await unitOfWork.write(testContext(), 'test.keep', async (unit) => {
      await unit.tx.insert('dbMeta', [row])
      unit.emitAfterCommit({ name: 'kept', payload: {} })
    })
    const rows = await unitOfWork.read(testContext(), (tx) =>
      tx.query(sql`select key, value, updated_at from db_meta where key = 'test'`),
    )
    expect(rows).toEqual([{ key: 'test', value: 'kept', updated_at: row.updatedAt }])
    await remove()
    expect(committed).toEqual([{ name: 'kept', payload: {} }])
  })
})
